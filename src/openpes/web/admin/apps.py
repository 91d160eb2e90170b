from django.apps import AppConfig


class AdminAreaConfig(AppConfig):
    name = "openpes.web.admin"
    label = "web_admin"
