from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "openpes.casework"
    label = "casework"

    def ready(self) -> None:
        from openpes.base import hooks
        from openpes.casework import subject, tasks
        from openpes.trust.subject import register_subject

        for topic, function in tasks.HOOKS.items():
            hooks.subscribe(topic, function)
        register_subject("casework", export=subject.export_subject, erase=subject.erase_subject)
