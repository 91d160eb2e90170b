"""The country pack: everything that differs between countries, as typed and checked data.

`current()` is the pack of this installation. It is chosen by the setting or environment variable
OPENPES_PACK: the name of a folder in `packs/`, or a path. The format is described in docs/packs.md.
"""

import os
from functools import lru_cache
from pathlib import Path

from .calendar import Calendar, Holiday, OpeningSpan, opening_hours
from .fields import Localised
from .loading import fingerprint, load
from .model import (
    ClosingReason,
    CountryPack,
    Currency,
    EmployerKind,
    EndReason,
    EntryRule,
    MatchWeights,
    MessagePrice,
    MinimumWage,
    NoteTemplate,
    Organisation,
    Page,
    Place,
    Purpose,
    QuietHours,
    RegistrationStatus,
    Retention,
    TargetGroup,
    VerificationTier,
    WithholdingClass,
    Wording,
    WorkAge,
)
from .numbers import DocumentType, PhonePlan, luhn_digit, luhn_is_right
from .problems import PackError, Problem

DEFAULT = "demo"
PACKS = Path(__file__).resolve().parents[4] / "packs"


def folder_of(name: str) -> Path:
    """The folder of a pack given by name or by path. It need not exist: `load` says so."""
    by_path = Path(name).expanduser()
    if by_path.is_absolute() or "/" not in name:
        return PACKS / by_path
    return by_path.resolve() if by_path.exists() else PACKS.parent / by_path


def chosen() -> str:
    """The name or path of the pack in use: setting, else environment, else the demo country."""
    from django.conf import settings

    named = str(getattr(settings, "OPENPES_PACK", "") or "") if settings.configured else ""
    return named or os.environ.get("OPENPES_PACK") or DEFAULT


@lru_cache(maxsize=8)
def named(name: str) -> CountryPack:
    """A pack by name or path, read once per process. Raises PackError."""
    return load(folder_of(name))


def current() -> CountryPack:
    """The pack in use, read once per process. Raises PackError with file, line and advice."""
    return named(chosen())


__all__ = [
    "Calendar", "ClosingReason", "CountryPack", "Currency", "DocumentType", "EmployerKind", "EndReason",
    "EntryRule", "Holiday", "Localised", "MatchWeights", "MessagePrice", "MinimumWage", "NoteTemplate",
    "OpeningSpan", "Organisation", "PackError", "Page", "PhonePlan", "Place", "Problem", "Purpose",
    "QuietHours", "RegistrationStatus", "Retention", "TargetGroup", "VerificationTier", "WithholdingClass",
    "Wording", "WorkAge", "current", "fingerprint", "folder_of", "load", "luhn_digit", "luhn_is_right",
    "named", "opening_hours",
]  # fmt: skip
