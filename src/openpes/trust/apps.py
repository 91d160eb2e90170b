import datetime as dt

from django.apps import AppConfig


class TrustConfig(AppConfig):
    name = "openpes.trust"
    label = "trust"

    def ready(self) -> None:
        from openpes.base import schedule
        from openpes.trust import files, rights
        from openpes.trust.audit import seal_new_entries
        from openpes.trust.subject import register_subject

        schedule.every(dt.timedelta(seconds=2), "trust.seal_audit", lambda: seal_new_entries() and None)
        schedule.every(dt.timedelta(hours=6), "trust.sweep_files", lambda: files.sweep() and None)
        register_subject("trust", export=rights.export_subject, erase=rights.erase_subject)
