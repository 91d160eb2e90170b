from django.apps import AppConfig


class DesignConfig(AppConfig):
    name = "openpes.web.design"
    label = "web_design"
