"""What a jobseeker can do with a vacancy on its public page: keep it, hide it, hide from its employer."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from openpes.web.public.ways import Way
from openpes.work.enums import Handling
from openpes.work.models import Vacancy


def ways_of(request: HttpRequest, vacancy: Vacancy) -> Iterable[Way]:
    """Nothing for visitors and for people who are not registered yet."""
    actor = request.actor  # type: ignore[attr-defined]
    if not request.user.is_authenticated or actor.role != "jobseeker" or actor.person_id is None:
        return []
    back = (("next", request.path),)
    found = [
        Way(_("Save for later"), reverse("me:save", args=[vacancy.pk]), "save", post=True, fields=back),
        Way(_("Not for me"), reverse("me:hide", args=[vacancy.pk]), "cross", post=True, fields=back),
    ]
    if vacancy.handling != Handling.CONFIDENTIAL_EMPLOYER:
        found.append(Way(_("Hide me from this employer"), reverse("me:block", args=[vacancy.employer_id]), "shield"))
    return found
