"""Jobseekers into the tables: persons, names, papers, addresses, registrations, profiles, consents."""

import datetime as dt
import random
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from openpes.base.countrypack import CountryPack
from openpes.base.ids import new_reference, uuid7
from openpes.base.text import fold
from openpes.contact.models import ContactPoint
from openpes.people.models import (
    Address,
    DuplicateCandidate,
    IdentityDocument,
    Mandate,
    NameToken,
    Organisation,
    Person,
    PersonName,
    Place,
    Registration,
    RegistrationStatusChange,
    TargetGroup,
    TargetGroupMembership,
)
from openpes.people.rules import skeleton
from openpes.trust.keys import NewSubjects, findable
from openpes.trust.models import Consent, Purpose
from openpes.work.models import (
    EducationRecord,
    Experience,
    HeldLicence,
    JobseekerProfile,
    LanguageSkill,
    Occupation,
    ProfileOccupation,
    ProfilePlace,
    ProfileSkill,
    Skill,
)

from . import cast
from .times import Times
from .values import Country, Jobseeker

BATCH = 500


@dataclass
class Rows:
    """Rows to be written, by table, in the order in which tables were first used."""

    by_table: dict[type[models.Model], list[Any]] = field(default_factory=dict)

    def add(self, row: models.Model) -> None:
        self.by_table.setdefault(type(row), []).append(row)

    def write(self) -> int:
        for table, rows in self.by_table.items():
            table._default_manager.bulk_create(rows, batch_size=BATCH)
        return sum(len(rows) for rows in self.by_table.values())


@dataclass
class Known:
    """Rows that are there already, by code."""

    places: dict[str, Place]
    offices: dict[str, Organisation]
    occupations: dict[str, Occupation]
    skills: dict[str, Skill]
    purposes: dict[str, Purpose]
    groups: dict[str, TargetGroup]

    @classmethod
    def read(cls) -> "Known":
        return cls(
            places={p.code: p for p in Place.objects.all()},
            offices={o.code: o for o in Organisation.objects.all()},
            occupations={o.code: o for o in Occupation.objects.filter(scheme="openpes")},
            skills={s.code: s for s in Skill.objects.filter(scheme="openpes")},
            purposes={p.code: p for p in Purpose.objects.all()},
            groups={g.code: g for g in TargetGroup.objects.all()},
        )

    def office(self, code: str) -> Organisation:
        return self.offices[code]


class People:
    """Writes the jobseekers; afterwards `persons` has a row for each number and `seal` their keys."""

    def __init__(self, pack: CountryPack, country: Country, known: Known, times: Times) -> None:
        self.pack, self.country, self.known, self.times = pack, country, known, times
        self.dice = random.Random("references:people")
        self.persons: list[Person] = []
        self.profiles: list[uuid.UUID] = []
        self.registrations: dict[int, uuid.UUID] = {}
        self.rows = Rows()
        self.wordings = {p.code: p.wording(times.today).version for p in pack.purposes}

    def write(self) -> int:
        ids = [uuid7() for _ in self.country.jobseekers]
        self.keys = NewSubjects(ids)
        for jobseeker, pk in zip(self.country.jobseekers, ids, strict=True):
            self._person(jobseeker, pk)
        self._duplicates()
        self._mandate()
        written = self.rows.write()
        for person, jobseeker in zip(self.persons, self.country.jobseekers, strict=True):
            person.created_at = self.times.at(jobseeker.registered_ago)
        Person.objects.bulk_update(self.persons, ["created_at"], batch_size=BATCH)  # an insert always takes the present time
        return written

    def reference(self, prefix: str) -> str:
        return new_reference(prefix, self.dice.choice)

    def _person(self, j: Jobseeker, pk: uuid.UUID) -> None:
        birth = dt.date(j.birth_year, *j.birth_month_day) if j.birth_month_day else None
        folded = [fold(str(name)) for name in j.names]
        person = Person(
            id=pk, reference=self.reference("P"), display_name=str(j.names[0]),
            folded_name=" ".join(dict.fromkeys(" ".join(folded).split()))[:300], birth_year=j.birth_year, birth_date=birth,
            sex=j.sex, language=j.language, needs_reader=j.needs_reader, synthetic=True,
        )  # fmt: skip
        self.persons.append(person)
        add = self.rows.add
        add(person)
        for name, key in zip(j.names, folded, strict=True):
            add(
                PersonName(
                    person=person, given=name.given, family=name.family, only_name=name.only, script=name.script, folded=key
                )
            )
        for token in sorted({token for key in folded for token in key.split()}):
            add(NameToken(person=person, token=token[:100], skeleton=skeleton(token[:100])))
        began = self.times.day(j.registered_ago)
        place = self.known.places[j.town]
        add(Address(person=person, place=place, line_sealed=self.keys.seal(pk, j.address), landmark=j.landmark, valid_from=began))
        self._contact_points(j, person)
        if j.document:
            kind, number = j.document
            add(
                IdentityDocument(
                    person=person,
                    type=kind,
                    number_sealed=self.keys.seal(pk, number),
                    number_hash=findable(kind, number),
                    seen_at=self.times.at(j.registered_ago),
                )
            )
        self._registration(j, person, began)
        self._profile(j, person, place)
        self._consents(j, person)

    def _contact_points(self, j: Jobseeker, person: Person) -> None:
        seen = self.times.at(j.registered_ago)
        if j.phone:
            self.rows.add(
                ContactPoint(
                    person=person,
                    kind="phone",
                    address=j.phone,
                    folded=j.phone,
                    verified_at=seen,
                    assurance=1,
                    language=j.language,
                    shared=j.phone_shared,
                    preferred=not j.email,
                    synthetic=True,
                )
            )
        if j.email:
            self.rows.add(
                ContactPoint(
                    person=person,
                    kind="email",
                    address=j.email,
                    folded=j.email,
                    verified_at=seen,
                    assurance=1,
                    language=j.language,
                    preferred=True,
                    synthetic=True,
                )
            )

    def _registration(self, j: Jobseeker, person: Person, began: dt.date) -> None:
        recorded = self.times.at(j.registered_ago)
        ended = self.times.day(j.ended_ago) if j.ended_ago is not None else None
        last = (
            j.ended_ago if j.ended_ago is not None else (95 if j.state == "dormant" else min(j.registered_ago, 1 + j.number % 40))
        )
        row = Registration(
            reference=self.reference("R"), person=person, organisation=self.known.office(j.office), status=j.status,
            state=j.state, effective_from=began, recorded_at=recorded, effective_until=max(began, ended) if ended else None,
            end_recorded_at=self.times.at(j.ended_ago) if j.ended_ago is not None else None, end_reason=j.end_reason,
            recall_on=self.times.ahead(j.recall_in), certificate_code=self.reference("C").replace("-", ""),
            entry_rules=[r.id for r in self.pack.rules_for(j.status, began) if r.consequence != "officer_decides"],
            last_sign_at=self.times.at(last), channel=j.channel, synthetic=True,
        )  # fmt: skip
        self.rows.add(row)
        self.rows.add(RegistrationStatusChange(registration=row, status=j.status, effective_from=began, recorded_at=recorded))
        self.registrations[j.number] = row.pk

    def _profile(self, j: Jobseeker, person: Person, place: Place) -> None:
        known, add = self.known, self.rows.add
        profile = JobseekerProfile(
            person=person, summary=j.summary, education=j.education, hours=j.hours, hours_max=j.hours_max,
            shifts_unwanted=list(j.shifts_unwanted), pay_floor_minor=j.pay_floor,
            pay_floor_currency=self.pack.currency.code if j.pay_floor else "", pay_floor_period="month" if j.pay_floor else "",
            telework=j.telework, available_from=self.times.ahead(j.available_in),
            visibility="nameless" if j.visible else "hidden", synthetic=True,
        )  # fmt: skip
        self.profiles.append(profile.pk)
        add(profile)
        for rank, code in enumerate(j.trades):
            own = j.own_words if rank == 0 else ""
            add(ProfileOccupation(profile=profile, occupation=known.occupations[code], rank=rank, own_words=own))
        for code in j.skills:
            add(ProfileSkill(profile=profile, skill=known.skills[code]))
        for code in j.licences:
            add(HeldLicence(profile=profile, skill=known.skills[code]))
        for language, level in j.languages:
            add(LanguageSkill(profile=profile, language=language, level=level))
        for job in j.jobs:
            ended = self.times.day(job.ended_ago).replace(day=1)
            began = self.times.day(job.ended_ago + job.months * 30).replace(day=1)
            add(
                Experience(
                    profile=profile,
                    kind=job.kind,
                    occupation=known.occupations.get(job.trade),
                    title=job.title,
                    where=job.where,
                    began=began,
                    ended=ended if job.ended_ago else None,
                    months=job.months,
                )
            )
        add(EducationRecord(profile=profile, level=j.education, year=j.birth_year + 16))
        add(ProfilePlace(profile=profile, place=place, latitude=place.latitude, longitude=place.longitude, radius_km=j.radius_km))

    def _consents(self, j: Jobseeker, person: Person) -> None:
        for code in (*j.consents, *(["target_group_data"] if j.groups else [])):
            consent = Consent(
                person_id=person.pk, purpose=self.known.purposes[code], state="given", wording_version=self.wordings[code],
                language=j.language, channel=j.channel, assisted=j.channel in ("counter", "phone"),
                at=self.times.at(j.registered_ago, 610), synthetic=True,
            )  # fmt: skip
            self.rows.add(consent)
            if code != "target_group_data":
                continue
            for group in j.groups:
                self.rows.add(
                    TargetGroupMembership(
                        person=person, group=self.known.groups[group], declared_at=consent.at, consent_id=consent.pk
                    )
                )

    def _duplicates(self) -> None:
        for first, second in self.country.duplicates:
            self.rows.add(
                DuplicateCandidate(
                    first=self.persons[first], second=self.persons[second], reasons=["similar_name", "contact", "birth_year"]
                )
            )

    def _mandate(self) -> None:
        """Omar's daughter reads and answers messages for him."""
        self.rows.add(
            Mandate(
                person=self.persons[cast.OMAR],
                holder=self.persons[cast.HELPER],
                kind="helper",
                scope="messages",
                proof="Said at the counter by both",
                valid_from=self.times.day(66),
            )
        )
