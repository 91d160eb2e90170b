from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


def _case_worker(request: HttpRequest) -> bool:
    return request.actor.role in {"counsellor", "contact_agent", "manager", "partner_adviser"}  # type: ignore[attr-defined]


def _worker(request: HttpRequest) -> bool:
    return _case_worker(request) or request.actor.role == "employer_liaison"  # type: ignore[attr-defined]


def _registrar(request: HttpRequest) -> bool:
    return request.actor.role in {"counsellor", "contact_agent", "manager"}  # type: ignore[attr-defined]


def _checker(request: HttpRequest) -> bool:
    return request.actor.role in {"employer_liaison", "counsellor", "manager"}  # type: ignore[attr-defined]


class CounsellorAreaConfig(AppConfig):
    name = "openpes.web.counsellor"
    label = "web_counsellor"

    def ready(self) -> None:
        from openpes.web.design.frame import Place, add_place

        clients, employers = _("Clients"), _("Employers")
        add_place("staff", Place(_("Worklist"), "office:worklist", "list", 10, "", visible=_worker, key="w"))
        add_place("staff", Place(_("My people"), "office:caseload", "people", 12, clients, visible=_case_worker, key="m"))
        add_place("staff", Place(_("Find a person"), "office:find", "search", 14, clients, visible=_case_worker, key="f"))
        add_place("staff", Place(_("Register a person"), "office:register", "plus", 16, clients, visible=_registrar, key="n"))
        add_place("staff", Place(_("Referrals"), "office:referrals", "hand", 18, clients, visible=_case_worker))
        add_place("staff", Place(_("Possible duplicates"), "office:duplicates", "", 20, clients, visible=_registrar))
        add_place("staff", Place(_("Vacancies"), "office:vacancies", "work", 30, employers, visible=_worker, key="v"))
        add_place("staff", Place(_("To verify and check"), "office:checks", "shield", 32, employers, visible=_checker))
        add_place("staff", Place(_("Doubtful occupations"), "office:coding", "", 34, employers, visible=_checker))
