"""Somebody says that something is wrong with a vacancy, and what an officer decides about it."""

import uuid

from django.utils.translation import gettext as _

from openpes.base import clock, hooks, limits
from openpes.base.actor import SYSTEM, Actor
from openpes.base.enums import InteractionLevel, Service
from openpes.base.errors import InvalidInput, NotAllowed, NotFound
from openpes.base.events import record_event
from openpes.base.locking import write
from openpes.base.text import clean, clean_line
from openpes.trust.audit import audit
from openpes.trust.keys import keyed_hash
from openpes.work import perms
from openpes.work.actions.vacancy_status import move_vacancy
from openpes.work.enums import Audience, ClosingReason, ReportReason, ReportState, VacancyStatus
from openpes.work.models import Vacancy, VacancyReport

MOST_REPORTS_AN_HOUR = 5
MOST_UNKNOWN_AN_HOUR = 20
SERIOUS = (ReportReason.FEE_ASKED, ReportReason.FALSE_OFFER)
HIDDEN_AFTER = 3


def report_vacancy(*, actor: Actor, vacancy_id: uuid.UUID, reason: str, text: str = "", source: str = "") -> VacancyReport:
    """Report a public vacancy; no account is needed. ``source`` is the sender's address, kept for an hour as a keyed hash only.

    One person reports a vacancy for a reason once. When three different signed-in people say that money is asked or the offer is
    false, the vacancy leaves the lists until an officer has looked. Raises InvalidInput, NotFound, TooMany.
    """
    text = clean(text)
    if reason not in ReportReason.values:
        raise InvalidInput(_("Please choose what is wrong."), field="reason")
    if reason == ReportReason.OTHER and not text:
        raise InvalidInput(_("Please say in a few words what is wrong."), field="text")
    if len(text) > 3000:
        raise InvalidInput(_("The text is too long. Please shorten it to 3,000 characters."), field="text")
    _limit(actor, vacancy_id, source)
    with write():
        vacancy = (
            Vacancy.objects.select_for_update()
            .filter(pk=vacancy_id, audience=Audience.PUBLIC)
            .exclude(status=VacancyStatus.DRAFT)
            .first()
        )
        if vacancy is None:
            raise NotFound(_("There is no such vacancy."))
        if actor.person_id:
            known = vacancy.reports.filter(person_id=actor.person_id, reason=reason, state=ReportState.OPEN).first()
            if known:
                return known
        report = VacancyReport.objects.create(
            vacancy=vacancy, reason=reason, text=text, person_id=actor.person_id, at=clock.now()
        )
        record_event(
            actor=actor,
            service=Service.JOB_MATCHING,
            act="work.vacancy_reported",
            level=InteractionLevel.SUBMISSION,
            employer_id=vacancy.employer_id,
            synthetic=vacancy.synthetic,
        )
        audit(actor=actor, act="work.vacancy_reported", target=report, person_id=actor.person_id, changes={"reason": reason})
        hooks.publish("vacancy.reported", report_id=report.pk, vacancy_id=vacancy.pk, organisation_id=vacancy.organisation_id)
        _hide_if_serious(vacancy)
    return report


def decide_report(*, actor: Actor, report_id: uuid.UUID, upheld: bool, decision: str, close: bool = False) -> VacancyReport:
    """An officer's decision in words; ``close`` also closes the vacancy as refused. A decided report is left as it is."""
    decision = clean_line(decision, 500)
    with write():
        if not perms.may_check_vacancies(actor):
            raise NotAllowed(_("Only staff of the service may decide this."))
        report = VacancyReport.objects.select_for_update().filter(pk=report_id).first()
        if report is None:
            raise NotFound(_("There is no such report."))
        vacancy = perms.vacancy_for(actor, report.vacancy_id)
        if report.state != ReportState.OPEN:
            return report
        if not decision:
            raise InvalidInput(_("Please say what you found."), field="decision")
        report.state = ReportState.UPHELD if upheld else ReportState.DISMISSED
        report.decision, report.decided_by, report.decided_at = decision, actor.account_id, clock.now()
        report.save()
        if upheld and close and vacancy.status != VacancyStatus.CLOSED:
            move_vacancy(
                actor=actor,
                vacancy=vacancy,
                to=VacancyStatus.CLOSED,
                reason=decision[:300],
                closed_at=clock.now(),
                closing_reason=ClosingReason.REFUSED,
            )
        audit(actor=actor, act="work.report_decided", target=report, changes={"state": report.state, "decision": decision})
        record_event(
            actor=actor,
            service=Service.JOB_MATCHING,
            act="work.report_decided",
            level=InteractionLevel.TRANSACTION,
            employer_id=vacancy.employer_id,
            synthetic=vacancy.synthetic,
        )
    return report


def _limit(actor: Actor, vacancy_id: uuid.UUID, source: str) -> None:
    """Five reports an hour by one account or address; from senders unknown to us, twenty an hour about one vacancy."""
    known = str(actor.account_id or "") or (keyed_hash("report-source", source) if source else "")
    if known:
        limits.count("vacancy-report", known, limit=MOST_REPORTS_AN_HOUR, seconds=3600)
    else:
        limits.count("vacancy-report", str(vacancy_id), limit=MOST_UNKNOWN_AN_HOUR, seconds=3600)


def _hide_if_serious(vacancy: Vacancy) -> None:
    people = vacancy.reports.filter(reason__in=SERIOUS, state=ReportState.OPEN, person_id__isnull=False)
    if vacancy.status == VacancyStatus.PUBLISHED and people.values("person_id").distinct().count() >= HIDDEN_AFTER:
        move_vacancy(
            actor=SYSTEM, vacancy=vacancy, to=VacancyStatus.IN_REVIEW, reason=str(_("Several people reported this vacancy."))
        )
