from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "openpes.people"
    label = "people"

    def ready(self) -> None:
        from openpes.people import subject
        from openpes.trust.subject import register_subject

        register_subject("people", export=subject.export_subject, erase=subject.erase_subject)
