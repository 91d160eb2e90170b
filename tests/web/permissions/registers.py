"""What the assessment keeps of one office: its road map, its registers, the training of its staff."""

import datetime as dt
from types import SimpleNamespace

from openpes.assessment.models import BudgetLine, ClosingProposal, Consultation
from openpes.assessment.registers import actions as registers
from openpes.assessment.roadmap import actions as roadmap
from openpes.assessment.training import actions as training
from openpes.base import clock
from openpes.people.models import Account
from people.factories import make_staff


def add_registers(side: SimpleNamespace) -> None:
    head = side.actors["manager"]
    _add_road_map(side, head)
    _add_partners(side, head)
    _add_training(side, head)


def _add_road_map(side: SimpleNamespace, head) -> None:
    today = clock.today()
    side.strategy = roadmap.record_strategy(actor=head, title="Strategy", kind="digital", valid_from=today)
    side.target = roadmap.set_target(actor=head, strategy=side.strategy, title="Online", goal=60, due_on=today)
    side.plan_action = roadmap.plan_action(actor=head, title="Ask for consent", item="q1_3.consent")
    side.budget_line: BudgetLine = roadmap.set_budget_line(actor=head, action=side.plan_action, year=today.year, amount_minor=100)
    side.closing: ClosingProposal = roadmap.propose_closings(
        actor=head, organisation_id=head.organisation_id, shown={"q1_3.consent": {"counts": {"seen": 1}}}
    )[0]


def _add_partners(side: SimpleNamespace, head) -> None:
    partners = [registers.add_partner(actor=head, name=name, side=name) for name in ("employers", "workers")]
    side.social_partner = registers.add_partner(actor=head, name="others", side="other")
    side.body = registers.record_body(actor=head, name="Committee")
    side.seats = registers.give_seats(actor=head, body=side.body, partner=partners[0], number=1)
    side.consultation = _consultation(head, partners)
    side.party = side.consultation.parties.first()
    side.opinion = registers.record_opinion(actor=head, party=side.party, words="Good", given_on=clock.today())
    side.published_consultation = _consultation(head, partners)
    registers.close_consultation(actor=head, consultation=side.published_consultation, outcome="Done", decided_on=clock.today())
    registers.publish_consultation(actor=head, consultation=side.published_consultation)


def _consultation(head, partners) -> Consultation:
    today = clock.today()
    row = registers.prepare_consultation(
        actor=head, title="Weights", topic="technology", level="requesting_opinion", question="Are they right?", opens_on=today,
        closes_on=today,
    )  # fmt: skip
    for partner in partners:
        registers.invite(actor=head, consultation=row, partner=partner)
    return registers.open_consultation(actor=head, consultation=row)


def _add_training(side: SimpleNamespace, head) -> None:
    side.course = training.record_course(actor=head, title="Data", subject="basic_data", method="regular_training")
    side.course_session = training.plan_session(actor=head, course=side.course, starts_on=clock.today() + dt.timedelta(days=7))
    side.colleague_account = Account.objects.get(pk=side.actors["content_editor"].account_id)
    spare = Account.objects.get(pk=make_staff("counsellor", side.office).account_id)
    side.booking = training.book(actor=head, session=side.course_session, account=spare)
