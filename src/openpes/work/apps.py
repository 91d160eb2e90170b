from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "openpes.work"
    label = "work"

    def ready(self) -> None:
        from openpes.trust.subject import register_subject
        from openpes.work import subject
        from openpes.work.tasks import register_tasks

        register_tasks()
        register_subject("work", export=subject.export_subject, erase=subject.erase_subject)
