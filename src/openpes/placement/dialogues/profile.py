"""What a jobseeker can and wants. Re-entrant: started again it is filled in already, and one answer can be changed alone."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from openpes.base import clock
from openpes.base.enums import Service
from openpes.dialogues.definitions import Commit, Dialogue, Option, Slot, Turn
from openpes.dialogues.lookups import place_label
from openpes.placement.dialogues.people import known_person
from openpes.trust.consent import write_down
from openpes.trust.enums import ConsentState
from openpes.work.actions.profiles import save_profile
from openpes.work.enums import Contract, ExperienceKind, Hours, IscedLevel, Shift, SkillSource, Visibility
from openpes.work.models import JobseekerProfile
from openpes.work.taxonomy.queries import find_occupations, occupation_labels, skill_labels, suggest_skills

RADII = (5, 10, 20, 30, 50, 100)
SURE = 0.999  # only a title that is the very name of an occupation is linked to it
CONSENT = "show_to_employers"


def _tongue() -> str:
    return get_language() or "en"


def _choices(choices: Sequence[tuple[Any, Any]], without: frozenset[str] = frozenset()) -> tuple[Option, ...]:
    return tuple(Option(str(value), label) for value, label in choices if str(value) not in without)


def _suggested_skills(turn: Turn) -> list[dict[str, str]]:
    """Skills that go with the occupations the person wants or has worked in; ticking confirms them."""
    wanted = [uuid.UUID(entry["id"]) for entry in turn.answers.get("occupations") or []]
    done = [uuid.UUID(e["occupation_id"]) for e in turn.answers.get("experience") or [] if e.get("occupation_id")]
    ids = list(dict.fromkeys([*wanted, *done]))
    if not ids:
        return []
    have = [uuid.UUID(entry["id"]) for entry in turn.answers.get("skills") or []]
    found = suggest_skills(ids, _tongue(), limit=40, without=have)
    return [{"id": str(s.id), "label": s.label} for s in found if s.kind != "licence"][:20]


def _suggested_licences(turn: Turn) -> list[dict[str, str]]:
    ids = [uuid.UUID(entry["id"]) for entry in turn.answers.get("occupations") or []]
    found = suggest_skills(ids, _tongue(), limit=80) if ids else []
    return [{"id": str(s.id), "label": s.label} for s in found if s.kind == "licence"]


def _radii(turn: Turn) -> Sequence[Option]:
    return [Option(str(km), _("%(km)s km") % {"km": km}) for km in RADII]


def _day_problem(value: str, turn: Turn) -> object | None:
    day = dt.date.fromisoformat(value)
    if day > clock.today() + dt.timedelta(days=2 * 366):
        return _("Write a day within the next two years.")
    return None


TELEWORK = (
    Option("yes", gettext_lazy("Yes, I want to work from home")),
    Option("no", gettext_lazy("No, I want to work at the workplace")),
    Option("any", gettext_lazy("Both are fine")),
)
AVAILABLE = (
    Option("now", gettext_lazy("At once")),
    Option("weeks", gettext_lazy("Within two weeks")),
    Option("date", gettext_lazy("From a day that I know")),
)
VISIBLE = (
    Option(
        Visibility.NAMELESS, gettext_lazy("Yes, without my name"),
        gettext_lazy("They see your work, skills and district. You decide each time whether they learn who you are."),
    ),
    Option(Visibility.HIDDEN, gettext_lazy("No"), gettext_lazy("You still see all vacancies and can apply.")),
)  # fmt: skip


def _concepts(ids: list[uuid.UUID], names: dict[uuid.UUID, tuple[str, str]]) -> list[dict[str, str]]:
    return [{"id": str(pk), "label": names[pk][0]} for pk in ids if pk in names]


def _month(day: dt.date | None) -> str | None:
    return day.strftime("%Y-%m") if day else None


def _filled(profile: JobseekerProfile) -> dict[str, Any]:
    """What the profile says, list by list; what was never said is left out, so that it is asked."""
    tongue = _tongue()
    jobs = list(profile.occupations.values_list("occupation_id", flat=True))
    skills = list(profile.skills.filter(source=SkillSource.CONFIRMED).order_by("pk").values_list("skill_id", flat=True))
    cards = list(profile.licences.order_by("pk").values_list("skill_id", flat=True))
    out: dict[str, Any] = {}
    if jobs:
        out["occupations"] = _concepts(jobs, occupation_labels(jobs, tongue))
    names = skill_labels([*skills, *cards], tongue) if skills or cards else {}
    if skills:
        out["skills"] = _concepts(skills, names)
    if cards:
        out["licences"] = _concepts(cards, names)
    spoken = list(profile.languages.order_by("-level", "language").values("language", "level"))
    if spoken:
        out["languages"] = spoken
    work = [
        {
            "kind": e.kind, "title": e.title, "where": e.where, "began": _month(e.began), "ended": _month(e.ended),
            "months": e.months, "occupation_id": str(e.occupation_id) if e.occupation_id else None,
        }
        for e in profile.experience.order_by("pk")
    ]  # fmt: skip
    if work:
        out["experience"] = work
    place = profile.places.select_related("place__parent").order_by("pk").first()
    if place and place.place:
        out["town"] = {"place_id": str(place.place_id), "label": place_label(place.place)}
        out["radius"] = str(min(RADII, key=lambda km: abs(km - place.radius_km)))
    return out | _filled_fields(profile)


def _filled_fields(profile: JobseekerProfile) -> dict[str, Any]:
    out: dict[str, Any] = {}
    if profile.education is not None:
        out["education"] = str(profile.education)
    if profile.hours == Hours.UNKNOWN:
        return out  # the questions from here on were never gone through
    out["hours"] = profile.hours
    out["shifts_unwanted"] = profile.shifts_unwanted or None
    out["contracts"] = profile.contracts or None
    out["pay"] = None
    if profile.pay_floor_minor:
        out["pay"] = {
            "minor": profile.pay_floor_minor, "currency": profile.pay_floor_currency, "period": profile.pay_floor_period,
        }  # fmt: skip
    out["telework"] = {True: "yes", False: "no", None: "any"}[profile.telework]
    if profile.available_from:
        out["available"] = "now" if profile.available_from <= clock.today() else "date"
        if out["available"] == "date":
            out["available_day"] = profile.available_from.isoformat()
    out["visibility"] = profile.visibility
    return out


def prefill(turn: Turn) -> dict[str, Any]:
    profile = JobseekerProfile.objects.filter(person=known_person(turn)).first()
    if profile is None:
        return {}
    out = _filled(profile)
    if "hours" in out:  # gone through once: what was left empty stays empty and is not asked again
        for slot in PROFILE.slots:
            if not slot.required:
                out.setdefault(slot.name, None)
    return out


def _available_from(answers: dict[str, Any]) -> dt.date:
    if answers["available"] == "date":
        return dt.date.fromisoformat(answers["available_day"])
    return clock.today() + dt.timedelta(days=14 if answers["available"] == "weeks" else 0)


def _with_occupations(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Experience whose title is the very name of an occupation counts for that occupation."""
    out = []
    for row in rows:
        found = [] if row.get("occupation_id") else find_occupations(row["title"], _tongue(), 1)
        out.append(row | {"occupation_id": str(found[0].id)} if found and found[0].score >= SURE else row)
    return out


def commit(turn: Turn, key: str) -> Commit:
    person, answers = known_person(turn), dict(turn.answers)
    pay = answers.get("pay") or {}
    place = answers["town"].get("place_id")
    profile = save_profile(
        actor=turn.actor,
        person=person,
        occupations=[entry["id"] for entry in answers["occupations"]],
        skills=[entry["id"] for entry in answers.get("skills") or []],
        licences=[entry["id"] for entry in answers.get("licences") or []],
        languages=answers.get("languages") or [],
        experience=_with_occupations(answers.get("experience") or []),
        education=int(answers["education"]) if answers.get("education") else None,
        hours=answers["hours"],
        shifts_unwanted=answers.get("shifts_unwanted") or [],
        contracts=answers.get("contracts") or [],
        pay_floor_minor=pay.get("minor"),
        pay_floor_currency=pay.get("currency", ""),
        pay_floor_period=pay.get("period", ""),
        places=[(place, int(answers["radius"]))] if place else [],
        telework={"yes": True, "no": False, "any": None}[answers["telework"]],
        available_from=_available_from(answers),
        visibility=answers["visibility"],
    )
    seen = answers["visibility"] == Visibility.NAMELESS
    state = ConsentState.GIVEN if seen else ConsentState.WITHDRAWN
    write_down(actor=turn.actor, person_id=person.pk, code=CONSENT, state=state, synthetic=person.synthetic)
    return Commit(
        result={"profile_id": str(profile.pk)},
        message=_("Your profile is kept. Vacancies that suit you are ready."),
        next_url="/me/matches/" if not turn.actor.is_staff else "",
        person_id=person.pk,
    )


WORK, WANTS = gettext_lazy("Work and skills"), gettext_lazy("What you look for")
PROFILE = Dialogue(
    name="placement.profile",
    version=1,
    service=Service.JOB_MATCHING,
    title=gettext_lazy("My profile"),
    purpose=gettext_lazy("Say what you can and what you look for. From this we show you vacancies that suit you, and why."),
    minutes=8,
    roles=frozenset({"jobseeker"}),
    guard=lambda turn: known_person(turn) and None,
    commit=commit,
    prefill=prefill,
    commit_label=gettext_lazy("Keep my profile"),
    slots=(
        Slot(
            "occupations", "occupations", gettext_lazy("What work do you look for?"), maximum=5, minimum=1, step=WORK,
            help=gettext_lazy("Write it in your own words, for example: cook, driver, looking after children."),
        ),
        Slot(
            "experience", "experience", gettext_lazy("What work have you done?"), required=False, maximum=20, step=WORK,
            options=_choices(ExperienceKind.choices),
            help=gettext_lazy("Everything counts: paid or unpaid, for yourself, in the family, care at home, without a contract."),
        ),
        Slot(
            "skills", "skills", gettext_lazy("What can you do?"), required=False, suggest=_suggested_skills, step=WORK,
            help=gettext_lazy("We suggest skills that go with your work. Tick what is true for you."), maximum=50,
        ),
        Slot(
            "licences", "licences", gettext_lazy("Which licences or certificates do you hold?"), required=False,
            suggest=_suggested_licences, step=WORK, help=gettext_lazy("For example a driving licence."), maximum=20,
        ),
        Slot(
            "languages", "languages", gettext_lazy("Which languages do you speak?"), required=False, maximum=12, step=WORK,
        ),
        Slot(
            "education", "choice", gettext_lazy("What is your highest schooling?"), options=_choices(IscedLevel.choices), step=WORK,
            help=gettext_lazy("Choose the nearest. Schooling in another country counts."),
        ),
        Slot(
            "hours", "choice", gettext_lazy("How much do you want to work?"), step=WANTS,
            options=_choices(Hours.choices, without=frozenset({Hours.UNKNOWN})),
        ),
        Slot(
            "shifts_unwanted", "many", gettext_lazy("At which times can you not work?"), options=_choices(Shift.choices),
            required=False, step=WANTS,
        ),
        Slot(
            "contracts", "many", gettext_lazy("Which kinds of work would you take?"), required=False, step=WANTS,
            options=_choices(Contract.choices, without=frozenset({Contract.UNKNOWN})),
            help=gettext_lazy("Tick none if every kind is fine."),
        ),
        Slot(
            "pay", "money", gettext_lazy("What is the least pay you need?"), required=False, step=WANTS,
            help=gettext_lazy("Before tax. Vacancies that do not name their pay are still shown."),
        ),
        Slot(
            "town", "place", gettext_lazy("Where do you want to work?"), in_words=False, step=WANTS,
            help=gettext_lazy("A town from which you can travel to work."),
        ),
        Slot("radius", "choice", gettext_lazy("How far can you travel to work?"), options=_radii, step=WANTS),
        Slot("telework", "choice", gettext_lazy("Do you want to work from home?"), options=TELEWORK, step=WANTS),
        Slot("available", "choice", gettext_lazy("When can you start?"), options=AVAILABLE, step=WANTS),
        Slot(
            "available_day", "date", gettext_lazy("From which day?"), validate=_day_problem, step=WANTS,
            when=lambda t: t.answers.get("available") == "date",
        ),
        Slot(
            "visibility", "choice", gettext_lazy("May checked employers find you?"), options=VISIBLE, step=WANTS,
        ),
    ),
)  # fmt: skip
