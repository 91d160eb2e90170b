from django.apps import AppConfig


class TrustConfig(AppConfig):
    name = "openpes.trust"
    label = "trust"
