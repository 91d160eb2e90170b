from django.apps import AppConfig


class HealthAreaConfig(AppConfig):
    name = "openpes.web.health"
    label = "web_health"
