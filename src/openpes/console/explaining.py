"""Matches as plain values for `./pes match`: every part of the score, every filter's outcome, skills matched, near and missing."""

from __future__ import annotations

from typing import Any

from openpes.base.actor import SYSTEM
from openpes.base.ids import clean_reference
from openpes.base.locking import write
from openpes.matching import queries
from openpes.matching.advice import Advice, advice_for
from openpes.matching.engine import HARD
from openpes.matching.index.knowledge import read_knowledge
from openpes.matching.reasons import sentence
from openpes.matching.requests import Match, MatchPage
from openpes.people.models import Person
from openpes.trust.audit import audit
from openpes.work.models import JobseekerProfile, Vacancy


class Unknown(Exception):
    """A reference that nothing has, or a person without a profile."""


def asked(person: str | None, vacancy: str | None, top: int, language: str) -> dict[str, Any]:
    """The answer to what was typed. Raises Unknown. Reading a person's matches from the command line leaves an audit entry."""
    profile_id = _profile(person) if person else None
    vacancy_id = _vacancy(vacancy) if vacancy else None
    if profile_id and vacancy_id:
        made = queries.explain_pair(profile_id=profile_id, vacancy_id=vacancy_id, language=language)
        page = MatchPage(1, (made,), made.weights_version) if made else MatchPage(0, (), 0)
    elif profile_id:
        page = queries.matches_for_person(profile_id=profile_id, limit=top, language=language)
    else:
        page = queries.people_for_vacancy(vacancy_id=vacancy_id, limit=top, language=language)
    advice = advice_for(profile_id=profile_id, language=language) if profile_id and not vacancy_id else Advice()
    people = dict(Person.objects.filter(pk__in={m.person_id for m in page.matches}).values_list("id", "reference"))
    vacancies = {pk: rest for pk, *rest in _named({m.vacancy_id for m in page.matches})}
    return {
        "total": page.total,
        "weights_version": page.weights_version,
        "special_measure": page.measure,
        "open_now": advice.open_now,
        "what_would_help": [
            {"kind": h.kind, "name": h.name, "kilometres": h.kilometres, "opens": h.opens, "sentence": h.sentence}
            for h in advice.helps
        ],
        "matches": [as_values(m, people[m.person_id], *vacancies[m.vacancy_id]) for m in page.matches],
    }


def as_values(match: Match, person: str, vacancy: str, title: str) -> dict[str, Any]:
    """One match. The parts sum to the score; ``filters`` tells every limit, whether it is hard, and whether the vacancy keeps it."""
    hard = read_knowledge().weights.hard
    skills = next((r.values for r in match.reasons if r.part == "skills"), {})
    return {
        "person": person,
        "vacancy": vacancy,
        "title": title,
        "score": match.score,
        "weights_version": match.weights_version,
        "parts": [
            {
                "part": r.part,
                "millionths": r.millionths,
                "good": r.good,
                "code": r.code,
                "values": r.values,
                "sentence": sentence(r),
            }
            for r in match.reasons
        ],
        "filters": [{"filter": name, "hard": name in hard, "kept": name not in match.breaks} for name in HARD],
        "ruled_out": list(match.ruled_out),
        "skills": {
            "matched": skills.get("has", []),
            "near": [{"wanted": wanted, "has": has} for wanted, has in skills.get("near", [])],  # type: ignore[attr-defined]
            "missing": skills.get("missing", []),
        },
    }


def _named(ids: set) -> list[tuple]:
    return list(Vacancy.objects.filter(pk__in=ids).values_list("id", "reference", "title"))


def _profile(typed: str) -> Any:
    reference = clean_reference(typed, "P") or typed
    found = JobseekerProfile.objects.filter(person__reference=reference).values_list("id", "person_id").first()
    if found is None:
        raise Unknown(f"There is no person with a profile under the reference {typed}.")
    with write():
        audit(actor=SYSTEM, act="matching.read_by_operator", target=("work.jobseekerprofile", found[0]), person_id=found[1])
    return found[0]


def _vacancy(typed: str) -> Any:
    reference = clean_reference(typed, "V") or typed
    found = Vacancy.objects.filter(reference=reference).values_list("id", flat=True).first()
    if found is None:
        raise Unknown(f"There is no vacancy under the reference {typed}.")
    return found
