"""Errata, prose and figures of the report in the reader's words. The findings are ours; the numbers are the report's."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.translation import gettext_lazy as _

from openpes.assessment.data import published
from openpes.assessment.tables import labels
from openpes.assessment.tables.specification import rows

GROUP_NAMES = {"World": "World", "High": "High income", "Upper": "Upper-middle income", "Lower": "Lower-middle income"}
REGIONS: dict[str, Any] = {
    "Africa": _("Africa"),
    "Americas": _("Americas"),
    "Arab States": _("Arab States"),
    "Asia and the Pacific": _("Asia and the Pacific"),
    "Europe and Central Asia": _("Europe and Central Asia"),
}
KINDS: dict[str, Any] = {
    "error": _("Error"),
    "prose vs table": _("Text and table disagree"),
    "prose vs question": _("Text and question disagree"),
    "prose vs Annex": _("Text and annex disagree"),
    "prose": _("The text contradicts itself"),
    "undeclared base": _("Base not stated"),
    "suspected copy": _("Perhaps a copy"),
    "numbering": _("Numbering"),
    "note missing": _("Note missing"),
    "names": _("Names"),
    "typos": _("Misprints"),
    "structure": _("Structure"),
    "classification": _("Classification"),
    "rounding": _("Rounding"),
    "no error": _("Checked, no error"),
}
CONFIDENCE: dict[str, Any] = {
    "high": _("certain"),
    "medium": _("likely"),
    "low": _("possible"),
    "guess": _("a guess"),
}
STATUS: dict[str, Any] = {
    "matches_table": _("Agrees with the table"),
    "approx_ok": _("About right"),
    "prose_only": _("Stands in the text only"),
    "derivable_from_table_10": _("Follows from Table 10"),
    "CONTRADICTS_TABLE": _("Contradicts the table"),
    "INCONSISTENT_IN_PROSE": _("Contradicts the same paragraph"),
}
WRONG = {"CONTRADICTS_TABLE", "INCONSISTENT_IN_PROSE"}
APPROXIMATELY: dict[str, Any] = {
    "exact": "%(value)s %%",
    "approx": _("about %(value)s %%"),
    "more_than": _("more than %(value)s %%"),
    "less_than": _("less than %(value)s %%"),
}
# Subjects of the prose that have a row or an option of their own: its key in the words of the questionnaire.
KEYS = {
    "has a digital strategy": "q1_2",
    "explicit policy document": "q1_2_1.policy_document",
    "earmarked funds for the strategy (base: surveyed)": "q1_2_1.resource_allocation",
    "driver: keeping up with technology trends": "q1_1.tech_trends",
    "keeping up with technology trends": "q1_1.tech_trends",
    "technology improved delivery: young": "q2_4.young",
    "technology improved delivery: people with disabilities": "q2_4.disabilities",
    "technology improved delivery: older than 50": "q2_4.over_50",
    "Young people": "q2_4.young",
    "People with disabilities": "q2_4.disabilities",
    "Workers older than 50": "q2_4.over_50",
    "Women as single parents": "q2_4.single_mothers",
    "Migrants, refugees, displaced": "q2_4.migrants",
    "Minorities and indigenous people": "q2_4.minorities",
    "regular group training at premises": "q3_x.group_training",
    "regular group training": "q3_x.group_training",
    "collaboration with municipalities": "q3_x.municipal_collaboration",
    "none of the above": "q3_x.none",
    "training: basic understanding": "q3_2.basic_it",
    "basic understanding": "q3_2.basic_it",
    "training: basic data": "q3_2.basic_data",
    "basic data": "q3_2.basic_data",
    "training: digital rights, privacy": "q3_2.digital_rights",
    "digital rights, privacy": "q3_2.digital_rights",
    "training: advanced technologies": "q3_2.advanced_analytics",
    "social partners: active participation": "q1_6.active_participation",
    "active participation (approx)": "q1_6.active_participation",
    "social partners: seeking validation": "q1_6.seeking_validation",
    "seeking validation": "q1_6.seeking_validation",
}
SUBJECTS: dict[str, Any] = {
    "AI-type solutions offered": _("Solutions with artificial intelligence are offered"),
    "AI-driven solutions offered": _("Solutions with artificial intelligence are offered"),
    "developing modernization strategies with AI, cloud, ML": _("Plans with artificial intelligence and cloud services"),
    "phone: registration, matching, LMI, skills": _("Telephone: registration, job matching, labour market information, training"),
    "phone in every service except self-assessment": _("Telephone: every service but self-assessment"),
    "online: general information AND registration": _("Online: general information and registration"),
    "not systematic for single mothers / migrants / minorities": _("Not systematic for single mothers, migrants and minorities"),
    "support to clients with low digital skills": _("Support for clients with low digital skills"),
    "regular and targeted training": _("Regular training and training for a certain need"),
    '"power failure events and data theft or loss"': _("Plan for power cuts and for theft or loss of data"),
    "transparent protocols for data protection, processing and privacy": _("Clear rules for data protection and privacy"),
}
# What cannot be read from the report, and where else to look.
LOST: tuple[tuple[str, Any], ...] = (
    ("1", _("A map of the services: see the list of services.")),
    ("3", _("A map of the delivery approaches: see the list of services.")),
    ("10", _("Strategy by delivery approach: a picture without numbers; not recoverable.")),
    ("11", _("Training by category of staff: described in words only.")),
    (
        "13a",
        _("E-government development by delivery approach: needs the index of the United Nations, which is not in the report."),
    ),
    ("13b", _("E-participation by delivery approach: needs the index of the United Nations, which is not in the report.")),
    ("15a", _("Interaction level by delivery approach: a picture without numbers; not recoverable.")),
    ("15b", _("Interaction level by strategy: a picture without numbers; not recoverable.")),
)
FINDINGS: dict[str, Any] = {
    "E01": _(
        "The Total row of Table 8 repeats the Total row of Table 7 (80, 80, 72, 93). With the other rows of Table 8 this is impossible. The true count lies between 18 and 51 of 69; the text says about one third."
    ),
    "E02": _(
        "The text says that three quarters of lower-middle-income services counsel by telephone; the table says 43 % (6 of 14)."
    ),
    "E03": _("The text gives 93 % for information and registration online; registration is 88 %."),
    "E04": _("In the row on skills training one upper-middle-income service gave no answer: the base is 24 there, not 25."),
    "E05": _("In Table 10 one high-income service that works mostly by technology gave no answer: the base is 8, not 9."),
    "E06": _(
        "Table 15 stands on the 60 services with a plan or an answer (26, 22 and 12), not on 69. Of all 69 the shares would be 75, 72, 65 and 45 %."
    ),
    "E07": _("The text gives 92, 88 and 73 % for power cuts and theft or loss of data; these are the row on loss of data only."),
    "E08": _("The text says less than 36 %; the table has 25 of 69, which is 36.2 %."),
    "E09": _("Two rows of Table 13 are the same in all columns. This can be so, or one was copied; it cannot be proved."),
    "E10": _(
        "The text says that training falls off in lower-middle-income services; regular training is 79 beside 80 %, training for a need 79 beside 68 %."
    ),
    "E11": _("The text says that all services use online services; it is 68 of 69."),
    "E12": _(
        "The text says that lower-middle-income services use advanced technology most for training and matching; the table says 7 % for training, 14 % for matching and 14 % for labour market information."
    ),
    "E13": _("The text says more than 50 %; skills training by telephone is exactly 50 % (15 of 30)."),
    "E14": _(
        "The text says that data protection comes second in every income group and is named by all; it is first in high income, second in upper-middle, fourth in lower-middle, and 45 % name it."
    ),
    "E15": _(
        "The question asks to rate every challenge from 1 to 3; the text speaks of three main challenges. What Table 16 counts is not said."
    ),
    "E16": _(
        "The text says that services with some technology reach minorities more easily; Table 10 has 42 % for them and 44 % for those that work mostly by technology."
    ),
    "E17": _(
        "Box 1 says that all of the Americas but Brazil and Colombia work mostly by technology; Annex 3 also lists Honduras and Panama as giving some services so."
    ),
    "E18": _("The text says that most of Asia and the Pacific is mixed; it is 5 of 11."),
    "E19": _("The text says that clients could mostly only get information; Table 9 has 9 % there and 42 % at level 3."),
    "E20": _(
        "The text says that about four in ten support clients with low skills, and also that only 19 % offer nothing. 52 % does not exist for 30 services."
    ),
    "E21": _("The time of the survey is given as 2021 and as May to October 2020; the title says 2019."),
    "E22": _("The text names availability and quality of data as the greatest challenges; Table 16 has no such row."),
    "E23": _("The text says that all admitted the need to tell people of breaches; 54 % do it."),
    "E24": _("One third is said once of solutions offered and once of plans."),
    "E25": _("In Annex 2 the number 8.c is printed twice; the second is 8.d."),
    "E26": _("Burundi is printed as lower-middle income without a note; it has low income and was counted there."),
    "E27": _("Some countries have different names in Annex 2 and Annex 3."),
    "E28": _("A sub-region is spelled differently for Croatia."),
    "E29": _("Misprints in the list of technologies."),
    "E30": _("Misprints in words and names, among them “Data thief” in Table 15."),
    "E31": _("Table 3 has six kinds of services, Tables 5 to 8 have seven."),
    "E32": _("The question on clients' digital skills is printed as its own first option, without a number."),
    "E33": _(
        "The income groups of Indonesia and Romania fit the list of July 2020, not the list of July 2019 that the note names."
    ),
    "E34": _("5 of 8 is 62.5 and is printed as 63: the report rounds half up."),
    "OK1": _("Annex 2 and Annex 3 list the same 69 services; the counts by income group give Table 4 exactly."),
    "OK2": _("In Table 16 the column for all services is the sum of the groups in every row."),
    "OK3": _("In Table 9 the counts add up to 30, 25, 14 and 69."),
}


@dataclass(frozen=True)
class Finding:
    erratum: published.Erratum
    kind: Any
    text: Any
    confidence: Any


@dataclass(frozen=True)
class Said:
    """One percentage of the prose in words: ``value`` as the text puts it, what the table says, and whether they agree."""

    line: int
    subject: str
    group: Any
    value: str
    k: int | None
    n: int | None
    table: int | None
    table_value: int | None
    status: Any
    wrong: bool


@cache
def _row_labels() -> dict[str, Any]:
    return {f"T{row.table}:{row.label}": row for row in rows() if row.table != 10}


def errata() -> list[Finding]:
    return [Finding(e, KINDS[e.kind], FINDINGS[e.id], CONFIDENCE[e.confidence]) for e in published.errata()]


def facts() -> list[Said]:
    return [
        Said(
            fact.line,
            subject(fact),
            labels.GROUP_LABELS[GROUP_NAMES[fact.group]],
            str(APPROXIMATELY[fact.kind]) % {"value": fact.value},
            fact.k,
            fact.n,
            int(fact.table_row[1:].split(":")[0]) if fact.table_row else None,
            fact.table_value,
            STATUS[fact.status],
            fact.status in WRONG,
        )
        for fact in published.facts()
    ]


def subject(fact: published.Fact) -> str:
    """What a percentage speaks of: our words, those of the questionnaire, or those of the table's row."""
    if fact.subject in SUBJECTS:
        return str(SUBJECTS[fact.subject])
    if fact.subject in KEYS:
        return labels.spoken().text(KEYS[fact.subject])
    return labels.item_label(_row_labels()[fact.table_row])


@dataclass(frozen=True)
class FigureLine:
    figure: str
    label: str
    group: Any
    value: published.FigureValue


def figures() -> dict[str, Any]:
    """``known``: the values of Figures 5 to 14; ``lost``: figures that cannot be recovered. Figures 2 and 4 draw Tables 5 to 8."""
    known = [
        FigureLine(value.figure, labels.spoken().text(KEYS[value.row]), labels.GROUP_LABELS[value.group], value)
        for value in published.figures()
        if value.row in KEYS
    ]
    return {"known": sorted(known, key=lambda line: int(line.figure)), "lost": [(number, text) for number, text in LOST]}


def region(name: str) -> str:
    return str(REGIONS[name])
