from django.urls import path

from openpes.web.manager import views

app_name = "manager"
urlpatterns = [
    path("", views.services, name="services"),
    path("export/", views.export, name="export"),
    path("exports/", views.exports, name="exports"),
]
