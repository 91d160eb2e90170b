"""Choices about employers, vacancies, occupations and profiles, in the terms of ISCO-08, ESCO, ISCED 2011 and CEFR."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SkillKind(models.TextChoices):
    SKILL = "skill", _("Skill")
    KNOWLEDGE = "knowledge", _("Knowledge")
    LICENCE = "licence", _("Licence or certificate")


class LabelKind(models.TextChoices):
    PREFERRED = "preferred", _("Preferred")
    ALTERNATIVE = "alternative", _("Alternative")
    HIDDEN = "hidden", _("Hidden (misspellings)")


class Relation(models.TextChoices):
    ESSENTIAL = "essential", _("Essential")
    OPTIONAL = "optional", _("Optional")


class EmployerKind(models.TextChoices):
    FIRM = "firm", _("Firm")
    PUBLIC_BODY = "public_body", _("Public body")
    HOUSEHOLD = "household", _("Household")
    SMALLHOLDER = "smallholder", _("Smallholder")
    ASSOCIATION = "association", _("Association")
    PRIVATE_AGENCY = "private_agency", _("Private employment agency")
    TEMPORARY_AGENCY = "temporary_agency", _("Temporary-work agency")


class VerificationTier(models.IntegerChoices):
    UNVERIFIED = 0, _("Not verified")
    PERSONAL = 1, _("Identity of a person and a letter or visit")
    REGISTER = 2, _("Register or tax number")


class ContactState(models.TextChoices):
    INVITED = "invited", _("Invited")
    ACTIVE = "active", _("Active")
    ENDED = "ended", _("Ended")


class VacancyStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("Being checked")
    PUBLISHED = "published", _("Published")
    PAUSED = "paused", _("Paused")
    CLOSED = "closed", _("Closed")


class Audience(models.TextChoices):
    PUBLIC = "public", _("Everyone")
    EMPLOYER_INTERNAL = "employer_internal", _("The employer's own staff")
    SERVICE_INTERNAL = "service_internal", _("The employment service only")
    PARTNERS = "partners", _("The service and its partners")


class Handling(models.TextChoices):
    PUBLIC_APPLICATION = "public_application", _("People apply directly")
    PRESELECTION = "preselection", _("The service makes a first selection")
    CONFIDENTIAL_EMPLOYER = "confidential_employer", _("The employer's name is not shown")


class ApplyBy(models.TextChoices):
    HERE = "here", _("Here")
    LINK = "link", _("On the employer's site")
    PHONE = "phone", _("By telephone")
    IN_PERSON = "in_person", _("In person")
    LETTER = "letter", _("By letter")


class Contract(models.TextChoices):
    PERMANENT = "permanent", _("Permanent")
    FIXED_TERM = "fixed_term", _("Fixed term")
    TEMPORARY_AGENCY = "temporary_agency", _("Through a temporary-work agency")
    SEASONAL = "seasonal", _("Seasonal")
    OCCASIONAL = "occasional", _("Occasional or by the day")
    APPRENTICESHIP = "apprenticeship", _("Apprenticeship")
    INTERNSHIP = "internship", _("Internship")
    OWN_ACCOUNT = "own_account", _("Own-account work")
    VOLUNTEER = "volunteer", _("Voluntary work")
    UNKNOWN = "unknown", _("Not stated")


class Hours(models.TextChoices):
    FULL_TIME = "full_time", _("Full time")
    PART_TIME = "part_time", _("Part time")
    EITHER = "either", _("Full or part time")
    UNKNOWN = "unknown", _("Not stated")


class Shift(models.TextChoices):
    DAY = "day", _("Day")
    EVENING = "evening", _("Evening")
    NIGHT = "night", _("Night")
    WEEKEND = "weekend", _("Weekend")
    ROTATING = "rotating", _("Changing shifts")


class Telework(models.TextChoices):
    NONE = "none", _("At the workplace")
    PARTLY = "partly", _("Partly from home")
    FULLY = "fully", _("Fully from home")
    UNKNOWN = "unknown", _("Not stated")


class PayPeriod(models.TextChoices):
    HOUR = "hour", _("an hour")
    DAY = "day", _("a day")
    WEEK = "week", _("a week")
    MONTH = "month", _("a month")
    YEAR = "year", _("a year")
    UNKNOWN = "", _("period not stated")


class ClosingReason(models.TextChoices):
    FILLED_BY_SERVICE = "filled_by_service", _("Filled through us")
    FILLED_OTHERWISE = "filled_otherwise", _("Filled otherwise")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    EXPIRED = "expired", _("Expired")
    REFUSED = "refused", _("Refused by the service")


class RequirementKind(models.TextChoices):
    LANGUAGE = "language", _("Language")
    LICENCE = "licence", _("Licence or certificate")
    PHYSICAL = "physical", _("Physical demand")
    EDUCATION = "education", _("Education")
    EXPERIENCE = "experience", _("Experience")


class CodingState(models.TextChoices):
    CONFIRMED = "confirmed", _("Confirmed by a person")
    AUTOMATIC = "automatic", _("Coded automatically")
    DOUBTFUL = "doubtful", _("Doubtful: a person should look")
    NONE = "none", _("Not coded")


class ImportOutcome(models.TextChoices):
    ACCEPTED = "accepted", _("New")
    UPDATED = "updated", _("Updated")
    UNCHANGED = "unchanged", _("Unchanged")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    MERGED = "merged", _("Merged with another row")
    REJECTED = "rejected", _("Rejected")


class ReportReason(models.TextChoices):
    FALSE_OFFER = "false_offer", _("I think this offer is false")
    FEE_ASKED = "fee_asked", _("Money is asked from me")
    DISCRIMINATION = "discrimination", _("It shuts people out without reason")
    CONDITIONS = "conditions", _("The pay or conditions are not as described")
    FILLED = "filled", _("The place is already filled")
    OTHER = "other", _("Something else")


class ReportState(models.TextChoices):
    OPEN = "open", _("To be looked at")
    UPHELD = "upheld", _("Upheld")
    DISMISSED = "dismissed", _("Dismissed")


class ExperienceKind(models.TextChoices):
    EMPLOYEE = "employee", _("Employed")
    OWN_ACCOUNT = "own_account", _("On my own account")
    INFORMAL = "informal", _("Informal work")
    FAMILY = "family", _("Helping in a family business or farm")
    UNPAID_CARE = "unpaid_care", _("Unpaid care at home")
    VOLUNTEER = "volunteer", _("Voluntary work")
    APPRENTICE = "apprentice", _("Apprenticeship or internship")


class IscedLevel(models.IntegerChoices):
    NONE = 0, _("No schooling, or less than primary")
    PRIMARY = 1, _("Primary school")
    LOWER_SECONDARY = 2, _("Lower secondary school")
    UPPER_SECONDARY = 3, _("Upper secondary school")
    POST_SECONDARY = 4, _("Post-secondary, not university")
    SHORT_TERTIARY = 5, _("Short tertiary course")
    BACHELOR = 6, _("Bachelor's degree")
    MASTER = 7, _("Master's degree")
    DOCTORATE = 8, _("Doctorate")


class CefrLevel(models.IntegerChoices):
    A1 = 1, _("A1: a few words")
    A2 = 2, _("A2: simple talk")
    B1 = 3, _("B1: everyday matters")
    B2 = 4, _("B2: most situations")
    C1 = 5, _("C1: fluent")
    C2 = 6, _("C2: like a first language")


class SkillSource(models.TextChoices):
    CONFIRMED = "confirmed", _("Confirmed")
    INFERRED = "inferred", _("Suggested from an occupation")


class Visibility(models.TextChoices):
    HIDDEN = "hidden", _("Employers cannot find me")
    NAMELESS = "nameless", _("Employers find me without my name")
