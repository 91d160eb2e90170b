from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


def _may(request: HttpRequest) -> bool:
    from openpes.web.manager.views import ROLES

    return request.actor.role in ROLES  # type: ignore[attr-defined]


class ManagerAreaConfig(AppConfig):
    name = "openpes.web.manager"
    label = "web_manager"

    def ready(self) -> None:
        from openpes.web.design import frame

        group = _("Statistics")
        frame.add_place("staff", frame.Place(_("Services delivered"), "manager:services", "chart", 60, group, visible=_may))
        frame.add_place("staff", frame.Place(_("Register of exports"), "manager:exports", "", 62, group, visible=_may))
