"""Invented jobseekers: names, where they live, what they can do and want, and their registration.

Nobody is real. Many have no e-mail address, no papers, a birth year only, one name, a landmark for an address
or a telephone that others use too: that is what the service meets every day.
"""

import random
from collections import Counter

from openpes.base.countrypack import luhn_digit

from .adverts import with_article
from .employers import LANDMARKS, STREETS
from .names import culture_of, person_names
from .sectors import MONTHLY_PAY
from .setting import Stage, phone, some
from .trades import Trade
from .vacancies import HOME_OFFICE
from .values import Job, Jobseeker

HOW_MANY = 2000
HOME_SHARE = 0.18  # of all people: the office that the demo people work in
WHERE = {
    "employee": ("a shop in town", "a firm on the coast", "a large farm", "a hotel", "a workshop", "the district council"),
    "own_account": ("own account", "own stall", "own small business"),
    "informal": ("by the day, several people", "neighbours and friends", "building sites, by the day"),
    "family": ("family farm", "family shop", "uncle's workshop"),
    "unpaid_care": ("at home",),
    "volunteer": ("community kitchen", "school committee", "sports club"),
    "apprentice": ("a workshop", "a firm in the capital"),
}
KIND_WEIGHTS = (("employee", 46), ("own_account", 14), ("informal", 18), ("family", 9), ("unpaid_care", 6),
                ("volunteer", 4), ("apprentice", 3))  # fmt: skip
NOT_FOR_PAY = ("family", "unpaid_care", "volunteer", "apprentice")
CARE_TITLES = ("Looked after a grandparent", "Raised children", "Looked after a sick brother")
EVERYDAY = ("s.work-in-team", "s.speak-with-customers", "s.use-phone-apps", "s.handle-cash", "s.plan-own-work",
            "s.run-small-business", "s.care-for-elderly", "s.cook-meals")  # fmt: skip
END_REASONS = {"found_work": 52, "found_own_account": 9, "training": 9, "moved": 6, "own_wish": 12, "no_sign": 8,
               "retired": 3, "died": 1}  # fmt: skip
LEVELS = {"1": 6, "2": 6, "3": 4, "4": 3, "5": 3, "6": 1, "7": 3, "8": 2, "9": 1}


def make_jobseekers(stage: Stage) -> list[Jobseeker]:
    """`HOW_MANY` people; the home office of the demo has about a fifth of them."""
    rng = stage.dice("people")
    home = stage.towns_of(HOME_OFFICE)
    people = []
    for number in range(HOW_MANY):
        town = rng.choice(home) if rng.random() < HOME_SHARE else stage.town(rng)
        people.append(_jobseeker(stage, rng, number, town))
    _share_phones(rng, people)
    return people


def _jobseeker(stage: Stage, rng: random.Random, number: int, town: str) -> Jobseeker:
    region = stage.region_of(town)
    sex = rng.choices(("female", "male", ""), (48, 49, 3))[0]
    names = person_names(rng, culture_of(rng, region), sex)
    age = min(64, max(16, int(rng.gammavariate(6, 5.6) + 4)))
    trade = stage.taxonomy.trades[_trade(stage, rng, age)]
    others = some(rng, [c for c in stage.taxonomy.by_minor_group[trade.isco[:3]] if c != trade.code], 0, 2)
    status = _status(rng, age)
    jobs = () if status == "first_job" and rng.random() < 0.5 else _jobs(stage, rng, trade, age, status)
    hours, hours_max = _hours(rng)
    registered, state, ended, reason = _spell(rng)
    licences = _licences(rng, trade, age)
    visible = rng.random() < 0.62
    language = _language(rng, names[0].script, region)
    return Jobseeker(
        number=number,
        names=names,
        sex=sex,
        birth_year=stage.today.year - age,
        birth_month_day=(rng.randint(1, 12), rng.randint(1, 28)) if rng.random() < 0.72 else None,
        language=language,
        needs_reader=rng.random() < 0.07,
        town=town,
        office=stage.office_of[town],
        address=_address(stage, rng, town),
        landmark=rng.random() < 0.4,
        phone="" if rng.random() < 0.05 else phone(rng),
        phone_shared=False,
        email=f"person{number}@people.example" if rng.random() < 0.22 else "",
        document=_document(rng),
        status=status,
        state=state,
        registered_ago=registered,
        ended_ago=ended,
        end_reason=reason,
        recall_in=rng.randint(10, 120) if status == "seasonal_layoff" else None,
        channel=rng.choices(("counter", "web", "phone", "sms"), (52, 30, 14, 4))[0],
        counsellor=-1,
        trades=(trade.code, *others),
        own_words=rng.choice(trade.alternatives) if trade.alternatives and rng.random() < 0.35 else "",
        skills=_skills(stage, rng, trade, bool(jobs)),
        licences=licences,
        jobs=jobs,
        education=max(0, min(8, LEVELS[trade.isco[0]] + rng.choice((-2, -1, -1, 0, 0, 0, 1)))),
        languages=_languages(rng, language),
        hours=hours,
        hours_max=hours_max,
        shifts_unwanted=("night",) if rng.random() < 0.25 else (),
        pay_floor=_pay_floor(stage, rng, trade),
        telework=True if trade.isco[0] in "24" and rng.random() < 0.3 else None,
        radius_km=rng.choices((5, 10, 15, 20, 30, 50, 100), (6, 14, 18, 22, 24, 11, 5))[0],
        available_in=rng.choices((0, 7, 14, 30, 60), (64, 12, 12, 9, 3))[0],
        visible=visible,
        summary=_summary(rng, trade, jobs),
        groups=_groups(rng),
        consents=_consents(rng, visible),
    )


def _trade(stage: Stage, rng: random.Random, age: int) -> str:
    weights = {"1": 1, "2": 5, "3": 6, "4": 11, "5": 24, "6": 10, "7": 17, "8": 9, "9": 20}
    if age < 22:
        weights |= {"1": 0, "2": 0}
    trades = stage.taxonomy.trades
    if age < 20:
        trades = {code: trade for code, trade in trades.items() if not trade.licences}
    count: dict[str, int] = {}
    for trade in trades.values():
        count[trade.isco[0]] = count.get(trade.isco[0], 0) + 1
    return rng.choices(list(trades), [weights[t.isco[0]] / count[t.isco[0]] for t in trades.values()])[0]


def _status(rng: random.Random, age: int) -> str:
    if age < 23 and rng.random() < 0.55:
        return "first_job"
    return rng.choices(
        ("unemployed", "underemployed", "employed_looking", "seasonal_layoff", "in_programme", "other"),
        (66, 12, 10, 5, 4, 3),
    )[0]


def _spell(rng: random.Random) -> tuple[int, str, int | None, str]:
    """Days since registration, state, days since its end, reason of the end.

    About the same number registers every week; the longer ago, the more of them have left again.
    """
    registered = rng.randint(1, 364) if rng.random() < 0.88 else rng.randint(365, 900)
    if registered > 20 and rng.random() < min(0.5, registered / 600):
        ended = rng.randint(1, min(330, registered - 10))
        return registered, "ended", ended, rng.choices(list(END_REASONS), list(END_REASONS.values()))[0]
    if registered > 120 and rng.random() < 0.1:
        return registered, "dormant", None, ""
    return registered, "open", None, ""


def _jobs(stage: Stage, rng: random.Random, trade: Trade, age: int, status: str) -> tuple[Job, ...]:
    """One to three stretches of work, newest first: employed, on own account, informal, unpaid."""
    room = max(6, (age - 15) * 12)
    ended = 0 if status in ("employed_looking", "underemployed") else rng.randint(10, 500)
    jobs = []
    kinds = [(k, w) for k, w in KIND_WEIGHTS if status != "first_job" or k in NOT_FOR_PAY]
    for n in range(rng.choices((1, 2, 3), (40, 40, 20))[0]):
        kind = rng.choices([k for k, _ in kinds], [w for _, w in kinds])[0]
        other = rng.choice(list(stage.taxonomy.trades.values()))
        work = trade if n == 0 or rng.random() < 0.5 else other
        title = rng.choice(CARE_TITLES) if kind == "unpaid_care" else work.labels["en"]
        months = min(room, rng.choice((3, 6, 10, 14, 20, 30, 48, 72, 110)))
        code = "o.home-carer" if kind == "unpaid_care" and "o.home-carer" in stage.taxonomy.trades else work.code
        jobs.append(Job(kind, code, title, rng.choice(WHERE[kind]), months, ended))
        room -= months
        ended += months * 30 + rng.randint(20, 300)
        if room < 6:
            break
    return tuple(jobs)


def _skills(stage: Stage, rng: random.Random, trade: Trade, experienced: bool) -> tuple[str, ...]:
    share = 0.86 if experienced else 0.35
    skills = [code for code in trade.essential if rng.random() < share]
    skills += [code for code in trade.optional if rng.random() < share / 2]
    skills += [c for c in some(rng, EVERYDAY, 1, 3) if c in stage.taxonomy.skills]
    return tuple(dict.fromkeys(skills))


def _licences(rng: random.Random, trade: Trade, age: int) -> tuple[str, ...]:
    held = [code for code in trade.licences if rng.random() < 0.8]
    held += [code for code in trade.optional_licences if rng.random() < 0.25]
    if age >= 18 and rng.random() < 0.24 and "l.driving-car" not in held:
        held.append("l.driving-car")
    return tuple(held)


def _language(rng: random.Random, script: str, region: str) -> str:
    if script == "Arab":
        return "ar" if rng.random() < 0.85 else "en"
    local = {"QS-KB": "sw", "QS-ZT": "es", "QS-SB": "fr", "QS-TV": "sw"}.get(region, "en")
    return local if rng.random() < 0.45 else "en"


def _languages(rng: random.Random, first: str) -> tuple[tuple[str, int], ...]:
    known = [(first, 6)]
    if first != "en" and rng.random() < 0.75:
        known.append(("en", rng.choice((1, 2, 2, 3, 3, 4, 5))))
    if rng.random() < 0.2:
        other = rng.choice([tag for tag in ("ar", "fr", "es", "sw") if tag != first])
        known.append((other, rng.choice((1, 2, 3, 4))))
    return tuple(known)


def _hours(rng: random.Random) -> tuple[str, int | None]:
    hours = rng.choices(("full_time", "part_time", "either"), (64, 20, 16))[0]
    return hours, rng.choice((15, 20, 20, 25, 30)) if hours == "part_time" else None


def _pay_floor(stage: Stage, rng: random.Random, trade: Trade) -> int | None:
    if rng.random() < 0.3:
        return None
    usual = max(MONTHLY_PAY[trade.isco[0]], stage.minimum("month"))
    return int(usual * rng.choice((0.8, 0.85, 0.9, 0.9, 1.0)) // 5000 * 5000)


def _address(stage: Stage, rng: random.Random, town: str) -> str:
    if rng.random() < 0.4:
        return rng.choice(LANDMARKS)
    return f"{rng.randint(1, 160)} {rng.choice(STREETS)}"


def _document(rng: random.Random) -> tuple[str, str] | None:
    digits = "".join(rng.choice("0123456789") for _ in range(8))
    kind = rng.choices(
        ("national_card", "residence_permit", "refugee_card", "birth_certificate", "local_letter", ""),
        (72, 5, 3, 6, 4, 10),
    )[0]
    number = {
        "national_card": digits + luhn_digit(digits),
        "residence_permit": "R" + digits,
        "refugee_card": "F" + digits,
        "birth_certificate": digits[:6],
        "local_letter": digits[:4],
    }
    return (kind, number[kind]) if kind else None


def _summary(rng: random.Random, trade: Trade, jobs: tuple[Job, ...]) -> str:
    label = with_article(trade.labels["en"])
    if not jobs:
        return rng.choice(("", f"I want to learn to work as {label}.", "I am looking for my first job and learn quickly."))
    years = sum(job.months for job in jobs) // 12
    return rng.choice(
        (
            "",
            f"Looking for steady work as {label}.",
            f"About {max(1, years)} years of work, most of it as {label}." if years else "",
            "I am on time, and I get on with people.",
        )
    )


def _groups(rng: random.Random) -> tuple[str, ...]:
    """Declared target groups, only ever given by people themselves and with consent."""
    shares = (("people_with_disabilities", 0.05), ("single_parents", 0.05), ("migrants_refugees", 0.04))
    return tuple(code for code, share in shares if rng.random() < share)


def _consents(rng: random.Random, visible: bool) -> tuple[str, ...]:
    given = ["show_to_employers"] if visible else []
    given += ["messages_by_phone"] if rng.random() < 0.55 else []
    given += ["follow_up_survey"] if rng.random() < 0.5 else []
    given += ["share_with_partner"] if rng.random() < 0.05 else []
    return tuple(given)


def _share_phones(rng: random.Random, people: list[Jobseeker]) -> None:
    """One in fourteen uses the phone of somebody in the same town."""
    by_town: dict[str, list[Jobseeker]] = {}
    for person in people:
        neighbours = by_town.setdefault(person.town, [])
        if neighbours and rng.random() < 0.07:
            other = rng.choice(neighbours)
            person.phone = other.phone or person.phone
        neighbours.append(person)


def mark_shared_phones(people: list[Jobseeker]) -> None:
    """A telephone is shared when two people have it; looked at when everybody's number is settled."""
    used = Counter(person.phone for person in people)
    for person in people:
        person.phone_shared = bool(person.phone) and used[person.phone] > 1
