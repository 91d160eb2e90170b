"""Service events: every contact of 26 weeks, from the acts of the other modules and from everyday questions."""

from .setting import Stage
from .values import Country, Event, Jobseeker

WINDOW = 182
MEAN_LENGTH = {"counter": 14, "web": 6, "phone": 8, "sms": 1, "ussd": 2, "ivr": 3, "email": 2, "chat": 7, "letter": 1}
# What people ask for without an account: service, act, level, channel weights, times on a working day.
EVERYDAY = (
    ("job_matching", "work.searched_vacancies", 2, (("web", 74), ("ussd", 9), ("sms", 6), ("ivr", 5), ("counter", 6)), 30),
    ("information", "page.read", 1, (("web", 82), ("phone", 8), ("counter", 7), ("social", 3)), 14),
    ("labour_market_information", "figures.read", 1, (("web", 90), ("phone", 4), ("counter", 6)), 4),
)
# What a registered person does, and every how many days on average.
OF_A_PERSON = (
    ("registration", "profile.changed", 3, 90),
    ("registration", "sign_of_life.given", 4, 60),
    ("job_matching", "matches.read", 5, 30),
    ("own_record", "record.read", 4, 180),
    ("counselling", "counsellor.asked", 3, 120),
)
OUTCOMES = (("done", 92), ("partial", 4), ("handed_over", 2), ("refused", 1), ("failed", 1))


class Contacts:
    """Fills the events of a `Country`; none lies in the future or on the day of loading."""

    def __init__(self, stage: Stage, country: Country) -> None:
        self.stage = stage
        self.country = country
        self.rng = stage.dice("contacts")
        self.offices = [office.code for office in stage.offices]

    def run(self) -> None:
        self._everyday()
        self._of_people()
        self._of_matching()
        self._of_casework()
        self._of_employers()

    def _add(
        self, service: str, act: str, channel: str, level: int, days_ago: int, person: Jobseeker | None = None,
        *, counsellor: int | None = None, employer: int | None = None, office: str = "",
    ) -> None:  # fmt: skip
        if not 1 <= days_ago <= WINDOW:
            return
        rng = self.rng
        assisted = channel in ("counter", "phone")
        hour = 8 * 60 + rng.randrange(8 * 60) if assisted else min(22 * 60, max(6 * 60, int(rng.gauss(14 * 60, 200))))
        staffed = counsellor if counsellor is not None else (person.counsellor if person and assisted else None)
        self.country.events.append(
            Event(
                service,
                act,
                channel,
                level,
                assisted,
                rng.choices([o for o, _ in OUTCOMES], [w for _, w in OUTCOMES])[0],
                person.language if person else rng.choices(("en", "ar", "sw", "es", "fr"), (56, 20, 10, 8, 6))[0],
                person.office if person else office,
                person.number if person else None,
                staffed,
                employer,
                days_ago,
                hour,
                max(1, int(rng.expovariate(1 / MEAN_LENGTH.get(channel, 5)))),
            )
        )

    def _own_channel(self, person: Jobseeker) -> str:
        weights = (66, 14, 10, 6, 4) if person.email else (10, 46, 20, 15, 9)
        return self.rng.choices(("web", "counter", "phone", "sms", "ussd"), weights)[0]

    def _everyday(self) -> None:
        """Fewer on rest days; a slow growth over the half year."""
        for days_ago in range(1, WINDOW + 1):
            open_day = self.stage.is_working_day(days_ago)
            growth = 1.1 - 0.2 * days_ago / WINDOW
            for service, act, level, channels, usual in EVERYDAY:
                for _ in range(int(self.rng.gauss(usual, usual**0.5) * growth * (1 if open_day else 0.35))):
                    channel = self.rng.choices([c for c, _ in channels], [w for _, w in channels])[0]
                    if not open_day and channel in ("counter", "phone"):
                        channel = "web"
                    self._add(service, act, channel, level, days_ago, office=self.rng.choice(self.offices))

    def _of_people(self) -> None:
        for person in self.country.jobseekers:
            self._add("registration", "people.registered", person.channel, 4, person.registered_ago, person)
            if person.ended_ago:
                self._add("registration", "people.registration_ended", self._own_channel(person), 4, person.ended_ago, person)
            last = person.ended_ago or 1
            first = min(person.registered_ago, WINDOW)
            if first <= last:
                continue
            for service, act, level, days_between in OF_A_PERSON:
                for _ in range(int(self.rng.expovariate(1) * (first - last) / days_between + self.rng.random())):
                    self._add(service, act, self._own_channel(person), level, self.rng.randint(last, first), person)

    def _of_matching(self) -> None:
        people, vacancies = self.country.jobseekers, self.country.vacancies
        for application in self.country.applications:
            level = 4 if application.channel == "web" else 3
            employer = vacancies[application.vacancy].employer
            self._add("job_matching", "placement.application_sent", application.channel, level, application.steps[0][1],
                      people[application.person], employer=employer)  # fmt: skip
        for referral in self.country.referrals:
            channel = self.rng.choice(("counter", "phone", "sms", "web"))
            self._add("job_matching", "placement.referred", channel, 5, referral.made_ago, people[referral.person],
                      counsellor=referral.counsellor, employer=vacancies[referral.vacancy].employer)  # fmt: skip
        for placement in self.country.placements:
            self._add("job_matching", "placement.recorded", "phone", 4, placement.started_ago, people[placement.person],
                      employer=placement.employer)  # fmt: skip

    def _of_casework(self) -> None:
        for note in self.country.notes:
            channel = self.rng.choices(("counter", "phone"), (68, 32))[0]
            self._add("counselling", "casework.note", channel, 4, note.days_ago, self.country.jobseekers[note.person],
                      counsellor=note.counsellor)  # fmt: skip

    def _of_employers(self) -> None:
        for vacancy in self.country.vacancies:
            employer = self.country.employers[vacancy.employer]
            weights = (62, 26, 12) if employer.email else (14, 56, 30)
            channel = self.rng.choices(("web", "phone", "counter"), weights)[0]
            self._add(
                "job_matching",
                "work.vacancy_posted",
                channel,
                4,
                vacancy.posted_ago,
                employer=employer.number,
                office=employer.office,
            )
        for employer in self.country.employers:
            self._add("registration", "work.employer_registered", "phone", 4, employer.created_ago, employer=employer.number,
                      office=employer.office)  # fmt: skip
