import datetime as dt

from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "openpes.assessment"
    label = "assessment"

    def ready(self) -> None:
        from openpes.assessment.matrix.tasks import roll_up_contacts
        from openpes.assessment.sheets import perms
        from openpes.base import schedule
        from openpes.trust import files

        files.register_reader(perms.may_read_file)
        schedule.every(dt.timedelta(hours=24), "assessment.contacts_by_day", roll_up_contacts)
