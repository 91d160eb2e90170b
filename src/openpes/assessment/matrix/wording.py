"""The report's terms in the reader's language, as the questionnaire has them."""

from typing import Any

from django.utils.functional import lazy
from django.utils.translation import get_language

from openpes.assessment import instrument
from openpes.assessment.matrix.rules import GROUPS as _GROUPS
from openpes.assessment.matrix.rules import SERVICE_OF_ROW
from openpes.assessment.matrix.rules import TECHNOLOGIES as _TECHNOLOGIES


def _text(key: str) -> str:
    return instrument.words(instrument.newest(), get_language() or "en").text(key) or key


_lazily = lazy(_text, str)


def said(key: str) -> Any:
    """The questionnaire's words for ``key``, looked up in the language of the moment they are shown in."""
    return _lazily(key)


SERVICES = {row: said(f"q2_1.row.{row}") for row in SERVICE_OF_ROW}
TECHNOLOGIES = {technology: said(f"q2_1.column.{technology}") for technology in _TECHNOLOGIES}
LEVELS = {
    1: said("q2_2.information_only"),
    2: said("q2_2.one_way"),
    3: said("q2_2.two_way"),
    4: said("q2_2.full_transaction"),
    5: said("q2_2.proactive"),
}
GROUPS = {group: said(f"q2_4.{group}") for group in _GROUPS}
