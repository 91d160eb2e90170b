"""Choices of the training of staff (questions 3.1 and 3.2). The codes are the stable ids of the questionnaire's cells."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class StaffCategory(models.TextChoices):
    MANAGERS = "managers", _("Managers")
    PROCESS_DESIGN = "process_design", _("Process design")
    IT = "it", _("Information technology")
    FRONT_DESK = "front_desk", _("Front desk")


class Method(models.TextChoices):
    LEARNING_BY_DOING = "learning_by_doing", _("Learning by doing")
    REGULAR_TRAINING = "regular_training", _("Regular training")
    TARGETED_TRAINING = "targeted_training", _("Targeted training")
    SELF_LEARNING = "self_learning", _("Self-learning")


class Subject(models.TextChoices):
    """The four subjects of question 3.2, own wording; a service adds its own as rows."""

    BASIC_IT = "basic_it", _("Basic use of programs and technology")
    DIGITAL_RIGHTS = "digital_rights", _("Digital rights, privacy and security")
    BASIC_DATA = "basic_data", _("Basic use of data")
    ADVANCED_ANALYTICS = "advanced_analytics", _("Advanced analysis of data")


class Attendance(models.TextChoices):
    BOOKED = "booked", _("Booked")
    ATTENDED = "attended", _("Attended")
    ABSENT = "absent", _("Did not come")


class DueState(models.TextChoices):
    """Where a member of staff stands with a course that is required of them."""

    VALID = "valid", _("Valid")
    SOON = "soon", _("Runs out soon")
    EXPIRED = "expired", _("Has run out")
    FAILED = "failed", _("Test not passed")
    NEVER = "never", _("Not done yet")
    BOOKED = "booked", _("Booked")
