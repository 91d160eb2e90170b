"""The questionnaire as this country asks it: the published version, and the own questions of the country pack behind it."""

from pathlib import Path

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from openpes.assessment import instrument
from openpes.assessment.instrument import store
from openpes.assessment.models import AnswerSheet
from openpes.base import countrypack
from openpes.base.errors import Conflict

FOLDER = "survey"


def folder() -> Path:
    """Where the country keeps its own questions: one file per version."""
    return countrypack.folder_of(countrypack.chosen()) / FOLDER


def newest_extension() -> str:
    """The newest version of the country's own questions, or "" when it has none."""
    return max((path.stem for path in folder().glob("*.toml")), default="")


def definition(version: str, extension: str = "") -> instrument.Definition:
    """Raises instrument.DefinitionError."""
    base = instrument.load(version)
    return instrument.extended(base, extension, folder()) if extension else base


def digest(extension: str) -> str:
    return store.digest_of_own(extension, folder()) if extension else ""


def definition_of(sheet: AnswerSheet) -> instrument.Definition:
    """The questions of a sheet. Raises Conflict when its version can no longer be trusted to be what was asked."""
    try:
        found = definition(sheet.version, sheet.extension)
        changed = digest(sheet.extension) != sheet.extension_digest
    except instrument.DefinitionError as problem:
        raise Conflict(str(problem), code="questionnaire") from problem
    if changed:
        raise Conflict(
            _("The country's own questions of version %(version)s were changed after this sheet was begun. "
              "Put the file back, and give the changed questions a new version.") % {"version": sheet.extension},
            code="questionnaire",
        )  # fmt: skip
    return found


def words_for(found: instrument.Definition, language: str = "") -> instrument.Words:
    """The words of a questionnaire in ``language``, by default the one in which the page is shown."""
    return instrument.words(found, language or get_language() or "en", folder())
