import datetime as dt

from django.apps import AppConfig


class DialoguesConfig(AppConfig):
    name = "openpes.dialogues"
    label = "dialogues"

    def ready(self) -> None:
        from openpes.base import schedule
        from openpes.dialogues import perms, subject, tasks
        from openpes.trust import files
        from openpes.trust.subject import register_subject

        schedule.every(dt.timedelta(hours=1), "dialogues.expire", tasks.hourly)
        register_subject("dialogues", export=subject.export_subject, erase=subject.erase_subject)
        files.register_reader(perms.may_read_session_file)
