from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "openpes.casework"
    label = "casework"
