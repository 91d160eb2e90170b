import datetime as dt

from django.apps import AppConfig


class TrustConfig(AppConfig):
    name = "openpes.trust"
    label = "trust"

    def ready(self) -> None:
        from openpes.base import schedule
        from openpes.trust import files
        from openpes.trust.audit import seal_new_entries

        schedule.every(dt.timedelta(seconds=2), "trust.seal_audit", lambda: seal_new_entries() and None)
        schedule.every(dt.timedelta(hours=6), "trust.sweep_files", lambda: files.sweep() and None)
