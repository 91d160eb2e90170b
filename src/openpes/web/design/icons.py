"""Our own line icons: one path each on a 24 x 24 field, drawn with the current text colour.

Icons are never the only carrier of a meaning: the words stand beside them, so every icon is hidden
from screen readers.
"""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

PATHS: dict[str, str] = {
    "search": "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5 21 21",
    "place": "M12 21.5c4.5-4.6 6.8-8.2 6.8-11.2a6.8 6.8 0 0 0-13.6 0c0 3 2.3 6.6 6.8 11.2zM12 8v4.4M9.8 10.2h4.4",
    "phone": "M6 3h3l2 5-2.4 1.7a12 12 0 0 0 5.7 5.7L16 13l5 2v3a3 3 0 0 1-3 3A15 15 0 0 1 3 6a3 3 0 0 1 3-3z",
    "clock": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3.5 2",
    "calendar": "M4 6h16v14H4zM4 11h16M8.5 3v5M15.5 3v5",
    "check": "M4.5 12.5 10 18 19.5 6.5",
    "cross": "M6 6l12 12M18 6 6 18",
    "unknown": "M9 9a3.2 3.2 0 1 1 4.6 2.9c-1.1.6-1.6 1.3-1.6 2.6M12 18.6v.1",
    "info": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 11v5.5M12 7.6v.1",
    "warning": "M12 3.5 22 20.5H2zM12 10v5M12 17.7v.1",
    "arrow": "M4 12h15M13 6l6 6-6 6",
    "back": "M20 12H5M11 6l-6 6 6 6",
    "chevron": "M9 5l7 7-7 7",
    "down": "M5 9l7 7 7-7",
    "print": "M7 9V3h10v6M7 17H4V9h16v8h-3M7 14h10v7H7z",
    "save": "M6 3h12v18l-6-5-6 5z",
    "hide": "M3 12c2.6-4 5.6-6 9-6s6.4 2 9 6c-2.6 4-5.6 6-9 6s-6.4-2-9-6zM4 20 20 4",
    "flag": "M5 21V4h13l-3 4.5 3 4.5H5",
    "person": "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4.5 21c.6-4 3.4-6 7.5-6s6.9 2 7.5 6",
    "people": "M9 5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM2.5 20c.5-3.6 2.9-5.3 6.5-5.3s6 1.7 6.5 5.3"
    "M16 5.3a3.5 3.5 0 0 1 0 6.5M18 15c2 .7 3.2 2.3 3.5 5",
    "employer": "M4 21V6l9-3v18M13 9h7v12M2 21h20M7.5 9h2M7.5 13h2M7.5 17h2M16 13h1.5M16 17h1.5",
    "work": "M3 8h18v12H3zM9 8V4h6v4M3 13h18M12 12v2.5",
    "document": "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
    "money": "M3 6h18v12H3zM12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5zM6 9v.1M18 15v.1",
    "globe": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM3 12h18M12 3c3 2.7 4 5.7 4 9s-1 6.3-4 9c-3-2.7-4-5.7-4-9s1-6.3 4-9z",
    "light": "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v2.5M12 19.5V22M2 12h2.5M19.5 12H22M5 5l1.7 1.7M17.3 17.3 19 19"
    "M5 19l1.7-1.7M17.3 6.7 19 5",
    "dark": "M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z",
    "filter": "M3 6h18M6.5 12h11M10 18h4",
    "download": "M12 3v12M6.5 10l5.5 5.5 5.5-5.5M4 20.5h16",
    "home": "M3 11.5 12 4l9 7.5M6 9.5V20h12V9.5M10 20v-6h4v6",
    "list": "M8 6h13M8 12h13M8 18h13M3.5 6v.1M3.5 12v.1M3.5 18v.1",
    "edit": "M4 20l1-4.5L16.5 4 20 7.5 8.5 19zM13.5 7l3.5 3.5",
    "school": "M12 4 1.5 9.5 12 15l10.5-5.5zM6 12v5.5c3.5 2.6 8.5 2.6 12 0V12M22 10v6",
    "chart": "M4 20.5h17M6.5 17v-5M12 17V5M17.5 17V9",
    "shield": "M12 2.5 20 5.5v6c0 5-3.3 8.3-8 10-4.7-1.7-8-5-8-10v-6zM8.5 12l2.5 2.5 4.5-5",
    "plus": "M12 5v14M5 12h14",
    "mail": "M3 5h18v14H3zM3 7l9 6.5L21 7",
    "key": "M8 10.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM11.5 12 20 3.5M16 7.5l3 3",
    "chat": "M4 4h16v12h-8l-5 4.5V16H4z",
    "external": "M14 4h6v6M20 4l-9 9M18 14v6H4V6h6",
    "hand": "M7 12V6.5a1.5 1.5 0 0 1 3 0V11V4.5a1.5 1.5 0 0 1 3 0V11V5.5a1.5 1.5 0 0 1 3 0V12"
    "V8.5a1.5 1.5 0 0 1 3 0V15c0 4-2.5 6.5-6 6.5-3 0-4.5-1.3-6-4l-3-5c1-1.2 2.3-.9 3 .2z",
}

# These show a direction and turn round in a script that runs from right to left.
TURNING = frozenset({"arrow", "back", "chevron", "external", "list", "chat"})


def icon(name: str) -> SafeString:
    """The SVG of an icon. KeyError when there is no such icon."""
    return format_html(
        '<svg class="i{}" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>',
        " flip" if name in TURNING else "",
        PATHS[name],
    )


MARK = mark_safe(
    '<svg viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="8" fill="currentColor"/>'
    '<path class="o" d="M21.8 8.5A9.5 9.5 0 1 0 25.5 16" fill="none" stroke-width="3.6" '
    'stroke-linecap="round"/><circle class="d" cx="23.6" cy="8.6" r="2.9"/></svg>'
)
