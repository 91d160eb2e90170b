"""What each row of Tables 4 to 17 counts.

One shape serves all ninety rows: of the services that answered at least one of ``cells`` and said yes to everything
in ``within``, how many said yes to at least one of ``cells``. The bases that the report does not declare follow from it: a
service without a contingency plan is not in Table 15, one that left the skills-training column blank is not in that row.

Cells are the questionnaire's ids; an option of a question with one answer is a cell of its own
(``q2_3.face_to_face``). Row labels are those of the report, kept in English as the identity of a row.
"""

from dataclasses import dataclass
from functools import cache

GROUPS = ("World", "High income", "Upper-middle income", "Lower-middle income")
# Which income groups a column holds. Low income is counted with lower-middle, as the report does.
MEMBERS = {
    "World": ("H", "U", "L", "LI"),
    "High income": ("H",),
    "Upper-middle income": ("U",),
    "Lower-middle income": ("L", "LI"),
}
GROUP_OF = {"H": "High income", "U": "Upper-middle income", "L": "Lower-middle income", "LI": "Lower-middle income"}


@dataclass(frozen=True)
class Row:
    """One row of a table: its labels, the cells that count and the conditions of its base."""

    table: int
    row_group: str
    label: str
    cells: tuple[str, ...]
    within: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[int, str, str]:
        return self.table, self.row_group, self.label


SERVICES = {
    "general_information": "General information",
    "registration": "Registration",
    "job_matching": "Job matching",
    "lmi": "Labour Market Information",
    "counselling": "Counselling and case management",
    "self_assessment": "Client's self-assessment tools",
    "skills_training": "Access to skills training",
}
TECHNOLOGIES = {5: "phone", 6: "online", 7: "social_media", 8: "advanced"}
APPROACHES = {
    "predominantly_technology": "Predominantly technology-based",
    "selected_services": "Only selected services are technology based",
    "face_to_face": "Face to face, mainly",
}
TARGET_GROUPS = {
    "young": "Young people",
    "disabilities": "People with disabilities",
    "over_50": "Workers older than 50",
    "single_mothers": "Women as single parents",
    "migrants": "Migrants, refugees, displaced",
    "minorities": "Minorities and indigenous people",
}
STAFF = ("managers", "process_design", "it", "front_desk")
# Tables whose rows are one cell each: table, question, {option: label}.
PLAIN: tuple[tuple[int, str, dict[str, str]], ...] = (
    (
        4,
        "q2_3",
        {
            "selected_services": "Only in selected services",
            "predominantly_technology": "Predominantly technology based",
            "face_to_face": "Face-to-face",
        },
    ),
    (
        9,
        "q2_2",
        {
            "information_only": "Only obtain information",
            "one_way": "Invoke a service and receive one response",
            "two_way": "Solicit a service and submit information",
            "full_transaction": "Are involved in loop of request responses",
            "proactive": "Receive services automatically",
        },
    ),
    (
        12,
        "q4_1",
        {
            "collection": "Data collection, storage and access",
            "preprocessing": "Data pre-processing",
            "integration": "Data integration tools",
            "ai_analysis": "AI analysis and decision making",
        },
    ),
    (
        13,
        "q1_3",
        {
            "consent": "Client's consent is required for data processing",
            "own_record_access": "Client's access is secured and access to own records granted",
            "transparency": "Personal data are processed in a transparent manner",
            "anonymisation": "Collected data from clients is anonymized",
            "third_party_sharing": "Protocols for sharing data with third parties are in place",
            "breach_notification": "Data breach notifications are provided",
        },
    ),
    (
        14,
        "q1_4",
        {
            "authentication": "Protocols for authentication",
            "internal_awareness": "Internal staff awareness",
            "security_technology": "Cyber security technology",
            "threat_strategy": "A strategy for cyber threats",
            "no_third_party_control": "No third-party access PES data",
        },
    ),
    (
        15,
        "q1_5",
        {"power": "Power failure", "data_loss": "Data loss", "cyberattack": "Cyberattacks", "data_theft": "Data thief"},
    ),
    (
        16,
        "q5_1",
        {
            "staff_upskilling": "A need to more frequently up-skill staff",
            "data_protection": "Data protection threats",
            "client_skills": "Clients' low digital skills/ability to go online",
            "interoperability": "Insufficient interoperability of data and systems",
            "infrastructure": "Absence of required infrastructure",
        },
    ),
    (
        17,
        "q5_2",
        {
            "free_staff_time": "Freeing time for most in need customers",
            "customer_experience": "Improving customer experience",
            "access": "Facilitating access",
            "time_savings": "Increasing average time savings",
            "transparency": "Improving transparency",
        },
    ),
)
LEARNING = {
    "learning_by_doing": "Learning by doing",
    "regular_training": "Regular training",
    "targeted_training": "Targeted training",
}
# Tables that stand on the services which said yes to something else first.
WITHIN = {15: ("q1_5",)}


@cache
def rows() -> tuple[Row, ...]:
    """The ninety rows in the report's order."""
    found = [*_technologies(), *_target_groups(), *_learning()]
    for table, question, options in PLAIN:
        found += [Row(table, "", label, (f"{question}.{code}",), WITHIN.get(table, ())) for code, label in options.items()]
    return tuple(sorted(found, key=lambda row: row.table))


def row_of_cell(cell: str) -> Row | None:
    """The row that counts this cell and nothing else, over all services: what a benchmark of one item stands on."""
    return _single().get(cell)


@cache
def _single() -> dict[str, Row]:
    return {row.cells[0]: row for row in rows() if len(row.cells) == 1 and row.table != 10}


def _technologies() -> list[Row]:
    found = []
    for table, technology in TECHNOLOGIES.items():
        cells = {service: f"q2_1.{technology}.{service}" for service in SERVICES}
        found.append(Row(table, "", "Total", tuple(cells.values())))
        found += [Row(table, "", label, (cells[service],)) for service, label in SERVICES.items()]
    return found


def _target_groups() -> list[Row]:
    return [
        Row(10, approach_label, label, (f"q2_4.{group}",), (f"q2_3.{approach}",))
        for approach, approach_label in APPROACHES.items()
        for group, label in TARGET_GROUPS.items()
    ]


def _learning() -> list[Row]:
    """A method counts when it is used for at least one category of staff."""
    return [Row(11, "", label, tuple(f"q3_1.{method}.{who}" for who in STAFF)) for method, label in LEARNING.items()]
