from django.apps import AppConfig


class PlacementConfig(AppConfig):
    name = "openpes.placement"
    label = "placement"

    def ready(self) -> None:
        from openpes.base import hooks
        from openpes.matching import exclusions as matching_exclusions
        from openpes.placement import exclusions, news, perms, subject
        from openpes.placement.dialogues import register_dialogues
        from openpes.placement.tasks import register_tasks
        from openpes.trust import files
        from openpes.trust.subject import register_subject

        register_tasks()
        register_dialogues()
        for topic, function in news.HOOKS.items():
            hooks.subscribe(topic, function)
        matching_exclusions.register(
            people_hidden_from_employer=exclusions.people_hidden_from_employer,
            vacancies_hidden_by_person=exclusions.vacancies_hidden_by_person,
            employers_hidden_by_person=exclusions.employers_hidden_by_person,
        )
        files.register_reader(lambda actor, subject_id, file_id: perms.may_read_application_file(actor, file_id))
        register_subject("placement", export=subject.export_subject, erase=subject.erase_subject)
