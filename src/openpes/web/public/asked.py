"""From the address of the search page to a search request, and back. What cannot be read is said, never an error."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openpes.base.money import MINOR_DIGITS
from openpes.base.text import clean_line
from openpes.matching.requests import RELEVANCE, SORTS, SearchRequest
from openpes.work.enums import Contract, Hours, Telework

PER_PAGE = 15
RADII = (5, 10, 20, 30, 50, 100, 200)
RADIUS = 30
POSTED = (1, 3, 7, 14, 30)
LONGEST = 200
LAST_PAGE = 500
# The filters that one can take off again, and the name of each in the address.
MANY = {"contract": Contract.values, "hours": Hours.values, "telework": Telework.values}


@dataclass
class Asked:
    """What a visitor asks for, as typed (to show again) and as understood by us (to search with)."""

    words: str = ""
    near: str = ""
    radius: int = RADIUS
    isco: list[str] = field(default_factory=list)
    region: list[str] = field(default_factory=list)
    contract: list[str] = field(default_factory=list)
    hours: list[str] = field(default_factory=list)
    telework: list[str] = field(default_factory=list)
    pay: str = ""
    pay_minor: int | None = None
    stated: bool = False
    posted: int | None = None
    sort: str = RELEVANCE
    page: int = 1
    unread: list[str] = field(default_factory=list)

    @property
    def anything(self) -> bool:
        """Whether the visitor asked for something at all, or only opened the page."""
        return bool(self.words or self.near or self.filters)

    @property
    def filters(self) -> bool:
        return bool(
            self.isco
            or self.region
            or self.contract
            or self.hours
            or self.telework
            or self.pay_minor is not None
            or self.stated
            or self.posted
        )

    def request(self, *, currency: str, language: str) -> SearchRequest:
        return SearchRequest(
            words=self.words,
            near=self.near,
            radius_km=self.radius,
            occupations=tuple(self.isco),
            regions=tuple(uuid.UUID(r) for r in self.region),
            contracts=tuple(self.contract),
            hours=tuple(self.hours),
            telework=tuple(self.telework),
            pay_min=self.pay_minor,
            currency=currency if self.pay_minor is not None else "",
            pay_stated=self.stated,
            posted_days=self.posted,
            sort=self.sort,
            offset=(self.page - 1) * PER_PAGE,
            limit=PER_PAGE,
            language=language,
        )

    def query(self, **changes: Any) -> str:
        """The address of this search with changes; ``None`` takes a filter off. The page goes back to the first."""
        values = {
            "q": self.words,
            "near": self.near,
            "radius": self.radius if self.near and self.radius != RADIUS else None,
            "isco": self.isco,
            "region": self.region,
            "contract": self.contract,
            "hours": self.hours,
            "telework": self.telework,
            "pay": self.pay if self.pay_minor is not None else None,
            "stated": "1" if self.stated else None,
            "posted": self.posted,
            "sort": self.sort if self.sort != RELEVANCE else None,
        }
        values.update(changes)
        query = QueryDict(mutable=True)
        for name, value in values.items():
            if isinstance(value, list):
                query.setlist(name, value)
            elif value not in (None, ""):
                query[name] = str(value)
        text = query.urlencode()
        return f"?{text}" if text else "?"


def read(query: Mapping[str, Any], currency: str) -> Asked:
    """Read the address. Values that are not ours are left out and named in ``unread``."""
    many = query.getlist if isinstance(query, QueryDict) else lambda name: query.get(name, [])
    asked = Asked(
        words=clean_line(query.get("q", ""), LONGEST),
        near=clean_line(query.get("near", ""), LONGEST),
        stated=query.get("stated") == "1",
    )
    asked.radius = _number(query, "radius", RADIUS, 1, 500, asked, _("Distance"))
    asked.page = _number(query, "page", 1, 1, LAST_PAGE, asked, _("Page"))
    posted = query.get("posted", "")
    if posted:
        asked.posted = _number(query, "posted", 30, 1, 365, asked, _("Posted"))
    asked.isco = [code for code in many("isco")[:20] if code.isascii() and code.isdigit() and 1 <= len(code) <= 4]
    asked.region = [value for value in dict.fromkeys(many("region")[:20]) if _is_id(value)]
    for name, allowed in MANY.items():
        setattr(asked, name, [value for value in dict.fromkeys(many(name)) if value in allowed])
    asked.sort = query.get("sort", "") if query.get("sort", "") in SORTS else RELEVANCE
    asked.pay = clean_line(query.get("pay", ""), 20)
    if asked.pay:
        asked.pay_minor = minor_of(asked.pay, currency)
        if asked.pay_minor is None:
            asked.unread.append(
                _("Pay: “%(typed)s” is not an amount. Type it in digits, for example 1500.") % {"typed": asked.pay}
            )
    return asked


def _is_id(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False


def minor_of(typed: str, currency: str) -> int | None:
    """Minor units of an amount as people type it (``1 500``, ``1.500,50``, ``١٥٠٠``); None when it is none."""
    digits = "".join(str(int(c)) if c.isdecimal() else c for c in typed if not c.isspace() and c not in "'_’")
    if "," in digits and "." in digits:
        last = max(digits.rfind(","), digits.rfind("."))
        digits = digits[:last].replace(",", "").replace(".", "") + "." + digits[last + 1 :]
    elif digits.count(",") + digits.count(".") == 1 and len(digits.replace(",", ".").split(".")[1]) != 3:
        digits = digits.replace(",", ".")
    else:
        digits = digits.replace(",", "").replace(".", "")
    try:
        amount = Decimal(digits)
    except InvalidOperation:
        return None
    if not amount.is_finite() or not 0 <= amount <= 10**9:
        return None
    return int(amount.scaleb(MINOR_DIGITS.get(currency, 2)))


def _number(query: Mapping[str, Any], name: str, usual: int, low: int, high: int, asked: Asked, label: str) -> int:
    typed = query.get(name, "")
    if not typed:
        return usual
    try:
        value = int(typed)
    except (TypeError, ValueError):
        asked.unread.append(_("%(label)s: we could not read “%(typed)s”.") % {"label": label, "typed": clean_line(typed, 40)})
        return usual
    return max(low, min(high, value))


def posted_words(days: int) -> str:
    """``since yesterday``, ``in the last 7 days``."""
    if days == 1:
        return _("since yesterday")
    return ngettext("in the last %(n)s day", "in the last %(n)s days", days) % {"n": days}


def is_new(posted_on: dt.date | None, today: dt.date) -> bool:
    return posted_on is not None and 0 <= (today - posted_on).days <= 2
