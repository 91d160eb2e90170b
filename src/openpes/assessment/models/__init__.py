"""Tables of the assessment."""

from .evidence import EvidenceDecision, EvidenceThreshold
from .registers import (
    Consultation,
    ConsultationBody,
    ConsultationParty,
    ConsultationSubject,
    DriverRank,
    DriverRanking,
    Opinion,
    OutlookEntry,
    Seats,
    SocialPartner,
)
from .roadmap import (
    BudgetLine,
    ClosingProposal,
    GapWeights,
    PlanAction,
    PlanActionChange,
    Strategy,
    StrategyDocument,
    Target,
    TargetReview,
)
from .training import Course, CourseSession, PracticeSession, StaffCategoryPeriod, TrainingEvent, TrainingSubject

__all__ = [
    "BudgetLine",
    "ClosingProposal",
    "Consultation",
    "ConsultationBody",
    "ConsultationParty",
    "ConsultationSubject",
    "Course",
    "CourseSession",
    "DriverRank",
    "DriverRanking",
    "EvidenceDecision",
    "EvidenceThreshold",
    "GapWeights",
    "Opinion",
    "OutlookEntry",
    "PlanAction",
    "PlanActionChange",
    "PracticeSession",
    "Seats",
    "SocialPartner",
    "StaffCategoryPeriod",
    "Strategy",
    "StrategyDocument",
    "Target",
    "TargetReview",
    "TrainingEvent",
    "TrainingSubject",
]
