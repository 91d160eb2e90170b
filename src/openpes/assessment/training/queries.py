"""Reads of the training of staff: who learned what, what is due, courses with their sessions. Bounded numbers of queries."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from openpes.assessment import scope
from openpes.assessment.models import Course, CourseSession, PracticeSession, StaffCategoryPeriod, TrainingEvent, TrainingSubject
from openpes.assessment.training import perms, rules
from openpes.assessment.training.enums import Attendance, StaffCategory, Subject
from openpes.base import clock
from openpes.base.actor import STAFF_ROLES, Actor
from openpes.base.errors import NotFound
from openpes.people.models import Account, RoleAssignment
from openpes.people.queries import roles_in


@dataclass(frozen=True, slots=True)
class Requirement:
    """A course that somebody must have, and where they stand with it."""

    course: Course
    due: rules.Due

    @property
    def open(self) -> bool:
        return rules.needs_attention(self.due.state)


@dataclass(frozen=True, slots=True)
class Learner:
    """A member of staff with category and requirements."""

    account: Account
    category: str
    requirements: list[Requirement]

    @property
    def open(self) -> int:
        return sum(requirement.open for requirement in self.requirements)


@dataclass(frozen=True, slots=True)
class Reach:
    """How many people of a category learned by a method since a day: what question 3.1 asks."""

    method: str
    category: str
    people: int
    of: int


def _missing() -> NotFound:
    return NotFound(_("There is no such record, or it is not open to you."))


def _in_force(day: dt.date) -> Q:
    return Q(valid_from__lte=day) & (Q(valid_until__isnull=True) | Q(valid_until__gte=day))


def categories_of(account_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """{account: staff category} by what was recorded, else by the roles in force. 2 queries."""
    said = dict(
        StaffCategoryPeriod.objects.filter(account_id__in=account_ids, valid_until__isnull=True).values_list(
            "account_id", "category"
        )
    )
    roles: dict[uuid.UUID, list[str]] = defaultdict(list)
    held = RoleAssignment.objects.filter(_in_force(clock.today()), account_id__in=account_ids, role__in=STAFF_ROLES).order_by()
    for account_id, role in held.values_list("account_id", "role"):
        roles[account_id].append(role)
    return {pk: rules.category_of(roles[pk], said.get(pk, "")) for pk in account_ids}


def category_of(account_id: uuid.UUID) -> str:
    """2 queries."""
    return categories_of([account_id])[account_id]


def subjects() -> list[tuple[str, str]]:
    """(code, name) of the four subjects of the questionnaire and the own ones. 1 query."""
    own = TrainingSubject.objects.exclude(code__in=Subject.values).order_by("name")
    return [(code, str(label)) for code, label in Subject.choices] + list(own.values_list("code", "name"))


def courses(*, actor: Actor) -> QuerySet[Course]:
    """Courses of the actor's part of the tree and above, those no longer held last; with the number of coming sessions."""
    coming = Count("sessions", filter=Q(sessions__starts_on__gte=clock.today(), sessions__cancelled_at__isnull=True))
    return (
        Course.objects.filter(organisation_id__in=_courses_of(actor))
        .select_related("subject", "organisation")
        .annotate(coming=coming)
        .order_by("retired_on", "title", "pk")
    )


def _courses_of(actor: Actor) -> Collection[uuid.UUID]:
    """A course of the house is everybody's on its staff, whatever their role. 2 queries."""
    return scope.organisations_around(actor) if perms.may_learn(actor) else ()


def course(*, actor: Actor, pk: uuid.UUID) -> Course:
    """Raises NotFound."""
    found = courses(actor=actor).filter(pk=pk).first()
    if found is None:
        raise _missing()
    return found


def sessions(*, actor: Actor, course: Course | None = None, coming_only: bool = False) -> QuerySet[CourseSession]:
    """Sessions with the number of people on the list."""
    rows = CourseSession.objects.filter(organisation_id__in=_courses_of(actor), cancelled_at__isnull=True)
    if course is not None:
        rows = rows.filter(course=course)
    if coming_only:
        rows = rows.filter(ends_on__gte=clock.today()).order_by("starts_on", "pk")
    return rows.select_related("course", "course__subject").annotate(taken=Count("events"))


def session(*, actor: Actor, pk: uuid.UUID) -> CourseSession:
    """Raises NotFound."""
    found = sessions(actor=actor).filter(pk=pk).first()
    if found is None:
        raise _missing()
    return found


def attendance_list(*, actor: Actor, session: CourseSession) -> list[TrainingEvent]:
    """Who is on the list of a session, for planners; of a session of another part only their own people. 1 query."""
    scope.require_planner(actor)
    rows = TrainingEvent.objects.filter(session=session)
    if not scope.may_change(actor, session.organisation_id):
        rows = rows.filter(account_id__in=perms.colleagues(actor))
    return list(rows.select_related("account", "course", "session").order_by("account__display_name", "pk"))


def event(*, actor: Actor, pk: uuid.UUID) -> TrainingEvent:
    """An event that the actor may see: their own, or as a planner one of their part of the tree. Raises NotFound."""
    rows = TrainingEvent.objects.select_related("account", "course", "session")
    own = Q(account_id=actor.account_id) if perms.may_learn(actor) else Q(pk__in=[])
    found = rows.filter(own | Q(pk__in=perms.visible_events(actor).values("pk"))).filter(pk=pk).first()
    if found is None:
        raise _missing()
    return found


def history(*, actor: Actor, account_id: uuid.UUID) -> list[TrainingEvent]:
    """What one member of staff learned, newest first. The own list, or that of a colleague in the actor's part of the tree."""
    if account_id != actor.account_id:
        perms.require_colleague(actor, account_id)
    else:
        perms.require_learner(actor)
    rows = TrainingEvent.objects.filter(account_id=account_id).select_related("course", "session", "subject")
    return list(rows[:200])


def requirements(*, actor: Actor, accounts: Iterable[Account]) -> list[Learner]:
    """Where members of staff stand with the courses required of their category. At most 6 queries, whatever their number."""
    people = list(accounts)
    ids = [account.pk for account in people]
    categories = categories_of(ids)
    required = [course for course in courses(actor=actor) if course.required_of and not course.retired_on]
    learned: dict[tuple[uuid.UUID, uuid.UUID], list[rules.Learned]] = defaultdict(list)
    events = TrainingEvent.objects.filter(account_id__in=ids, course__in=required).order_by()
    for row in events.only("account_id", "course_id", "attendance", "on", "passed", "expires_on"):
        assert row.course_id is not None
        learned[row.account_id, row.course_id].append(
            rules.Learned(
                row.on, row.attendance == Attendance.ATTENDED, row.attendance == Attendance.BOOKED, row.passed, row.expires_on
            )
        )
    today = clock.today()
    return [
        Learner(
            account,
            categories[account.pk],
            [
                Requirement(course, rules.due(learned[account.pk, course.pk], today))
                for course in required
                if categories[account.pk] in course.required_of
            ],
        )
        for account in people
    ]


def own_requirements(*, actor: Actor) -> Learner:
    """What is required of the actor. Raises NotAllowed for who is not on the staff."""
    perms.require_learner(actor)
    return requirements(actor=actor, accounts=Account.objects.filter(pk=actor.account_id))[0]


def staff(*, actor: Actor) -> QuerySet[Account]:
    """Accounts with a staff role in the actor's part of the tree, by name: the managers' list."""
    scope.require_planner(actor)
    ids = roles_in(actor=actor, current_only=True).filter(role__in=STAFF_ROLES).order_by().values("account_id")
    return Account.objects.filter(pk__in=ids, is_active=True).order_by("display_name", "email", "pk")


def colleague(*, actor: Actor, pk: uuid.UUID) -> Account:
    """Raises NotFound."""
    found = staff(actor=actor).filter(pk=pk).first()
    if found is None:
        raise _missing()
    return found


def reach(*, actor: Actor, since: dt.date) -> list[Reach]:
    """People who learned since a day, by method and category, beside how many the category has today (question 3.1). 4 queries."""
    people = set(staff(actor=actor).values_list("pk", flat=True))
    sizes: dict[str, int] = defaultdict(int)
    for category in categories_of(people).values():
        sizes[category] += 1
    rows = (
        TrainingEvent.objects.filter(account_id__in=people, on__gte=since, attendance=Attendance.ATTENDED)
        .order_by()
        .values("method", "category")
        .annotate(people=Count("account_id", distinct=True))
    )
    return [
        Reach(row["method"], row["category"], row["people"], sizes[row["category"]])
        for row in sorted(rows, key=lambda row: (row["method"], StaffCategory.values.index(row["category"])))
    ]


def open_practice(*, actor: Actor) -> PracticeSession | None:
    """The actor's own practice that has not ended. 1 query. Raises NotAllowed for who is not on the staff."""
    perms.require_learner(actor)
    return PracticeSession.objects.filter(account_id=actor.account_id, ended_at__isnull=True).first()
