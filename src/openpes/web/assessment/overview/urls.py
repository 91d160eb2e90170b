from django.urls import path

from openpes.web.assessment.overview import views

urlpatterns = [path("", views.overview, name="overview")]
