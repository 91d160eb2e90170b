"""Employers, vacancies, occupations and skills, jobseekers' profiles, imports."""

from .employers import Employer, EmployerContact, EmployerVerification, Establishment
from .imports import CodingCorrection, CodingQueueItem, ImportBatch, ImportRow, VacancySource
from .profiles import (
    EducationRecord,
    Experience,
    HeldLicence,
    JobseekerProfile,
    LanguageSkill,
    ProfileOccupation,
    ProfilePlace,
    ProfileSkill,
)
from .taxonomy import (
    IscoGroup,
    Occupation,
    OccupationLabel,
    OccupationSkill,
    Skill,
    SkillLabel,
    TaxonomyRelease,
)
from .vacancies import (
    LabourDispute,
    SavedSearch,
    Vacancy,
    VacancyPlace,
    VacancyReport,
    VacancyRequirement,
    VacancySkill,
    VacancyStatusChange,
)

__all__ = [
    "CodingCorrection",
    "CodingQueueItem",
    "EducationRecord",
    "Employer",
    "EmployerContact",
    "EmployerVerification",
    "Establishment",
    "Experience",
    "HeldLicence",
    "ImportBatch",
    "ImportRow",
    "IscoGroup",
    "JobseekerProfile",
    "LabourDispute",
    "LanguageSkill",
    "Occupation",
    "OccupationLabel",
    "OccupationSkill",
    "ProfileOccupation",
    "ProfilePlace",
    "ProfileSkill",
    "SavedSearch",
    "Skill",
    "SkillLabel",
    "TaxonomyRelease",
    "Vacancy",
    "VacancyPlace",
    "VacancyReport",
    "VacancyRequirement",
    "VacancySkill",
    "VacancySource",
    "VacancyStatusChange",
]
