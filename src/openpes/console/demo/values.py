"""What the generator makes: plain values, no tables. Days are counted back from the day of loading.

Everything here is invented; the loader marks every row `synthetic`.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Name:
    """A name in one script (ISO 15924): given and family, or one name only."""

    script: str
    given: str = ""
    family: str = ""
    only: str = ""

    def __str__(self) -> str:
        return self.only or f"{self.given} {self.family}".strip()


@dataclass(frozen=True, slots=True)
class Job:
    """A stretch of work: `kind` as in work.enums.ExperienceKind; `months` long, ended `ended_ago` days ago."""

    kind: str
    trade: str
    title: str
    where: str
    months: int
    ended_ago: int


@dataclass(slots=True)
class Jobseeker:
    """A jobseeker with profile and registration. `trades`, `skills` and `licences` are taxonomy codes."""

    number: int
    names: tuple[Name, ...]
    sex: str
    birth_year: int
    birth_month_day: tuple[int, int] | None
    language: str
    needs_reader: bool
    town: str
    office: str
    address: str
    landmark: bool
    phone: str
    phone_shared: bool
    email: str
    document: tuple[str, str] | None
    status: str
    state: str
    registered_ago: int
    ended_ago: int | None
    end_reason: str
    recall_in: int | None
    channel: str
    counsellor: int
    trades: tuple[str, ...]
    own_words: str
    skills: tuple[str, ...]
    licences: tuple[str, ...]
    jobs: tuple[Job, ...]
    education: int
    languages: tuple[tuple[str, int], ...]
    hours: str
    hours_max: int | None
    shifts_unwanted: tuple[str, ...]
    pay_floor: int | None
    telework: bool | None
    radius_km: int
    available_in: int
    visible: bool
    summary: str
    groups: tuple[str, ...]
    consents: tuple[str, ...]
    key: str = ""


@dataclass(slots=True)
class Employer:
    """An employer with one establishment and one contact."""

    number: int
    sector: str
    kind: str
    name: str
    language: str
    tier: int
    register_number: str
    isic: str
    size_band: str
    description: str
    licence_number: str
    licence_days: int | None
    town: str
    office: str
    address: str
    contact: str
    contact_function: str
    phone: str
    email: str
    created_ago: int
    key: str = ""


@dataclass(frozen=True, slots=True)
class Requirement:
    """A demand of the employer and its reason tied to the job."""

    kind: str
    code: str
    level: int | None
    label: str
    reason: str


@dataclass(slots=True)
class Vacancy:
    """A vacancy; `posted_ago` and `closed_ago` in days before today, `expires_in` in days after it."""

    number: int
    employer: int
    trade: str
    isco: str
    title: str
    description: str
    language: str
    status: str
    audience: str
    handling: str
    apply_by: str
    apply_to: str
    places_total: int
    places_filled: int
    contract: str
    formal: bool | None
    hours: str
    hours_per_week: int | None
    shifts: tuple[str, ...]
    telework: str
    pay_min: int | None
    pay_max: int | None
    pay_period: str
    pay_words: str
    education_min: int | None
    experience_months: int | None
    starts_in: int | None
    ends_in: int | None
    posted_ago: int
    expires_in: int
    closed_ago: int | None
    closing_reason: str
    towns: tuple[str, ...]
    essential: tuple[str, ...]
    optional: tuple[str, ...]
    requirements: tuple[Requirement, ...]
    on_behalf_of: int | None = None
    key: str = ""

    @property
    def is_open(self) -> bool:
        return self.status == "published"


@dataclass(slots=True)
class Application:
    """`steps`: (status, days ago, words). The last one is the present status."""

    person: int
    vacancy: int
    channel: str
    steps: tuple[tuple[str, int, str], ...]
    rejection: str = ""
    interview_in: int | None = None
    referral: int | None = None
    letter: str = ""

    @property
    def status(self) -> str:
        return self.steps[-1][0]


@dataclass(slots=True)
class Referral:
    person: int
    vacancy: int
    counsellor: int
    status: str
    made_ago: int
    answered_ago: int | None
    due_in: int | None
    message: str


@dataclass(slots=True)
class Invitation:
    person: int
    vacancy: int
    status: str
    sent_ago: int
    answered_ago: int | None
    message: str


@dataclass(slots=True)
class Placement:
    """`evidence`: (source, confirms, words, days ago)."""

    person: int
    vacancy: int | None
    employer: int | None
    employer_name: str
    application: int | None
    origin: str
    status: str
    own_account: bool
    formal: bool
    contract: str
    hours_per_week: int
    started_ago: int
    in_work_3: bool | None
    in_work_6: bool | None
    evidence: tuple[tuple[str, bool, str, int], ...]


@dataclass(slots=True)
class Task:
    """`about`: ("referral" or "placement", its position) for a task that follows from one."""

    kind: str
    state: str
    person: int | None
    office: str
    counsellor: int | None
    words: str
    created_ago: int
    due_in: int | None
    done_ago: int | None = None
    employer: int | None = None
    vacancy: int | None = None
    about: tuple[str, int] | None = None


@dataclass(slots=True)
class Note:
    person: int
    counsellor: int
    template: str
    text: str
    days_ago: int
    withheld: str = ""
    withheld_reason: str = ""


@dataclass(slots=True)
class Event:
    """One contact, as in base.models.ServiceEvent."""

    service: str
    act: str
    channel: str
    level: int
    assisted: bool
    outcome: str
    language: str
    office: str
    person: int | None
    counsellor: int | None
    employer: int | None
    days_ago: int
    minute: int
    length: int


@dataclass(slots=True)
class Message:
    person: int
    kind: str
    subject: str
    text: str
    language: str
    days_ago: int
    read: bool
    channel: str
    link: str = ""


@dataclass(slots=True)
class Country:
    """All of it. Numbers in the records are positions in these lists."""

    jobseekers: list[Jobseeker] = field(default_factory=list)
    employers: list[Employer] = field(default_factory=list)
    vacancies: list[Vacancy] = field(default_factory=list)
    applications: list[Application] = field(default_factory=list)
    referrals: list[Referral] = field(default_factory=list)
    invitations: list[Invitation] = field(default_factory=list)
    placements: list[Placement] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    saved: list[tuple[int, int, bool, int]] = field(default_factory=list)
    duplicates: list[tuple[int, int]] = field(default_factory=list)
