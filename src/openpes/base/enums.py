"""Choices that every room shares."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Service(models.TextChoices):
    """The services of a PES (ILO 2022, questionnaire 2.1) and the two rights around them."""

    INFORMATION = "information", _("General information")
    REGISTRATION = "registration", _("Registration")
    JOB_MATCHING = "job_matching", _("Job matching and job search")
    LABOUR_MARKET_INFORMATION = "labour_market_information", _("Labour market information")
    COUNSELLING = "counselling", _("Counselling and case management")
    SELF_ASSESSMENT = "self_assessment", _("Self-assessment")
    SKILLS_TRAINING = "skills_training", _("Access to skills training")
    BENEFITS = "benefits", _("Benefit claims")
    PROGRAMMES = "programmes", _("Referral to programmes")
    OWN_RECORD = "own_record", _("Own record and data rights")


class Channel(models.TextChoices):
    """The door a contact came through."""

    WEB = "web", _("Web")
    MOBILE_APP = "mobile_app", _("Mobile application")
    COUNTER = "counter", _("In person, at an office")
    PHONE = "phone", _("Telephone, with a person")
    IVR = "ivr", _("Phone menu")
    SMS = "sms", _("SMS")
    USSD = "ussd", _("USSD menu")
    EMAIL = "email", _("E-mail")
    CHAT = "chat", _("Chat")
    SOCIAL = "social", _("Social media")
    LETTER = "letter", _("Letter")
    API = "api", _("Interface for programs")
    IMPORT = "import", _("Data exchange")
    SYSTEM = "system", _("The service itself")


class InteractionLevel(models.IntegerChoices):
    """Interaction levels 1 to 5 of the ILO report (question 2.2)."""

    INFORMATION = 1, _("1: information only")
    ONE_WAY = 2, _("2: one request, one response")
    SUBMISSION = 3, _("3: information is submitted and staff work on it")
    TRANSACTION = 4, _("4: the whole request is settled")
    PROACTIVE = 5, _("5: offered without being asked for")


class Outcome(models.TextChoices):
    DONE = "done", _("Done")
    PARTIAL = "partial", _("Begun, not finished")
    REFUSED = "refused", _("Not possible, with reason")
    HANDED_OVER = "handed_over", _("Handed to a person")
    FAILED = "failed", _("Failed")


class Sensitivity(models.TextChoices):
    PUBLIC = "public", _("Public")
    PERSONAL = "personal", _("Personal")
    CONFIDENTIAL = "confidential", _("Confidential")
    SPECIAL = "special", _("Special category")


class OutboxState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed for good")
