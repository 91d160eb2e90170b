from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "openpes.matching"
    label = "matching"

    def ready(self) -> None:
        from openpes.base.hooks import subscribe
        from openpes.matching import actions, tasks

        subscribe("vacancy.changed", actions.note_vacancies)
        subscribe("profile.changed", actions.note_profiles)
        tasks.register()
