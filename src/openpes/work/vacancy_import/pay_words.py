"""Pay as adverts write it, in words and numbers: read what is said, leave unknown what is not.

Nothing is converted between periods and nothing is guessed from the size of a number: "£15.66" without a word
about the period is fifteen pounds and sixty-six pence per *unknown*.
"""

from __future__ import annotations

import functools
import html
import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from . import pay_patterns as patterns
from .currencies import DOT_GROUPS, currency_of, decimals_of, is_mark
from .pay_patterns import DAY, FORTNIGHT, HOUR, MONTH, UNKNOWN, WEEK, YEAR

MAX_WORDS = 300  # longer "pay" is an advert that slipped into the wrong field
_MAX_AMOUNT = Decimal(10) ** 12


@dataclass(frozen=True, slots=True)
class Pay:
    """What the words say. Amounts are integer minor units of ``currency`` (hundredths while it is unknown).

    ``minimum`` or ``maximum`` is None when not said ("up to £30,000" has no minimum). ``period`` is "unknown"
    unless a word names it. ``pro_rata``: the amount is for full time. ``problem`` is "" or a code:
    "ends_do_not_fit" (a range whose ends cannot belong together), "ambiguous_number" ("50.819"), "too_large",
    "too_long".
    """

    minimum: int | None = None
    maximum: int | None = None
    currency: str = ""
    period: str = UNKNOWN
    pro_rata: bool = False
    problem: str = ""

    @property
    def known(self) -> bool:
        """Whether any amount is known."""
        return self.minimum is not None or self.maximum is not None


@dataclass(slots=True)
class _Amount:
    number: str
    thousands: bool
    currency: str
    money: bool  # a currency mark stands at it, even when it does not say which currency
    marked: bool  # it can only be pay: a currency, a "k", or a period stands at it
    start: int
    end: int

    def value(self, currency: str) -> Decimal:
        return _decimal(self.number, currency) * (1000 if self.thousands else 1)


@functools.lru_cache(maxsize=20_000)
def read_pay(words: str, *, expected_currency: str = "") -> Pay:
    """Read pay from words, e.g. "£23,247.92 - £35,077.19 + bonus" or "KSh 30,000 per month".

    The first amount or range is the pay; what is added to it (bonus, allowance, percentage) stays in the words.
    ``expected_currency`` (ISO 4217) is used when the words name none, and decides shared marks such as "$".
    Never raises; words without an amount give an unknown pay.
    """
    if len(words) > MAX_WORDS:
        return Pay(currency=expected_currency, problem="too_long")
    text = _plain(words)
    amounts = _amounts(text, expected_currency)
    pro_rata = bool(patterns.PRO_RATA.search(text))
    if not amounts:
        return Pay(currency=expected_currency, period=_period_alone(text), pro_rata=pro_rata)
    group = _first_group(text, amounts)
    currency = next((a.currency for a in group if a.currency), "")
    if not currency and not any(a.money for a in group):
        currency = expected_currency
    period = _period_of(text, group, amounts)
    pay = Pay(currency=currency, period=period, pro_rata=pro_rata)
    if any(_ambiguous(amount.number, currency) for amount in group):
        return _with(pay, problem="ambiguous_number")
    values = [amount.value(currency) for amount in group]
    low, high = min(values), max(values)
    if high > _MAX_AMOUNT:
        return _with(pay, problem="too_large")
    if not _ends_fit(values):
        return _with(pay, problem="ends_do_not_fit")
    before = text[: group[0].start]
    minimum: int | None = _minor(low, currency)
    maximum: int | None = _minor(high, currency)
    if len(group) == 1 and patterns.UP_TO.search(before):
        minimum = None
    elif len(group) == 1 and patterns.FROM.search(before):
        maximum = None
    # Zero is how forms say "not filled in"; nobody advertises work for nothing by writing 0.00.
    return _with(pay, minimum=minimum or None, maximum=maximum or None)


def read_figures(low: object, high: object, *, currency: str = "", period: str = UNKNOWN) -> Pay:
    """Pay from two number cells (either may be empty); the period is what the source states, else unknown."""
    ends = [_figure(low), _figure(high)]
    pay = Pay(currency=currency, period=period)
    if any(end is not None and end > _MAX_AMOUNT for end in ends):
        return _with(pay, problem="too_large")
    if ends[0] is not None and ends[1] is not None and ends[0] > ends[1] > 0:
        return _with(pay, problem="ends_do_not_fit")
    minor = [None if end is None else _minor(end, currency) or None for end in ends]
    return _with(pay, minimum=minor[0], maximum=minor[1])


def combine(words: Pay, figures: Pay) -> tuple[Pay, str]:
    """One pay from the words and the figures of the same advert, and "" or the code of a remark.

    The words are what a person wrote; figures beside them are often made by a machine (an hourly rate multiplied
    to a year, "Band 6/7" read as six pounds seven). So the words decide, and the figures' period is believed only
    when the figures say the same amounts as the words.
    """
    if not figures.known:
        return words, ""
    if not words.known:
        return words, "figures_without_words"
    if words.period != UNKNOWN:
        return words, "" if _same_amounts(words, figures) else "figures_differ"
    if _same_amounts(words, figures):
        return _with(words, period=figures.period, currency=words.currency or figures.currency), ""
    return words, "figures_differ"


def period_of(name: str) -> str:
    """A period from a structured field: schema.org unitText ("YEAR"), UN/CEFACT code ("ANN"), or words."""
    plain = name.strip().casefold()
    known = {
        "hour": HOUR, "hur": HOUR, "day": DAY, "week": WEEK, "wee": WEEK, "biweek": FORTNIGHT,
        "fortnight": FORTNIGHT,
        "month": MONTH, "mon": MONTH, "year": YEAR, "ann": YEAR, "yr": YEAR, "hr": HOUR,
    }  # fmt: skip
    return known.get(plain) or _period_alone(plain)


def _with(pay: Pay, **changes: object) -> Pay:
    fields = {name: getattr(pay, name) for name in Pay.__slots__}
    return Pay(**{**fields, **changes})  # type: ignore[arg-type]


def _plain(words: str) -> str:
    text = unicodedata.normalize("NFKC", html.unescape(words))
    if not text.isascii():
        text = "".join(str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() else c for c in text)
    text = text.replace("٫", ".").replace("٬", ",")
    return patterns.SLIPPED_GROUP.sub(",", " ".join(text.split()))


def _amounts(text: str, expected: str) -> list[_Amount]:
    found = []
    for match in patterns.AMOUNT.finditer(text):
        amount = _amount(text, match, expected)
        if amount is not None:
            found.append(amount)
    if any(a.marked for a in found):
        return _marked_and_their_partners(text, found)
    extra = patterns.EXTRA.search(text, found[0].end) if found else None
    alone = [a for a in found if not extra or a.end <= extra.start()]
    return alone if alone and _nothing_else(text[: extra.start()] if extra else text, alone) else []


def _amount(text: str, match: re.Match[str], expected: str) -> _Amount | None:
    start, end = match.span("number")
    before, after = match["before"] or "", match["after"] or ""
    marks = [mark for mark in (before, after) if is_mark(mark)]
    currency = next((c for c in (currency_of(mark, expected) for mark in marks) if c), "")
    if before and is_mark(before):
        start = match.start("before")
    if match["thousand"]:
        end = match.end("thousand")
    rest = text[end:]
    if after and is_mark(after) and not before:
        end = match.end("after")
        rest = text[end:]
    marked = bool(marks) or bool(match["thousand"])
    if not marked and _is_label(text, start, end, rest):
        return None
    if rest.startswith("%") or (marked and patterns.IS_EXTRA_AFTER.match(rest)):
        return None
    period = patterns.PERIOD.match(rest.lstrip(" (")) if rest else None
    return _Amount(
        match["number"],
        bool(match["thousand"]),
        currency,
        bool(marks),
        marked or period is not None,
        start,
        end,
    )


def _is_label(text: str, start: int, end: int, rest: str) -> bool:
    """A number that names a grade, a post code or a count: "Band 5", "MC46", "WD23 1RD", "12.07%"."""
    glued_before = start > 0 and (text[start - 1].isalnum() or text[start - 1] in ".,:#")
    glued_after = bool(rest) and rest[0].isalpha() and not patterns.PERIOD.match(rest)
    if glued_before or glued_after or patterns.GRADE_BEFORE.search(text[:start]):
        return True
    if patterns.SHARE_OF_A_POST.match(text[start:]):
        return True
    return bool(patterns.NOT_MONEY_AFTER.match(rest)) and not patterns.PERIOD.match(rest.lstrip())


def _marked_and_their_partners(text: str, found: list[_Amount]) -> list[_Amount]:
    """Marked amounts, and unmarked ones that are the other end of a range with one ("15.66 - £25.05")."""
    kept = []
    for position, amount in enumerate(found):
        next_to = [found[i] for i in (position - 1, position + 1) if 0 <= i < len(found)]
        if amount.marked or any(
            other.marked and _is_range(text[min(a.end for a in (amount, other)) : max(a.start for a in (amount, other))])
            for other in next_to
        ):
            kept.append(amount)
    return kept


def _nothing_else(text: str, found: list[_Amount]) -> bool:
    """Whether unmarked numbers stand alone, so that they can only be the pay ("24,907.00 to 30,615.00")."""
    rest = text
    for amount in reversed(found):
        rest = rest[: amount.start] + " " + rest[amount.end :]
    rest = patterns.PLAIN_REST.sub(" ", patterns.PERIOD.sub(" ", rest))
    return not rest.strip() and not re.search(r"[^\W\d_]\d|\d[^\W\d_]", re.sub(r"(?i)p/?[ah]\b|k\b", " ", text))


def _is_range(gap: str) -> bool:
    plain = patterns.PERIOD.sub(" ", gap)
    return bool(patterns.RANGE.search(plain)) and not patterns.EXTRA.search(plain) and len(plain.strip(" ()")) <= 16


def _first_group(text: str, amounts: list[_Amount]) -> list[_Amount]:
    group = [amounts[0]]
    ranged = False
    for amount in amounts[1:]:
        gap = text[group[-1].end : amount.start]
        if not ranged and len(group) == 1 and _is_range(gap):
            group.append(amount)
            ranged = True
        elif not ranged and patterns.LIST.match(gap):
            group.append(amount)
        elif not ranged and len(group) == 1 and patterns.AND.match(gap) and patterns.BETWEEN.search(text[: group[0].start]):
            group.append(amount)
            ranged = True
        else:
            break
    if len(group) == 2 and group[1].thousands and not group[0].thousands and group[0].value("") < 1000:
        group[0].thousands = True  # "25-31k" says thousand once for both ends
    return group


def _ends_fit(values: list[Decimal]) -> bool:
    """A range must go up, and by at most tenfold: "£155.55 to £24.88" and "£25 - 31000" are slips."""
    first, last = values[0], values[-1]
    return len(values) == 1 or first == 0 or first <= last <= 10 * first


def _ambiguous(number: str, currency: str) -> bool:
    """ "50.819" is fifty or fifty thousand unless the currency's countries group by dots, or it has three decimals."""
    if currency in DOT_GROUPS or decimals_of(currency) == 3:
        return False
    return bool(re.fullmatch(r"\d{1,3}\.\d{3}", number))


def _period_of(text: str, group: list[_Amount], amounts: list[_Amount]) -> str:
    """The period named nearest after the group's amounts, else inside it, else in front."""
    inside = text[group[0].end : group[-1].start] if len(group) > 1 else ""
    following = [a.start for a in amounts if a.start >= group[-1].end]
    # A second range right after the first is the same pay said again: "£24,907 - £30,615 £24,214 - £30,112".
    stop = following[0] if following and patterns.EXTRA.search(text[group[-1].end : following[0]]) else len(text)
    if following and patterns.PERIOD.search(text[group[-1].end : following[0]]):
        stop = following[0]
    for part in (text[group[-1].end : stop], inside, text[: group[0].start]):
        match = patterns.PERIOD.search(part)
        if match and not _per_something_else(part, match):
            return str(match.lastgroup)
    return UNKNOWN


def _per_something_else(part: str, match: re.Match[str]) -> bool:
    other = re.search(r"(?:\bper\s+|/\s*)(?:session|shift|visit|piece|mile|night|task|student|delivery)", part, re.I)
    return bool(other and other.start() < match.start())


def _period_alone(text: str) -> str:
    match = patterns.PERIOD.search(text)
    return str(match.lastgroup) if match else UNKNOWN


def _decimal(number: str, currency: str) -> Decimal:
    """A number as written: the last separator is the decimal one unless exactly three digits follow it."""
    plain = re.sub(r"[\s\u00a0\u202f'’]", "", number)
    last = max(plain.rfind("."), plain.rfind(","))
    if last < 0:
        return Decimal(plain)
    whole, mark, part = plain[:last], plain[last], plain[last + 1 :]
    others = {c for c in whole if c in ".,"}
    groups = len(part) == 3 and (mark in others or (not others and (mark == "," or currency in DOT_GROUPS)))
    whole = whole.replace(",", "").replace(".", "")
    return Decimal(whole + part) if groups else Decimal(f"{whole}.{part}")


def _figure(value: object) -> Decimal | None:
    """A number cell as a Decimal; None for an empty one or one that is no finite number of zero or more."""
    text = str(value) if value is not None else ""
    if text.isascii() and text.isdigit() and len(text) <= 40:
        return Decimal(text)
    text = _plain(text[:100])
    match = re.fullmatch(patterns.NUMBER, text)
    if not match or len(text) > 40:
        return None
    return _decimal(text, "")


def _minor(value: Decimal, currency: str) -> int:
    scaled = value.scaleb(decimals_of(currency))
    return int(scaled.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _same_amounts(words: Pay, figures: Pay) -> bool:
    """Whether an end of the words is an end of the figures (which may be cut to whole units).

    One shared end is enough: the figures may have taken a bonus or a middle step for the other end, but an
    amount converted to another period shares neither.
    """
    unit = 10 ** decimals_of(words.currency)
    said = [end for end in (words.minimum, words.maximum) if end is not None]
    made = [end for end in (figures.minimum, figures.maximum) if end is not None]
    return any(abs(a - b) < unit for a in said for b in made)
