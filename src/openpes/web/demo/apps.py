from django.apps import AppConfig


class DemoAreaConfig(AppConfig):
    name = "openpes.web.demo"
    label = "web_demo"
