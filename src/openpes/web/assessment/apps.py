from django.apps import AppConfig


class AssessmentAreaConfig(AppConfig):
    name = "openpes.web.assessment"
    label = "web_assessment"
