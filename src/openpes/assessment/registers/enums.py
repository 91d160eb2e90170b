"""Choices of the registers: drivers (1.1), challenges (5.1), opportunities (5.2), dialogue with social partners (1.6).

The codes are the stable ids of the questionnaire's cells, so that a register answers its item without a translation table.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Driver(models.TextChoices):
    """Why the service adopts technology (question 1.1, own wording)."""

    LOWER_COSTS = "lower_costs", _("Lower running costs")
    PERFORMANCE = "performance", _("Better results of the service as a whole")
    EXPAND_COVERAGE = "expand_coverage", _("Reach more jobseekers and employers")
    POLICY_DIRECTIVE = "policy_directive", _("A directive of the government")
    CLIENT_NEEDS = "client_needs", _("What clients need and how they are served")
    TECH_TRENDS = "tech_trends", _("Keeping up with peers and with technology")


class OutlookKind(models.TextChoices):
    CHALLENGE = "challenge", _("Challenge")
    OPPORTUNITY = "opportunity", _("Opportunity")


class Challenge(models.TextChoices):
    """Question 5.1, own wording."""

    STAFF_UPSKILLING = "staff_upskilling", _("Staff need new skills")
    DATA_PROTECTION = "data_protection", _("Protecting data")
    CLIENT_SKILLS = "client_skills", _("Clients lack digital skills")
    INTEROPERABILITY = "interoperability", _("Systems that do not work together")
    INFRASTRUCTURE = "infrastructure", _("Power, network and equipment")
    VISION_STRATEGY = "vision_strategy", _("No clear vision or strategy")
    OBSOLESCENCE = "obsolescence", _("Technology that grows old")
    REDUNDANT_SOLUTIONS = "redundant_solutions", _("Several tools for the same thing")
    SILOS = "silos", _("Departments that work side by side")
    HUMAN_BALANCE = "human_balance", _("Balance between machines and people")
    DATA_QUALITY = "data_quality", _("Quality of data")
    DIGITAL_STAFF = "digital_staff", _("Finding and keeping IT staff")
    FINANCING = "financing", _("Money")


class Opportunity(models.TextChoices):
    """Question 5.2, own wording."""

    FREE_STAFF_TIME = "free_staff_time", _("More time for people who need it most")
    CUSTOMER_EXPERIENCE = "customer_experience", _("Clients are served better")
    ACCESS = "access", _("Easier access")
    TIME_SAVINGS = "time_savings", _("Time is saved")
    TRANSPARENCY = "transparency", _("More openness")


class Importance(models.IntegerChoices):
    LOW = 1, _("1: little")
    MIDDLE = 2, _("2: some")
    HIGH = 3, _("3: great")


class Side(models.TextChoices):
    """Whom an organisation speaks for (ILO C88, Articles 4 and 5)."""

    EMPLOYERS = "employers", _("Employers")
    WORKERS = "workers", _("Workers")
    GOVERNMENT = "government", _("Government")
    OTHER = "other", _("Others")


class ConsultationTopic(models.TextChoices):
    TECHNOLOGY = "technology", _("Technology")
    MATCHING_WEIGHTS = "matching_weights", _("Weights of the matching")
    REFERRAL_POLICY = "referral_policy", _("Referral policy")
    SPECIAL_MEASURES = "special_measures", _("Special measures for a group")
    DATA_PROTECTION = "data_protection", _("Data protection")
    OTHER = "other", _("Another subject")


class ConsultationLevel(models.TextChoices):
    """How far the partners take part (question 1.6)."""

    SHARING_INFORMATION = "sharing_information", _("Information is shared")
    REQUESTING_OPINION = "requesting_opinion", _("Opinion is asked for")
    SEEKING_VALIDATION = "seeking_validation", _("Validation is sought")
    ACTIVE_PARTICIPATION = "active_participation", _("Partners take part in the decision")


class ConsultationState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


class VoteChoice(models.TextChoices):
    FOR = "for", _("For")
    AGAINST = "against", _("Against")
    ABSTAINS = "abstains", _("Abstains")


class SubjectKind(models.TextChoices):
    """What a consultation can be linked to; ``label`` says it in words where there is no row to point at."""

    MATCH_WEIGHTS = "match_weights", _("Version of the matching weights")
    REFERRAL_POLICY = "referral_policy", _("Referral policy")
    SPECIAL_MEASURE = "special_measure", _("Special measure")
    STRATEGY = "strategy", _("Strategy")
    PLAN_ACTION = "plan_action", _("Action of the road map")
    OTHER = "other", _("Something else")
