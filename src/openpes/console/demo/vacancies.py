"""Invented vacancies: what is offered, to whom, where, for what pay. The words are made by `adverts`."""

import datetime as dt
import random

from . import adverts, texts
from .sectors import MONTHLY_PAY, SECTORS
from .setting import Stage, some
from .trades import Trade
from .values import Employer, Requirement, Vacancy

HOW_MANY = 1500
HOME_OFFICE = "OFF-PMA"
LENAS_SHARE = 4
# Open vacancies close to Amina, so that her list of matches is worth a look.
NEAR_AMINA = ("o.cook", "o.kitchen-helper", "o.cook", "o.waiter", "o.cook", "o.kitchen-helper", "o.cook", "o.cook",
              "o.fast-food-worker", "o.cook")  # fmt: skip
SECTOR = {sector.code: sector for sector in SECTORS}
FORMER = {"filled_by_service": 46, "filled_otherwise": 28, "withdrawn": 12, "expired": 14}
MONTHS_OF_EXPERIENCE = (None, 6, 12, 24, 36, 60)


def make_vacancies(stage: Stage, employers: list[Employer]) -> list[Vacancy]:
    """`HOW_MANY` vacancies; about seven in ten are open today. Large employers have more of them."""
    rng = stage.dice("vacancies")
    weight = {"1-9": 2, "10-49": 5, "50-249": 11, "250+": 20}
    weights = [0 if e.tier == 0 or e.key else weight[e.size_band] for e in employers]
    picked = rng.choices(range(len(employers)), weights, k=HOW_MANY - 20)
    unverified = [e.number for e in employers if e.tier == 0]
    picked += [rng.choice(unverified) for _ in range(20)]
    firms = [e.number for e in employers if e.kind == "firm" and e.tier == 2 and not e.key]
    kitchens = [
        e.number for e in employers if e.sector in ("hotel", "hospital") and e.tier and e.office == HOME_OFFICE and not e.key
    ]
    for n, _ in enumerate(NEAR_AMINA):
        picked[LENAS_SHARE + n] = kitchens[n % len(kitchens)]
    told = dict(enumerate(NEAR_AMINA, start=LENAS_SHARE))
    return [_vacancy(stage, rng, number, employers[n], firms, told.get(number)) for number, n in enumerate(picked)]


def _vacancy(
    stage: Stage, rng: random.Random, number: int, employer: Employer, firms: list[int], told: str | None = None
) -> Vacancy:
    """One vacancy; `told` names the trade of a plain open one that the demo counts on."""
    sector = SECTOR[employer.sector]
    trade = stage.taxonomy.trades[told or rng.choice(stage.taxonomy.starting_with(sector.isco))]
    contract = _contract(rng, employer.kind, trade)
    hours, per_week = _hours(rng, contract)
    telework = _telework(rng, trade)
    low, high, period, words = _pay(stage, rng, trade, contract, hours, per_week)
    language = "ar" if employer.language == "ar" and rng.random() < 0.85 else "en"
    audience, handling = ("public", "public_application") if told else _handling(rng, employer)
    apply_by, apply_to = ("here", "") if told else _apply(rng, employer, handling)
    seasonal = contract == "seasonal"
    starts_in = rng.randint(3, 45) if rng.random() < 0.6 else None
    ends_in = (starts_in or 20) + rng.randint(50, 150) if seasonal or contract == "fixed_term" else None
    places = _places(rng, employer, contract)
    experience = rng.choices(MONTHS_OF_EXPERIENCE, (45, 15, 18, 12, 6, 4))[0] if trade.isco[0] != "9" else None
    requirements = _requirements(stage, rng, trade, language)
    essential = some(rng, trade.essential, 3, 6)
    if len(essential) < 3:
        essential += some(rng, trade.optional, 1, 3)
    optional = some(rng, [code for code in trade.optional if code not in essential], 0, 3)
    facts = adverts.Facts(
        trade=trade,
        town=employer.town,
        places=places,
        hours=hours,
        hours_per_week=per_week,
        telework=telework,
        pay=_pay_words(low, high, period, language),
        season_end=stage.today + dt.timedelta(days=ends_in or 0) if seasonal else None,
        experience_months=experience,
        duties=essential,
        optional=optional,
        apply_by=apply_by,
        apply_to=apply_to,
        handling=handling,
        audience=audience,
        licence_labels=tuple(r.label for r in requirements if r.kind == "licence"),
    )
    write = adverts.arabic if language == "ar" else adverts.english
    vacancy = Vacancy(
        number=number,
        employer=employer.number,
        trade=trade.code,
        isco=trade.isco,
        title=adverts.title(rng, trade, facts, language),
        description=write(stage, rng, employer, facts),
        language=language,
        status="published",
        audience=audience,
        handling=handling,
        apply_by=apply_by,
        apply_to=apply_to,
        places_total=places,
        places_filled=0,
        contract=contract,
        formal=None if employer.kind in ("household", "smallholder") and rng.random() < 0.5 else True,
        hours=hours,
        hours_per_week=per_week,
        shifts=_shifts(rng, sector.shifts),
        telework=telework,
        pay_min=low,
        pay_max=high,
        pay_period=period,
        pay_words=words,
        education_min=_education(rng, trade.isco),
        experience_months=experience,
        starts_in=starts_in,
        ends_in=ends_in,
        posted_ago=rng.randint(0, 40),
        expires_in=rng.randint(1, 60),
        closed_ago=None,
        closing_reason="",
        towns=_towns(stage, rng, employer),
        essential=essential,
        optional=optional,
        requirements=requirements,
        on_behalf_of=rng.choice(firms) if employer.kind == "private_agency" else None,
    )
    if told:
        vacancy.posted_ago = rng.randint(3, 20)
    else:
        _age(rng, vacancy, employer)
    return vacancy


def _age(rng: random.Random, vacancy: Vacancy, employer: Employer) -> None:
    """Some vacancies are over, a few are drafts, paused or wait to be checked."""
    if employer.tier == 0:
        vacancy.status, vacancy.posted_ago = "in_review", rng.randint(0, 4)
    elif rng.random() < 0.28:
        vacancy.status = "closed"
        vacancy.posted_ago = rng.randint(25, 182)
        vacancy.closed_ago = rng.randint(1, vacancy.posted_ago - 10)
        vacancy.expires_in = -vacancy.closed_ago + (0 if rng.random() < 0.3 else rng.randint(0, 20))
        vacancy.closing_reason = rng.choices(list(FORMER), list(FORMER.values()))[0]
        if vacancy.closing_reason.startswith("filled"):
            vacancy.places_filled = vacancy.places_total
    elif rng.random() < 0.03:
        vacancy.status = rng.choice(("draft", "paused"))


def _contract(rng: random.Random, kind: str, trade: Trade) -> str:
    if kind == "temporary_agency":
        return "temporary_agency"
    if trade.isco[:2] in ("61", "62", "92") or kind == "smallholder":
        return rng.choices(("seasonal", "occasional", "permanent"), (60, 22, 18))[0]
    if kind == "household":
        return rng.choices(("permanent", "occasional", "unknown"), (60, 25, 15))[0]
    return rng.choices(("permanent", "fixed_term", "apprenticeship", "seasonal", "internship", "unknown"), (62, 20, 5, 4, 3, 6))[
        0
    ]


def _hours(rng: random.Random, contract: str) -> tuple[str, int | None]:
    hours = rng.choices(("full_time", "part_time", "either", "unknown"), (66, 21, 7, 6))[0]
    if hours == "full_time":
        return hours, rng.choice((38, 40, 40, 40, 42, 44))
    if hours == "part_time":
        return hours, rng.choice((12, 16, 18, 20, 20, 24, 28))
    return hours, 20 if hours == "either" else None


def _telework(rng: random.Random, trade: Trade) -> str:
    if trade.isco[:2] in ("25", "24", "21", "33", "41", "43") or trade.isco in ("2643", "2166", "4222", "5244"):
        return rng.choices(("none", "partly", "fully", "unknown"), (45, 35, 12, 8))[0]
    return "unknown" if rng.random() < 0.1 else "none"


def _pay(
    stage: Stage, rng: random.Random, trade: Trade, contract: str, hours: str, per_week: int | None
) -> tuple[int | None, int | None, str, str]:
    """Least and most pay in minor units, period, and the words of the advert. One in seven says nothing."""
    if rng.random() < 0.14:
        return None, None, "", rng.choice(("as agreed", "by arrangement", "according to experience", ""))
    month = max(MONTHLY_PAY[trade.isco[0]] * rng.uniform(0.88, 1.22), stage.minimum("month") * 1.01)
    if contract in ("apprenticeship", "internship"):
        month = stage.minimum("month") * 1.02
    if contract == "occasional":
        low, period = max(month / 21.67, stage.minimum("day") * 1.02), "day"
    elif hours != "full_time" or (trade.isco[0] in "579" and rng.random() < 0.3):
        low, period = max(month / 173.33, stage.minimum("hour") * 1.02), "hour"
    elif trade.isco[0] in "12" and rng.random() < 0.4:
        low, period = month * 12, "year"
    else:
        low, period = month, "month"
    step = {"hour": 10, "day": 100, "month": 1000, "year": 10_000}[period]
    least = int(-(-low // step) * step)
    most = int(least * rng.uniform(1.05, 1.3) // step * step) if rng.random() < 0.55 else least
    most = max(least, most)
    return least, most, period, _pay_words(least, most, period, "en")


def _pay_words(low: int | None, high: int | None, period: str, language: str) -> str:
    if low is None or high is None:
        return ""
    amounts = [f"{amount / 100:,.2f}".removesuffix(".00") for amount in sorted({low, high})]
    if language == "ar":
        return f"{' إلى '.join(amounts)} دارا {texts.PERIOD_WORDS_AR[period]}"
    return f"{' to '.join(amounts)} dara {texts.PERIOD_WORDS[period]}"


def _handling(rng: random.Random, employer: Employer) -> tuple[str, str]:
    audience = rng.choices(("public", "employer_internal", "service_internal", "partners"), (93, 3, 2, 2))[0]
    weights = (84, 11, 5 if employer.tier == 2 and employer.kind == "firm" else 0)
    return audience, rng.choices(("public_application", "preselection", "confidential_employer"), weights)[0]


def _apply(rng: random.Random, employer: Employer, handling: str) -> tuple[str, str]:
    if handling != "public_application":
        return "here", ""
    way = rng.choices(("here", "phone", "in_person", "letter", "link"), (70, 13, 10, 3, 4))[0]
    if way == "link" and employer.email:
        return way, f"https://employer{employer.number}.example/jobs"
    return (way, {"phone": employer.phone}.get(way, employer.address)) if way not in ("here", "link") else ("here", "")


def _places(rng: random.Random, employer: Employer, contract: str) -> int:
    if contract in ("seasonal", "occasional", "temporary_agency") and employer.kind != "household":
        return rng.choice((1, 2, 2, 3, 4, 6, 8, 12))
    return rng.choices((1, 2, 3, 5), (80, 12, 5, 3))[0]


def _shifts(rng: random.Random, sector_has_shifts: bool) -> tuple[str, ...]:
    if not sector_has_shifts:
        return ("day",) if rng.random() < 0.5 else ()
    return rng.choice((("day",), ("day", "evening"), ("rotating",), ("rotating", "night", "weekend"), ("night",), ()))


def _education(rng: random.Random, isco: str) -> int | None:
    level = {"1": 5, "2": 6, "3": 4, "4": 3, "5": 2, "6": 1, "7": 3, "8": 2}.get(isco[0])
    return level if level and rng.random() < 0.7 else None


def _towns(stage: Stage, rng: random.Random, employer: Employer) -> tuple[str, ...]:
    if rng.random() > 0.08:
        return (employer.town,)
    near = sorted(stage.towns, key=lambda code: stage.distance_km(employer.town, code))[1:5]
    return (employer.town, *some(rng, near, 1, 2))


def _requirements(stage: Stage, rng: random.Random, trade: Trade, language: str) -> tuple[Requirement, ...]:
    found = []
    licences = [*trade.licences, *(code for code in trade.optional_licences if rng.random() < 0.25)]
    for code in licences[:2]:
        label = stage.taxonomy.skills[code].labels.get(language, code)
        reason = texts.REQUIREMENT_REASON["licence"][0 if code in trade.licences else 1]
        found.append(Requirement("licence", code, None, label, reason))
    if trade.isco[0] in "2345" and rng.random() < 0.22:
        tag = "ar" if language == "ar" else rng.choice(("en", "en", "en", "ar", "fr"))
        level = rng.choice((2, 3, 3, 4))
        label = texts.LANGUAGE_NAMES[tag]
        found.append(Requirement("language", tag, level, label, rng.choice(texts.REQUIREMENT_REASON["language"])))
    if trade.isco[0] in "79" and rng.random() < 0.15:
        reason = rng.choice(texts.REQUIREMENT_REASON["physical"])
        found.append(Requirement("physical", "lift-20", None, "Lifting up to 20 kg", reason))
    return tuple(found)
