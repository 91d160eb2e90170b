from django.urls import path

from openpes.web.assessment.results import views

urlpatterns = [
    path("", views.index, name="results"),
    path("tables/<int:number>/", views.table, name="results-table"),
    path("services/", views.services, name="results-services"),
    path("prose/", views.prose, name="results-prose"),
    path("errata/", views.errata, name="results-errata"),
    path("download/<str:name>", views.download, name="results-download"),
]
