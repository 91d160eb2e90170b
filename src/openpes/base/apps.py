from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "openpes.base"
    label = "base"
