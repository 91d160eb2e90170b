from django.urls import path

from . import views

app_name = "look"

urlpatterns = [
    path("look/language/", views.language, name="language"),
    path("look/colours/", views.scheme, name="scheme"),
    path("look/country-<str:mark>.css", views.colours, name="country-colours"),
    path("design/", views.components, name="components"),
    path("design/staff/", views.components, {"kind": "staff"}, name="components-staff"),
]
