import pytest

from openpes.base import hooks
from openpes.base.actor import Actor
from openpes.base.errors import InvalidInput, NotAllowed, NotFound
from openpes.base.ids import uuid7
from openpes.base.models import ServiceEvent
from openpes.trust.models import AuditEntry
from openpes.work.enums import CodingState
from openpes.work.models import CodingCorrection, CodingQueueItem, Vacancy
from openpes.work.vacancy_import import queries
from openpes.work.vacancy_import.actions import correct_coding, import_vacancies
from work.factories import VacancyFactory

from .files import write

pytestmark = pytest.mark.django_db
COUNSELLOR = Actor(role="counsellor", account_id=uuid7(), organisation_id=uuid7())


@pytest.fixture
def bring(tmp_path, admin, occupations):
    def run(*titles, start=0):
        rows = "".join(f"{n},{title},Cafe\n" for n, title in enumerate(titles, start))
        path = write(tmp_path, "jobs.csv", "reference,title,employer\n" + rows)
        import_vacancies(actor=admin, path=path, format="csv", source="jobs")
        return list(Vacancy.objects.filter(source_reference__gte=str(start)).order_by("source_reference"))

    return run


def test_a_decision_settles_every_waiting_vacancy_with_that_title(bring, occupations):
    first, second, other = bring("Xyzzy Plugh", "XYZZY PLUGH", "Frobnicator")
    assert correct_coding(actor=COUNSELLOR, vacancy_id=first.pk, occupation_id=occupations["cook"].pk) == 2
    states = dict(Vacancy.objects.values_list("pk", "coding"))
    assert states == {first.pk: CodingState.CONFIRMED, second.pk: CodingState.AUTOMATIC, other.pk: CodingState.DOUBTFUL}
    assert set(Vacancy.objects.filter(occupation=occupations["cook"]).values_list("isco", flat=True)) == {"5120"}
    assert [item.vacancy for item in queries.coding_queue(COUNSELLOR)] == [other]


def test_a_decision_is_learned_for_the_next_import(bring, occupations):
    (first,) = bring("Xyzzy Plugh")
    correct_coding(actor=COUNSELLOR, vacancy_id=first.pk, occupation_id=occupations["nurse"].pk)
    _, later = bring("Xyzzy Plugh", "xyzzy plugh", start=1)
    assert (later.occupation, later.coding) == (occupations["nurse"], CodingState.AUTOMATIC)
    assert not CodingQueueItem.objects.filter(decided_at__isnull=True).exists()


def test_deciding_the_same_twice_writes_once(bring, occupations):
    (first,) = bring("Xyzzy Plugh")
    assert correct_coding(actor=COUNSELLOR, vacancy_id=first.pk, occupation_id=occupations["cook"].pk) == 1
    before = (ServiceEvent.objects.count(), AuditEntry.objects.count())
    assert correct_coding(actor=COUNSELLOR, vacancy_id=first.pk, occupation_id=occupations["cook"].pk) == 0
    assert before == (ServiceEvent.objects.count(), AuditEntry.objects.count())


def test_a_decision_can_be_changed(bring, occupations):
    (first,) = bring("Xyzzy Plugh")
    for name in ("cook", "nurse"):
        correct_coding(actor=COUNSELLOR, vacancy_id=first.pk, occupation_id=occupations[name].pk)
    assert CodingCorrection.objects.get().occupation == occupations["nurse"]


def test_a_decision_stands_when_the_source_changes_the_advert_but_not_the_title(bring, occupations, tmp_path, admin):
    (first,) = bring("Xyzzy Plugh")
    correct_coding(actor=COUNSELLOR, vacancy_id=first.pk, occupation_id=occupations["cook"].pk)
    path = write(tmp_path, "jobs.csv", "reference,title,employer,description\n0,XYZZY plugh,Cafe,Now as a nurse\n")
    import_vacancies(actor=admin, path=path, format="csv", source="jobs")
    first.refresh_from_db()
    assert (first.description, first.occupation, first.coding) == ("Now as a nurse", occupations["cook"], CodingState.CONFIRMED)


def test_the_index_is_told(bring, occupations):
    (first,) = bring("Xyzzy Plugh")
    told = []

    def listen(**payload):
        told.extend(payload["ids"])

    hooks.subscribe("vacancy.changed", listen)
    try:
        correct_coding(actor=COUNSELLOR, vacancy_id=first.pk, occupation_id=occupations["cook"].pk)
    finally:
        hooks._subscribers["vacancy.changed"].remove(listen)
    assert told == [first.pk]


@pytest.mark.parametrize("role", ["visitor", "jobseeker", "employer", "partner_adviser", "content_editor"])
def test_only_staff_who_work_with_vacancies_may_decide(bring, occupations, role):
    (first,) = bring("Xyzzy Plugh")
    with pytest.raises(NotAllowed):
        correct_coding(actor=Actor(role=role), vacancy_id=first.pk, occupation_id=occupations["cook"].pk)
    with pytest.raises(NotAllowed):
        queries.coding_queue(Actor(role=role))
    assert not CodingCorrection.objects.exists()


def test_unknown_and_retired_things_are_named(bring, occupations):
    (first,) = bring("Xyzzy Plugh")
    cook = occupations["cook"]
    with pytest.raises(NotFound):
        correct_coding(actor=COUNSELLOR, vacancy_id=first.pk, occupation_id=uuid7())
    with pytest.raises(NotFound):
        correct_coding(actor=COUNSELLOR, vacancy_id=uuid7(), occupation_id=cook.pk)
    type(cook).objects.filter(pk=cook.pk).update(retired_at="2026-01-01T00:00:00Z")
    with pytest.raises(InvalidInput):
        correct_coding(actor=COUNSELLOR, vacancy_id=first.pk, occupation_id=cook.pk)


def test_a_vacancy_that_was_never_doubtful_is_coded_by_those_who_look_after_it(occupations):
    vacancy = VacancyFactory(organisation_id=uuid7())
    about = {"vacancy_id": vacancy.pk, "occupation_id": occupations["cook"].pk}
    with pytest.raises(NotFound):
        correct_coding(actor=COUNSELLOR, **about)
    colleague = Actor(role="counsellor", account_id=uuid7(), scope_ids=frozenset({vacancy.organisation_id}))
    assert correct_coding(actor=colleague, **about) == 1
