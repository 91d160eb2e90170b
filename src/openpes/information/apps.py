from django.apps import AppConfig


class InformationConfig(AppConfig):
    name = "openpes.information"
    label = "information"
