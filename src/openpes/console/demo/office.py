"""What the offices have on their desks: caseloads, tasks, notes, messages, possible duplicates."""

from collections import defaultdict
from dataclasses import replace

from . import cast
from .setting import Stage
from .values import Country, Jobseeker, Message, Name, Note, Task

JOSEPHS_CLIENTS = 300
NOTE_TEXTS = {
    "first_interview": (
        "Work and experience so far: {trade}, {years}\nWhat the person wants: steady work near home\n"
        "What could stand in the way: {barrier}\nWhat we agreed, who does it, by when: {agreed}\nNext contact: in two weeks",
        "Work and experience so far: {trade}, {years}\nWhat the person wants: {wish}\n"
        "What could stand in the way: {barrier}\nWhat we agreed, who does it, by when: {agreed}\nNext contact: by phone",
    ),
    "follow_up": (
        "What happened since last time: two applications, one answer\nApplications and answers: a polite no, one open\n"
        "What we agreed, who does it, by when: {agreed}\nNext contact: in three weeks",
        "What happened since last time: worked four days for a neighbour\nApplications and answers: none yet\n"
        "What we agreed, who does it, by when: {agreed}\nNext contact: next month",
    ),
    "call_not_reached": (
        "Called on: in the morning and again after lunch\nMessage left with (no content): nobody\nTry again on: next week",
    ),
    "referral_talk": (
        "Vacancy reference: the one we sent\nWhy it suits: same trade, short way\nDoubts of the person: the hours\n"
        "Decision of the person: will try it",
    ),
    "placement_check": (
        "Asked on, by phone or message: by phone\nStill in the job: yes\nHours and pay as agreed: yes\nHelp wanted: none",
    ),
}
BARRIERS = ("the bus runs twice a day", "no papers for the old job", "shares a telephone", "nothing so far",
            "reads slowly and asks for somebody to read along", "needs to be home at four")  # fmt: skip
WISHES = ("a trade to learn", "more hours", "work with people", "regular pay", "work outside")
AGREED = ("I look for three vacancies by Friday", "applies to two vacancies this week", "brings the old work papers",
          "visits the open day of the depot", "thinks about the evening course and tells me")  # fmt: skip
CONTACT_WORDS = ("Ask how the search is going", "No sign for a while: ring and ask", "Wanted to talk about more hours",
                 "Promised to bring papers", "Ask about the interview")  # fmt: skip
SUBJECTS = {
    "interview": "You are invited to an interview",
    "rejected": "An answer to your application",
    "hired": "You got the job",
    "shortlisted": "You are on the shortlist",
}
SUBJECTS_AR = {
    "interview": "أنت مدعو إلى مقابلة",
    "rejected": "رد على طلبك",
    "hired": "حصلت على العمل",
    "shortlisted": "أنت في القائمة القصيرة",
}
REPLIES = ("Asks whether the course begins this month", "Has a new telephone number", "Wants to change the appointment",
           "Cannot open the certificate", "Found work and says thank you")  # fmt: skip


class Office:
    """Fills counsellors, tasks, notes, messages and duplicates of a `Country`."""

    def __init__(self, stage: Stage, country: Country) -> None:
        self.stage = stage
        self.country = country
        self.rng = stage.dice("office")
        self.staff = cast.counsellors()
        self.by_office: dict[str, list[int]] = defaultdict(list)
        for number, person in enumerate(self.staff):
            self.by_office[person.organisation].append(number)

    def caseloads(self) -> None:
        """Every client has a counsellor of their office; Joseph has about three hundred open ones."""
        josephs = 0
        for person in self.country.jobseekers:
            team = self.by_office[person.office]
            choice = team[person.number % len(team)]
            if self.staff[choice].organisation == "OFF-PMA":
                mine = person.state != "ended" and josephs < JOSEPHS_CLIENTS
                choice = cast.JOSEPH if mine or person.number <= cast.HELPER else 1
                josephs += choice == cast.JOSEPH and person.state != "ended"
            person.counsellor = choice

    def top_up(self) -> None:
        """Some of Joseph's people found work meanwhile; he takes over others from his colleague."""
        people = self.country.jobseekers
        missing = JOSEPHS_CLIENTS - sum(p.counsellor == cast.JOSEPH and p.state != "ended" for p in people)
        waiting = [p for p in people if p.office == "OFF-PMA" and p.counsellor != cast.JOSEPH and p.state == "open"]
        for person in waiting[:missing]:
            person.counsellor = cast.JOSEPH

    def fill(self) -> None:
        self._duplicates()
        self._client_tasks()
        self._flow_tasks()
        self._employer_tasks()
        self._notes()
        self._messages()

    def _due(self, weights: tuple[int, ...] = (18, 14, 68)) -> int:
        """Overdue, today or later, in days from today."""
        kind = self.rng.choices(("overdue", "today", "later"), weights)[0]
        if kind == "overdue":
            return -self.stage.working_day(self.rng.randint(1, 12))
        return 0 if kind == "today" else self.stage.working_day_ahead(self.rng.randint(1, 21))

    def _task(
        self, kind: str, state: str, person: Jobseeker, words: str, created: int, due: int | None,
        about: tuple[str, int] | None = None,
    ) -> None:  # fmt: skip
        done = self.rng.randint(0, created) if state in ("done", "dropped") else None
        self.country.tasks.append(
            Task(kind, state, person.number, person.office, person.counsellor, words, created, due, done, about=about)
        )

    def _client_tasks(self) -> None:
        for person in self.country.jobseekers:
            if person.state == "ended":
                if self.rng.random() < 0.2:
                    self._task("contact_client", "done", person, self.rng.choice(CONTACT_WORDS), person.ended_ago or 30, None)
                continue
            if person.registered_ago <= 6:
                self._task(
                    "new_client", "new", person, "First talk within ten days", person.registered_ago, 10 - person.registered_ago
                )
            elif person.registered_ago < 200 and self.rng.random() < 0.6:
                self._task("new_client", "done", person, "First talk within ten days", person.registered_ago, None)
            if self.rng.random() < 0.13:
                state = self.rng.choice(("waiting_us", "waiting_us", "waiting_client", "waiting_other"))
                due = self._due()
                self._task("contact_client", state, person, self.rng.choice(CONTACT_WORDS), self.rng.randint(1, 20), due)
            if self.rng.random() < 0.025:
                self._task("message", "new", person, self.rng.choice(REPLIES), self.rng.randint(1, 3), self.rng.randint(0, 2))
            if self.rng.random() < 0.006:
                self._task("handover", "new", person, "Asked for a person during registration by phone", 1, 0)
        omar = self.country.jobseekers[cast.OMAR]
        self._task("contact_client", "waiting_us", omar, "Ask by phone how the first day on the farm was", 9, 0)
        amina = self.country.jobseekers[cast.AMINA]
        self._task("contact_client", "waiting_client", amina, "Interview at Lantern Kitchen: how did it go?", 2, 4)

    def _flow_tasks(self) -> None:
        """What the program itself would have put on the list: unanswered referrals, hires to confirm, follow-ups."""
        for number, referral in enumerate(self.country.referrals):
            person = self.country.jobseekers[referral.person]
            if referral.status == "sent" and referral.due_in is not None and referral.due_in < 0:
                due, about = -self.stage.working_day(min(-referral.due_in, 14)), ("referral", number)
                self._task("chase_referral", "waiting_other", person, "The employer has not answered yet", 5 - due, due, about)
        for number, placement in enumerate(self.country.placements):
            person, about = self.country.jobseekers[placement.person], ("placement", number)
            ago = placement.started_ago
            if placement.status == "reported" and ago < 60 and self.rng.random() < 0.5:
                self._task("confirm_placement", "waiting_us", person, "Only one source so far", ago, self._due(), about)
            if 92 < ago < 150 and placement.in_work_3 is None:
                self._task("follow_up", "waiting_us", person, "3", ago - 88, self._due(), about)
        for first, _second in self.country.duplicates:
            self._task("duplicate", "new", self.country.jobseekers[first], "Two records may be one person", 2, 5)

    def _employer_tasks(self) -> None:
        for employer in self.country.employers:
            if employer.tier == 0:
                self.country.tasks.append(
                    Task(
                        "verify_employer",
                        "new",
                        None,
                        employer.office,
                        None,
                        "Not verified yet",
                        4,
                        self._due(),
                        employer=employer.number,
                    )
                )
        for vacancy in self.country.vacancies:
            if vacancy.status == "in_review":
                office = self.country.employers[vacancy.employer].office
                self.country.tasks.append(
                    Task(
                        "check_vacancy",
                        "new",
                        None,
                        office,
                        None,
                        "First vacancy of an unverified employer",
                        vacancy.posted_ago,
                        2,
                        employer=vacancy.employer,
                        vacancy=vacancy.number,
                    )
                )

    def _notes(self) -> None:
        """Joseph writes more than one note per client; his colleagues' older notes are fewer here."""
        for person in self.country.jobseekers:
            chance = 0.85 if person.counsellor == cast.JOSEPH else 0.3
            if person.registered_ago < 8 or person.key or self.rng.random() > chance:
                continue
            day = self.stage.working_day(max(1, person.registered_ago - self.rng.randint(2, 9)))
            self._note(person, "first_interview", day)
            while day > 25 and self.rng.random() < 0.45 and day - 20 > (person.ended_ago or 0):
                day = self.stage.working_day(self.rng.randint(max(1, (person.ended_ago or 0) + 1), day - 14))
                self._note(person, self.rng.choice(("follow_up", "follow_up", "call_not_reached", "referral_talk")), day)
        for placement in self.country.placements:
            if placement.in_work_3:
                day = self.stage.working_day(max(1, placement.started_ago - 91))
                self._note(self.country.jobseekers[placement.person], "placement_check", day)
        self.country.notes.extend(
            [
                Note(cast.AMINA, cast.JOSEPH, "first_interview", _AMINA_NOTE, self.stage.working_day(41)),
                Note(cast.AMINA, cast.JOSEPH, "follow_up", _AMINA_LATER, self.stage.working_day(5)),
                Note(cast.OMAR, cast.JOSEPH, "first_interview", _OMAR_NOTE, self.stage.working_day(66)),
                Note(
                    cast.OMAR,
                    cast.JOSEPH,
                    "",
                    _OMAR_WITHHELD,
                    self.stage.working_day(20),
                    "third_party",
                    "Names the neighbour who told us",
                ),
            ]
        )

    def _note(self, person: Jobseeker, template: str, day: int) -> None:
        years = sum(job.months for job in person.jobs) // 12
        text = self.rng.choice(NOTE_TEXTS[template]).format(
            trade=self.stage.taxonomy.trades[person.trades[0]].labels["en"].lower(),
            years=f"about {years} years" if years else "less than a year",
            barrier=self.rng.choice(BARRIERS),
            wish=self.rng.choice(WISHES),
            agreed=self.rng.choice(AGREED),
        )
        withheld = self.rng.random() < 0.01
        self.country.notes.append(
            Note(
                person.number,
                person.counsellor,
                template,
                text,
                day,
                "third_party" if withheld else "",
                "Names a relative" if withheld else "",
            )
        )

    def _messages(self) -> None:
        for subject, text, kind, ago, read, link in _AMINA_MESSAGES:
            self.country.messages.append(Message(cast.AMINA, kind, subject, text, "en", ago, read, "web", link))
        for application in self.country.applications:
            person = self.country.jobseekers[application.person]
            status, ago, words = application.steps[-1]
            if person.number <= cast.HELPER or status not in ("interview", "rejected", "hired", "shortlisted") or ago > 60:
                continue
            title = self.country.vacancies[application.vacancy].title
            # A message is in the language of its reader where we wrote it in that language, else in English.
            arabic = person.language == "ar"
            subject = (SUBJECTS_AR if arabic else SUBJECTS)[status]
            text = title if arabic else f"{title}. {words}".strip()
            channel = "email" if person.email else "sms"
            read = self.rng.random() < 0.7
            self.country.messages.append(
                Message(
                    person.number,
                    f"application.{status}",
                    subject,
                    text,
                    "ar" if arabic else "en",
                    ago,
                    read,
                    channel,
                    "/me/applications/",
                )
            )

    def _duplicates(self) -> None:
        """Six people who were registered a second time, with a small difference, as it happens at counters."""
        people = self.country.jobseekers
        pool = [p for p in people[10:] if p.state == "open" and p.document is not None and p.names[0].family]
        for first in self.rng.sample(pool, 6):
            second = self.rng.choice(
                [p for p in people[10:] if p.town == first.town and p is not first and not p.key] or people[10:40]
            )
            second.names = tuple(_spelled_otherwise(name) for name in first.names)
            second.birth_year, second.birth_month_day = first.birth_year, None
            second.sex, second.phone = first.sex, first.phone
            second.key = f"second-record-{first.number}"
            self.country.duplicates.append((first.number, second.number))


_AMINA_NOTE = """Work and experience so far: cook in a hotel, cooked for building sites, cared for her grandmother
What the person wants: a kitchen with fresh food, one day to lead it
What could stand in the way: late evenings, the last bus leaves at ten
What we agreed, who does it, by when: she completes the profile today; I ring Lantern Kitchen
Next contact: when she has an answer"""
_AMINA_LATER = """What happened since last time: on the shortlist at Lantern Kitchen, interview this week
Applications and answers: one no, two open
What we agreed, who does it, by when: she asks about the evening hours in the interview
Next contact: after the interview"""
_OMAR_NOTE = """Work and experience so far: picked fruit and dug channels for nine years, own goats before that
What the person wants: work until the farm calls him back, near home
What could stand in the way: one shared telephone; his daughter Salma reads for him
What we agreed, who does it, by when: I ring before noon, Salma answers
Next contact: by phone"""
_OMAR_WITHHELD = "A neighbour said that the farm may not call him back this year. To be checked with the farm."
_AMINA_MESSAGES = (
    ("Welcome", "You are registered. Your counsellor is Joseph Mtolemba in Port Maravel.", "registration.opened", 46, True, "/me/"),
    ("Your certificate of registration is ready", "You can open it and print it at any time.", "registration.certificate", 46, True, "/me/"),
    ("An answer to your application", "The post went to another person.", "application.rejected", 26, True, "/me/applications/"),
    ("You are on the shortlist", "Lantern Kitchen would like to know you better.", "application.shortlisted", 5, True, "/me/applications/"),
    ("You are invited to an interview", "Lantern Kitchen invites you. The day and place are on your application.",
     "application.interview", 2, False, "/me/applications/"),
    ("Joseph suggests a vacancy", "This kitchen is close to you. Tell us whether you are interested.", "referral.proposed", 2, False, "/me/"),
    ("An employer would like to meet you", "They do not know your name yet. You decide.", "invitation.sent", 1, False, "/me/"),
)  # fmt: skip


def _spelled_otherwise(name: Name) -> Name:
    """The same name as another hand wrote it: the last letter of the given name doubled, in Latin script."""
    if name.script != "Latn" or not name.given:
        return name
    return replace(name, given=name.given + name.given[-1])
