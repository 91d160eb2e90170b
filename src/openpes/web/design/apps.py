from django.apps import AppConfig


class DesignAreaConfig(AppConfig):
    name = "openpes.web.design"
    label = "web_design"
