"""Addresses that machines ask: is the process alive, is the installation ready to serve."""

from django.urls import path

from openpes.web.health import views

app_name = "health"
urlpatterns = [
    path("live", views.live, name="live"),
    path("ready", views.ready, name="ready"),
]
