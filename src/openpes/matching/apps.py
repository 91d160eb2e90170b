from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "openpes.matching"
    label = "matching"

    def ready(self) -> None:
        from openpes.base.hooks import subscribe
        from openpes.matching import actions, subject, tasks
        from openpes.trust.subject import register_subject

        subscribe("vacancy.changed", actions.note_vacancies)
        subscribe("profile.changed", actions.note_profiles)
        subscribe("person.merged", actions.note_merged)
        subscribe("person.unmerged", actions.note_merged)
        register_subject("matching", export=subject.export_subject, erase=subject.erase_subject)
        tasks.register()
