"""Choices of dialogue sessions."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SessionState(models.TextChoices):
    OPEN = "open", _("Open")
    COMMITTED = "committed", _("Done")
    ABANDONED = "abandoned", _("Given up")
    EXPIRED = "expired", _("Expired")
    HANDED_OVER = "handed_over", _("With a person")
