import datetime as dt

from django.apps import AppConfig


class ContactConfig(AppConfig):
    name = "openpes.contact"
    label = "contact"

    def ready(self) -> None:
        from openpes.base import outbox, schedule
        from openpes.contact import subject, tasks
        from openpes.trust.subject import register_subject

        outbox.handle("contact.send", tasks.send_message)
        outbox.handle("contact.send_code", tasks.send_code)
        schedule.every(dt.timedelta(hours=1), "contact.forget_codes", tasks.forget_old_codes)
        register_subject("contact", export=subject.export_subject, erase=subject.erase_subject)
