from django.apps import AppConfig


class PlacementConfig(AppConfig):
    name = "openpes.placement"
    label = "placement"

    def ready(self) -> None:
        from openpes.dialogues.definitions import register
        from openpes.placement.dialogues.post_vacancy import POST_VACANCY
        from openpes.placement.dialogues.register_employer import REGISTER_EMPLOYER
        from openpes.placement.dialogues.report_vacancy import REPORT_VACANCY
        from openpes.placement.hiding import register_hiding
        from openpes.placement.notices import register_notices
        from openpes.placement.tasks import register_tasks

        for dialogue in (REGISTER_EMPLOYER, POST_VACANCY, REPORT_VACANCY):
            register(dialogue)
        register_hiding()
        register_notices()
        register_tasks()
