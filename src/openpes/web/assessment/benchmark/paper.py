"""The benchmark for paper: a tagged PDF by typst, with drawings, sources, year and what the numbers cannot say."""

import json
from typing import Any

import typst
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from openpes.assessment.benchmark.queries import Standing
from openpes.assessment.tables import labels
from openpes.assessment.tables.specification import GROUP_OF
from openpes.web.assessment.benchmark import shown
from openpes.web.assessment.results import words
from openpes.web.design.wording import day, number

# Values go in as data, never as markup. Typst writes the structure tree: headings, tables with header cells, alternative texts.
SOURCE = """
#let d = json(bytes(sys.inputs.data))
#set document(title: d.title, author: d.agency)
#set page(paper: "a4", margin: 20mm, numbering: "1", footer: context [#set text(size: 8pt); #d.footer #h(1fr) #counter(page).display()])
#set text(font: ("Noto Sans", "Noto Sans Arabic", "DejaVu Sans"), size: 9.5pt, lang: d.lang, dir: if d.rtl { rtl } else { ltr }, fallback: true)
#set par(leading: 0.55em)
#set table(stroke: (x: none, y: 0.4pt + luma(180)), inset: (x: 4pt, y: 5pt))
#set table.cell(breakable: false)
#show heading.where(level: 2): set block(above: 1.4em, below: 0.7em, sticky: true)
#show heading.where(level: 2): set text(size: 11.5pt)
#let bar(row) = if row.low == none { [] } else {
  let at(x) = if d.rtl { 34mm - x * 0.34mm } else { x * 0.34mm }
  figure(kind: "bar", supplement: none, numbering: none, outlined: false, alt: row.alt, box(width: 34mm, height: 8pt)[
    #place(left + horizon, line(length: 34mm, stroke: 0.4pt + luma(170)))
    #place(left + horizon, dx: if d.rtl { at(row.high) } else { at(row.low) }, rect(width: (row.high - row.low) * 0.34mm, height: 6pt, fill: rgb("#a9d0cd")))
    #place(left + horizon, dx: at(row.percent) - 2pt, circle(radius: 2pt, fill: rgb("#0b5f5b")))
  ])
}
#text(size: 9pt, d.service)
= #d.title
#text(size: 12pt, weight: "bold", d.agency)

#if d.made_up != "" [#block(fill: rgb("#fdeed3"), inset: 6pt, strong(d.made_up))]
#for line in d.about [#line #linebreak()]
#v(2mm)
#table(columns: (1fr,) * d.counts.len(), align: center, table.header(..d.counts.map(c => strong(c.at(0)))), ..d.counts.map(c => text(size: 14pt, c.at(1))))

== #d.how
#for line in d.caveats [- #line]

#for section in d.sections [
  == #section.heading
  #table(columns: (1.5fr, auto, 1.25fr, 36mm), align: (start + horizon, center + horizon, start + horizon, start + horizon),
    table.header(..d.head.map(h => strong(h))),
    ..section.rows.map(row => (row.label, row.own, row.peers, [#bar(row) #text(size: 8pt, row.share)])).flatten())
]
#if d.errata.len() > 0 [
  == #d.errata_title
  #for line in d.errata [- #line]
]
== #d.sources_title
#for line in d.sources [- #line]
"""


def report(found: Standing) -> bytes:
    """The PDF in the language of the reader."""
    values = {**_data(found), "lang": (get_language() or "en").split("-")[0], "rtl": get_language_bidi()}
    return typst.compile(SOURCE.encode(), sys_inputs={"data": json.dumps(values, ensure_ascii=False, default=str)}, format="pdf")


def _data(found: Standing) -> dict[str, Any]:
    sections = shown.sections(found.items)
    named = {number for section in sections for line in section.lines for number in line.errata}
    return {
        "title": _("Technology in the service: beside other services"),
        "service": "OpenPES",
        "agency": found.agency.name,
        "footer": _("Reference: ILO survey of 2020"),
        "made_up": _("Made-up data") if found.synthetic else "",
        "about": _about(found),
        "counts": [(str(label), number(n)) for label, n in shown.counts(found.items)],
        "how": _("How to read this"),
        "caveats": [
            _("The other services answered in 2020. Much may have changed since."),
            _("Counts are shown with their base. Below ten services there is a count and no share."),
            _("The interval (95 %) treats the services as if they were a random sample. They were not."),
            _("There is no total score: the items are not equally important for every service."),
            _("By delivery approach only the groups of jobseekers were published, by region only the approach."),
            _("✓ this service has it, ✗ it has not, – no answer or does not apply."),
        ],
        "head": [_("Item"), _("This service"), _("Other services, 2020"), _("Share and interval, 0 to 100 %")],
        "sections": [{"heading": section.heading, "rows": [_row(line) for line in section.lines]} for section in sections],
        "errata_title": _("Errata"),
        "errata": [f"{each.erratum.id}: {each.text}" for each in words.errata() if each.erratum.id in named],
        "sources_title": _("Sources"),
        "sources": [
            _(
                "ILO, Technology adoption in public employment services: Catching up with the future, 2022 (CC BY 3.0 IGO). "
                "This is an adaptation of a work of the ILO; the ILO does not answer for it."
            ),
            _("Counts recovered from the printed percentages; intervals after Wilson (1927)."),
            _("Errata of the report: /assessment/results/errata/ of this program."),
        ],
    }


def _about(found: Standing) -> list[str]:
    facts = []
    if found.agency.income_group:
        facts.append((_("Income group"), labels.GROUP_LABELS[GROUP_OF[found.agency.income_group]]))
    if found.approach:
        facts.append((_("How it delivers"), labels.approach_label(found.approach)))
    if found.sheet is not None:
        facts.append((_("Answers"), f"{found.sheet.get_status_display()}, {day(found.sheet.reference_date)}"))
    lines = [f"{name}: {value}" for name, value in facts]
    return lines if found.sheet else [*lines, _("There is no answer sheet yet.")]


def _row(line: shown.Line) -> dict[str, Any]:
    near = line.income or line.world
    peers = near.peers if near else None
    low, high = (peers.interval if peers else None) or (None, None)
    said = " ".join(each.sentence for each in (line.income, line.world, line.approach, line.region) if each)
    return {
        "label": f"{line.label} ({', '.join(line.errata)})" if line.errata else line.label,
        "own": f"{line.mark} {line.own}",
        "peers": said or _("not published"),
        "low": low,
        "high": high,
        "percent": peers.percent if peers else None,
        "share": near.share if near else "",
        "alt": f"{near.sentence} {near.share}" if near else "",
    }
