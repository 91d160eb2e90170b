"""Who may see or change a person, and who may act on the organisation. Plain predicates and QuerySet filters."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from openpes.base import clock
from openpes.base.actor import Actor
from openpes.base.errors import NotAllowed, NotFound
from openpes.people.models import ConflictOfInterest, Mandate, Person

CASE_ROLES = frozenset({"counsellor", "contact_agent", "manager", "partner_adviser"})
REGISTRAR_ROLES = frozenset({"counsellor", "contact_agent", "manager", "visitor", "jobseeker", "system"})
ORGANISATION_ROLES = frozenset({"administrator", "system"})


def visible_persons(actor: Actor) -> QuerySet[Person]:
    """Persons whose record the actor may open.

    Clients: themself and whom they hold a mandate for. Counsellors, agents and managers: people registered in their part of the tree,
    or not registered yet. Partner advisers: only people assigned to their organisation. Everybody else: nobody. Declared conflicts of
    interest close a record.
    """
    persons = Person.objects.filter(merged_into__isnull=True)
    if actor.role == "system":
        return persons
    if actor.role in {"jobseeker", "employer"}:
        if actor.person_id is None:
            return persons.none()
        today = clock.today()
        held = Mandate.objects.filter(
            Q(valid_until__isnull=True) | Q(valid_until__gte=today),
            holder_id=actor.person_id, valid_from__lte=today, revoked_at__isnull=True,
        )  # fmt: skip
        return persons.filter(Q(pk=actor.person_id) | Q(pk__in=held.values("person_id")))
    if actor.role not in CASE_ROLES:
        return persons.none()
    closed = ConflictOfInterest.objects.filter(account_id=actor.account_id, ended_at__isnull=True, person_id__isnull=False)
    persons = persons.exclude(pk__in=closed.values("person_id"))
    if actor.person_id:
        persons = persons.exclude(pk=actor.person_id)
    if actor.is_partner:
        return persons.filter(
            case_assignments__organisation_id__in=actor.scope_ids, case_assignments__valid_until__isnull=True
        ).distinct()
    return persons.filter(Q(registrations__organisation_id__in=actor.scope_ids) | Q(registrations__isnull=True)).distinct()


def may_see(actor: Actor, person: Person) -> bool:
    return visible_persons(actor).filter(pk=person.pk).exists()


def require_may_see(actor: Actor, person: Person) -> None:
    """Raises NotFound: whether the record exists is not told."""
    if not may_see(actor, person):
        raise NotFound(_("There is no such record, or it is not open to you."))


def may_change(actor: Actor, person: Person) -> bool:
    """The person themself, or staff who may see the record; partners read only.

    A visitor counts as the person only within the act that brings them into the records (``as_person`` of that act), never later.
    """
    if actor.role == "system":
        return True
    if actor.role == "visitor":
        return actor.person_id == person.pk and not person.registrations.exists() and not person.accounts.exists()
    return not actor.is_partner and may_see(actor, person)


def require_may_change(actor: Actor, person: Person) -> None:
    if not may_change(actor, person):
        raise NotFound(_("There is no such record, or it is not open to you."))


def require_case_worker(actor: Actor, person: Person) -> None:
    """Staff with a case role who may see the person."""
    if not actor.is_staff or actor.role not in CASE_ROLES:
        raise NotAllowed(_("This is for counsellors."))
    require_may_see(actor, person)


def require_registrar(actor: Actor) -> None:
    """Who may bring a new person into the records: the person themself, or staff at a counter or on the phone."""
    if actor.role not in REGISTRAR_ROLES:
        raise NotAllowed(_("Your role cannot register people."))


def require_organisation_admin(actor: Actor, organisation_id: object = None) -> None:
    """Administrators act on their own part of the tree."""
    if actor.role not in ORGANISATION_ROLES:
        raise NotAllowed(_("This is for administrators."))
    if actor.role == "administrator" and organisation_id is not None and organisation_id not in actor.scope_ids:
        raise NotAllowed(_("This organisation is outside your part of the tree."))
