"""Agencies and answer sheets for tests."""

import datetime as dt
from collections.abc import Mapping

from openpes.assessment import instrument
from openpes.assessment.instrument import Given, ItemKind
from openpes.assessment.models import AnswerSheet, SurveyAgency
from openpes.assessment.sheets import actions, country_questions
from openpes.base import clock
from openpes.base.actor import Actor
from openpes.people.enums import Role
from openpes.people.models import Organisation
from people.factories import make_staff

# As the demo country asks it: the survey's questions with one of the country's own.
Q = country_questions.definition(instrument.versions()[-1], country_questions.newest_extension())


def whole_answers(**changes: str) -> dict[str, Given]:
    """A complete sheet without contradictions: every item with its first value, ranks in order, "none of these" with no."""
    found = {}
    for item in Q.items.values():
        if item.kind is ItemKind.RANK:
            found[item.id] = Given(str([o.id for o in Q.by_id[item.question].options].index(item.option) + 1))
        else:
            found[item.id] = Given("0" if item.exclusive else item.choices[0])
    return found | {key.replace("__", "."): Given(value) for key, value in changes.items()}


def make_lead(organisation: Organisation | None = None, role: str = Role.MANAGER) -> Actor:
    return make_staff(role, organisation)


def make_agency(actor: Actor, **facts: str) -> SurveyAgency:
    office = Organisation.objects.get(pk=actor.organisation_id)
    own = None if SurveyAgency.objects.filter(organisation=office).exists() else office
    return actions.register_agency(
        actor=actor, name=facts.pop("name", office.name), keeper=office, organisation=own, **{"income_group": "U", **facts}
    )


def make_sheet(actor: Actor, answers: Mapping[str, Given] | None = None, *, day: dt.date | None = None) -> AnswerSheet:
    """A draft of a new agency, or of the actor's own, with ``answers`` saved by the actor."""
    agency = SurveyAgency.objects.filter(organisation_id=actor.organisation_id).first() or make_agency(actor)
    sheet = actions.begin_sheet(actor=actor, agency_id=agency.pk, reference_date=day or clock.today())
    if answers:
        answer(actor, sheet, answers)
    return sheet


def answer(actor: Actor, sheet: AnswerSheet, answers: Mapping[str, Given]) -> None:
    saved = actions.save_answers(
        actor=actor, sheet_id=sheet.pk, entries={item: actions.Entry(given) for item, given in answers.items()}
    )
    assert not saved.clashes
    assert not saved.refused


def make_verified(actor: Actor, answers: Mapping[str, Given] | None = None, *, day: dt.date | None = None) -> AnswerSheet:
    """A sheet of ``actor`` verified by a second person of the same organisation."""
    sheet = make_sheet(actor, answers or whole_answers(), day=day)
    second = make_lead(Organisation.objects.get(pk=actor.organisation_id))
    actions.submit(actor=actor, sheet_id=sheet.pk)
    actions.begin_verification(actor=second, sheet_id=sheet.pk)
    actions.verify(actor=second, sheet_id=sheet.pk)
    sheet.refresh_from_db()
    return sheet
