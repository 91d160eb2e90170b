"""Choices about persons, registrations and the organisation."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NameKind(models.TextChoices):
    LEGAL = "legal", _("As on the papers")
    USED = "used", _("Used in daily life")
    FORMER = "former", _("Former name")


class Sex(models.TextChoices):
    FEMALE = "female", _("Woman")
    MALE = "male", _("Man")
    OTHER = "other", _("Another entry")
    NOT_RECORDED = "", _("Not recorded")


class RegistrationStatus(models.TextChoices):
    UNEMPLOYED = "unemployed", _("Unemployed")
    FIRST_JOB = "first_job", _("Looking for the first job")
    UNDEREMPLOYED = "underemployed", _("Works fewer hours than wanted")
    EMPLOYED_LOOKING = "employed_looking", _("Employed and looking")
    IN_PROGRAMME = "in_programme", _("In a programme")
    SEASONAL_LAYOFF = "seasonal_layoff", _("Laid off for the season, with a recall date")
    OTHER = "other", _("Another situation")


class RegistrationState(models.TextChoices):
    OPEN = "open", _("Open")
    DORMANT = "dormant", _("Sleeping: any sign of life wakes it")
    ENDED = "ended", _("Ended")


class EndReason(models.TextChoices):
    FOUND_WORK = "found_work", _("Found work")
    FOUND_OWN_ACCOUNT = "found_own_account", _("Found own-account work")
    TRAINING = "training", _("Began training or studies")
    MOVED = "moved", _("Moved away")
    NO_SIGN = "no_sign", _("Gave no sign")
    OWN_WISH = "own_wish", _("Own wish")
    RETIRED = "retired", _("Retired")
    DIED = "died", _("Died")
    MERGED = "merged", _("Was a duplicate")
    OTHER = "other", _("Another reason")


class MandateScope(models.TextChoices):
    ALL = "all", _("Everything")
    READ = "read", _("Read only")
    MESSAGES = "messages", _("Messages and appointments")
    APPLICATIONS = "applications", _("Applications")


class MandateKind(models.TextChoices):
    GUARDIAN = "guardian", _("Guardian")
    PROXY = "proxy", _("Proxy")
    HELPER = "helper", _("Helper who reads and writes")


class OrganisationKind(models.TextChoices):
    COUNTRY = "country", _("Country")
    AGENCY = "agency", _("Agency")
    DIRECTORATE = "directorate", _("Directorate")
    OFFICE = "office", _("Office")
    PARTNER = "partner", _("Partner organisation")
    PARTNER_OFFICE = "partner_office", _("Partner's office")


class Role(models.TextChoices):
    COUNSELLOR = "counsellor", _("Counsellor")
    EMPLOYER_LIAISON = "employer_liaison", _("Employer-liaison officer")
    CONTACT_AGENT = "contact_agent", _("Contact-centre agent")
    MANAGER = "manager", _("Manager")
    ADMINISTRATOR = "administrator", _("Administrator")
    CONTENT_EDITOR = "content_editor", _("Content editor")
    DATA_PROTECTION = "data_protection", _("Data-protection officer")
    SECURITY_OFFICER = "security_officer", _("Security officer")
    PARTNER_ADVISER = "partner_adviser", _("Partner adviser")


class PlaceKind(models.TextChoices):
    COUNTRY = "country", _("Country")
    REGION = "region", _("Region")
    DISTRICT = "district", _("District")
    TOWN = "town", _("Town or village")


class DuplicateState(models.TextChoices):
    OPEN = "open", _("To be looked at")
    MERGED = "merged", _("Merged")
    DIFFERENT = "different", _("Two different people")


class Collectable(models.TextChoices):
    YES = "yes", _("May be collected")
    CONSENT = "consent", _("Only with consent")
    NO = "no", _("May not be collected")
