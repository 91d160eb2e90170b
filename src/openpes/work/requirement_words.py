"""A condition of a vacancy in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openpes.base.languages import language_name
from openpes.work.enums import CefrLevel, IscedLevel, RequirementKind
from openpes.work.models import VacancyRequirement


def requirement_words(condition: VacancyRequirement) -> str:
    """What somebody must have, in the language of the page: "French (B1: everyday matters)", "6 months of experience"."""
    level = condition.level
    if condition.kind == RequirementKind.LANGUAGE:
        name = language_name(condition.code)
        return f"{name} ({CefrLevel(level).label})" if level in CefrLevel.values else name
    if condition.kind == RequirementKind.EDUCATION and level in IscedLevel.values:
        return str(IscedLevel(level).label)
    if condition.kind == RequirementKind.EXPERIENCE and level:
        return ngettext("%(months)d month of experience", "%(months)d months of experience", level) % {"months": level}
    return condition.label or condition.code or _("Not stated")
