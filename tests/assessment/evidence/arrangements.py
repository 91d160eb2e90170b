"""For each item of the questionnaire one small arrangement of records that flips its answer."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from openpes.assessment.matrix.rules import SERVICE_OF_ROW
from openpes.assessment.models import (
    BudgetLine,
    Consultation,
    ConsultationParty,
    Course,
    CourseSession,
    PlanAction,
    SocialPartner,
    Strategy,
    StrategyDocument,
    TrainingEvent,
    TrainingSubject,
)
from openpes.base import clock, hooks, ledgers
from openpes.base.ids import uuid7
from openpes.base.locking import write
from openpes.base.models import ServiceEvent
from openpes.casework.models import Task
from openpes.insight.models import GroupWeek
from openpes.people.models import Account, Organisation, TargetGroup, TargetGroupMembership
from openpes.placement.models import ApplicationStep
from openpes.trust.models import Consent, Purpose
from openpes.work.models import ImportBatch, VacancySource
from people.factories import AccountFactory, make_person, make_registration, make_staff
from placement.factories import ApplicationFactory
from work.factories import VacancyFactory, make_occupation

CHANNEL_OF = {"phone": "ussd", "online": "web", "social_media": "social", "advanced": "web"}
ILO_GROUP_OF = {
    "young": "young people", "disabilities": "people with disabilities", "over_50": "older workers", "single_mothers": "single parents",
    "migrants": "migrants and refugees", "minorities": "minorities and indigenous peoples",
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """answer: what the evidence says once ``arrange`` has run; before: what it said until then."""

    arrange: Callable[[], object]
    answer: str = "yes"
    before: str = "unknown"


def ago(days: int) -> dt.date:
    return clock.today() - dt.timedelta(days=days)


def at(days: int) -> dt.datetime:
    return clock.now() - dt.timedelta(days=days)


def month_ago(months: int) -> dt.date:
    """The middle of a whole month before this one."""
    day = clock.today().replace(day=1)
    for _ in range(months):
        day = (day - dt.timedelta(days=1)).replace(day=1)
    return day.replace(day=15)


def contacts(number: int, *, days: int = 5, on: dt.date | None = None, **facts) -> None:
    day = on or ago(days)
    moment = dt.datetime.combine(day, dt.time(9), dt.UTC)
    ServiceEvent.objects.bulk_create(
        ServiceEvent(
            **{
                "service": "job_matching", "act": "trial", "channel": "web", "level": 4, "started_at": moment, "ended_at": moment,
                "local_date": day, **facts,
            }
        )
        for _ in range(number)
    )  # fmt: skip


def office() -> Organisation:
    return Organisation.objects.get_or_create(code="trial", defaults={"name": "Trial", "kind": "country", "path": "trial/"})[0]


def staff(role: str = "counsellor") -> Account:
    return Account.objects.get(pk=make_staff(role, office()).account_id)


def strategy(**facts) -> Strategy:
    return Strategy.objects.create(
        **{
            "organisation": office(), "kind": "digital", "title": "Trial", "approved_by": "Board", "approved_on": ago(30),
            "valid_from": ago(20), "recorded_at": clock.now(), **facts,
        }
    )  # fmt: skip


def action(**facts) -> PlanAction:
    return PlanAction.objects.create(**{"organisation": office(), "title": "Trial", "recorded_at": clock.now(), **facts})


def paper() -> None:
    facts = {"approved_by": "Board", "approved_on": ago(3), "recorded_at": clock.now()}
    StrategyDocument.objects.create(strategy=strategy(), title="Paper", **facts)


def money() -> None:
    step = action(strategy=strategy())
    BudgetLine.objects.create(action=step, year=clock.today().year, amount_minor=100, currency="EUR", recorded_at=clock.now())


def consents() -> None:
    group = TargetGroup.objects.create(code="trial", collectable="consent")
    purpose = Purpose.objects.create(code="target_group_data", basis="consent")
    for _ in range(10):
        person = make_person()
        TargetGroupMembership.objects.create(person=person, group=group, declared_at=at(3))
        Consent.objects.create(
            person_id=person.pk, purpose=purpose, state="given", wording_version=1, language="en", channel="web", at=at(3)
        )


def a_consent_with_a_notice() -> None:
    purpose = Purpose.objects.create(code="trial", basis="consent")
    purpose.wordings.create(version=1, language="en", title="Trial", text="Words.", in_force_from=ago(9))
    Consent.objects.create(
        person_id=uuid7(), purpose=purpose, state="given", wording_version=1, language="en", channel="web", at=at(3)
    )


def an_export() -> None:
    account = AccountFactory()
    with write():
        hooks.publish(
            "statistics.exported", account_id=account.pk, organisation_id=None, what="trial", query={}, cells=4, suppressed=1
        )


def ledger(name: str, **numbers: int) -> None:
    ledgers.register(name, lambda _span: numbers)


def second_factors() -> None:
    account = staff()
    account.authenticator_set.create(type="totp", data={})


def training(method: str = "regular_training", role: str = "counsellor", category: str = "front_desk", subject: str = "") -> None:
    row = TrainingSubject.objects.get_or_create(code=subject)[0] if subject else None
    TrainingEvent.objects.create(
        account=staff(role),
        organisation=office(),
        subject=row,
        category=category,
        method=method,
        on=ago(4),
        recorded_at=clock.now(),
    )


def course_session(subject: str) -> None:
    row = TrainingSubject.objects.create(code=subject)
    facts = {"organisation": office(), "recorded_at": clock.now()}
    course = Course.objects.create(subject=row, title="Trial", method="regular_training", **facts)
    CourseSession.objects.create(course=course, starts_on=ago(9), ends_on=ago(8), **facts)


def consultation(level: str) -> None:
    row = Consultation.objects.create(
        organisation=office(), title="Trial", topic="technology", level=level, question="Shall we?", opens_on=ago(9),
        closes_on=ago(2), state="open", recorded_at=clock.now(),
    )  # fmt: skip
    partner = SocialPartner.objects.create(
        organisation=office(), name="Union", side="workers", active_from=ago(99), recorded_at=clock.now()
    )
    ConsultationParty.objects.create(consultation=row, partner=partner, vote="for", voted_on=ago(3))


def group_weeks(group: str) -> None:
    code = TargetGroup.objects.create(code=group.replace("_", "-"), collectable="consent", ilo_group=ILO_GROUP_OF[group]).code
    contacts(1, days=300)  # from here on this system has seen something
    for days, channel, n in ((280, "counter", 60), (280, "web", 20), (20, "counter", 20), (20, "web", 60)):
        facts = {"people": 12, "contacts": n, "service": "registration"}
        GroupWeek.objects.create(week=ago(days), group_code=code, channel=channel, **facts)


def an_import(*, months: int = 0, rows: int = 10, rejected: int = 1) -> None:
    source = VacancySource.objects.get_or_create(name="Trial", defaults={"format": "csv"})[0]
    day = month_ago(months) if months else ago(2)
    moment = dt.datetime.combine(day, dt.time(9), dt.UTC)
    ImportBatch.objects.create(
        source=source, file_name="a.csv", file_digest="0" * 64, started_at=moment, finished_at=moment,
        counts={"rows": rows, "rejected": rejected},
    )  # fmt: skip


def two_origins() -> None:
    VacancyFactory()
    VacancyFactory(source=VacancySource.objects.create(name="Trial", format="csv"), source_reference="1")


def by_month(of_a_month: Callable[[int, int], object]) -> None:
    """Six earlier months with 1 to 6 in ten, and the last whole month with the worst: 9 in ten."""
    for months, part in zip(range(7, 0, -1), (1, 2, 3, 4, 5, 6, 9), strict=True):
        of_a_month(months, part)


def contacts_by_month(**facts) -> None:
    def of_a_month(months: int, part: int) -> None:
        contacts(part, on=month_ago(months), **facts)
        contacts(10 - part, on=month_ago(months))

    by_month(of_a_month)


def imports_by_month() -> None:
    by_month(lambda months, part: an_import(months=months, rows=10, rejected=part))


def vacancies_by_month() -> None:
    occupation = make_occupation()

    def of_a_month(months: int, part: int) -> None:
        moment = dt.datetime.combine(month_ago(months), dt.time(9), dt.UTC)
        VacancyFactory.create_batch(part, published_at=moment)
        VacancyFactory.create_batch(10 - part, published_at=moment, occupation=occupation, pay_min_minor=100)

    by_month(of_a_month)


def task(created: dt.datetime, *, done: dt.datetime | None = None, due: dt.date | None = None) -> Task:
    return Task.objects.create(
        key=str(uuid7()), kind="other", organisation=office(), created_at=created, done_at=done, due_on=due
    )


def tasks_by_month() -> None:
    def of_a_month(months: int, part: int) -> None:
        made = dt.datetime.combine(month_ago(months), dt.time(9), dt.UTC)
        for number in range(10):
            late = 5 if number < part else 1
            task(made, due=made.date() + dt.timedelta(days=2), done=made + dt.timedelta(days=late))

    by_month(of_a_month)


def months_of(name: str) -> None:
    ledger(name, **{f"month_{n:02}": value for n, value in enumerate((1, 2, 3, 4, 5, 6, 9), start=1)})


def two_halves(earlier: Mapping[str, object], later: Mapping[str, object]) -> None:
    """In the earlier half 10 of 60 as ``later`` says, in the later half 50 of 60; the others as ``earlier`` says."""
    for days, part in ((300, 10), (10, 50)):
        for number in range(60):
            contacts(1, days=days, **(later if number < part else earlier))


def registrations_in_two_halves() -> None:
    contacts(1, days=300)
    for days, part in ((290, 10), (20, 50)):
        for number in range(60):
            channel = "sms" if number < part else "counter"
            make_registration(make_person(), office(), recorded_at=at(days), channel=channel)


def tasks_in_two_halves() -> None:
    contacts(1, days=300)
    for days, part in ((290, 10), (20, 50)):
        for number in range(60):
            task(at(days), done=at(days) + dt.timedelta(days=2 if number < part else 20))


def refusals_with_reason() -> None:
    vacancy = VacancyFactory()
    for _ in range(30):
        row = ApplicationFactory(vacancy=vacancy, status="rejected", rejection_reason="skills")
        ApplicationStep.objects.create(application=row, status="rejected", role="employer", at=at(3))


def of_delivery() -> dict[str, Case]:
    found = {}
    for row, service in SERVICE_OF_ROW.items():
        for technology, channel in CHANNEL_OF.items():
            facts = {"service": service, "channel": channel, "model_version": "weights 1" if technology == "advanced" else ""}
            before = "not_recorded_yet" if service in ("self_assessment", "skills_training") else "unknown"
            found[f"q2_1.{technology}.{row}"] = Case(partial(contacts, 30, **facts), before=before)
    for level, option in enumerate(("information_only", "one_way", "two_way", "full_transaction", "proactive"), start=1):
        found[f"q2_2.{option}"] = Case(partial(contacts, 30, level=level, service="registration"))
    return found


def of_training() -> dict[str, Case]:
    role_of = {"managers": "manager", "it": "administrator", "process_design": "content_editor", "front_desk": "counsellor"}
    return {
        f"q3_1.{method}.{category}": Case(partial(training, method, role, category))
        for method in ("learning_by_doing", "regular_training", "targeted_training", "self_learning")
        for category, role in role_of.items()
    }


NOT_YET = "not_recorded_yet"
CASES: dict[str, Case] = {
    "q1_2": Case(strategy),
    "q1_2_1.policy_document": Case(paper),
    "q1_2_1.resource_allocation": Case(money),
    "q1_2_1.egov_alignment": Case(partial(action, commitment="Digital government plan, article 4")),
    "q1_3.consent": Case(consents),
    "q1_3.anonymisation": Case(an_export),
    "q1_3.third_party_sharing": Case(partial(ledger, "sharing", shared=3, without_agreement=0), before=NOT_YET),
    "q1_3.breach_notification": Case(partial(ledger, "breaches", drills=1), before=NOT_YET),
    "q1_3.own_record_access": Case(partial(contacts, 10, service="own_record")),
    "q1_3.transparency": Case(a_consent_with_a_notice),
    "q1_4.internal_awareness": Case(partial(training, subject="digital_rights")),
    "q1_4.authentication": Case(second_factors),
    "q1_4.threat_strategy": Case(partial(ledger, "security_plan", reviewed=1), before=NOT_YET),
    "q1_4.no_third_party_control": Case(partial(ledger, "processors", processors=2, outside_control=1), "no", NOT_YET),
    "q1_4.security_technology": Case(partial(ledger, "security_checks", critical=4, passed=4), before=NOT_YET),
    "q1_5": Case(partial(ledger, "contingency", power_plans=1), before=NOT_YET),
    **{
        f"q1_5.{kind}": Case(partial(ledger, "contingency", **{f"{kind}_plans": 1, f"{kind}_drills": 1}), before=NOT_YET)
        for kind in ("power", "cyberattack", "data_loss", "data_theft")
    },
    **{
        f"q1_6.{level}": Case(partial(consultation, level))
        for level in ("sharing_information", "requesting_opinion", "seeking_validation", "active_participation")
    },
    "q1_6.not_involved": Case(partial(consultation, "requesting_opinion"), "no"),
    **of_delivery(),
    "q2_3": Case(partial(contacts, 100, channel="counter"), "face_to_face"),
    **{f"q2_4.{group}": Case(partial(group_weeks, group)) for group in ILO_GROUP_OF},
    **of_training(),
    **{
        f"q3_2.{code}": Case(partial(course_session, code))
        for code in ("basic_it", "digital_rights", "basic_data", "advanced_analytics")
    },
    **{
        f"q3_x.{kind}": Case(partial(ledger, "client_courses", **{kind: 1}), before=NOT_YET)
        for kind in ("group_training", "coaching", "municipal_collaboration", "online_outreach")
    },
    "q3_x.none": Case(partial(ledger, "client_courses", coaching=2), "no", NOT_YET),
    "q4_1.collection": Case(VacancyFactory),
    "q4_1.preprocessing": Case(an_import),
    "q4_1.integration": Case(two_origins),
    "q4_1.ai_analysis": Case(partial(contacts, 10, model_version="weights 1")),
    "q5_1.staff_upskilling": Case(training, "1"),
    "q5_1.data_protection": Case(partial(ledger, "breaches", open_findings=1), "3", NOT_YET),
    "q5_1.client_skills": Case(partial(contacts_by_month, assisted=True), "3"),
    "q5_1.interoperability": Case(imports_by_month, "3"),
    "q5_1.infrastructure": Case(partial(months_of, "downtime"), "3", NOT_YET),
    "q5_1.vision_strategy": Case(strategy, "1"),
    "q5_1.obsolescence": Case(partial(months_of, "software_age"), "3", NOT_YET),
    "q5_1.redundant_solutions": Case(partial(months_of, "double_tools"), "3", NOT_YET),
    "q5_1.silos": Case(tasks_by_month, "3"),
    "q5_1.human_balance": Case(partial(contacts_by_month, outcome="handed_over"), "3"),
    "q5_1.data_quality": Case(vacancies_by_month, "3"),
    "q5_1.digital_staff": Case(partial(months_of, "vacant_posts"), "3", NOT_YET),
    "q5_1.financing": Case(action, "3"),
    "q5_2.free_staff_time": Case(partial(two_halves, {"staff_account_id": uuid7()}, {})),
    "q5_2.customer_experience": Case(
        partial(ledger, "satisfaction", earlier_good=20, earlier=60, later_good=50, later=60), before=NOT_YET
    ),
    "q5_2.access": Case(registrations_in_two_halves),
    "q5_2.time_savings": Case(tasks_in_two_halves),
    "q5_2.transparency": Case(refusals_with_reason),
}
