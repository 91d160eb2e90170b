from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


def _may(request: HttpRequest) -> bool:
    return request.actor.role == "administrator"  # type: ignore[attr-defined]


def _may_watch(request: HttpRequest) -> bool:
    return request.actor.role in {"administrator", "security_officer", "data_protection"}  # type: ignore[attr-defined]


def _may_read_imports(request: HttpRequest) -> bool:
    return request.actor.role in {"administrator", "manager"}  # type: ignore[attr-defined]


def _may_read_matching(request: HttpRequest) -> bool:
    return request.actor.role in {"administrator", "manager", "data_protection"}  # type: ignore[attr-defined]


class AdminAreaConfig(AppConfig):
    name = "openpes.web.admin"
    label = "web_admin"

    def ready(self) -> None:
        from openpes.web.design import frame

        group = _("Administration")
        frame.add_place("staff", frame.Place(_("Organisation"), "admin_area:organisation", "employer", 70, group, visible=_may))
        frame.add_place("staff", frame.Place(_("Staff and roles"), "admin_area:staff", "person", 72, group, visible=_may))
        frame.add_place("staff", frame.Place(_("Running of the system"), "admin_area:system", "", 74, group, visible=_may_watch))
        frame.add_place(
            "staff", frame.Place(_("Imported vacancies"), "admin_area:imports", "", 73, group, visible=_may_read_imports)
        )
        frame.add_place(
            "staff", frame.Place(_("How matching works"), "admin_area:matching", "", 75, group, visible=_may_read_matching)
        )
