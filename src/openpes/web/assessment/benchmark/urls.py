from django.urls import path
from django.utils.translation import gettext_lazy as _

from openpes.web.assessment import parts
from openpes.web.assessment.benchmark import views

parts.register(
    "assessment:benchmark",
    _("Benchmark"),
    _("This service beside its income group and all services of 2020, item by item."),
    icon="chart",
    order=30,
)
urlpatterns = [
    path("", views.benchmark, name="benchmark"),
    path("report.pdf", views.report, name="benchmark-report"),
    path("network/", views.network, name="benchmark-network"),
]
