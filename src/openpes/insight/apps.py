import datetime as dt

from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "openpes.insight"
    label = "insight"

    def ready(self) -> None:
        from openpes.base import hooks, ledgers, schedule
        from openpes.insight import actions, published
        from openpes.insight.tasks import roll_up_groups

        schedule.every(dt.timedelta(hours=12), "insight.group_weeks", roll_up_groups)
        ledgers.register("releases", published.releases)
        ledgers.register("group_contacts", published.group_contacts)
        hooks.subscribe("statistics.exported", actions.enter_export)
