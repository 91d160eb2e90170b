"""Choices of strategies, actions and gaps."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class StrategyKind(models.TextChoices):
    DIGITAL = "digital", _("Digital transformation")
    DATA = "data", _("Data and statistics")
    SECURITY = "security", _("Security and data protection")
    ACCESS = "access", _("Access for everybody")
    SKILLS = "skills", _("Skills of staff and clients")
    OTHER = "other", _("Another strategy")


class ActionStatus(models.TextChoices):
    PLANNED = "planned", _("Planned")
    UNDER_WAY = "under_way", _("Under way")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Given up, with reason")


class BudgetKind(models.TextChoices):
    ONCE = "once", _("Once")
    YEARLY = "yearly", _("Every year")


class ClosingState(models.TextChoices):
    PROPOSED = "proposed", _("Waits for a person")
    CONFIRMED = "confirmed", _("Confirmed: done")
    DECLINED = "declined", _("Declined, with reason")


class GapState(models.TextChoices):
    """Why an item stands on the list of gaps; the three are shown apart and never added to one figure."""

    DECLARED_NO = "declared_no", _("The agency says no")
    NOT_SEEN = "not_seen", _("Said yes, but not seen in this system")
    UNANSWERED = "unanswered", _("Not answered yet")


class Criterion(models.TextChoices):
    """What the rank of a gap is added up from."""

    PEERS = "peers", _("Peers who have it")
    LAW = "law", _("Safety and law")
    GROUPS = "groups", _("Groups that it affects")
    EFFORT = "effort", _("Little effort")


OPEN_STATUSES = (ActionStatus.PLANNED, ActionStatus.UNDER_WAY)
