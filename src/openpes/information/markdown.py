"""The small Markdown of content pages, turned into safe HTML: headings, paragraphs, lists, emphasis, links.

Everything is escaped first, so that no page can carry active content. Links go to our own pages, to https, to a
telephone or to an e-mail address; any other address stays plain text.
"""

import html
import re

HEADING = re.compile(r"^(#{1,4})\s+(.*)$")
BULLET = re.compile(r"^\s*[-*]\s+(.*)$")
NUMBER = re.compile(r"^\s*\d+[.)]\s+(.*)$")
LINK = re.compile(r"\[([^\]]+)\]\(((?:https?://|mailto:|tel:|/(?!/))[^\s)]*)\)")
BOLD = re.compile(r"\*\*(.+?)\*\*")
ITALIC = re.compile(r"(?<![*\w])\*(?=\S)([^*<\n]+)(?<=\S)\*(?![*\w])")


def to_html(text: str) -> str:
    """HTML of ``text``. The highest heading is ``<h2>``: the page itself has the ``<h1>``."""
    out: list[str] = []
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip()):
        out.extend(_block([line for line in block.split("\n") if line.strip()]))
    return "\n".join(out)


def _block(lines: list[str]) -> list[str]:
    out: list[str] = []
    run: list[str] = []
    kind = ""

    def close() -> None:
        nonlocal run
        if run and kind == "p":
            out.append(f"<p>{_inline(' '.join(run))}</p>")
        elif run:
            out.append(f"<{kind}>" + "".join(f"<li>{_inline(item)}</li>" for item in run) + f"</{kind}>")
        run = []

    for line in lines:
        heading, bullet, number = HEADING.match(line), BULLET.match(line), NUMBER.match(line)
        if heading:
            close()
            level = min(len(heading[1]) + (1 if len(heading[1]) == 1 else 0), 4)
            out.append(f"<h{level}>{_inline(heading[2])}</h{level}>")
            kind = ""
            continue
        now = "ul" if bullet else "ol" if number else "p"
        if now == "p" and kind in ("ul", "ol") and run:
            run[-1] += " " + line.strip()  # a line that goes on belongs to its item
            continue
        if now != kind:
            close()
            kind = now
        run.append(bullet[1] if bullet else number[1] if number else line.strip())
    close()
    return out


def _inline(text: str) -> str:
    safe = html.escape(text, quote=True)
    safe = LINK.sub(lambda m: f'<a href="{m[2]}">{m[1]}</a>', safe)
    return ITALIC.sub(r"<em>\1</em>", BOLD.sub(r"<strong>\1</strong>", safe))
