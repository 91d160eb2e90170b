"""The named people of the demo: who signs in, in which role, and the lives that are told in full.

Their names are invented for the made-up country. Omar has no account on purpose: he was registered at the
counter, shares a telephone and is found there again.
"""

from dataclasses import dataclass

from .setting import Stage
from .values import Employer, Job, Jobseeker, Name, Vacancy

AMINA, OMAR, HELPER = 0, 1, 2
LENA = 0
JOSEPH = 0


@dataclass(frozen=True, slots=True)
class Staff:
    """A member of staff, of a partner or of an employer who can sign in (`email`), or a colleague who cannot."""

    key: str
    name: str
    role: str
    organisation: str
    email: str = ""
    what: str = ""


STAFF: tuple[Staff, ...] = (
    Staff("joseph", "Joseph Mtolemba", "counsellor", "OFF-PMA", "joseph@solmara.example", "counsellor, about 300 people"),
    Staff("marta", "Marta Quenby", "counsellor", "OFF-PMA"),
    Staff("ruth", "Ruth Hargrove", "manager", "OFF-PMA", "ruth@solmara.example", "head of the office in Port Maravel"),
    Staff("helen", "Helen Wexley", "manager", "SES", "helen@solmara.example", "director, the whole country"),
    Staff("samir", "Samir al-Nawari", "administrator", "SES", "samir@solmara.example", "administrator"),
    Staff("ines", "Ines Vilarez", "employer_liaison", "OFF-PMA", "ines@solmara.example", "employer-liaison officer"),
    Staff("nadia", "Nadia al-Batari", "contact_agent", "WEA", "nadia@solmara.example", "contact-centre agent"),
    Staff("tomas", "Tomas Orrando", "content_editor", "SES", "tomas@solmara.example", "content editor"),
    Staff("daniel", "Daniel Fenley", "data_protection", "SES", "daniel@solmara.example", "data-protection officer"),
    Staff("victor", "Victor Castrel", "security_officer", "SES", "victor@solmara.example", "security officer"),
    Staff("grace", "Grace Kilemba", "partner_adviser", "OHA-PMA", "grace@solmara.example", "adviser of a partner, Open Hands"),
)  # fmt: skip
COLLEAGUES = (
    ("Rosine Pelley", "OFF-OST"), ("Jumani Paloso", "OFF-QUE"), ("Laila Bin Katari", "OFF-HAD"),
    ("Karim al-Galouni", "OFF-HAD"), ("Salwa al-Rawari", "OFF-SAM"), ("Neema Ngaresa", "OFF-KAM"),
    ("Kibazo Mwetundu", "OFF-KAM"), ("Baraka Kaloso", "OFF-MTO"), ("Corine Brancombe", "OFF-LIN"),
    ("Edvin Carrley", "OFF-LIN"), ("Halric Ostrow", "OFF-CAR"), ("Luzinda Morando", "OFF-ZAN"),
    ("Fetinho Tallano", "OFF-ZAN"), ("Teresia Quemonte", "OFF-VIL"), ("Lucien Verchean", "OFF-SEL"),
    ("Odette Marnois", "OFF-SEL"), ("Bertine Caslaud", "OFF-CAS"), ("Winona Fenby", "OFF-TAV"),
)  # fmt: skip


def counsellors() -> list[Staff]:
    """Everyone with a caseload; their position is the number that records carry. Joseph is the first."""
    named = [person for person in STAFF if person.role == "counsellor"]
    others = [Staff(f"colleague{n}", name, "counsellor", office) for n, (name, office) in enumerate(COLLEAGUES)]
    return [*named, *others]


def put_on_stage(people: list[Jobseeker], employers: list[Employer], stage: Stage) -> None:
    """Gives the first people and the first employer their told lives."""
    _amina(people[AMINA], stage)
    _omar(people[OMAR])
    _helper(people[HELPER], people[OMAR])
    _lena(employers[LENA])


def _amina(p: Jobseeker, stage: Stage) -> None:
    p.key, p.email = "amina", "amina@solmara.example"
    p.names = (Name("Latn", "Amina", "al-Hawari"), Name("Arab", "أمينة", "الهاواري"))
    p.sex, p.birth_year, p.birth_month_day, p.language = "female", stage.today.year - 29, (4, 17), "en"
    p.town, p.office, p.address, p.landmark = "QS-MV-01-01", "OFF-PMA", "27 Bakers Lane", False
    p.phone, p.phone_shared, p.needs_reader = "+99951204417", False, False
    p.document = ("national_card", "204417364")
    p.status, p.state, p.registered_ago, p.channel = "unemployed", "open", 46, "web"
    p.ended_ago, p.end_reason, p.recall_in = None, "", None
    cook = stage.taxonomy.trades["o.cook"]
    p.trades, p.own_words = ("o.cook", "o.kitchen-helper", "o.baker"), "cook in a small kitchen"
    p.trades = tuple(code for code in p.trades if code in stage.taxonomy.trades)
    p.skills = tuple(dict.fromkeys((*cook.essential, *cook.optional[:2], "s.work-in-team", "s.speak-with-customers")))
    p.licences = tuple(c for c in ("l.food-handler",) if c in stage.taxonomy.skills)
    p.jobs = (
        Job("employee", "o.cook", "Cook, hot meals and fish", "Hotel on the harbour", 31, 58),
        Job("informal", "o.street-food-seller", "Cooked lunches for a building site", "by the day, several people", 14, 1020),
        Job("unpaid_care", "o.home-carer", "Looked after my grandmother", "at home", 16, 1460),
    )
    p.education, p.languages = 3, (("ar", 6), ("en", 4), ("fr", 2))
    p.hours, p.hours_max, p.shifts_unwanted = "either", None, ("night",)
    p.pay_floor, p.telework, p.radius_km, p.available_in = 170_000, None, 20, 0
    p.visible, p.groups = True, ()
    p.summary = "I cook fresh food for many people and stay calm when it gets busy. I would like to lead a kitchen one day."
    p.consents = ("show_to_employers", "messages_by_phone", "follow_up_survey")


def _omar(p: Jobseeker) -> None:
    p.key, p.email = "omar", ""
    p.names = (Name("Latn", only="Omar"), Name("Arab", only="عمر"))
    p.sex, p.birth_year, p.birth_month_day, p.language, p.needs_reader = "male", 1979, None, "ar", True
    p.town, p.office, p.address, p.landmark = "QS-MV-01-04", "OFF-PMA", "behind the salt store, second door", True
    p.phone, p.phone_shared, p.document = "+99960815520", True, ("local_letter", "1147")
    p.status, p.state, p.registered_ago, p.channel = "seasonal_layoff", "open", 71, "counter"
    p.ended_ago, p.end_reason, p.recall_in = None, "", 64
    p.trades, p.own_words = ("o.farm-labourer", "o.building-labourer"), "field work and lifting"
    p.jobs = (
        Job("informal", "o.farm-labourer", "Picked fruit and dug channels", "farms by the coast, by the day", 110, 60),
        Job("family", "o.subsistence-farmer", "Goats and vegetables", "family farm", 90, 3400),
    )
    p.education, p.languages, p.hours, p.hours_max = 1, (("ar", 6), ("en", 1)), "full_time", None
    p.pay_floor, p.telework, p.radius_km, p.available_in = None, None, 15, 0
    p.shifts_unwanted, p.visible, p.groups, p.consents = (), False, (), ("messages_by_phone",)
    p.summary, p.licences = "", ()


def _helper(p: Jobseeker, omar: Jobseeker) -> None:
    p.key, p.email = "omar-helper", ""
    p.names = (Name("Latn", "Salma", "Bin Omar"), Name("Arab", "سلمى", "بن عمر"))
    p.sex, p.town, p.office, p.address, p.landmark = "female", omar.town, omar.office, omar.address, True
    p.phone, p.phone_shared, p.language, p.needs_reader = omar.phone, True, "ar", False
    p.state, p.ended_ago, p.end_reason = "open", None, ""
    p.registered_ago = max(p.registered_ago, 20)


def _lena(e: Employer) -> None:
    e.key, e.sector, e.kind, e.isic, e.tier = "lena", "hotel", "firm", "5610", 2
    e.name, e.language, e.size_band = "Lantern Kitchen", "en", "10-49"
    e.description = "We cook fresh food for offices, weddings and our own forty tables on the harbour."
    e.town, e.office, e.address = "QS-MV-01-01", "OFF-PMA", "4 Quay Street, Port Maravel"
    e.register_number, e.licence_number, e.licence_days = "QR204811", "", None
    e.contact, e.contact_function = "Lena Ostrow", "Owner"
    e.phone, e.email, e.created_ago = "+99930447120", "lena@solmara.example", 420


def lenas_vacancies(stage: Stage, vacancies: list[Vacancy]) -> None:
    """The first three vacancies become Lena's open ones, the fourth one she filled through the service."""
    for number, (code, title, places, posted, text) in enumerate(LENAS):
        v = vacancies[number]
        trade = stage.taxonomy.trades[code]
        v.employer, v.trade, v.isco, v.title, v.language = LENA, code, trade.isco, title, "en"
        v.description, v.status, v.audience, v.handling = text, "published", "public", "public_application"
        v.apply_by, v.apply_to, v.places_total, v.places_filled = "here", "", places, 0
        v.contract, v.formal, v.hours, v.hours_per_week = "permanent", True, "full_time", 40
        v.shifts, v.telework, v.towns = ("day", "evening"), "none", ("QS-MV-01-01",)
        v.pay_min, v.pay_max, v.pay_period = 205_000 - 15_000 * number, 240_000 - 20_000 * number, "month"
        v.pay_words = f"{v.pay_min // 100:,} to {v.pay_max // 100:,} dara a month"
        v.education_min, v.experience_months = None, 12 if number == 0 else None
        v.starts_in, v.ends_in, v.posted_ago, v.expires_in = 14, None, posted, 24 - number
        v.closed_ago, v.closing_reason, v.on_behalf_of = None, "", None
        v.essential, v.optional, v.requirements = trade.essential[:6], trade.optional[:3], ()
        v.key = f"lena-{number + 1}"
    last = vacancies[len(LENAS) - 1]
    last.status, last.closed_ago, last.expires_in = "closed", 62, -50
    last.closing_reason, last.places_filled = "filled_by_service", last.places_total


LENAS = (
    (
        "o.cook",
        "Cook for a fresh kitchen",
        1,
        12,
        """\
We cook for forty tables and for weddings, and everything starts from fresh fish and vegetables. We are looking for a cook \
who tastes before serving and keeps a cool head at one o'clock.

Your work:
- cook hot and cold dishes from the day's delivery
- plan what is needed for the next day
- keep the kitchen clean and the food safe

We ask for about a year in a kitchen. A hotel, a canteen or cooking for a building site all count.

40 hours a week, day and evening, two days off in a row. Meals are free. You can start in two weeks.""",
    ),
    (
        "o.kitchen-helper",
        "Kitchen helper (2 places)",
        2,
        8,
        """\
Two pairs of hands for our kitchen on the harbour. You wash, peel, cut and carry, and you learn to cook if you want to.

Your work:
- wash and cut vegetables and fish
- wash dishes and tools
- put deliveries away

No experience needed. Come as you are, we show you everything. Meals are free.""",
    ),
    (
        "o.waiter",
        "Waiter or waitress",
        1,
        19,
        """\
Forty tables, half of them under the trees. Our guests stay long and come back.

Your work:
- welcome guests and bring food and drinks
- take orders and money
- keep an eye on the tables

A second language helps. Tips are shared by everyone, the kitchen too.""",
    ),
    (
        "o.kitchen-helper",
        "Kitchen helper",
        1,
        96,
        """\
We need one more pair of hands in the kitchen before the wedding season: washing, peeling, cutting, carrying. We show you \
everything, and the meals are free.""",
    ),
)
