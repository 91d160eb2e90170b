from django.apps import AppConfig


class ManagerAreaConfig(AppConfig):
    name = "openpes.web.manager"
    label = "web_manager"
