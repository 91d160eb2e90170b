"""What happened into the tables: applications, referrals, placements, tasks, notes, messages, service events."""

import datetime as dt
import random
import uuid

from openpes.base import countrypack
from openpes.base.ids import new_reference
from openpes.base.models import ServiceEvent
from openpes.casework.models import CaseAssignment, Note, NoteTemplate, Task
from openpes.casework.rules import review_date
from openpes.contact.models import Message
from openpes.people.models import Account
from openpes.placement.models import (
    Application,
    ApplicationStep,
    Invitation,
    Placement,
    PlacementEvidence,
    Referral,
    SavedVacancy,
)
from openpes.trust.models import AccessLog
from openpes.work.models import SavedSearch

from . import cast, values
from .tables_people import Known, People, Rows
from .tables_work import Work
from .times import Times

PARTNER_CLIENTS = 24
WITHHELD_REVIEW_MONTHS = 12
# As the act itself writes it: a person who applies on the web saw the vacancy with its score.
SCORED = ("placement.application_sent", "web")
STEP_ROLE = {"sent": "jobseeker", "withdrawn": "jobseeker"}


class History:
    """Writes the history; needs the rows of `People` and `Work`."""

    def __init__(self, known: Known, times: Times, people: People, work: Work, staff: dict[str, Account]) -> None:
        self.country = people.country
        self.known, self.times, self.people, self.work, self.staff = known, times, people, work, staff
        self.counsellors = [staff[person.key] for person in cast.counsellors()]
        self.dice = random.Random("references:history")
        self.weights_version = countrypack.current().weights(times.today).version
        self.rows = Rows()
        self.referrals: list[Referral] = []
        self.placements: list[Placement] = []
        self.templates = {t.code: t for t in NoteTemplate.objects.all()}

    def write(self) -> int:
        self._cases()
        self._referrals()
        applications = [self._application(a) for a in self.country.applications]
        self._invitations()
        self._placements(applications)
        for number, task in enumerate(self.country.tasks):
            self._task(number, task)
        self._report_tasks()
        self._notes()
        self._messages()
        self._saved()
        self._readings()
        for event in self.country.events:
            self._event(event)
        return self.rows.write()

    def _reference(self, prefix: str) -> str:
        return new_reference(prefix, self.dice.choice)

    def _cases(self) -> None:
        """Everybody's counsellor; some people who agreed to it are looked after by the partner's adviser."""
        partner = self.known.office("OHA-PMA")
        partners_people = 0
        for j in self.country.jobseekers:
            office, counsellor = self.known.office(j.office), self.counsellors[j.counsellor]
            agreed = "share_with_partner" in j.consents and j.state == "open" and j.counsellor != cast.JOSEPH
            if agreed and partners_people < PARTNER_CLIENTS:
                office, counsellor = partner, self.staff["grace"]
                partners_people += 1
            self.rows.add(
                CaseAssignment(
                    person=self.people.persons[j.number],
                    counsellor=counsellor,
                    organisation=office,
                    synthetic=True,
                    valid_from=self.times.day(j.registered_ago),
                    valid_until=self._ended(j),
                )
            )

    def _ended(self, j: values.Jobseeker) -> dt.date | None:
        return self.times.day(j.ended_ago) if j.state == "ended" and j.ended_ago is not None else None

    def _referrals(self) -> None:
        for r in self.country.referrals:
            row = Referral(
                reference=self._reference("F"), person=self.people.persons[r.person], vacancy=self.work.vacancies[r.vacancy],
                organisation=self.known.office(self.country.jobseekers[r.person].office),
                account_id=self.counsellors[r.counsellor].pk, status=r.status, message=r.message,
                decline_reason="The way is too long for me." if r.status == "declined" else "",
                answer_due_on=self.times.ahead(r.due_in), made_at=self.times.at(r.made_ago, 640),
                answered_at=self.times.at(r.answered_ago, 700) if r.answered_ago is not None else None, synthetic=True,
            )  # fmt: skip
            self.referrals.append(row)
            self.rows.add(row)

    def _application(self, a: values.Application) -> Application:
        status, _, words = a.steps[-1]
        row = Application(
            reference=self._reference("A"), person=self.people.persons[a.person], vacancy=self.work.vacancies[a.vacancy],
            referral=self.referrals[a.referral] if a.referral is not None else None, status=status,
            rejection_reason=a.rejection if status == "rejected" else "", rejection_words=words if status == "rejected" else "",
            interview_at=self.times.at(-a.interview_in, 600) if a.interview_in is not None else None,
            interview_where=self.country.employers[self.country.vacancies[a.vacancy].employer].address if a.interview_in else "",
            channel=a.channel, letter_sealed=self._sealed(a.person, a.letter),
            sent_at=self.times.at(a.steps[0][1], 560), synthetic=True,
        )  # fmt: skip
        if a.interview_in is not None:
            start = dt.datetime.combine(self.times.today, dt.time(10), self.times.zone) + dt.timedelta(days=a.interview_in)
            row.interview_at = start.astimezone(dt.UTC)
        self.rows.add(row)
        for n, (step, ago, said) in enumerate(a.steps):
            self.rows.add(
                ApplicationStep(
                    application=row,
                    status=step,
                    words=said,
                    role=STEP_ROLE.get(step, "employer"),
                    at=self.times.at(ago, 560 + 20 * n),
                )
            )
        return row

    def _sealed(self, person: int, text: str) -> bytes | None:
        return self.people.keys.seal(self.people.persons[person].pk, text) if text else None

    def _invitations(self) -> None:
        for i in self.country.invitations:
            self.rows.add(
                Invitation(
                    reference=self._reference("N"),
                    vacancy=self.work.vacancies[i.vacancy],
                    person=self.people.persons[i.person],
                    status=i.status,
                    message=i.message,
                    sent_at=self.times.at(i.sent_ago, 660),
                    answered_at=self.times.at(i.answered_ago, 600) if i.answered_ago is not None else None,
                    synthetic=True,
                )
            )

    def _placements(self, applications: list[Application]) -> None:
        for p in self.country.placements:
            row = Placement(
                reference=self._reference("L"), person=self.people.persons[p.person],
                vacancy=self.work.vacancies[p.vacancy] if p.vacancy is not None else None,
                employer=self.work.employers[p.employer] if p.employer is not None else None, employer_name=p.employer_name,
                application=applications[p.application] if p.application is not None else None,
                organisation=self.known.office(self.country.jobseekers[p.person].office), origin=p.origin, status=p.status,
                own_account=p.own_account, formal=p.formal, written_contract=p.formal, contract=p.contract,
                hours_per_week=p.hours_per_week, started_on=self.times.day(p.started_ago),
                recorded_at=self.times.at(p.started_ago, 800), in_work_3_months=p.in_work_3, in_work_6_months=p.in_work_6,
                synthetic=True,
            )  # fmt: skip
            self.placements.append(row)
            self.rows.add(row)
            for source, confirms, words, ago in p.evidence:
                self.rows.add(
                    PlacementEvidence(placement=row, source=source, confirms=confirms, words=words, at=self.times.at(ago, 820))
                )

    def _task(self, number: int, t: values.Task) -> None:
        key, target_type, target = self._key(number, t)
        counsellor = self.counsellors[t.counsellor] if t.counsellor is not None else None
        row = Task(
            key=key, kind=t.kind, state=t.state, person=self.people.persons[t.person] if t.person is not None else None,
            employer_id=self.work.employers[t.employer].pk if t.employer is not None else None,
            vacancy_id=self.work.vacancies[t.vacancy].pk if t.vacancy is not None else None, target_type=target_type,
            target_id=target, organisation=self.known.office(t.office), assigned_to=counsellor, words=t.words,
            due_on=self.times.ahead(t.due_in), created_at=self.times.at(t.created_ago, 500),
            done_at=self.times.at(t.done_ago, 940) if t.done_ago is not None else None,
            done_by=counsellor.pk if counsellor and t.done_ago is not None else None, synthetic=True,
        )  # fmt: skip
        self.rows.add(row)

    def _key(self, number: int, t: values.Task) -> tuple[str, str, uuid.UUID | None]:
        """The key that the program itself would use, so that it never makes the same task a second time."""
        if t.kind == "new_client" and t.person is not None:
            registration = self.people.registrations[t.person]
            return f"new_client:{registration}", "people.registration", registration
        if t.kind == "duplicate" and t.person is not None:
            return f"duplicate:{self.people.persons[t.person].pk}", "", None
        if t.kind == "verify_employer" and t.employer is not None:
            employer = self.work.employers[t.employer].pk
            return f"verify:{employer}", "work.employer", employer
        if t.kind == "check_vacancy" and t.vacancy is not None:
            vacancy = self.work.vacancies[t.vacancy].pk
            return f"check:{vacancy}", "work.vacancy", vacancy
        if t.about is not None:
            kind, at = t.about
            target = (self.referrals if kind == "referral" else self.placements)[at].pk
            prefix = {"chase_referral": "chase", "confirm_placement": "confirm"}.get(t.kind, "follow_up")
            return f"{prefix}:{target}" + (":3" if prefix == "follow_up" else ""), f"placement.{kind}", target
        return f"demo:{number}", "", None

    def _report_tasks(self) -> None:
        for report in self.work.reports:
            office = next(o for o in self.known.offices.values() if o.pk == report.vacancy.organisation_id)
            self.rows.add(
                Task(
                    key=f"report:{report.pk}",
                    kind="report",
                    state="new",
                    vacancy_id=report.vacancy.pk,
                    organisation=office,
                    target_type="work.vacancyreport",
                    target_id=report.pk,
                    due_on=self.times.ahead(1),
                    created_at=report.at,
                    synthetic=True,
                )
            )

    def _notes(self) -> None:
        for n in self.country.notes:
            person = self.people.persons[n.person]
            day = self.times.day(n.days_ago)
            self.rows.add(
                Note(
                    person=person,
                    text_sealed=self.people.keys.seal(person.pk, n.text),
                    template=self.templates.get(n.template),
                    withheld=n.withheld,
                    withheld_reason=n.withheld_reason,
                    review_on=review_date(WITHHELD_REVIEW_MONTHS, day) if n.withheld else None,
                    author=self.counsellors[n.counsellor],
                    organisation=self.known.office(self.country.jobseekers[n.person].office),
                    happened_on=day,
                    recorded_at=self.times.at(n.days_ago, 860),
                    synthetic=True,
                )
            )

    def _messages(self) -> None:
        for number, m in enumerate(self.country.messages):
            person, at = self.people.persons[m.person], self.times.at(m.days_ago, 720)
            seal = self.people.keys.seal
            self.rows.add(
                Message(
                    key=f"demo:{number}",
                    subject_id=person.pk,
                    person=person,
                    kind=m.kind,
                    language=m.language,
                    subject_sealed=seal(person.pk, m.subject),
                    text_sealed=seal(person.pk, m.text),
                    link=m.link,
                    channel=m.channel,
                    state="delivered",
                    created_at=at,
                    sent_at=at,
                    read_at=at + dt.timedelta(minutes=30) if m.read else None,
                    synthetic=True,
                )
            )

    def _saved(self) -> None:
        for person, vacancy, hidden, ago in self.country.saved:
            self.rows.add(
                SavedVacancy(
                    person=self.people.persons[person],
                    vacancy=self.work.vacancies[vacancy],
                    hidden=hidden,
                    reason="The way is too long" if hidden else "",
                    at=self.times.at(ago),
                )
            )

    def save_amina(self, account: Account) -> None:
        """A search that Amina keeps."""
        query = "q=cook&near=Port+Maravel&radius_km=20"
        SavedSearch.objects.create(account=account, name="Cook near Port Maravel", query=query, alert=True)

    def _readings(self) -> None:
        """Who looked at records: every talk began with opening the file."""
        for n in self.country.notes:
            office = self.known.office(self.country.jobseekers[n.person].office)
            self.rows.add(
                AccessLog(
                    person_id=self.people.persons[n.person].pk,
                    account_id=self.counsellors[n.counsellor].pk,
                    role="counsellor",
                    organisation_id=office.pk,
                    purpose="casework",
                    what="file",
                    at=self.times.at(n.days_ago, 840),
                )
            )

    def _event(self, e: values.Event) -> None:
        started = self.times.at(e.days_ago, e.minute)
        self.rows.add(
            ServiceEvent(
                service=e.service,
                act=e.act,
                channel=e.channel,
                level=e.level,
                assisted=e.assisted,
                outcome=e.outcome,
                language=e.language,
                organisation_id=self.known.office(e.office).pk,
                person_id=self.people.persons[e.person].pk if e.person is not None else None,
                staff_account_id=self.counsellors[e.counsellor].pk if e.counsellor is not None else None,
                employer_id=self.work.employers[e.employer].pk if e.employer is not None else None,
                model_version=f"weights {self.weights_version}" if (e.act, e.channel) == SCORED else "",
                started_at=started,
                ended_at=started + dt.timedelta(minutes=e.length),
                local_date=self.times.day(e.days_ago),
                synthetic=True,
            )
        )
