from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "openpes.work"
    label = "work"

    def ready(self) -> None:
        from openpes.work.tasks import register_tasks

        register_tasks()
