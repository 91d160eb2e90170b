"""Choices of the assessment."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class IncomeGroup(models.TextChoices):
    """World Bank groups as the survey uses them; low income is kept apart in the data and counted with lower-middle."""

    HIGH = "H", _("High income")
    UPPER_MIDDLE = "U", _("Upper-middle income")
    LOWER_MIDDLE = "L", _("Lower-middle income")
    LOW = "LI", _("Low income")


class Region(models.TextChoices):
    """Regions of the ILO."""

    AFRICA = "africa", _("Africa")
    AMERICAS = "americas", _("Americas")
    ARAB_STATES = "arab_states", _("Arab States")
    ASIA_PACIFIC = "asia_pacific", _("Asia and the Pacific")
    EUROPE_CENTRAL_ASIA = "europe_central_asia", _("Europe and Central Asia")


class Approach(models.TextChoices):
    """How an agency delivers its services (question 2.3)."""

    PREDOMINANTLY_TECHNOLOGY = "predominantly_technology", _("Mostly by technology")
    SELECTED_SERVICES = "selected_services", _("Some services by technology")
    FACE_TO_FACE = "face_to_face", _("Mostly face to face")


class SheetState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    IN_VERIFICATION = "in_verification", _("In verification")
    CLARIFICATION_REQUESTED = "clarification_requested", _("Clarification requested")
    VERIFIED = "verified", _("Verified")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class AnswerState(models.TextChoices):
    """What stands in a row. "Not applicable" and "not yet reached" follow from the other answers and are never stored."""

    ANSWERED = "answered", _("Answered")
    NO_ANSWER = "no_answer", _("No answer")


class AnswerSource(models.TextChoices):
    FORM = "form", _("Form")
    WORKBOOK = "workbook", _("Workbook or file")
    API = "api", _("Another program")
    EVIDENCE = "evidence", _("Records of this service")
    EDITION = "edition", _("Earlier edition")
