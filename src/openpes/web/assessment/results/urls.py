from django.urls import path
from django.utils.translation import gettext_lazy as _

from openpes.web.assessment import parts
from openpes.web.assessment.results import views

parts.register(
    "assessment:results",
    _("Published results"),
    _("What 69 services in 64 countries answered in 2020, every number with its count."),
    icon="globe",
    order=40,
)

urlpatterns = [
    path("", views.index, name="results"),
    path("tables/<int:chapter>/", views.table, name="results-table"),
    path("services/", views.services, name="results-services"),
    path("egov/", views.egov, name="results-egov"),
    path("prose/", views.prose, name="results-prose"),
    path("errata/", views.errata, name="results-errata"),
    path("download/<str:name>", views.download, name="results-download"),
]
