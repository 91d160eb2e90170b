"""Made-up plans of the demo service: a strategy with actions and a target, partners with a consultation, courses for staff.

Everything goes through the acts, so that a demo cannot hold what a person could not have entered.
"""

import datetime as dt
from decimal import Decimal
from itertools import islice

from openpes.assessment.evidence.queries import evidence
from openpes.assessment.models import Consultation, Course, SocialPartner, TrainingEvent
from openpes.assessment.registers import actions as registers
from openpes.assessment.registers.enums import Driver
from openpes.assessment.roadmap import actions as roadmap
from openpes.assessment.span import span_for
from openpes.assessment.training import actions as training
from openpes.base import clock
from openpes.base.actor import Actor
from openpes.matching.models import MatchWeights
from openpes.people.acting import actor_for, current_roles
from openpes.people.models import Account


def load_plans(staff: dict[str, Account]) -> None:
    """Fill road map, registers and training. Does nothing where the country has no director of its own."""
    if "helen" not in staff:
        return
    helen = _acting(staff["helen"])
    _road_map(helen, staff)
    _partners(helen)
    _outlook(helen, staff)
    _training(helen, staff)


def look_at_records() -> None:
    """The director's first look at the evidence, so that the road map has both: what was said and what is seen."""
    account = Account.objects.filter(email__startswith="helen@", synthetic=True).first()
    if account is None:
        return
    helen = _acting(account)
    span = span_for(actor=helen)
    findings = {each.item: each.as_finding() for each in evidence(actor=helen, span=span)}
    roadmap.rerun_plan(actor=helen, findings=findings, since=span.since, until=span.until, synthetic=span.synthetic)


def _acting(account: Account) -> Actor:
    role = current_roles(account)[0]
    return actor_for(account, role_id=str(role.pk))


def _days(number: int) -> dt.date:
    return clock.today() + dt.timedelta(days=number)


def _road_map(helen: Actor, staff: dict[str, Account]) -> None:
    strategy = roadmap.record_strategy(
        actor=helen, kind="digital", title="Solmara Employment Service 2030: one service, every door",
        summary="Every service by web, telephone and SMS, and at every counter. People decide; machines offer.",
        valid_from=_days(-300), valid_to=_days(1500), approved_by="Minister of Labour (made up)", approved_on=_days(-310),
        commitment="National e-government programme of Solmara (made up)", commitment_ref="Measure 14",
    )  # fmt: skip
    roadmap.add_document(
        actor=helen, strategy=strategy, title="Text of the strategy (made up)", version="1.0",
        address="https://ses.example/strategy-2030", approved_by="Minister of Labour (made up)", approved_on=_days(-310),
    )  # fmt: skip
    target = roadmap.set_target(
        actor=helen, strategy=strategy, title="Registrations made without a visit", unit="per cent", baseline=Decimal(31),
        goal=Decimal(60), due_on=_days(760),
    )  # fmt: skip
    roadmap.review_target(actor=helen, target=target, reviewed_on=_days(-20), value=Decimal("38.5"), words="SMS helps most.")
    year = clock.today().year
    for title, item, owner, due, amount in (
        ("A course on digital rights for everybody at the counter", "q3_2.digital_rights", "helen", 90, 1_200_000),
        ("A plan against attacks, with a drill every half year", "q1_4.threat_strategy", "samir", 200, 48_000_000),
        ("Self-assessment by telephone menu", "q2_1.phone.self_assessment", "samir", 320, 0),
    ):
        action = roadmap.plan_action(
            actor=helen, title=title, item=item, owner_email=staff[owner].email, due_on=_days(due), strategy=strategy,
            commitment="National e-government programme of Solmara (made up)" if item.startswith("q2_1") else "",
        )  # fmt: skip
        if amount:
            roadmap.set_budget_line(
                actor=helen, action=action, year=year + 1, amount_minor=amount, source="State budget (made up)"
            )
    roadmap.change_action(actor=helen, action=action, status="under_way", reason="The provider was chosen")


def _partners(helen: Actor) -> None:
    partners = [
        registers.add_partner(actor=helen, name=name, side=side, most_representative=True)
        for name, side in (
            ("Union of Solmaran Enterprises (made up)", "employers"),
            ("Association of Small Workshops (made up)", "employers"),
            ("Congress of Solmaran Workers (made up)", "workers"),
            ("Farm and Harbour Workers (made up)", "workers"),
        )
    ]
    body = registers.record_body(
        actor=helen, name="National Employment Advisory Committee (made up)", legal_basis="Employment Service Act of Solmara, section 9",
        mandate="Advises on the policy of the employment service, and on how vacancies and people are matched.",
    )  # fmt: skip
    for partner in partners:
        registers.give_seats(actor=helen, body=body, partner=partner, number=2)
    registers.declare_balanced(actor=helen, body=body)
    consultation = registers.prepare_consultation(
        actor=helen, title="How vacancies are ranked for a jobseeker", topic="matching_weights", level="seeking_validation", body=body,
        question="The service ranks vacancies by occupation, skills, distance and pay. Are the weights right, and what is missing?",
        opens_on=_days(-90), closes_on=_days(-45),
    )  # fmt: skip
    weights = MatchWeights.objects.order_by("-version").first()
    registers.link_subject(
        actor=helen, consultation=consultation, kind="match_weights", target_id=weights.pk if weights else None,
        label=f"Matching weights, version {weights.version if weights else 1}",
    )  # fmt: skip
    _consulted(helen, consultation, partners)


def _consulted(helen: Actor, consultation: Consultation, partners: list[SocialPartner]) -> None:
    parties = [registers.invite(actor=helen, consultation=consultation, partner=partner) for partner in partners]
    registers.open_consultation(actor=helen, consultation=consultation)
    said = (
        ("Distance should count less where the employer offers transport.", "Agreed: offered transport is read from the advert."),
        ("Small workshops write few skills. They must not fall behind.", "Unknown skills lower nothing; the page says so."),
        ("Pay below the agreed wage must never be offered.", "Such adverts are refused before they are published."),
        ("People without a phone must find the same vacancies at the counter.", "They do: the counter shows the same list."),
    )
    for party, (words, answer) in zip(parties, said, strict=True):
        party.consultation = consultation
        opinion = registers.record_opinion(actor=helen, party=party, words=words, given_on=_days(-60))
        registers.answer_opinion(actor=helen, opinion=opinion, answer=answer)
        registers.record_vote(actor=helen, party=party, vote="for", voted_on=_days(-50))
    registers.close_consultation(
        actor=helen, consultation=consultation, decided_on=_days(-40),
        outcome="The weights stand as proposed. They are looked at again in a year, with the numbers of placements beside them.",
    )  # fmt: skip
    registers.publish_consultation(actor=helen, consultation=consultation)


def _outlook(helen: Actor, staff: dict[str, Account]) -> None:
    year = clock.today().year
    order = ("expand_coverage", "client_needs", "performance", "policy_directive", "lower_costs", "tech_trends")
    assert set(order) == set(Driver.values)
    registers.rank_drivers(actor=helen, year=year, places={driver: n for n, driver in enumerate(order, 1)})
    for kind, code, importance, words in (
        ("challenge", "infrastructure", 3, "Power and network fail in the highlands."),
        ("challenge", "client_skills", 3, "Many people have a basic phone only."),
        ("challenge", "staff_upskilling", 2, ""),
        ("opportunity", "access", 3, "People far from an office are served by SMS."),
        ("opportunity", "free_staff_time", 2, ""),
    ):
        registers.rate(
            actor=helen, year=year, kind=kind, code=code, importance=importance, words=words, owner_email=staff["helen"].email
        )


def _training(helen: Actor, staff: dict[str, Account]) -> None:
    rights = training.record_course(
        actor=helen, title="Digital rights and safe use of data", subject="digital_rights", method="regular_training", pass_mark=60,
        valid_months=24, required_of=["front_desk", "managers", "it", "process_design"],
        words="What people may know about their data, and how it is kept safe.",
    )  # fmt: skip
    basics = training.record_course(
        actor=helen, title="The service at every door", subject="basic_it", method="regular_training", required_of=["front_desk"]
    )
    training.record_course(actor=helen, title="Reading our own figures", subject="basic_data", method="targeted_training")
    people = list(islice(staff.values(), 8))
    for ago, account in zip((30, 60, 90, 120, 400, 700, 720, 800), people, strict=False):
        _passed(helen, rights, account, ago)
    for account in people[:4]:
        _passed(helen, basics, account, 150)
    session = training.plan_session(
        actor=helen,
        course=rights,
        starts_on=_days(21),
        place="Port Maravel, training room",
        trainer="Data-protection officer",
        places=12,
    )
    for account in islice(staff.values(), 8, 11):
        training.book(actor=helen, session=session, account=account)


def _passed(helen: Actor, course: Course, account: Account, ago: int) -> TrainingEvent | None:
    """Nobody, not even in the demo, writes down the result of their own test."""
    if account.pk == helen.account_id:
        return None
    return training.record_learning(
        actor=helen, account=account, method=course.method, on=_days(-ago), course=course, minutes=180,
        score=85 if course.pass_mark is not None else None,
    )  # fmt: skip
