"""What happened between people and vacancies: applications, referrals, invitations, placements."""

from collections import defaultdict

from openpes.placement.rules import placement_status

from . import cast
from .setting import Stage
from .values import Application, Country, Invitation, Jobseeker, Placement, Referral, Vacancy

WINDOW = 182
REFERRALS = 1000
INVITATIONS = 600
FAR_KM = 60.0
REJECTIONS = {"skills": 22, "experience": 24, "licence": 9, "language": 8, "hours": 10, "distance": 8, "filled": 15, "other": 4}
REJECTED_WORDS = ("Thank you for applying. We chose somebody with more practice this time.",
                  "We liked to meet you. The post went to another person.",
                  "Thank you. Please apply again in spring.")  # fmt: skip
LETTERS = (
    "I live close by and can begin next week. I have done this work before and would like to show you.",
    "Good day, I would like to work with you. I learn fast and I am never late.",
    "I read your advert with pleasure. Most of what you ask for I have done for years; the rest I want to learn.",
)
AMINAS_LETTER = "I cooked fish and hot meals in a hotel on the harbour for more than two years. May I cook one dish for you?"
INTERVIEW_WORDS = "Please come and see us; bring nothing but yourself."


class Activity:
    """Fills applications, referrals, invitations and placements of a `Country`."""

    def __init__(self, stage: Stage, country: Country) -> None:
        self.stage = stage
        self.country = country
        self.rng = stage.dice("activity")
        self.pairs: set[tuple[int, int]] = set()
        self.by_group: dict[str, list[Jobseeker]] = defaultdict(list)
        trades = stage.taxonomy.trades
        for person in country.jobseekers[cast.HELPER + 1 :]:
            for group in {trades[code].isco[:3] for code in person.trades}:
                self.by_group[group].append(person)

    def run(self) -> None:
        self._hires()
        self._told_lives()
        self._applications()
        self._referrals()
        self._invitations()
        self._placements()

    def _could_apply(self, person: Jobseeker, vacancy: Vacancy, ago: int) -> bool:
        if person.registered_ago < ago or (person.ended_ago is not None and person.ended_ago >= ago):
            return False
        near = self.stage.distance_km(person.town, vacancy.towns[0]) <= FAR_KM
        return near and (person.number, vacancy.number) not in self.pairs

    def _pick(self, vacancy: Vacancy, ago: int) -> Jobseeker | None:
        pool = self.by_group.get(vacancy.isco[:3], [])
        for _ in range(8):
            if not pool:
                return None
            person = self.rng.choice(pool)
            if self._could_apply(person, vacancy, ago):
                return person
        return None

    def _channel(self, person: Jobseeker) -> str:
        weights = (80, 12, 5, 3) if person.email else (12, 54, 22, 12)
        return self.rng.choices(("web", "counter", "phone", "sms"), weights)[0]

    def _apply(self, person: Jobseeker, vacancy: Vacancy, steps: list[tuple[str, int, str]], **more: object) -> None:
        self.pairs.add((person.number, vacancy.number))
        application = Application(person.number, vacancy.number, self._channel(person), tuple(steps), **more)  # type: ignore[arg-type]
        if person.number == cast.AMINA:
            application.channel, application.letter = "web", AMINAS_LETTER
        elif application.channel == "web" and self.rng.random() < 0.6:
            application.letter = self.rng.choice(LETTERS)
        self.country.applications.append(application)

    def _hires(self) -> None:
        """Vacancies filled through the service: somebody applied and was hired, and their registration ended."""
        for vacancy in self.country.vacancies:
            if vacancy.closing_reason != "filled_by_service" or vacancy.closed_ago is None:
                continue
            for _ in range(vacancy.places_total):
                sent = self.rng.randint(vacancy.closed_ago + 5, max(vacancy.closed_ago + 6, vacancy.posted_ago))
                person = self._pick(vacancy, sent)
                if person is None or person.state != "open":
                    continue
                hired = vacancy.closed_ago + self.rng.randint(0, 3)
                steps = [("sent", sent, ""), ("seen", sent - 1, ""), ("interview", max(hired + 2, sent - 3), INTERVIEW_WORDS),
                         ("hired", hired, "Welcome. We are glad that you will join us.")]  # fmt: skip
                self._apply(person, vacancy, _in_order(steps))
                if self.rng.random() < 0.85:
                    person.state, person.ended_ago, person.end_reason = "ended", max(0, hired - 3), "found_work"

    def _told_lives(self) -> None:
        """Amina's applications, and the people who applied to Lena."""
        people, vacancies = self.country.jobseekers, self.country.vacancies
        amina = people[cast.AMINA]
        self._apply(amina, vacancies[0], [("sent", 9, ""), ("seen", 8, ""), ("shortlisted", 5, ""),
                                          ("interview", 2, INTERVIEW_WORDS)], interview_in=3)  # fmt: skip
        for number in range(3):
            vacancy = vacancies[number]
            group = [p for p in self.by_group[vacancy.isco[:3]] if p.state == "open" and p.registered_ago > vacancy.posted_ago]
            near = sorted(group, key=lambda p, v=vacancy: (self.stage.distance_km(p.town, v.towns[0]), p.number))  # type: ignore[misc]
            flows = (["sent"], ["sent", "seen"], ["sent", "seen", "shortlisted"], ["sent", "seen", "rejected"], ["sent"],
                     ["sent", "seen", "shortlisted", "interview"], ["sent", "withdrawn"], ["sent", "seen"])  # fmt: skip
            for person, flow in zip(near, flows, strict=False):
                steps = self._flow(flow, vacancy.posted_ago - 1)
                self._apply(person, vacancy, steps, rejection="experience" if flow[-1] == "rejected" else "")
        cook = [v for v in vacancies[4:] if v.isco in ("5120", "9412", "7512") and self._near(amina, v)]
        open_now = [v for v in cook if v.is_open and v.audience == "public" and v.apply_by == "here"]
        past = [v for v in cook if v.status == "closed" and v.closed_ago and v.closed_ago < 25 and v.posted_ago > 30]
        if past:
            self._apply(
                amina, past[0], [("sent", 30, ""), ("seen", 28, ""), ("rejected", 26, REJECTED_WORDS[1])], rejection="filled"
            )
        if len(open_now) > 1:
            self._apply(amina, open_now[1], [("sent", 1, "")])
        for vacancy, hidden in zip(open_now[2:6], (False, False, False, True), strict=False):
            self.country.saved.append((amina.number, vacancy.number, hidden, 4))

    def _near(self, person: Jobseeker, vacancy: Vacancy) -> bool:
        return self.stage.distance_km(person.town, vacancy.towns[0]) <= person.radius_km * 2

    def _flow(self, flow: list[str], first: int) -> list[tuple[str, int, str]]:
        days = sorted((self.rng.randint(0, max(1, first)) for _ in flow), reverse=True)
        words = {"rejected": self.rng.choice(REJECTED_WORDS), "interview": INTERVIEW_WORDS}
        return [(status, day, words.get(status, "")) for status, day in zip(flow, days, strict=True)]

    def _applications(self) -> None:
        for vacancy in self.country.vacancies[4:]:
            if vacancy.status not in ("published", "closed", "paused") or vacancy.audience == "employer_internal":
                continue
            if vacancy.handling == "public_application" and vacancy.apply_by != "here" and self.rng.random() < 0.8:
                continue
            last = (vacancy.closed_ago or 0) + 1
            for _ in range(int(self.rng.expovariate(1 / 1.9))):
                if vacancy.posted_ago <= last:
                    break
                sent = self.rng.randint(last, vacancy.posted_ago)
                person = self._pick(vacancy, sent)
                if person:
                    self._one_application(person, vacancy, sent)

    def _one_application(self, person: Jobseeker, vacancy: Vacancy, sent: int) -> None:
        steps = [("sent", sent, "")]
        day, rejection = sent, ""
        for status, share in (("seen", 0.75), ("shortlisted", 0.35), ("interview", 0.5)):
            day -= self.rng.randint(1, 6)
            if day < 0 or self.rng.random() > share:
                break
            steps.append((status, day, INTERVIEW_WORDS if status == "interview" else ""))
        closed = vacancy.closed_ago
        end = closed if closed is not None else steps[-1][1] - self.rng.randint(2, 12)
        if end is not None and 0 <= end < steps[-1][1] and (closed is not None or self.rng.random() < 0.35):
            if self.rng.random() < 0.1:
                steps.append(("withdrawn", end, ""))
            else:
                rejection = self.rng.choices(list(REJECTIONS), list(REJECTIONS.values()))[0]
                steps.append(("rejected", end, self.rng.choice(REJECTED_WORDS)))
        interview = self.rng.randint(1, 9) if steps[-1][0] == "interview" else None
        self._apply(person, vacancy, steps, rejection=rejection, interview_in=interview)

    def _referrals(self) -> None:
        vacancies = [
            v for v in self.country.vacancies[4:] if v.status in ("published", "closed") and v.audience != "employer_internal"
        ]
        made = 0
        while made < REFERRALS:
            vacancy = self.rng.choice(vacancies)
            last = (vacancy.closed_ago or 0) + 1
            if vacancy.posted_ago <= last:
                continue
            ago = self.stage.working_day(self.rng.randint(last, vacancy.posted_ago))
            made += 1
            person = self._pick(vacancy, ago) if ago <= vacancy.posted_ago else None
            if person:
                self._one_referral(person, vacancy, ago)
        self._amina_and_omar_referred()

    def _one_referral(self, person: Jobseeker, vacancy: Vacancy, ago: int) -> None:
        if ago <= 6:
            status = self.rng.choice(("proposed", "proposed", "sent", "sent"))
        else:
            status = self.rng.choices(("declined", "sent", "answered", "no_answer", "closed"), (14, 24, 36, 12, 14))[0]
        answered = max(0, ago - self.rng.randint(1, 8)) if status in ("declined", "answered", "sent") else None
        due = 10 - ago if status == "sent" else (7 - ago if status == "proposed" else None)
        self.pairs.add((person.number, vacancy.number))
        self.country.referrals.append(
            Referral(
                person.number,
                vacancy.number,
                person.counsellor,
                status,
                ago,
                answered,
                due,
                "I think this one could suit you. Call me if you want to talk about it first.",
            )
        )
        if status in ("sent", "answered") and self.rng.random() < 0.6:
            steps = [("sent", ago, "")]
            if status == "answered" and answered is not None and answered < ago:
                steps.append(("seen", answered, ""))
            self.country.applications.append(
                Application(person.number, vacancy.number, "counter", tuple(steps), referral=len(self.country.referrals) - 1)
            )

    def _amina_and_omar_referred(self) -> None:
        for number, iscos, status in (
            (cast.AMINA, ("5120", "7512", "9412"), "proposed"),
            (cast.OMAR, ("9211", "9313", "6111", "9312"), "sent"),
        ):
            person = self.country.jobseekers[number]
            for vacancy in self.country.vacancies[4:]:
                fits = vacancy.isco in iscos and vacancy.is_open and vacancy.audience == "public"
                if fits and self._near(person, vacancy) and (number, vacancy.number) not in self.pairs:
                    self.pairs.add((number, vacancy.number))
                    ago, due = (2, 5) if status == "proposed" else (16, -4)
                    self.country.referrals.append(
                        Referral(
                            number,
                            vacancy.number,
                            cast.JOSEPH,
                            status,
                            ago,
                            None,
                            due,
                            "This kitchen is close to you." if number == cast.AMINA else "Told by phone; wants to go.",
                        )
                    )
                    break

    def _invitations(self) -> None:
        vacancies = [v for v in self.country.vacancies[4:] if v.is_open and v.audience == "public" and v.posted_ago > 2]
        for _ in range(INVITATIONS):
            vacancy = self.rng.choice(vacancies)
            if self.country.employers[vacancy.employer].tier == 0:
                continue
            sent = self.rng.randint(1, min(vacancy.posted_ago, 20))
            person = self._pick(vacancy, sent)
            if person is None or not person.visible or person.state != "open":
                continue
            status = (
                self.rng.choice(("sent", "accepted", "declined"))
                if sent < 12
                else self.rng.choice(("accepted", "declined", "expired"))
            )
            answered = sent - 1 if status in ("accepted", "declined") else None
            self._invite(person.number, vacancy.number, status, sent, answered)
        amina = self.country.jobseekers[cast.AMINA]
        for vacancy in vacancies:
            if vacancy.isco in ("5120", "9412", "5131") and self._near(amina, vacancy) and (0, vacancy.number) not in self.pairs:
                self._invite(cast.AMINA, vacancy.number, "sent", 1, None)
                break

    def _invite(self, person: int, vacancy: int, status: str, sent: int, answered: int | None) -> None:
        self.pairs.add((person, vacancy))
        words = "Your experience fits our team. Would you like to talk with us?"
        self.country.invitations.append(Invitation(person, vacancy, status, sent, answered, words))

    def _placements(self) -> None:
        hired: set[int] = set()
        for number, application in enumerate(self.country.applications):
            if application.status != "hired":
                continue
            hired.add(application.person)
            vacancy = self.country.vacancies[application.vacancy]
            self._place(application.person, application.steps[-1][1], number, vacancy)
        for person in self.country.jobseekers:
            found = person.end_reason in ("found_work", "found_own_account")
            if found and person.number not in hired and person.ended_ago is not None and self.rng.random() < 0.7:
                self._place(person.number, person.ended_ago, None, None)

    def _place(self, person: int, ago: int, application: int | None, vacancy: Vacancy | None) -> None:
        """A placement and who says so. Most employers never report a hire: that is why there are several sources."""
        rng = self.rng
        own = vacancy is None and self.country.jobseekers[person].end_reason == "found_own_account"
        evidence = []
        if vacancy and rng.random() < 0.45:
            evidence.append(("employer", True, "Started as agreed.", max(0, ago - 1)))
        if not evidence or rng.random() < 0.5:
            evidence.append(
                ("jobseeker", True, rng.choice(("Told us by phone.", "Wrote that the work has begun.")), max(0, ago - 2))
            )
        if rng.random() < 0.35:
            evidence.append(("counsellor", True, "Saw the contract.", max(0, ago - 4)))
        if rng.random() < 0.3 and ago > 40:
            evidence.append(("social_insurance", True, "Contributions seen in the register.", max(0, ago - 38)))
        if rng.random() < 0.04:
            evidence += [("employer", True, "Started as agreed.", max(0, ago - 1)),
                         ("jobseeker", False, "Stopped after one day; the pay was not as agreed.", max(0, ago - 5))]  # fmt: skip
        status = placement_status([(source, confirms) for source, confirms, _, _ in evidence])
        self.country.placements.append(
            Placement(
                person=person,
                vacancy=vacancy.number if vacancy else None,
                employer=vacancy.employer if vacancy else None,
                employer_name="" if vacancy or own else rng.choice(("A shop in town", "A building firm", "A hotel on the coast")),
                application=application,
                origin="application" if vacancy else "elsewhere",
                status=status,
                own_account=own,
                formal=rng.random() < (0.85 if vacancy else 0.45),
                contract=vacancy.contract if vacancy else ("own_account" if own else "unknown"),
                hours_per_week=(vacancy.hours_per_week if vacancy else None) or rng.choice((20, 30, 40, 40)),
                started_ago=ago,
                in_work_3=(rng.random() < 0.81) if ago > 95 and rng.random() < 0.7 else None,
                in_work_6=(rng.random() < 0.74) if ago > 190 and rng.random() < 0.7 else None,
                evidence=tuple(evidence),
            )
        )


def _in_order(steps: list[tuple[str, int, str]]) -> list[tuple[str, int, str]]:
    """The same steps with days that never run backwards."""
    result: list[tuple[str, int, str]] = []
    for status, day, words in steps:
        result.append((status, min(day, result[-1][1]) if result else day, words))
    return result
