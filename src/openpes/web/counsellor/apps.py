from django.apps import AppConfig


class CounsellorAreaConfig(AppConfig):
    name = "openpes.web.counsellor"
    label = "web_counsellor"
