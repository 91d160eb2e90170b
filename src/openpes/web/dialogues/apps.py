from django.apps import AppConfig


class DialoguesAreaConfig(AppConfig):
    name = "openpes.web.dialogues"
    label = "web_dialogues"
