from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "openpes.insight"
    label = "insight"
