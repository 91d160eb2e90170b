from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "openpes.work"
    label = "work"
