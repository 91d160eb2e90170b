"""Choices of applications, referrals and placements."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ApplicationStatus(models.TextChoices):
    SENT = "sent", _("Sent")
    SEEN = "seen", _("Seen by the employer")
    SHORTLISTED = "shortlisted", _("On the shortlist")
    INTERVIEW = "interview", _("Invited to an interview")
    OFFERED = "offered", _("Job offered")
    HIRED = "hired", _("Hired")
    REJECTED = "rejected", _("Not chosen")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class RejectionReason(models.TextChoices):
    SKILLS = "skills", _("Important skills are missing")
    EXPERIENCE = "experience", _("More experience was needed")
    LICENCE = "licence", _("A licence or certificate is missing")
    LANGUAGE = "language", _("The language level was not enough")
    HOURS = "hours", _("Hours or shifts do not fit")
    PAY = "pay", _("Pay does not fit")
    DISTANCE = "distance", _("The way is too long")
    FILLED = "filled", _("The place is already filled")
    NO_ANSWER = "no_answer", _("The person did not answer")
    OTHER = "other", _("Another reason, in words")


class ReferralStatus(models.TextChoices):
    PROPOSED = "proposed", _("Proposed to the jobseeker")
    DECLINED = "declined", _("Jobseeker declined")
    SENT = "sent", _("Sent to the employer")
    ANSWERED = "answered", _("Employer answered")
    NO_ANSWER = "no_answer", _("No answer from the employer")
    CLOSED = "closed", _("Closed")


class InvitationStatus(models.TextChoices):
    SENT = "sent", _("Sent")
    ACCEPTED = "accepted", _("Accepted: name shown to the employer")
    DECLINED = "declined", _("Declined")
    EXPIRED = "expired", _("Expired")


class PlacementStatus(models.TextChoices):
    REPORTED = "reported", _("Reported")
    CONFIRMED = "confirmed", _("Confirmed")
    CONTESTED = "contested", _("Contested")
    CANCELLED = "cancelled", _("Cancelled")


class EvidenceSource(models.TextChoices):
    EMPLOYER = "employer", _("Employer")
    JOBSEEKER = "jobseeker", _("Jobseeker")
    COUNSELLOR = "counsellor", _("Counsellor")
    SOCIAL_INSURANCE = "social_insurance", _("Social-insurance register")
    TAX = "tax", _("Tax register")


class PlacementOrigin(models.TextChoices):
    APPLICATION = "application", _("Own application here")
    REFERRAL = "referral", _("Referred by the service")
    INVITATION = "invitation", _("Invited by the employer")
    ELSEWHERE = "elsewhere", _("Found elsewhere")
