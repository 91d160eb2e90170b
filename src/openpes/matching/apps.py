from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "openpes.matching"
    label = "matching"

    def ready(self) -> None:
        from django.conf import settings

        from openpes.base.hooks import subscribe
        from openpes.matching import actions, subject, tasks
        from openpes.matching.engine import compiled
        from openpes.trust.subject import register_subject

        # What is compiled depends on the program and not on the data: one folder for all data folders of a checkout.
        shared = settings.ROOT / "var"
        compiled.keep_in((shared if shared.is_dir() else settings.DATA) / "kernel")
        subscribe("vacancy.changed", actions.note_vacancies)
        subscribe("profile.changed", actions.note_profiles)
        subscribe("person.merged", actions.note_merged)
        subscribe("person.unmerged", actions.note_merged)
        register_subject("matching", export=subject.export_subject, erase=subject.erase_subject)
        tasks.register()
