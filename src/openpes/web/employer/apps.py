from django.apps import AppConfig


class EmployerAreaConfig(AppConfig):
    name = "openpes.web.employer"
    label = "web_employer"
