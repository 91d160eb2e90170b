from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


def _may_lead(request: HttpRequest) -> bool:
    from openpes.web.assessment.parts import LEADS

    return request.actor.role in LEADS  # type: ignore[attr-defined]


class AssessmentAreaConfig(AppConfig):
    name = "openpes.web.assessment"
    label = "web_assessment"

    def ready(self) -> None:
        from openpes.web.design import frame

        group = _("Assessment")
        frame.add_place("staff", frame.Place(_("Overview"), "assessment:overview", "chart", 70, group, visible=_may_lead))
