from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


def _is_employer(request: HttpRequest) -> bool:
    return request.actor.role == "employer"  # type: ignore[attr-defined]


def _may_be_an_employer(request: HttpRequest) -> bool:
    actor = request.actor  # type: ignore[attr-defined]
    return not actor.is_staff and not actor.is_partner


class EmployerAreaConfig(AppConfig):
    name = "openpes.web.employer"
    label = "web_employer"

    def ready(self) -> None:
        from openpes.web.design import frame

        frame.add_place(
            "client", frame.Place(_("For employers"), "employer_start", "employer", order=30, visible=_may_be_an_employer)
        )
        frame.add_place("account", frame.Place(_("Your firm"), "employer_firm", order=20, visible=_is_employer))
        frame.add_place("account", frame.Place(_("What happened"), "employer_history", order=22, visible=_is_employer))
