from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "openpes.assessment"
    label = "assessment"

    def ready(self) -> None:
        from openpes.assessment.sheets import perms
        from openpes.trust import files

        files.register_reader(perms.may_read_file)
