"""Pages for paper and for keeping: PDF by typst. Values go in as data, never as markup."""

import io
import json
from typing import Any

import segno
import typst
from django.utils.translation import get_language, get_language_bidi

HEAD = """
#let d = json(bytes(sys.inputs.data))
#set document(title: d.title)
#set page(paper: "a4", margin: 22mm, footer: text(size: 8pt, d.footer))
#set text(font: ("Noto Sans", "Noto Sans Arabic", "DejaVu Sans"), size: 10.5pt, lang: d.lang, dir: if d.rtl { rtl } else { ltr }, fallback: true)
#let code(t) = text(dir: ltr, t)
"""
CERTIFICATE = (
    HEAD
    + """
#text(size: 9pt, d.service)
#v(4mm)
= #d.title
#v(4mm)
#grid(columns: (1fr, 38mm), gutter: 8mm,
  [#for row in d.rows [#text(fill: luma(90), size: 9pt, row.at(0)) #linebreak() #if row.at(2) { code(row.at(1)) } else { row.at(1) } #parbreak()]],
  [#image(bytes(d.qr), format: "svg", width: 36mm, alt: d.verify) #text(size: 8pt)[#d.scan #linebreak() #code(d.verify)]])
"""
)
HELD = (
    HEAD
    + """
#text(size: 9pt, d.service)
= #d.title
#d.intro
#for part in d.parts [
  == #part.title
  #for line in part.lines [#text(fill: luma(90), line.at(0)): #line.at(1) #linebreak()]
]
"""
)


def qr_svg(text: str) -> str:
    """A QR code as an SVG picture, black on white."""
    out = io.BytesIO()
    segno.make(text, error="m").save(out, kind="svg", scale=4, border=2, dark="#000", light="#fff")
    return out.getvalue().decode()


def pdf(source: str, data: dict[str, Any]) -> bytes:
    """The filled page as PDF in the language of the reader. ``data`` needs title, footer and service."""
    tongue = (get_language() or "en").split("-")[0]
    values = {**data, "lang": tongue, "rtl": get_language_bidi()}
    return typst.compile(source.encode(), sys_inputs={"data": json.dumps(values, ensure_ascii=False)}, format="pdf")
