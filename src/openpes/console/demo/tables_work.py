"""Employers and vacancies into the tables."""

import random

from openpes.base.countrypack import CountryPack
from openpes.base.ids import new_reference
from openpes.base.text import fold
from openpes.people.models import Account
from openpes.work.models import (
    CodingQueueItem,
    Employer,
    EmployerContact,
    EmployerVerification,
    Establishment,
    LabourDispute,
    Vacancy,
    VacancyPlace,
    VacancyReport,
    VacancyRequirement,
    VacancySkill,
    VacancyStatusChange,
)

from . import values
from .tables_people import BATCH, Known, Rows
from .times import Times

MEANS = {1: "Identity paper and a visit to the place of work", 2: "Extract of the company register"}
REPORTS = (
    ("fee_asked", "They wanted 40 dara for a form."),
    ("conditions", "The work is at night, the advert says by day."),
    ("filled", "They told me on the phone that it is taken."),
    ("discrimination", "On the phone they said only people under thirty."),
    ("false_offer", "Nobody at this address knows them."),
)
DOUBTFUL = 14


class Work:
    """Writes employers and vacancies; afterwards `employers` and `vacancies` have a row for each number."""

    def __init__(self, pack: CountryPack, country: values.Country, known: Known, times: Times, staff: dict[str, Account]) -> None:
        self.pack, self.country, self.known, self.times, self.staff = pack, country, known, times, staff
        self.dice = random.Random("references:work")
        self.rows = Rows()
        self.employers: list[Employer] = []
        self.contacts: list[EmployerContact] = []
        self.vacancies: list[Vacancy] = []
        self.reports: list[VacancyReport] = []

    def write(self) -> int:
        establishments = [self._employer(employer) for employer in self.country.employers]
        for vacancy in self.country.vacancies:
            self._vacancy(vacancy, establishments[vacancy.employer])
        self._troubles()
        written = self.rows.write()
        for row, employer in zip(self.employers, self.country.employers, strict=True):
            row.created_at = self.times.at(employer.created_ago)
        for made, told in zip(self.vacancies, self.country.vacancies, strict=True):
            made.created_at = self.times.at(told.posted_ago)
        Employer.objects.bulk_update(self.employers, ["created_at"], batch_size=BATCH)  # an insert takes the present time
        Vacancy.objects.bulk_update(self.vacancies, ["created_at"], batch_size=BATCH)
        return written

    def _reference(self, prefix: str) -> str:
        return new_reference(prefix, self.dice.choice)

    def _employer(self, e: values.Employer) -> Establishment:
        office = self.known.office(e.office)
        row = Employer(
            reference=self._reference("E"), kind=e.kind, name=e.name, folded=fold(e.name), tier=e.tier,
            register_number=e.register_number, isic=e.isic, size_band=e.size_band, description=e.description,
            licence_number=e.licence_number, licence_until=self.times.ahead(e.licence_days), organisation_id=office.pk,
            synthetic=True,
        )  # fmt: skip
        place = self.known.places[e.town]
        workplace = Establishment(
            employer=row, place=place, address=e.address, latitude=place.latitude, longitude=place.longitude, synthetic=True
        )
        contact = EmployerContact(
            employer=row, establishment=workplace, name=e.contact, function=e.contact_function, email=e.email, phone=e.phone,
            may_manage=True, synthetic=True,
        )  # fmt: skip
        for item in (row, workplace, contact):
            self.rows.add(item)
        self.employers.append(row)
        self.contacts.append(contact)
        if e.tier:
            self.rows.add(
                EmployerVerification(
                    employer=row,
                    tier=e.tier,
                    means=MEANS[e.tier],
                    account_id=self.staff["ines"].pk,
                    organisation_id=office.pk,
                    at=self.times.at(max(1, e.created_ago - 2)),
                )
            )
        return workplace

    def _vacancy(self, v: values.Vacancy, workplace: Establishment) -> None:
        times, employer = self.times, self.employers[v.employer]
        visible = v.status in ("published", "paused", "closed")
        row = Vacancy(
            reference=self._reference("V"), employer=employer, establishment=workplace, title=v.title,
            on_behalf_of=self.employers[v.on_behalf_of] if v.on_behalf_of is not None else None,
            description=v.description, language=v.language, occupation=self.known.occupations[v.trade], isco=v.isco,
            coding="confirmed", coding_confidence=1.0, status=v.status, audience=v.audience, handling=v.handling,
            apply_by=v.apply_by, apply_to=v.apply_to, places_total=v.places_total, places_filled=v.places_filled,
            contract=v.contract, formal=v.formal, hours=v.hours, hours_per_week=v.hours_per_week, shifts=list(v.shifts),
            telework=v.telework, pay_min_minor=v.pay_min, pay_max_minor=v.pay_max,
            pay_currency=self.pack.currency.code if v.pay_min else "", pay_period=v.pay_period, pay_words=v.pay_words,
            education_min=v.education_min, experience_months=v.experience_months, starts_on=times.ahead(v.starts_in),
            ends_on=times.ahead(v.ends_in), posted_on=times.day(v.posted_ago),
            published_at=times.at(v.posted_ago, 620) if visible else None, expires_on=times.ahead(v.expires_in),
            closed_at=times.at(v.closed_ago, 900) if v.closed_ago is not None else None, closing_reason=v.closing_reason,
            organisation_id=employer.organisation_id, synthetic=True,
        )  # fmt: skip
        if row.starts_on and row.ends_on and row.ends_on < row.starts_on:
            row.ends_on = None
        add = self.rows.add
        add(row)
        self.vacancies.append(row)
        for code in v.towns:
            place = self.known.places[code]
            add(VacancyPlace(vacancy=row, place=place, text=place.name, country=place.country, latitude=place.latitude,
                             longitude=place.longitude))  # fmt: skip
        for code in v.essential:
            add(VacancySkill(vacancy=row, skill=self.known.skills[code], relation="essential", confirmed=True))
        for code in v.optional:
            if code not in v.essential:
                add(VacancySkill(vacancy=row, skill=self.known.skills[code], relation="optional", confirmed=True))
        for r in v.requirements:
            add(VacancyRequirement(vacancy=row, kind=r.kind, code=r.code, level=r.level, label=r.label, reason=r.reason))
        self._history(v, row)

    def _history(self, v: values.Vacancy, row: Vacancy) -> None:
        first = "published" if v.status in ("published", "paused", "closed") else v.status
        self.rows.add(VacancyStatusChange(vacancy=row, status=first, at=self.times.at(v.posted_ago, 620)))
        if v.status == "paused":
            self.rows.add(VacancyStatusChange(vacancy=row, status="paused", at=self.times.at(max(0, v.posted_ago - 1), 640)))
        if v.status == "closed" and v.closed_ago is not None:
            at = self.times.at(v.closed_ago, 900)
            self.rows.add(VacancyStatusChange(vacancy=row, status="closed", reason=v.closing_reason, at=at))

    def _troubles(self) -> None:
        """Some reports, doubtful codings and one labour dispute, so that every desk has something to do."""
        dice = random.Random("troubles")
        open_now = [n for n, v in enumerate(self.country.vacancies) if v.is_open and n > 3 and v.audience == "public"]
        for number, (reason, text) in zip(dice.sample(open_now, len(REPORTS)), REPORTS, strict=True):
            report = VacancyReport(vacancy=self.vacancies[number], reason=reason, text=text, at=self.times.at(dice.randint(1, 4)))
            self.reports.append(report)
            self.rows.add(report)
        for number in dice.sample(open_now, DOUBTFUL):
            row = self.vacancies[number]
            row.coding, row.coding_confidence = "doubtful", round(dice.uniform(0.35, 0.6), 2)
            self.rows.add(
                CodingQueueItem(vacancy=row, title_key=fold(row.title), proposed=row.occupation, confidence=row.coding_confidence)
            )
        firm = next(e for e in self.country.employers if e.kind == "firm" and e.tier == 2 and e.number > 30)
        self.rows.add(
            LabourDispute(
                employer=self.employers[firm.number],
                description="Strike about unpaid overtime",
                began_on=self.times.day(6),
                reported_by="Workers' Union of Solmara (invented)",
            )
        )
