"""Choices of data protection and audit."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LegalBasis(models.TextChoices):
    LAW = "law", _("Required by law")
    PUBLIC_TASK = "public_task", _("Public task")
    CONTRACT = "contract", _("Contract")
    CONSENT = "consent", _("Consent")


class ConsentState(models.TextChoices):
    GIVEN = "given", _("Given")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    OBJECTED = "objected", _("Objected")


class FileKind(models.TextChoices):
    CV = "cv", _("CV")
    EVIDENCE = "evidence", _("Evidence")
    IDENTITY = "identity", _("Identity paper")
    LETTER = "letter", _("Letter")
    PHOTO = "photo", _("Picture of a workplace")


class ErasureState(models.TextChoices):
    ASKED = "asked", _("Asked for")
    HELD = "held", _("Not possible yet: a legal duty to keep")
    DONE = "done", _("Erased")
    DECLINED = "declined", _("Declined, with reason")
