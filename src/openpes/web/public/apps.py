from django.apps import AppConfig


class PublicAreaConfig(AppConfig):
    name = "openpes.web.public"
    label = "web_public"
