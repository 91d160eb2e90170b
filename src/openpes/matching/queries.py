"""The one interface of search and matching. What stands behind it may be replaced; this stays.

Every answer contains each change that was committed before the question (after a large import the worker catches up within
moments).
Who may ask is decided by the caller's room; who may be found is decided here.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence

import numpy as np
from django.utils.translation import gettext as _

from openpes.base import clock
from openpes.base.actor import Actor
from openpes.base.errors import NotAllowed
from openpes.base.text import fold
from openpes.matching import exclusions, facets, reasons, search, understanding
from openpes.matching.engine import Explanation, Person, Vacancy, explain
from openpes.matching.engine.codes import from_halves, low64
from openpes.matching.gazetteer import gazetteer
from openpes.matching.index import files, indexer, loading, memory, spelling
from openpes.matching.index.best import best_vacancies
from openpes.matching.index.best_people import best_people
from openpes.matching.index.knowledge import Knowledge, read_knowledge
from openpes.matching.models import MatchRun, MatchWeights, SpecialMeasure, SuggestedVacancy
from openpes.matching.perms import may_read_runs
from openpes.matching.requests import Hit, Match, MatchPage, Reason, SearchPage, SearchRequest, Understood
from openpes.matching.rules import with_least_share
from openpes.people.models import TargetGroupMembership
from openpes.work.enums import Handling, LabelKind
from openpes.work.models import JobseekerProfile, SkillLabel
from openpes.work.models import Vacancy as VacancyRow

OFFERED = 5


def search_vacancies(request: SearchRequest) -> SearchPage:
    """Search what the public may find: published, open, public vacancies, and nothing else.

    A bounded number of SQL queries, whatever the number of vacancies.
    """
    view = memory.current()
    knowledge = read_knowledge()
    today = clock.today().toordinal()
    places = gazetteer()
    meaning = understanding.read(request, view, places)
    found = search.find(request, meaning, view, today)
    ids = [from_halves(view.vacancies.high[r], view.vacancies.low[r]) for r in found.rows]
    metres = {pk: int(found.metres[r]) for pk, r in zip(ids, found.rows, strict=True)}
    why = _why_found(ids, meaning, metres, knowledge, request.language)
    near = [near for unknown in meaning.unknown for near in unknown.near]
    if not found.total:
        near += _related(meaning, view)
    return SearchPage(
        total=found.total,
        # Asked of the database once more: what was closed a moment ago is not shown, whatever the index still holds.
        results=tuple(Hit(pk, why[pk], metres[pk]) for pk in ids if pk in why),
        facets=search.count(request, found, view, knowledge, today),
        understood=Understood(
            words=meaning.words,
            place=meaning.spot.name if meaning.spot else "",
            radius_km=request.radius_km if meaning.spot else 0,
            occupation_label=meaning.occupation.label if meaning.occupation else "",
            occupation_isco=meaning.occupation.isco if meaning.occupation else "",
            corrections=meaning.corrections,
            unknown=meaning.unknown,
            beginnings=meaning.beginnings,
            place_unknown=meaning.place_unknown,
            all_words=found.all_words,
            without_stated_pay=found.without_stated_pay,
        ),
        near_words=tuple(dict.fromkeys(near)),
    )


def matches_for_person(*, profile_id: uuid.UUID, limit: int = 20, offset: int = 0, language: str = "en") -> MatchPage:
    """The best public vacancies for a profile, with every reason and every miss. Works for every profile, findable or not."""
    knowledge = read_knowledge()
    person = person_record(profile_id, knowledge)
    if person is None:
        return MatchPage(0, (), knowledge.weights.version)
    today = clock.today()
    person_id = JobseekerProfile.objects.values_list("person_id", flat=True).get(pk=profile_id)
    found = best_vacancies(
        memory.current(),
        knowledge,
        person,
        today=today.toordinal(),
        limit=offset + limit,
        vacancies_hidden=exclusions.vacancies_hidden_by(person_id),
        employers_hidden=exclusions.employers_hidden_by(person_id),
    )
    ids = found.ids[offset:]
    records = {record.id: record for record in loading.vacancy_records(ids, knowledge.context())}
    pairs = [(person, records[pk], person_id) for pk in ids if pk in records]
    return MatchPage(found.total, _matches(pairs, knowledge, today, language), knowledge.weights.version)


def people_for_vacancy(*, vacancy_id: uuid.UUID, limit: int = 20, offset: int = 0, language: str = "en") -> MatchPage:
    """The people whom a vacancy suits best, among those only who agreed to be found and do not hide from its employer.

    Returns ids and reasons; no name may be shown before the person agrees.
    """
    knowledge = read_knowledge()
    vacancy = indexer.record_of(vacancy_id, knowledge)
    if vacancy is None:
        return MatchPage(0, (), knowledge.weights.version)
    view, today = memory.current(), clock.today()
    hidden = exclusions.people_hidden_from(_employers_of(vacancy_id))
    measure = measure_in_force(today)
    found = best_people(
        view,
        knowledge,
        vacancy,
        today=today.toordinal(),
        limit=len(view.people) if measure else offset + limit,
        hidden=JobseekerProfile.objects.filter(person_id__in=hidden).values_list("id", flat=True) if hidden else (),
    )
    ids = _under_measure(found.ids, measure) if measure else found.ids
    shown = _with_people(ids[offset : offset + limit], vacancy, knowledge, today, language, findable=True)
    return MatchPage(found.total, shown, knowledge.weights.version, measure.group.code if measure else "")


def _under_measure(profile_ids: list[uuid.UUID], measure: SpecialMeasure) -> list[uuid.UUID]:
    """The order that a special measure in force asks for: ILO C111, Article 5. Scores and reasons stay as they are."""
    owners = dict(JobseekerProfile.objects.filter(pk__in=profile_ids).values_list("id", "person_id"))
    members = members_of(measure.group_id, owners.values())
    return [profile_ids[i] for i in with_least_share([owners.get(pk) in members for pk in profile_ids], measure.share)]


def rank_own_clients(*, vacancy_id: uuid.UUID, profile_ids: Sequence[uuid.UUID], language: str = "en") -> MatchPage:
    """The given profiles in the order in which a vacancy suits them, what each ruled out marked and not left out.

    For a counsellor's own clients, findable by employers or not; the caller has checked that they are the counsellor's own.
    """
    knowledge = read_knowledge()
    vacancy = indexer.record_of(vacancy_id, knowledge)
    if vacancy is None:
        return MatchPage(0, (), knowledge.weights.version)
    today = clock.today()
    hidden = exclusions.people_hidden_from(_employers_of(vacancy_id))
    made = _with_people(profile_ids, vacancy, knowledge, today, language, findable=False)
    shown = sorted((m for m in made if m.person_id not in hidden), key=lambda m: (bool(m.ruled_out), -m.score, m.profile_id.int))
    return MatchPage(len(shown), tuple(shown), knowledge.weights.version)


def explain_pair(*, profile_id: uuid.UUID, vacancy_id: uuid.UUID, language: str = "en") -> Match | None:
    """Why, and why not: one profile and one vacancy of any state. ``ruled_out`` names what the person made hard and it breaks."""
    knowledge = read_knowledge()
    person, vacancy = person_record(profile_id, knowledge), indexer.record_of(vacancy_id, knowledge)
    if person is None or vacancy is None:
        return None
    person_id = JobseekerProfile.objects.values_list("person_id", flat=True).get(pk=profile_id)
    return _matches([(person, vacancy, person_id)], knowledge, clock.today(), language)[0]


def suggested_for(*, profile_id: uuid.UUID, limit: int = 10, language: str = "en") -> MatchPage:
    """The list that the last run made for a profile, explained as of now, in its order; what closed or was hidden since is left out."""
    knowledge = read_knowledge()
    run = MatchRun.objects.filter(finished_at__isnull=False).order_by("-finished_at").first()
    lines = SuggestedVacancy.objects.filter(run=run, profile_id=profile_id).order_by("rank") if run else ()
    ids = [line.vacancy_id for line in lines]
    person = person_record(profile_id, knowledge) if ids else None
    if person is None:
        return MatchPage(0, (), knowledge.weights.version)
    person_id = JobseekerProfile.objects.values_list("person_id", flat=True).get(pk=profile_id)
    away = exclusions.vacancies_hidden_by(person_id)
    employers = {low64(pk) for pk in exclusions.employers_hidden_by(person_id)}
    records = {
        v.id: v for v in loading.vacancy_records(ids, knowledge.context()) if v.employer not in employers and v.id not in away
    }
    pairs = [(person, records[pk], person_id) for pk in ids if pk in records]
    shown = [m for m in _matches(pairs, knowledge, clock.today(), language) if not m.ruled_out][:limit]
    return MatchPage(len(shown), tuple(shown), knowledge.weights.version)


def list_runs(*, actor: Actor, limit: int = 30) -> list[MatchRun]:
    """Finished runs, the newest first. Raises NotAllowed."""
    if not may_read_runs(actor):
        raise NotAllowed(_("These figures are for those who answer for the service."))
    return list(MatchRun.objects.filter(finished_at__isnull=False).order_by("-finished_at")[:limit])


def measures(*, actor: Actor) -> list[SpecialMeasure]:
    """Every special measure ever entered, the newest first. Raises NotAllowed."""
    if not may_read_runs(actor):
        raise NotAllowed(_("These figures are for those who answer for the service."))
    return list(SpecialMeasure.objects.select_related("group").order_by("-entered_at"))


def weights_versions(*, actor: Actor) -> list[MatchWeights]:
    """Every version of the weights, the newest first. Raises NotAllowed."""
    if not may_read_runs(actor):
        raise NotAllowed(_("These figures are for those who answer for the service."))
    return list(MatchWeights.objects.order_by("-version"))


def measure_in_force(today: dt.date | None = None) -> SpecialMeasure | None:
    """The special measure that holds today, if one was entered. It ends by itself after its last day."""
    day = today or clock.today()
    rows = SpecialMeasure.objects.filter(stopped_at__isnull=True, starts_on__lte=day, ends_on__gte=day)
    return rows.select_related("group").order_by("entered_at").first()


def members_of(group_id: uuid.UUID, persons: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Those of some people who declared a target group. For reports and for a special measure in force, never for a score."""
    declared = TargetGroupMembership.objects.filter(group_id=group_id, withdrawn_at__isnull=True)
    return set(declared.values_list("person_id", flat=True)) & set(persons)


def index_facts() -> dict[str, int]:
    """How much the index holds and how much waits: for health pages and the command line."""
    view = memory.current()
    state = files.read_state()
    waiting = indexer.IndexLog.objects.filter(applied_at__isnull=True).count()
    generation = state.generation if state else 0
    return {"vacancies": len(view.vacancies), "people": len(view.people), "waiting": waiting, "generation": generation}


def person_record(profile_id: uuid.UUID, knowledge: Knowledge) -> Person | None:
    """What the engine sees of a profile, findable or not."""
    found = loading.people([profile_id], knowledge.context(), clock.today(), findable_only=False)
    return found[0] if found else None


def _employers_of(vacancy_id: uuid.UUID) -> list[uuid.UUID]:
    row = VacancyRow.objects.filter(pk=vacancy_id).values_list("employer_id", "on_behalf_of_id").first()
    return [pk for pk in row or () if pk]


def _with_people(
    ids: Sequence[uuid.UUID], vacancy: Vacancy, knowledge: Knowledge, today: dt.date, language: str, *, findable: bool
) -> tuple[Match, ...]:
    records = {p.id: p for p in loading.people(ids, knowledge.context(), today, findable_only=findable)}
    owners = dict(JobseekerProfile.objects.filter(pk__in=ids).values_list("id", "person_id"))
    return _matches([(records[pk], vacancy, owners[pk]) for pk in ids if pk in records], knowledge, today, language)


def _matches(
    pairs: Sequence[tuple[Person, Vacancy, uuid.UUID]], knowledge: Knowledge, today: dt.date, language: str
) -> tuple[Match, ...]:
    day = today.toordinal()
    made = [(p, v, owner, explain(p, v, knowledge.weights, knowledge.taxonomy.knowledge, day)) for p, v, owner in pairs]
    names = _skill_names([e for *_, e in made], knowledge, language)
    unnamed = [v.id for _, v, _, why in made if any(not names.get(key) for key in why.licences_missing)]
    if unnamed:
        names |= loading.licences_in_words(unnamed)
    result = []
    for person, vacancy, owner, why in made:
        age = max(0, day - vacancy.posted) if vacancy.posted else None
        given = reasons.of_match(why, person, vacancy, lambda key: names.get(key, ""), age)
        result.append(Match(vacancy.id, person.id, owner, why.score, given, why.ruled_out, why.weights_version, why.breaks))
    return tuple(result)


def _skill_names(made: Sequence[Explanation], knowledge: Knowledge, language: str) -> dict[int, str]:
    """Names in the reader's language of every skill and licence in some explanations."""
    keys: set[int] = set()
    for why in made:
        keys |= {*why.skills_matched, *why.skills_missing, *why.licences_missing}
        keys |= {key for pair in why.skills_near for key in pair}
    return skill_names(keys, knowledge, language)


def skill_names(keys: set[int], knowledge: Knowledge, language: str) -> dict[int, str]:
    """Names of skills and licences in a language. One query, none for English."""
    names = {key: knowledge.taxonomy.names.get(key, "") for key in keys}
    if language != "en" and keys:
        ids = knowledge.taxonomy.skill_ids(keys)
        labels = SkillLabel.objects.filter(skill_id__in=list(ids), language=language, kind=LabelKind.PREFERRED)
        names |= {ids[skill_id]: text for skill_id, text in labels.values_list("skill_id", "text")}
    return names


def _why_found(
    ids: Sequence[uuid.UUID], meaning: understanding.Meaning, metres: dict[uuid.UUID, int], knowledge: Knowledge, language: str
) -> dict[uuid.UUID, tuple[Reason, ...]]:
    """The reasons of each vacancy of a page. One query."""
    fields = ("title", "employer__name", "handling", "isco", "occupation__label", "telework", "pay_min_minor", "posted_on")
    made = {}
    today = clock.today()
    rows = VacancyRow.objects.public().filter(pk__in=ids).values_list("id", *fields)
    for pk, title, employer, handling, isco, label, telework, pay, posted in rows:
        found: list[Reason] = []
        named = _forms(title)
        employer_forms = set() if handling == Handling.CONFIDENTIAL_EMPLOYER else _forms(employer)
        group = label or (knowledge.group_title(isco, language) if isco else "")
        for variants in meaning.variants:
            wanted = {form for word in variants for form in _forms(word)}
            if wanted & named:
                hit = next((w for w in title.split() if _forms(w) & wanted), variants[0])
                found.append(Reason("word_title", True, {"word": hit.strip(".,;:()/-")}))
            elif group and wanted & _forms(group):
                found.append(Reason("word_occupation", True, {"label": group}))
            elif wanted & employer_forms:
                found.append(Reason("word_employer", True, {"word": variants[0]}))
            else:
                found.append(Reason("word_text", True, {"word": variants[0]}))
        if meaning.is_occupation and meaning.occupation and isco[:4] == meaning.occupation.isco and group:
            found = [r for r in found if r.code != "word_text"]
            if not any(r.code == "word_occupation" for r in found):
                found.append(Reason("group", True, {"label": group, "isco": isco}))
        if meaning.spot is not None:
            if metres[pk] >= 0:
                found.append(Reason("near", True, {"metres": metres[pk], "place": meaning.spot.name}))
            elif telework == "fully":
                found.append(Reason("distance_from_home", True, {}))
        if posted is not None and (today - posted).days <= 60:
            found.append(Reason("freshness", True, {"days": max(0, (today - posted).days)}))
        found.append(Reason("pay_unknown", None, {}) if pay is None else Reason("pay_stated", True, {}))
        made[pk] = tuple({(r.code, str(r.values)): r for r in found}.values())
    return made


def _forms(text: str) -> set[str]:
    """The words of a text as written and by stem."""
    plain = fold(text).split()
    return {form for word in plain for form in (word, *spelling.stems(word))}


def _related(meaning: understanding.Meaning, view: memory.View) -> list[str]:
    """What to offer when nothing was found: the commonest occupations near to the one that was meant, or of all. One query."""
    wanted = meaning.occupation.isco if meaning.occupation is not None else ""
    examples = view.once(("commonest", wanted), lambda: _commonest(view, wanted))
    labels = dict(VacancyRow.objects.filter(pk__in=examples).values_list("id", "occupation__label"))
    return [labels[pk] for pk in examples if labels.get(pk)]


def _commonest(view: memory.View, isco: str) -> list[uuid.UUID]:
    """One vacancy each of the commonest occupations of the nearest group of ISCO-08 that has any, or of all."""
    v = view.vacancies
    inside = np.zeros(len(v), dtype=bool)
    for digits in (3, 2, 1) if isco else ():
        inside = facets.in_group(v.isco, isco[:digits])
        if inside.any():
            break
    if not inside.any():
        inside = v.isco >= 0
    rows = np.flatnonzero(inside & (v.occupation != 0))
    _, first, counts = np.unique(v.occupation[rows], return_index=True, return_counts=True)
    best = rows[first[np.argsort(-counts, kind="stable")[:OFFERED]]]
    return [from_halves(v.high[r], v.low[r]) for r in best]
