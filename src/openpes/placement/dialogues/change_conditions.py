"""Change the conditions of a vacancy: what somebody must have, each shown as it is stored with its reason."""

import uuid
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openpes.base.enums import Service
from openpes.base.errors import Conflict, InvalidInput, NotFound
from openpes.dialogues.definitions import Commit, Dialogue, Turn
from openpes.placement.dialogues.post_vacancy import QUESTION, conditions_from
from openpes.placement.dialogues.post_vacancy_slots import NEEDS, SLOTS
from openpes.work import perms
from openpes.work.actions.vacancies import CHANGEABLE, change_vacancy, facts_of
from openpes.work.enums import RequirementKind
from openpes.work.models import Vacancy
from openpes.work.vacancy_facts import Requirement

REASON_LENGTH = 300


def _vacancy(turn: Turn) -> Vacancy:
    try:
        vacancy_id = uuid.UUID(str(turn.context.get("vacancy", "")))
    except ValueError:
        raise NotFound(_("There is no such vacancy.")) from None
    return perms.vacancy_for(turn.actor, vacancy_id)


def _guard(turn: Turn) -> None:
    if _vacancy(turn).status not in CHANGEABLE:
        raise Conflict(_("This vacancy is closed. Post it again as a new one."), code="closed")


def prefill(turn: Turn) -> dict[str, Any]:
    """The stored conditions as answers."""
    facts = facts_of(_vacancy(turn))
    said: dict[str, Any] = {
        "conditions": list(dict.fromkeys(condition.kind for condition in facts.requirements)),
    }
    for kind in said["conditions"]:
        said |= _condition(kind, [condition for condition in facts.requirements if condition.kind == kind])
    return {name: value for name, value in said.items() if value not in (None, "", [])}


def _condition(kind: str, rows: list[Requirement]) -> dict[str, Any]:
    """The answers of one kind of condition. Several reasons of one kind are asked for as one."""
    reasons = dict.fromkeys(row.reason for row in rows if row.reason not in ("", "-"))
    said: dict[str, Any] = {f"{kind}_reason": "; ".join(reasons)[:REASON_LENGTH]}
    if kind == RequirementKind.LANGUAGE:
        said["languages"] = [{"language": row.code, "level": row.level} for row in rows]
    elif kind == RequirementKind.LICENCE:
        said["licences"] = [{"id": row.code, "label": row.label} for row in rows]
    elif kind == RequirementKind.PHYSICAL:
        said["physical"] = "; ".join(dict.fromkeys(row.label for row in rows))[:200]
    elif rows[0].level is not None:
        said[kind] = str(rows[0].level) if kind == RequirementKind.EDUCATION else rows[0].level
    return said


def _commit(turn: Turn, key: str) -> Commit:
    vacancy = _vacancy(turn)
    facts = replace(facts_of(vacancy), **conditions_from(dict(turn.answers)))
    try:
        vacancy = change_vacancy(actor=turn.actor, vacancy_id=vacancy.pk, facts=facts)
    except InvalidInput as problem:
        name = problem.field.split(".")[0]
        raise InvalidInput(problem.message, field=QUESTION.get(name, name), code=problem.code) from problem
    return Commit(
        result={"vacancy_id": str(vacancy.pk)},
        reference=vacancy.reference,
        message=_("Your changes are saved."),
        next_url="" if turn.actor.is_staff else f"/employer/vacancies/{vacancy.reference}/advert/",
        subject_id=vacancy.employer_id,
    )


CHANGE_CONDITIONS = Dialogue(
    name="work.change_conditions",
    version=1,
    service=Service.JOB_MATCHING,
    title=gettext_lazy("Change the conditions"),
    purpose=gettext_lazy("Matching follows what you say here at once."),
    roles=frozenset({"employer"}),
    staff_roles=frozenset({"employer_liaison", "counsellor", "contact_agent", "manager"}),
    accepts=frozenset({"vacancy"}),
    guard=_guard,
    prefill=prefill,
    minutes=2,
    commit_label=gettext_lazy("Save"),
    commit=_commit,
    slots=tuple(slot for slot in SLOTS if slot.step is NEEDS),
)
