"""From the mark-up and stray characters of other people's files to plain, safe text."""

from __future__ import annotations

import html
import re

import nh3

from openpes.base.text import clean

_LINE_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SOFT_HYPHEN = "\u00ad"
_LOOKS_ESCAPED = re.compile(r"&(?:amp;)*(?:lt|gt|#60|#x3c|amp|nbsp|quot|#\d{1,6}|#x[0-9a-f]{1,5}|[a-z]{2,8});", re.I)
_TAG = re.compile(r"</?[a-z!?][^<>]*>", re.I)
_UNFINISHED_TAG = re.compile(r"<(?=/?[a-z!?])", re.I)

_BLOCKS = {"p", "div", "section", "article", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote", "pre"}
_KEPT = _BLOCKS | {"br", "li", "tr", "hr", "dt", "dd"}
_MAKES_LINES = re.compile(r"<(?:p|br|div|li|tr|h[1-6])>")
_BLOCK_TAG = re.compile(rf"</?(?:{'|'.join(sorted(_BLOCKS))})>")
_ITEM_BULLET = re.compile(r"^[ \t]*[•·▪◦‣●○*–—-][ \t]+", re.M)
_BLANK_LINES = re.compile(r"\n{3,}")


def clean_line(value: str) -> str:
    """One line of plain text: no mark-up, no control or direction-override characters, single spaces, NFC."""
    text = value
    if text.isascii() and text.isprintable() and "&" not in text and "<" not in text:
        return " ".join(text.split())
    if "&" in text or "<" in text:
        text = _without_tags(_unescaped(text))
    return " ".join(_characters(text).split())


def clean_text(value: str) -> str:
    """An advert's text as plain paragraphs and lists, whether it came as text, as HTML, or escaped once or twice.

    Paragraphs are parted by a blank line, list items begin with "- ". Nothing that a browser could take for
    mark-up is left, scripts and styles are dropped with what is in them.
    """
    text = _unescaped(value)
    if _TAG.search(text):
        text = _text_of_html(text)
    text = _without_tags(text)
    text = _characters(text)
    text = "\n".join([" ".join(line.split()) for line in text.split("\n")])
    text = _ITEM_BULLET.sub("- ", text)
    return _BLANK_LINES.sub("\n\n", text).strip()


def _unescaped(value: str) -> str:
    text = value
    for _ in range(4):
        if not _LOOKS_ESCAPED.search(text):
            break
        text = _unescaped_once(text)
    return text


def _unescaped_once(text: str) -> str:
    """``html.unescape`` with its most frequent cases first, in C; "&amp;" comes last so that one level goes at a time."""
    for escaped, plain in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#39;", "'"), ("&nbsp;", "\u00a0")):
        text = text.replace(escaped, plain)
    return html.unescape(text) if "&" in text else text


def _text_of_html(text: str) -> str:
    kept = nh3.clean(text, tags=_KEPT, attributes={}, clean_content_tags={"script", "style"}, strip_comments=True)
    plain = kept
    if _MAKES_LINES.search(kept):
        # Line breaks inside the source of HTML mean a space; the tags make the lines.
        plain = kept.replace("\r", " ").replace("\n", " ")
    plain = plain.replace("<li>", "\n- ").replace("</li>", "").replace("<br>", "\n").replace("<hr>", "\n\n")
    plain = plain.replace("<tr>", "\n").replace("<dt>", "\n\n").replace("<dd>", "\n")
    plain = _BLOCK_TAG.sub("\n\n", plain)
    # A paragraph inside a list item belongs to the item.
    return re.sub(r"\n- \s*\n+", "\n- ", html.unescape(plain))


def _without_tags(text: str) -> str:
    """Whatever still looks like a tag goes, also one that appears when another is taken out."""
    for _ in range(4):
        shorter = _TAG.sub(" ", text)
        if shorter == text:
            break
        text = shorter
    return _UNFINISHED_TAG.sub("‹", text)


def _characters(text: str) -> str:
    return clean(_LINE_BREAKS.sub("\n", text).replace(_SOFT_HYPHEN, ""))
