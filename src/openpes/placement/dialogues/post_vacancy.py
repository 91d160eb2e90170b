"""Post a vacancy: type it, or paste the advert and confirm what we read in it."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openpes.base import clock
from openpes.base.enums import Service
from openpes.base.errors import Conflict, InvalidInput
from openpes.base.ids import derived_uuid7
from openpes.dialogues.definitions import Commit, Dialogue, Finding, Note, Turn
from openpes.placement.dialogues.post_vacancy_slots import SLOTS, employer_id_of
from openpes.work import perms, queries, rules
from openpes.work.actions.vacancies import draft_vacancy, findings_for, submit_vacancy
from openpes.work.country_limits import tier_limits
from openpes.work.enums import ApplyBy, Audience, Contract, Handling, Hours, Relation, Telework, VacancyStatus
from openpes.work.finding_messages import say
from openpes.work.vacancy_facts import Requirement, VacancyFacts, WorkPlace

# Field of the act → question of the dialogue.
QUESTION = {
    "pay_min_minor": "pay_from",
    "pay_max_minor": "pay_to",
    "pay_period": "pay_from",
    "pay_currency": "pay_from",
    "places": "place",
    "occupation_id": "occupation",
    "requirements": "conditions",
}


def _guard(turn: Turn) -> None:
    employer = perms.employer_for(turn.actor, employer_id_of(turn))
    if employer.blocked_at:
        raise Conflict(_("This employer cannot post vacancies now: %(why)s") % {"why": employer.blocked_reason}, code="blocked")
    problem = rules.licence_problem(employer.kind, employer.licence_number, employer.licence_until, clock.today())
    if problem:
        raise Conflict(
            _("An agency needs a licence that is in force. Please bring the licence on your firm's page up to date."),
            code=problem,
        )
    limits = tier_limits(employer.tier)
    if not rules.may_open_another(limits, queries.places_taken(employer.pk)):
        raise Conflict(
            _("You may have %(n)s open vacancies until we have verified you. Close one, or ask us to verify you.")
            % {"n": limits.open_vacancies},
            code="too_many_open",
        )


def _day(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


def _requirements(said: dict[str, Any]) -> list[Requirement]:
    """Conditions with their reasons, from the answers of the questions that were asked."""
    chosen = set(said.get("conditions") or ())
    found = []
    if "language" in chosen:
        reason = said.get("language_reason") or ""
        found += [
            Requirement("language", entry["language"], entry["language"], int(entry["level"]), reason)
            for entry in said.get("languages") or ()
        ]
    if "licence" in chosen:
        reason = said.get("licence_reason") or ""
        found += [Requirement("licence", entry["id"], entry["label"], None, reason) for entry in said.get("licences") or ()]
    if "physical" in chosen:
        words = said.get("physical") or ""
        found.append(Requirement("physical", words, words, None, said.get("physical_reason") or ""))
    if "education" in chosen and said.get("education") is not None:
        found.append(Requirement("education", "isced", "", int(said["education"]), said.get("education_reason") or ""))
    if "experience" in chosen and said.get("experience"):
        months = int(said["experience"])
        found.append(Requirement("experience", "months", "", months, said.get("experience_reason") or ""))
    return found


def conditions_from(said: dict[str, Any]) -> dict[str, Any]:
    """What somebody must have, by the names in ``VacancyFacts``."""
    conditions = set(said.get("conditions") or ())
    return {
        "education_min": int(said["education"]) if "education" in conditions and said.get("education") is not None else None,
        "experience_months": int(said["experience"]) if "experience" in conditions and said.get("experience") else None,
        "requirements": _requirements(said),
    }


def facts_from(answers: Any) -> VacancyFacts:
    """The vacancy that the answers tell; what was not answered stays unknown."""
    said: dict[str, Any] = dict(answers)
    place = said.get("place") or {}
    low, high = said.get("pay_from") or {}, said.get("pay_to") or {}
    same_kind = not (low and high) or (low["period"], low["currency"]) == (high["period"], high["currency"])
    if not same_kind:
        raise InvalidInput(
            _("Please give both amounts for the same time: an hour, a day, a week, a month or a year."), field="pay_to"
        )
    occupation = said.get("occupation") or []
    return VacancyFacts(
        title=said.get("title") or "",
        description=said.get("description") or "",
        occupation_id=uuid.UUID(occupation[0]["id"]) if occupation else None,
        skills={uuid.UUID(entry["id"]): Relation.ESSENTIAL.value for entry in said.get("skills") or ()},
        places=[WorkPlace(uuid.UUID(place["place_id"]) if place.get("place_id") else None, place.get("label", ""))]
        if place
        else [],
        places_total=int(said.get("places_total") or 1),
        contract=said.get("contract") or Contract.UNKNOWN,
        hours=said.get("hours") or Hours.UNKNOWN,
        hours_per_week=Decimal(str(said["hours_per_week"])) if said.get("hours_per_week") else None,
        shifts=said.get("shifts") or (),
        telework=said.get("telework") or Telework.UNKNOWN,
        pay_min_minor=low.get("minor"),
        pay_max_minor=high.get("minor") if high else low.get("minor"),
        pay_currency=low.get("currency") or high.get("currency") or "",
        pay_period=low.get("period") or high.get("period") or "",
        starts_on=_day(said.get("starts_on")),
        ends_on=_day(said.get("ends_on")),
        expires_on=_day(said.get("expires_on")),
        audience=said.get("audience") or Audience.PUBLIC,
        handling=said.get("handling") or Handling.PUBLIC_APPLICATION,
        apply_by=said.get("apply_by") or ApplyBy.HERE,
        apply_to=said.get("apply_to") or "",
        fee_asked=bool(said.get("fee_asked")),
        **conditions_from(said),
    )


def _intro(turn: Turn) -> list[Note]:
    """What happens with the vacancy, and what the rules say about the answers so far."""
    employer = perms.employer_for(turn.actor, employer_id_of(turn))
    notes = []
    if not tier_limits(employer.tier).publishes_directly and not perms.may_check_vacancies(turn.actor):
        notes.append(Note(_("We have not verified you yet"), (("", _("An officer reads the vacancy before it is published.")),)))
    found = _rules_say(turn)
    if found:
        notes.append(Note(_("Please look at this"), tuple(("missed", say(finding)) for finding in found)))
    if turn.answers.get("title") and not turn.answers.get("pay_from") and not turn.answers.get("pay_to"):
        notes.append(
            Note(
                _("The pay is not stated"),
                (("unknown", _("People see “pay not stated”, and many pass on. You can still change it.")),),
            )
        )
    return notes


def _rules_say(turn: Turn) -> list[rules.Finding]:
    if not turn.answers.get("title"):
        return []
    try:
        return findings_for(facts_from(turn.answers))
    except InvalidInput:
        return []


def _findings(turn: Turn) -> list[Finding]:
    """For the officer who writes it down: what the rules say before it is sent."""
    return [Finding(say(found)) for found in _rules_say(turn)]


def _commit(turn: Turn, key: str) -> Commit:
    try:
        facts = facts_from(turn.answers)
        employer_id = employer_id_of(turn)
        assert employer_id is not None
        vacancy = draft_vacancy(
            actor=turn.actor, employer_id=employer_id, facts=facts, vacancy_id=derived_uuid7(uuid.UUID(key), "vacancy")
        )
        vacancy = submit_vacancy(actor=turn.actor, vacancy_id=vacancy.pk, fee_asked=facts.fee_asked)
    except InvalidInput as problem:
        name = problem.field.split(".")[0]
        raise InvalidInput(problem.message, field=QUESTION.get(name, name), code=problem.code) from problem
    published = vacancy.status == VacancyStatus.PUBLISHED
    return Commit(
        result={"vacancy_id": str(vacancy.pk)},
        reference=vacancy.reference,
        message=_("Your vacancy is published. Look at the people who fit.")
        if published
        else _("An officer reads your vacancy, usually within one working day. You get a message then."),
        next_url=""
        if turn.actor.is_staff
        else f"/employer/vacancies/{vacancy.reference}/{'people/' if published else 'advert/'}",
        subject_id=vacancy.employer_id,
    )


POST_VACANCY = Dialogue(
    name="work.post_vacancy",
    version=1,
    service=Service.JOB_MATCHING,
    title=gettext_lazy("Post a vacancy"),
    purpose=gettext_lazy("So that people find your vacancy and you find people who fit."),
    roles=frozenset({"employer"}),
    staff_roles=frozenset({"employer_liaison", "counsellor", "contact_agent", "manager"}),
    accepts=frozenset({"employer"}),
    guard=_guard,
    intro=_intro,
    findings=_findings,
    minutes=6,
    at_hand=(gettext_lazy("Your advert, if you have one: you can paste it"),),
    review_text=gettext_lazy("You can change everything later."),
    commit_label=gettext_lazy("Post the vacancy"),
    commit=_commit,
    slots=SLOTS,
)
