from django.apps import AppConfig


class ContactConfig(AppConfig):
    name = "openpes.contact"
    label = "contact"
