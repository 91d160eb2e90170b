from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "openpes.assessment"
    label = "assessment"
