"""A JobPosting inside a page."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe


def as_script(data: dict[str, Any]) -> SafeString:
    """JSON that cannot end the ``<script>`` it stands in. It is a data block: browsers never run it, so no CSP exception is needed."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign, escaped in (("&", "\\u0026"), ("<", "\\u003c"), (">", "\\u003e"), ("\u2028", "\\u2028"), ("\u2029", "\\u2029")):
        text = text.replace(sign, escaped)
    return mark_safe(text)  # noqa: S308 - escaped above
