from django.apps import AppConfig


class PlacementConfig(AppConfig):
    name = "openpes.placement"
    label = "placement"

    def ready(self) -> None:
        from openpes.placement.hiding import register_hiding
        from openpes.placement.tasks import register_tasks

        register_hiding()
        register_tasks()
