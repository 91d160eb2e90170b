from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


def _may_lead(request: HttpRequest) -> bool:
    from openpes.web.assessment.parts import LEADS

    return request.actor.role in LEADS  # type: ignore[attr-defined]


def _is_staff(request: HttpRequest) -> bool:
    """Whoever is given a part or a course needs a way to it; asking who has one would cost every page a query."""
    return request.actor.is_staff  # type: ignore[attr-defined]


class AssessmentAreaConfig(AppConfig):
    name = "openpes.web.assessment"
    label = "web_assessment"

    def ready(self) -> None:
        from openpes.web.design import frame

        group = _("Assessment")
        frame.add_place("staff", frame.Place(_("Overview"), "assessment:overview", "chart", 64, group, visible=_may_lead))
        frame.add_place("staff", frame.Place(_("Answer sheets"), "assessment:sheets", "edit", 65, group, visible=_is_staff))
        frame.add_place("staff", frame.Place(_("Road map"), "assessment:plan", "flag", 66, group, visible=_may_lead))
        frame.add_place("staff", frame.Place(_("My training"), "assessment:my_training", "school", 67, group, visible=_is_staff))
