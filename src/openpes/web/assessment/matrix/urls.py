from django.urls import path
from django.utils.translation import gettext_lazy as _

from openpes.web.assessment import parts
from openpes.web.assessment.matrix import views

urlpatterns = [
    path("", views.matrix, name="matrix"),
    path("export/", views.export, name="matrix_export"),
]
parts.register(
    "assessment:matrix",
    _("Services and technologies"),
    _("Which service reaches clients by which technology, and how far it goes, counted from every contact."),
    icon="chart",
    order=35,
)
