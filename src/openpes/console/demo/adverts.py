"""The words of a vacancy: title and text as its employer would write them, in English or Arabic."""

import datetime as dt
import random
from dataclasses import dataclass

from . import texts
from .setting import Stage
from .trades import Trade
from .values import Employer


@dataclass(frozen=True, slots=True)
class Facts:
    """What the text must agree with."""

    trade: Trade
    town: str
    places: int
    hours: str
    hours_per_week: int | None
    telework: str
    pay: str
    season_end: dt.date | None
    experience_months: int | None
    duties: tuple[str, ...]
    optional: tuple[str, ...]
    apply_by: str
    apply_to: str
    handling: str
    audience: str
    licence_labels: tuple[str, ...]


def lowered(label: str) -> str:
    """A label inside a sentence: small first letter unless it is an abbreviation."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def with_article(label: str) -> str:
    word = lowered(label)
    return f"{'an' if word[0] in 'aeiouAEIO' else 'a'} {word}"


def _labels(stage: Stage, codes: tuple[str, ...], language: str, kind: str) -> list[str]:
    skills = (stage.taxonomy.skills[code] for code in codes)
    return [s.labels.get(language, s.labels["en"]) for s in skills if s.kind == kind]


def english(stage: Stage, rng: random.Random, employer: Employer, facts: Facts) -> str:
    """The advert in English: an opening, the work, what is asked for, hours and pay, how to apply."""
    label = facts.trade.labels["en"]
    town = stage.towns[facts.town].name
    opening = rng.choice(texts.OPENING[employer.kind]).format(
        about=employer.description,
        employer=employer.name,
        title=label,
        title_a=with_article(label),
        town=town,
        places="one post" if facts.places == 1 else f"{facts.places} posts",
    )
    setting = texts.setting_for(facts.trade.isco)
    first = f"{opening} {rng.choice(setting)}" if setting else opening
    parts = [first.replace("{town}", town)]
    duties = _labels(stage, facts.duties, "en", "skill")
    if duties:
        parts.append(f"{rng.choice(texts.DUTIES_HEAD)}:\n" + "\n".join(f"- {duty}" for duty in duties))
    parts.append(f"{rng.choice(texts.BRING_HEAD)}:\n" + "\n".join(f"- {line}" for line in _asked(stage, rng, facts)))
    optional = _labels(stage, facts.optional, "en", "skill")
    if optional:
        parts.append(rng.choice(texts.OPTIONAL).format(skill=rng.choice(optional)))
    parts.append(" ".join(_terms(rng, facts)))
    parts.append(" ".join(_ending(rng, facts, employer)))
    return "\n\n".join(part for part in parts if part)


def _asked(stage: Stage, rng: random.Random, facts: Facts) -> list[str]:
    lines = []
    if facts.experience_months:
        lines.append(rng.choice(texts.EXPERIENCE).format(months=facts.experience_months))
    else:
        lines.append(rng.choice(texts.NO_EXPERIENCE))
    lines += [f"you know about {name}" for name in _labels(stage, facts.duties, "en", "knowledge")]
    lines += [lowered(label) for label in facts.licence_labels]
    return lines


def _terms(rng: random.Random, facts: Facts) -> list[str]:
    lines = []
    if facts.hours in texts.HOURS_LINE and facts.hours_per_week:
        lines.append(rng.choice(texts.HOURS_LINE[facts.hours]).format(hours=facts.hours_per_week))
    if facts.telework in texts.TELEWORK_LINE:
        lines.append(rng.choice(texts.TELEWORK_LINE[facts.telework]))
    if facts.season_end:
        lines.append(rng.choice(texts.SEASON_LINE).format(month=texts.MONTHS[facts.season_end.month - 1]))
    if facts.places > 1:
        lines.append(f"We have {facts.places} places.")
    lines.append(rng.choice(texts.PAY_LINE).format(pay=facts.pay) if facts.pay else rng.choice(texts.PAY_UNKNOWN))
    return lines


def _ending(rng: random.Random, facts: Facts, employer: Employer) -> list[str]:
    lines = []
    if facts.audience == "employer_internal":
        lines.append(texts.INTERNAL)
    if facts.handling == "preselection":
        lines.append(texts.PRESELECTION)
    elif facts.handling == "confidential_employer":
        lines.append(texts.CONFIDENTIAL)
    else:
        lines.append(rng.choice(texts.CLOSING[facts.apply_by]).format(to=facts.apply_to, contact=employer.contact))
    return lines


def arabic(stage: Stage, rng: random.Random, employer: Employer, facts: Facts) -> str:
    """The advert in Arabic, built the same way."""
    label = facts.trade.labels["ar"].split(" / ")[0]
    town = stage.towns[facts.town].names.in_language("ar")
    opening = rng.choice(texts.OPENING_AR).format(about=employer.description, employer=employer.name, title=label, town=town)
    duties = _labels(stage, facts.duties, "ar", "skill")
    knowledge = _labels(stage, facts.duties, "ar", "knowledge")
    asked = (
        rng.choice(texts.EXPERIENCE_AR).format(months=facts.experience_months)
        if facts.experience_months
        else rng.choice(texts.NO_EXPERIENCE_AR)
    )
    parts = [opening]
    if duties:
        parts.append(f"{rng.choice(texts.DUTIES_HEAD_AR)}:\n" + "\n".join(f"- {duty}" for duty in duties))
    lines = [asked, *knowledge, *facts.licence_labels]
    parts.append(f"{rng.choice(texts.BRING_HEAD_AR)}:\n" + "\n".join(f"- {line}" for line in lines))
    optional = _labels(stage, facts.optional, "ar", "skill")
    if optional:
        parts.append(rng.choice(texts.OPTIONAL_AR).format(skill=rng.choice(optional)))
    terms = []
    if facts.hours in texts.HOURS_AR and facts.hours_per_week:
        terms.append(rng.choice(texts.HOURS_AR[facts.hours]).format(hours=facts.hours_per_week))
    terms.append(rng.choice(texts.PAY_AR).format(pay=facts.pay) if facts.pay else rng.choice(texts.PAY_UNKNOWN_AR))
    parts.append(" ".join(terms))
    if facts.handling == "public_application":
        parts.append(rng.choice(texts.CLOSING_AR[facts.apply_by]).format(to=facts.apply_to))
    return "\n\n".join(parts)


def title(rng: random.Random, trade: Trade, facts: Facts, language: str) -> str:
    """A title as people write them: the trade, its other name, with shift or season now and then."""
    if language == "ar":
        return trade.labels["ar"]
    name = trade.labels["en"]
    if trade.alternatives and rng.random() < 0.3:
        other = rng.choice(trade.alternatives)
        name = other[:1].upper() + other[1:]
    extra = ""
    if facts.season_end:
        extra = rng.choice((" for the season", " (season)"))
    elif facts.hours == "part_time" and rng.random() < 0.5:
        extra = rng.choice((", part time", " (mornings)", f", {facts.hours_per_week} hours"))
    elif facts.telework == "fully":
        extra = rng.choice((", from home", " (remote)"))
    elif facts.places > 2 and rng.random() < 0.5:
        extra = f" ({facts.places} places)"
    return name + extra
