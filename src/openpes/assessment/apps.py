import datetime as dt

from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "openpes.assessment"
    label = "assessment"

    def ready(self) -> None:
        from openpes.assessment.matrix.tasks import roll_up_contacts
        from openpes.assessment.registers.queries import document_reader as consultation_reader
        from openpes.assessment.roadmap.queries import document_reader as strategy_reader
        from openpes.assessment.sheets import perms
        from openpes.assessment.training import tasks
        from openpes.base import schedule
        from openpes.trust import files

        files.register_reader(perms.may_read_file)
        files.register_reader(strategy_reader)
        files.register_reader(consultation_reader)
        tasks.register()
        schedule.every(dt.timedelta(hours=24), "assessment.contacts_by_day", roll_up_contacts)
