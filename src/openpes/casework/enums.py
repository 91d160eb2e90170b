"""Choices of casework."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TaskKind(models.TextChoices):
    NEW_CLIENT = "new_client", _("New client")
    CONTACT_CLIENT = "contact_client", _("Contact the client")
    CHASE_REFERRAL = "chase_referral", _("Ask the employer for an answer")
    CONFIRM_PLACEMENT = "confirm_placement", _("Confirm a placement")
    FOLLOW_UP = "follow_up", _("Ask whether still in work")
    DUPLICATE = "duplicate", _("Look at a possible duplicate")
    VERIFY_EMPLOYER = "verify_employer", _("Verify an employer")
    CHECK_VACANCY = "check_vacancy", _("Check a vacancy")
    REPORT = "report", _("Look at a report")
    MESSAGE = "message", _("Answer a message")
    HANDOVER = "handover", _("Help somebody who asked for a person")
    OTHER = "other", _("Other")


class TaskState(models.TextChoices):
    NEW = "new", _("New")
    WAITING_US = "waiting_us", _("Waiting for us")
    WAITING_CLIENT = "waiting_client", _("Waiting for the client")
    WAITING_OTHER = "waiting_other", _("Waiting for somebody else")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("No longer needed")


class WithholdingClass(models.TextChoices):
    NONE = "", _("The client sees this note")
    THIRD_PARTY = "third_party", _("It would show another person's data")
    SAFETY = "safety", _("It could put somebody in danger")
    INVESTIGATION = "investigation", _("It would harm an inquiry under the law")
    HEALTH_ADVICE = "health_advice", _("A professional should explain it first")
