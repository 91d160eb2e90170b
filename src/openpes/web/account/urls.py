from django.urls import include, path

from openpes.web.account import views

urlpatterns = [
    path("start/", views.start, name="account_start"),
    path("role/", views.choose_role, name="choose_role"),
    path("role/act/", views.act_as, name="act_as"),
    path("second-factor/", views.second_factor, name="second_factor"),
    path("factors/", include("allauth.mfa.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
    path("", include("allauth.account.urls")),
]
