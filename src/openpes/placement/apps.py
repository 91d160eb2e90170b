from django.apps import AppConfig


class PlacementConfig(AppConfig):
    name = "openpes.placement"
    label = "placement"

    def ready(self) -> None:
        from openpes.placement import perms, subject
        from openpes.placement.dialogues import register_dialogues
        from openpes.placement.hiding import register_hiding
        from openpes.placement.moves import register_moves
        from openpes.placement.notices import register_notices
        from openpes.placement.tasks import register_tasks
        from openpes.trust import files
        from openpes.trust.subject import register_subject

        register_dialogues()
        register_hiding()
        register_moves()
        register_notices()
        register_tasks()
        files.register_reader(perms.may_read_file_of_subject)
        register_subject("placement", export=subject.export_subject, erase=subject.erase_subject)
