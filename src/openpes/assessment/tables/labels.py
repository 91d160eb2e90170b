"""Rows, tables and groups in the reader's language: the words of the questionnaire, beside the English of the report."""

from functools import cache
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from ..instrument import ItemKind, Words, load, words
from .cells import VERSION
from .specification import TECHNOLOGIES, Row, rows

GROUP_LABELS: dict[str, Any] = {
    "World": gettext_lazy("All services"),
    "High income": gettext_lazy("High income"),
    "Upper-middle income": gettext_lazy("Upper-middle income"),
    "Lower-middle income": gettext_lazy("Lower-middle income"),
}
# "18 of 30 high-income services have this": one whole sentence a group, so that every language can put it its way.
HAVE_THIS: dict[str, Any] = {
    "World": gettext_lazy("%(k)s of %(n)s services have this."),
    "High income": gettext_lazy("%(k)s of %(n)s high-income services have this."),
    "Upper-middle income": gettext_lazy("%(k)s of %(n)s upper-middle-income services have this."),
    "Lower-middle income": gettext_lazy("%(k)s of %(n)s lower-middle-income services have this."),
    "predominantly_technology": gettext_lazy("%(k)s of %(n)s services that work mostly by technology have this."),
    "selected_services": gettext_lazy("%(k)s of %(n)s services that give some services by technology have this."),
    "region": gettext_lazy("%(k)s of %(n)s services of this region have this."),
    "face_to_face": gettext_lazy("%(k)s of %(n)s services that work mostly face to face have this."),
}
NUMBERS = tuple(range(4, 18))


def spoken() -> Words:
    """The words of the questionnaire in the language of the reader."""
    return words(load(VERSION), (get_language() or "en").split("-")[0])


def row_label(row: Row) -> str:
    """A row in the reader's words. The technology of Tables 5 to 8 and the approach of Table 10 are left to the heading."""
    said = spoken()
    if row.label == "Total":
        return _("At least one of these services")
    if len(row.cells) > 1:
        question, method, _who = row.cells[0].split(".")
        return said.text(f"{question}.row.{method}")
    cell = load(VERSION).cells[row.cells[0]]
    item = load(VERSION).items[cell.item]
    if item.kind is ItemKind.ONE_OF:
        return said.choice(item, cell.option)
    return said.part(item, of_step=item.column) if item.question == "q2_1" else said.part(item) or said.item(item)


def item_label(row: Row) -> str:
    """A row in words that stand alone: with its technology."""
    if row.table in TECHNOLOGIES:
        return f"{technology(row.table)} · {row_label(row)}"
    return row_label(row)


def technology(table: int) -> str:
    return spoken().text(f"q2_1.column.{TECHNOLOGIES[table]}")


def approach_label(code: str) -> str:
    return spoken().text(f"q2_3.{code}")


def table_title(table: int) -> str:
    """What a table asks, in the words of the questionnaire."""
    question = question_of(table)
    title = spoken().question(question)
    return f"{technology(table)}: {title}" if table in TECHNOLOGIES else title


@cache
def question_of(table: int) -> str:
    return next(row.cells[0].split(".")[0] for row in rows() if row.table == table)
