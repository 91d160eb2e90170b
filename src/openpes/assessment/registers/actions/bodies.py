"""Social partners and the bodies in which they have seats (ILO C88, Articles 4 and 5)."""

import datetime as dt
import uuid

from django.db.models import Q
from django.utils.translation import gettext as _

from openpes.assessment import scope
from openpes.assessment.addresses import clean_address
from openpes.assessment.models import ConsultationBody, Seats, SocialPartner
from openpes.assessment.registers import rules
from openpes.assessment.registers.enums import Side
from openpes.base import clock
from openpes.base.actor import Actor
from openpes.base.errors import Conflict, InvalidInput
from openpes.base.locking import write
from openpes.base.text import clean, clean_line
from openpes.trust.audit import audit


def add_partner(
    *,
    actor: Actor,
    name: str,
    side: str,
    most_representative: bool = False,
    address: str = "",
    organisation_id: uuid.UUID | None = None,
    synthetic: bool | None = None,
) -> SocialPartner:
    """Add an organisation of employers, of workers or another one. Raises InvalidInput(name, side, address), NotAllowed."""
    place = organisation_id or actor.organisation_id
    scope.require_planner(actor, place)
    name = clean_line(name, 200)
    if not name:
        raise InvalidInput(_("Write the name of the organisation."), field="name")
    if side not in Side.values:
        raise InvalidInput(_("Choose whom it speaks for."), field="side")
    address = clean_address(address)
    with write():
        if SocialPartner.objects.filter(organisation_id=place, name=name).exists():
            raise InvalidInput(_("This organisation is in the list already."), field="name")
        row = SocialPartner.objects.create(
            organisation_id=place, name=name, side=side, most_representative=most_representative, address=address,
            active_from=clock.today(), recorded_at=clock.now(), synthetic=actor.synthetic if synthetic is None else synthetic,
        )  # fmt: skip
        audit(actor=actor, act="partner.added", target=row, changes={"name": name, "side": side})
    return row


def end_partner(*, actor: Actor, partner: SocialPartner) -> SocialPartner:
    """The partner no longer takes part; its seats end with it and what it said stays. Raises NotAllowed."""
    scope.require_planner(actor, partner.organisation_id)
    today = clock.today()
    with write():
        bodies = list(ConsultationBody.objects.filter(seats__partner=partner, seats__valid_until__isnull=True).distinct())
        Seats.objects.filter(partner=partner, valid_until__isnull=True).update(valid_until=today)
        partner.active_until = today
        partner.save(update_fields=["active_until"])
        for body in bodies:
            _check_balance(actor, body)
        audit(actor=actor, act="partner.ended", target=partner)
    return partner


def record_body(
    *,
    actor: Actor,
    name: str,
    mandate: str = "",
    legal_basis: str = "",
    body: ConsultationBody | None = None,
    organisation_id: uuid.UUID | None = None,
    synthetic: bool | None = None,
) -> ConsultationBody:
    """Record an advisory committee, or correct ``body``. Raises InvalidInput(name), NotAllowed."""
    place = body.organisation_id if body else organisation_id or actor.organisation_id
    scope.require_planner(actor, place)
    facts = {"name": clean_line(name, 200), "mandate": clean(mandate, 5000), "legal_basis": clean_line(legal_basis, 300)}
    if not facts["name"]:
        raise InvalidInput(_("Write the name of the body."), field="name")
    with write():
        if body is None:
            body = ConsultationBody.objects.create(
                organisation_id=place, active_from=clock.today(), recorded_at=clock.now(),
                synthetic=actor.synthetic if synthetic is None else synthetic, **facts,
            )  # fmt: skip
        else:
            for name_, value in facts.items():
                setattr(body, name_, value)
            body.save(update_fields=list(facts))
        audit(actor=actor, act="body.recorded", target=body, changes=facts)
    return body


def seats_in_force(body: ConsultationBody, day: dt.date) -> rules.Balance:
    """The balance of a body on a day. 1 query."""
    held = Seats.objects.filter(body=body, valid_from__lte=day).filter(Q(valid_until__isnull=True) | Q(valid_until__gt=day))
    return rules.balance(held.order_by().values_list("partner__side", "number"))


def _check_balance(actor: Actor, body: ConsultationBody) -> None:
    """A body that is no longer balanced loses the word at once. Must be inside ``write()``."""
    if body.balanced_since and not seats_in_force(body, clock.today()).equal:
        body.balanced_since = None
        body.save(update_fields=["balanced_since"])
        audit(actor=actor, act="body.balance_lost", target=body)


def give_seats(*, actor: Actor, body: ConsultationBody, partner: SocialPartner, number: int) -> Seats:
    """Give a partner seats from today; a number given before ends. Raises InvalidInput(partner, number), NotAllowed."""
    scope.require_planner(actor, body.organisation_id)
    if not 1 <= number <= 100:
        raise InvalidInput(_("Write a number from 1 to 100."), field="number")
    if partner.organisation_id != body.organisation_id or partner.active_until:
        raise InvalidInput(_("Choose one of the partners in the list."), field="partner")
    today = clock.today()
    with write():
        ConsultationBody.objects.select_for_update().get(pk=body.pk)
        held = body.seats.filter(partner=partner, valid_until__isnull=True).first()
        if held and held.valid_from == today:
            held.number = number
            held.save(update_fields=["number"])
            row = held
        else:
            if held:
                held.valid_until = today
                held.save(update_fields=["valid_until"])
            row = Seats.objects.create(body=body, partner=partner, number=number, valid_from=today, synthetic=body.synthetic)
        _check_balance(actor, body)
        audit(actor=actor, act="body.seats_given", target=body, changes={"partner": partner.pk, "number": number})
    return row


def end_seats(*, actor: Actor, seats: Seats) -> None:
    """A partner's seats in a body end today. Raises NotAllowed."""
    scope.require_planner(actor, seats.body.organisation_id)
    with write():
        seats.valid_until = clock.today()
        seats.save(update_fields=["valid_until"])
        _check_balance(actor, seats.body)
        audit(actor=actor, act="body.seats_ended", target=seats.body, changes={"partner": seats.partner_id})


def declare_balanced(*, actor: Actor, body: ConsultationBody) -> ConsultationBody:
    """Call a body balanced. Refused unless employers and workers hold equal seats (ILO C88, Article 4). Raises Conflict, NotAllowed."""
    scope.require_planner(actor, body.organisation_id)
    with write():
        body = ConsultationBody.objects.select_for_update().get(pk=body.pk)
        seats = seats_in_force(body, clock.today())
        if not seats.equal:
            raise Conflict(
                _(
                    "Employers hold %(employers)s seats and workers %(workers)s. Only equal numbers are balanced (ILO C88, Article 4)."
                )
                % {"employers": seats.employers, "workers": seats.workers}
            )
        if body.balanced_since is None:
            body.balanced_since = clock.today()
            body.save(update_fields=["balanced_since"])
        audit(actor=actor, act="body.balanced", target=body, changes={"each": seats.employers})
    return body
