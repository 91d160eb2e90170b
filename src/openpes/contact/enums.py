"""Choices about contact points and messages."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PointKind(models.TextChoices):
    EMAIL = "email", _("E-mail")
    PHONE = "phone", _("Telephone")
    LETTER = "letter", _("Letter")


class Assurance(models.IntegerChoices):
    NONE = 0, _("A sender's number only")
    CODE = 1, _("A code was returned")
    PIN = 2, _("Code and PIN")
    PAPERS = 3, _("Electronic identity, or papers seen by staff")


class MessageState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    SENT = "sent", _("Sent")
    DELIVERED = "delivered", _("Delivered")
    BOUNCED = "bounced", _("Came back")
    FAILED = "failed", _("Failed")


class Priority(models.IntegerChoices):
    EMERGENCY = 1, _("Emergency")
    DECISION = 2, _("Decision")
    REMINDER = 3, _("Reminder")
    OFFER = 4, _("Offer")
