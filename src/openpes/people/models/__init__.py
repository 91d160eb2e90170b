"""Persons, accounts, registrations, the organisation and its places."""

from .accounts import Account, AccountManager, ApiToken
from .organisation import CatchmentPlace, ConflictOfInterest, Organisation, ReadingQuota, RoleAssignment
from .persons import (
    Address,
    DuplicateCandidate,
    Household,
    HouseholdMembership,
    IdentityDocument,
    Mandate,
    MergeRecord,
    NameToken,
    Person,
    PersonName,
)
from .places import Place, PlaceName
from .registrations import Registration, RegistrationStatusChange, TargetGroup, TargetGroupMembership

__all__ = [
    "Account",
    "AccountManager",
    "Address",
    "ApiToken",
    "CatchmentPlace",
    "ConflictOfInterest",
    "DuplicateCandidate",
    "Household",
    "HouseholdMembership",
    "IdentityDocument",
    "Mandate",
    "MergeRecord",
    "NameToken",
    "Organisation",
    "Person",
    "PersonName",
    "Place",
    "PlaceName",
    "ReadingQuota",
    "Registration",
    "RegistrationStatusChange",
    "RoleAssignment",
    "TargetGroup",
    "TargetGroupMembership",
]
