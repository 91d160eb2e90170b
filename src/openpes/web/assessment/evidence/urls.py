from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from openpes.web.assessment import parts
from openpes.web.assessment.evidence import views

urlpatterns = [
    path("", views.items, name="evidence"),
    path("thresholds/", views.thresholds, name="thresholds"),
    path("sheet/", views.to_sheet, name="evidence_to_sheet"),
    path("<str:item>/", views.item, name="evidence_item"),
]
parts.register(
    "assessment:evidence",
    pgettext_lazy("of the survey", "Evidence"),
    _("What the service's own records say about each question, and what they cannot say."),
    icon="search",
    order=30,
)
