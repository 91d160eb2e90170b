from django.apps import AppConfig


class CertificatesAreaConfig(AppConfig):
    name = "openpes.web.certificates"
    label = "web_certificates"
