"""Posting and changing a vacancy, and the check before it is published."""

import uuid
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from openpes.base import clock, country, hooks
from openpes.base.actor import Actor
from openpes.base.enums import InteractionLevel, Service
from openpes.base.errors import Conflict, InvalidInput, NotAllowed
from openpes.base.events import record_event
from openpes.base.ids import new_reference, uuid7
from openpes.base.locking import write
from openpes.base.text import clean_line
from openpes.people.models import Place
from openpes.trust.audit import audit
from openpes.work import perms, rules
from openpes.work.actions.vacancy_status import move_vacancy, publish_changed, require_may_post
from openpes.work.country_limits import minimum_rates, tier_limits
from openpes.work.enums import ClosingReason, CodingState, VacancyStatus
from openpes.work.finding_messages import say
from openpes.work.models import (
    Employer,
    Establishment,
    Occupation,
    Skill,
    Vacancy,
    VacancyPlace,
    VacancyRequirement,
    VacancySkill,
)
from openpes.work.vacancy_facts import ROW_FIELDS, Requirement, VacancyFacts, WorkPlace, checked

TAKES_A_PLACE = (VacancyStatus.IN_REVIEW, VacancyStatus.PUBLISHED, VacancyStatus.PAUSED)
CHANGEABLE = (VacancyStatus.DRAFT, *TAKES_A_PLACE)


def facts_of(vacancy: Vacancy) -> VacancyFacts:
    """The facts of a stored vacancy (three queries)."""
    row: dict[str, Any] = {name: getattr(vacancy, name) for name in ROW_FIELDS}
    return VacancyFacts(
        **row,
        places=[WorkPlace(p.place_id, p.text) for p in vacancy.places.order_by("pk")],
        skills={s.skill_id: s.relation for s in vacancy.skills.order_by("pk")},
        requirements=[Requirement(r.kind, r.code, r.label, r.level, r.reason) for r in vacancy.requirements.order_by("pk")],
    )


def findings_for(facts: VacancyFacts) -> list[rules.Finding]:
    """What the rules in force today say about the facts."""
    return rules.findings(facts.offer(), minimum_rates(clock.today()), country.currency())


def draft_vacancy(*, actor: Actor, employer_id: uuid.UUID, facts: VacancyFacts, vacancy_id: uuid.UUID | None = None) -> Vacancy:
    """Write down a vacancy that nobody sees yet. A known ``vacancy_id`` is given back as it is (double submit).

    Raises InvalidInput (field), NotFound (not this actor's employer), Conflict (employer blocked).
    """
    facts = checked(facts)
    with write():
        employer = perms.employer_for(actor, employer_id)
        known = perms.vacancies_of(actor).filter(pk=vacancy_id, employer=employer).first() if vacancy_id else None
        if known:
            return known
        vacancy = Vacancy(
            pk=vacancy_id or uuid7(),
            reference=new_reference("V"),
            employer=employer,
            organisation_id=employer.organisation_id or actor.organisation_id,
            posted_by=actor.account_id,
            synthetic=actor.synthetic or employer.synthetic,
        )
        _set_facts(vacancy, facts, actor)
        vacancy.save(force_insert=True)
        _set_parts(vacancy, facts)
        vacancy.status_changes.create(status=VacancyStatus.DRAFT, account_id=actor.account_id, at=clock.now())
        record_event(
            actor=actor,
            service=Service.JOB_MATCHING,
            act="work.vacancy_drafted",
            level=InteractionLevel.SUBMISSION,
            employer_id=employer.pk,
            synthetic=vacancy.synthetic,
        )
        audit(actor=actor, act="work.vacancy_drafted", target=vacancy, changes=_values(facts))
    return vacancy


def submit_vacancy(*, actor: Actor, vacancy_id: uuid.UUID, fee_asked: bool = False) -> Vacancy:
    """Ask for publication: at once for a verified employer whose advert raises no question, else after a check by an officer.

    An officer who writes it down for an employer has read it: their own entry needs no second check, unless the wording raises a
    question. Raises InvalidInput with the rule, Conflict when the tier allows no more open vacancies. Locks the employer's row.
    """
    with write():
        vacancy = perms.vacancy_for(actor, vacancy_id)
        if vacancy.status in TAKES_A_PLACE:
            return vacancy
        employer = Employer.objects.select_for_update().get(pk=vacancy.employer_id)
        require_may_post(employer)
        limits = tier_limits(employer.tier)
        open_now = Vacancy.objects.filter(employer=employer, status__in=TAKES_A_PLACE).count()
        if not rules.may_open_another(limits, open_now):
            raise Conflict(
                _("You may have %(n)s open vacancies until we have verified you. Close one, or ask us to verify you.")
                % {"n": limits.open_vacancies},
                code="too_many_open",
            )
        found = findings_for(replace(facts_of(vacancy), fee_asked=fee_asked))
        _refuse(found)
        read_by_officer = perms.may_check_vacancies(actor)
        status = rules.status_after_submitting(
            replace(limits, publishes_directly=limits.publishes_directly or read_by_officer), found
        )
        if status == VacancyStatus.PUBLISHED:
            _publish(vacancy, actor, "")
        else:
            move_vacancy(actor=actor, vacancy=vacancy, to=VacancyStatus.IN_REVIEW)
            _ask_for_check(vacancy)
        record_event(
            actor=actor,
            service=Service.JOB_MATCHING,
            act="work.vacancy_posted",
            level=InteractionLevel.TRANSACTION if status == VacancyStatus.PUBLISHED else InteractionLevel.SUBMISSION,
            employer_id=employer.pk,
            synthetic=vacancy.synthetic,
        )
    return vacancy


def check_vacancy(*, actor: Actor, vacancy_id: uuid.UUID, decision: str, words: str = "") -> Vacancy:
    """An officer's decision on a vacancy that waits: "publish", "send_back" (with words what to change) or "refuse" (with words).

    Nobody decides about an employer they act for. A decision already made is left as it is.
    """
    words = clean_line(words, 300)
    with write():
        if not perms.may_check_vacancies(actor):
            raise NotAllowed(_("Only staff of the service may decide this."))
        vacancy = perms.vacancy_for(actor, vacancy_id)
        if perms.may_act_for_employer(actor.account_id, vacancy.employer_id):
            raise NotAllowed(_("You act for this employer yourself. A colleague has to decide."))
        if decision in {"send_back", "refuse"} and not words:
            raise InvalidInput(_("Please say why: the employer reads it."), field="words")
        if decision == "publish":
            if vacancy.status == VacancyStatus.PUBLISHED:
                return vacancy
            require_may_post(vacancy.employer)
            _refuse(findings_for(facts_of(vacancy)))
            _publish(vacancy, actor, words)
        elif decision == "send_back":
            move_vacancy(actor=actor, vacancy=vacancy, to=VacancyStatus.DRAFT, reason=words)
        elif decision == "refuse":
            closing = {"closed_at": clock.now(), "closing_reason": ClosingReason.REFUSED}
            move_vacancy(actor=actor, vacancy=vacancy, to=VacancyStatus.CLOSED, reason=words, **closing)
        else:
            raise InvalidInput(_("Please choose one of the answers."), field="decision")
        record_event(
            actor=actor,
            service=Service.JOB_MATCHING,
            act=f"work.vacancy_checked_{decision}",
            level=InteractionLevel.TRANSACTION,
            employer_id=vacancy.employer_id,
            synthetic=vacancy.synthetic,
        )
        hooks.publish("vacancy.checked", id=vacancy.pk, decision=decision)
    return vacancy


def change_vacancy(*, actor: Actor, vacancy_id: uuid.UUID, facts: VacancyFacts) -> Vacancy:
    """Replace the facts of a vacancy that is not closed.

    A published advert stays published when the rules raise no new question; else it waits for an officer again. Fewer places than
    are filled, or facts that the rules refuse, change nothing. Locks the vacancy's row.
    """
    facts = checked(facts)
    with write():
        vacancy = perms.vacancy_for(actor, vacancy_id)
        vacancy = Vacancy.objects.select_for_update(of=("self",)).select_related("employer").get(pk=vacancy.pk)
        if vacancy.status not in CHANGEABLE:
            raise Conflict(_("This vacancy is closed. Post it again as a new one."), code="closed")
        if facts.places_total < vacancy.places_filled:
            raise InvalidInput(_("%(n)s places are filled already.") % {"n": vacancy.places_filled}, field="places_total")
        before = facts_of(vacancy)
        found = findings_for(facts)
        if vacancy.status != VacancyStatus.DRAFT:
            _refuse(found)
        known_questions = {f.code for f in findings_for(before)}
        _set_facts(vacancy, facts, actor)
        if vacancy.status == VacancyStatus.PUBLISHED:
            vacancy.expires_on = rules.last_day(facts.expires_on, clock.today())
        vacancy.save()
        _set_parts(vacancy, facts)
        changed = {name: value for name, value in _values(facts).items() if _values(before)[name] != value}
        audit(actor=actor, act="work.vacancy_changed", target=vacancy, changes=changed)
        record_event(
            actor=actor,
            service=Service.JOB_MATCHING,
            act="work.vacancy_changed",
            level=InteractionLevel.TRANSACTION,
            employer_id=vacancy.employer_id,
            synthetic=vacancy.synthetic,
        )
        asks_again = {f.code for f in found} - known_questions
        text_changed = (before.title, before.description) != (vacancy.title, vacancy.description)
        unverified = not tier_limits(vacancy.employer.tier).publishes_directly
        is_out = vacancy.status in {VacancyStatus.PUBLISHED, VacancyStatus.PAUSED}
        if is_out and not perms.may_check_vacancies(actor) and (asks_again or (unverified and text_changed)):
            move_vacancy(actor=actor, vacancy=vacancy, to=VacancyStatus.IN_REVIEW, reason="")
            _ask_for_check(vacancy)
        else:
            publish_changed([vacancy.pk])
    return vacancy


def _publish(vacancy: Vacancy, actor: Actor, words: str) -> None:
    today = clock.today()
    move_vacancy(
        actor=actor,
        vacancy=vacancy,
        to=VacancyStatus.PUBLISHED,
        reason=words,
        published_at=vacancy.published_at or clock.now(),
        posted_on=vacancy.posted_on or today,
        expires_on=rules.last_day(vacancy.expires_on, today),
    )


def _refuse(found: list[rules.Finding]) -> None:
    for finding in found:
        if finding.weight == "refuse":
            raise InvalidInput(say(finding), field=finding.field, code=finding.code)


def _ask_for_check(vacancy: Vacancy) -> None:
    hooks.publish(
        "vacancy.to_check",
        vacancy_id=vacancy.pk,
        organisation_id=vacancy.organisation_id,
        time=vacancy.status_changes.filter(status=VacancyStatus.IN_REVIEW).count(),
    )


def _values(facts: VacancyFacts) -> dict[str, Any]:
    return {name: getattr(facts, name) for name in (*ROW_FIELDS, "places", "skills", "requirements")}


def _set_facts(vacancy: Vacancy, facts: VacancyFacts, actor: Actor) -> None:
    for name in ROW_FIELDS:
        setattr(vacancy, name, getattr(facts, name))
    vacancy.shifts = list(facts.shifts)
    vacancy.language = facts.language or vacancy.language or actor.language
    if (
        facts.establishment_id
        and not Establishment.objects.filter(pk=facts.establishment_id, employer_id=vacancy.employer_id).exists()
    ):
        raise InvalidInput(_("Please choose one of your workplaces."), field="establishment_id")
    if facts.on_behalf_of_id and not Employer.objects.filter(pk=facts.on_behalf_of_id).exists():
        raise InvalidInput(_("We do not know this employer."), field="on_behalf_of_id")
    if facts.occupation_id:
        occupation = Occupation.objects.filter(pk=facts.occupation_id).first()
        if occupation is None:
            raise InvalidInput(_("Please choose an occupation from the list."), field="occupation_id")
        vacancy.occupation, vacancy.isco = occupation, occupation.isco_id
        vacancy.coding, vacancy.coding_confidence = CodingState.CONFIRMED, 1.0
    else:
        vacancy.occupation, vacancy.isco = None, ""
        vacancy.coding, vacancy.coding_confidence = CodingState.NONE, None


def _set_parts(vacancy: Vacancy, facts: VacancyFacts) -> None:
    places = Place.objects.in_bulk([p.place_id for p in facts.places if p.place_id])
    if any(p.place_id and p.place_id not in places for p in facts.places):
        raise InvalidInput(_("Please choose a place from the list."), field="places")
    if Skill.objects.filter(pk__in=facts.skills).count() != len(facts.skills):
        raise InvalidInput(_("Please choose skills from the list."), field="skills")
    vacancy.places.all().delete()
    vacancy.skills.all().delete()
    vacancy.requirements.all().delete()
    VacancyPlace.objects.bulk_create([_place_row(vacancy, p, places) for p in facts.places])
    VacancySkill.objects.bulk_create(
        [VacancySkill(vacancy=vacancy, skill_id=pk, relation=relation, confirmed=True) for pk, relation in facts.skills.items()]
    )
    VacancyRequirement.objects.bulk_create(
        [
            VacancyRequirement(vacancy=vacancy, kind=r.kind, code=r.code, label=r.label, level=r.level, reason=r.reason or "-")
            for r in facts.requirements
        ]
    )


def _place_row(vacancy: Vacancy, told: WorkPlace, places: dict[uuid.UUID, Place]) -> VacancyPlace:
    place = places.get(told.place_id) if told.place_id else None
    return VacancyPlace(
        vacancy=vacancy,
        place=place,
        text=clean_line(told.text, 300) or (place.name if place else ""),
        country=place.country if place else "",
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
    )
