from django.urls import include, path

from openpes.web.account import token_views, views

urlpatterns = [
    path("start/", views.start, name="account_start"),
    path("role/", views.choose_role, name="choose_role"),
    path("role/act/", views.act_as, name="act_as"),
    path("second-factor/", views.second_factor, name="second_factor"),
    path("tokens/", token_views.tokens, name="tokens"),
    path("tokens/new/", token_views.new_token, name="new_token"),
    path("tokens/<uuid:token_id>/end/", token_views.end_token, name="end_token"),
    path("factors/", include("allauth.mfa.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
    path("", include("allauth.account.urls")),
]
