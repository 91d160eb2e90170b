from django.apps import AppConfig


class PlacementConfig(AppConfig):
    name = "openpes.placement"
    label = "placement"

    def ready(self) -> None:
        from openpes.matching import exclusions
        from openpes.placement import hidden
        from openpes.placement.tasks import register_tasks

        register_tasks()
        exclusions.register(
            people_hidden_from_employer=hidden.people_hidden_from_employer,
            vacancies_hidden_by_person=hidden.vacancies_hidden_by_person,
            employers_hidden_by_person=hidden.employers_hidden_by_person,
        )
