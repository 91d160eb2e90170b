from django.apps import AppConfig


class FilesAreaConfig(AppConfig):
    name = "openpes.web.files"
    label = "web_files"
