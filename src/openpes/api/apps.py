from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "openpes.api"
    label = "api"
