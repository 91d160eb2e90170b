"""Which index."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EgovIndexName(models.TextChoices):
    """Indices of the United Nations E-Government Survey, each from 0 to 1."""

    EGDI = "egdi", _("E-Government Development Index")
    EPI = "epi", _("E-Participation Index")
