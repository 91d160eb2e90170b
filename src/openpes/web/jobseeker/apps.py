from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


def _is_jobseeker(request: HttpRequest) -> bool:
    return request.user.is_authenticated and request.actor.role == "jobseeker"  # type: ignore[attr-defined]


class JobseekerAreaConfig(AppConfig):
    name = "openpes.web.jobseeker"
    label = "web_jobseeker"

    def ready(self) -> None:
        from openpes.web.design import frame
        from openpes.web.jobseeker.vacancy_ways import ways_of
        from openpes.web.public import ways

        ways.add(ways_of)

        for label, name, order in (
            (_("Vacancies for me"), "me:matches", 2),
            (_("My applications"), "me:applications", 4),
            (_("My messages"), "me:messages", 6),
            (_("My profile"), "me:profile", 8),
            (_("My data"), "me:data", 10),
        ):
            frame.add_place("account", frame.Place(label, name, order=order, visible=_is_jobseeker))
