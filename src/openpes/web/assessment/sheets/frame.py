"""What the pages of a sheet have in common: who may come here, where one is."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from openpes.assessment.models import AnswerSheet
from openpes.base.actor import STAFF_ROLES

STAFF = tuple(sorted(STAFF_ROLES))


def crumbs_of(sheet: AnswerSheet, here: str = "") -> list[dict[str, Any]]:
    """From the list of sheets to this page."""
    found = [{"label": _("Answer sheets"), "url": reverse("assessment:sheets")}]
    name = f"{sheet.agency.name}, {sheet.reference_date.isoformat()}"
    if not here:
        return [*found, {"label": name}]
    return [*found, {"label": name, "url": reverse("assessment:sheet", args=[sheet.pk])}, {"label": here}]
