"""The questions of "post a vacancy"."""

import uuid
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openpes.base.enums import Sensitivity
from openpes.dialogues.definitions import Option, Slot, Turn
from openpes.placement.dialogues import vacancy_proposals as propose
from openpes.work import rules
from openpes.work.enums import ApplyBy, Audience, Contract, Handling, Hours, IscedLevel, RequirementKind, Shift, Telework
from openpes.work.finding_messages import say

_JOB, _TERMS = gettext_lazy("The job"), gettext_lazy("Pay and conditions")
NEEDS, _PEOPLE = gettext_lazy("What the job needs"), gettext_lazy("How people find and reach you")
_NEEDED = {
    RequirementKind.LANGUAGE: gettext_lazy("A language"),
    RequirementKind.LICENCE: gettext_lazy("A licence or certificate"),
    RequirementKind.PHYSICAL: gettext_lazy("Something physical, such as lifting"),
    RequirementKind.EDUCATION: gettext_lazy("A level of education"),
    RequirementKind.EXPERIENCE: gettext_lazy("Experience"),
}


def employer_id_of(turn: Turn) -> uuid.UUID | None:
    """The own employer; for staff the one the session was started for."""
    if turn.actor.role == "employer":
        return turn.actor.employer_id
    try:
        return uuid.UUID(str(turn.context.get("employer", "")))
    except ValueError:
        return None


def _pasted(turn: Turn) -> bool:
    return turn.answers.get("how") == "paste"


def _needs(kind: str) -> Any:
    def asked(turn: Turn) -> bool:
        return kind in (turn.answers.get("conditions") or ())

    return asked


def _reason(value: Any, turn: Turn) -> object | None:
    found = rules.requirement_findings([("", "", str(value))])
    return say(found[0]) if found else None


def _no_fee(value: Any, turn: Turn) -> object | None:
    if value is True:
        return say(rules.Finding("fee_asked", "fee_asked", "refuse", citation="ILO C181, 7"))
    return None


def _one_occupation(value: Any, turn: Turn) -> object | None:
    return _("Please choose one occupation, the nearest.") if value and len(value) > 1 else None


def _reason_slot(name: str, kind: str) -> Slot:
    return Slot(
        name=name,
        kind="text",
        question=gettext_lazy("Why does the job need this?"),
        help=gettext_lazy("People read the reason. A condition without a reason tied to the job is not lawful."),
        max_length=300,
        when=_needs(kind),
        validate=_reason,
        sensitivity=Sensitivity.PUBLIC,
        step=NEEDS,
    )


def _suggest(part: str) -> Any:
    def from_reading(turn: Turn) -> Any:
        value = getattr(propose.reading(turn), part)
        return None if value in ("", "unknown", None) else value

    return from_reading


def _suggest_day(part: str) -> Any:
    def from_reading(turn: Turn) -> str | None:
        day = getattr(propose.reading(turn), part)
        return day.isoformat() if day else None

    return from_reading


def _suggest_place(turn: Turn) -> dict[str, str] | None:
    return propose.place(turn) or propose.workplace(employer_id_of(turn))


def _suggest_hours(turn: Turn) -> int | None:
    found = propose.reading(turn).hours_per_week
    return int(found) if found else None


SLOTS = (
    Slot(
        name="how",
        kind="choice",
        question=gettext_lazy("Do you have an advert already?"),
        options=(
            Option("paste", gettext_lazy("Yes, I paste it"), gettext_lazy("We read it and propose the answers. You check them.")),
            Option("type", gettext_lazy("No, I answer the questions")),
        ),
        sensitivity=Sensitivity.PUBLIC,
        step=_JOB,
    ),
    Slot(
        name="advert",
        kind="long_text",
        question=gettext_lazy("Paste your advert"),
        help=gettext_lazy("The whole text, as it is. It is read here, on this machine, and sent nowhere else."),
        max_length=20_000,
        when=_pasted,
        sensitivity=Sensitivity.PUBLIC,
        step=_JOB,
    ),
    Slot(
        name="title",
        kind="text",
        question=gettext_lazy("What is the job called?"),
        help=gettext_lazy("A plain title, as people search for it: “Cook in a school kitchen”."),
        max_length=200,
        suggest=propose.title,
        sensitivity=Sensitivity.PUBLIC,
        step=_JOB,
    ),
    Slot(
        name="description",
        kind="long_text",
        question=gettext_lazy("What is the work?"),
        help=gettext_lazy("What somebody does on an ordinary day, with whom, and what is good about it."),
        required=False,
        max_length=20_000,
        suggest=propose.description,
        sensitivity=Sensitivity.PUBLIC,
        step=_JOB,
    ),
    Slot(
        name="occupation",
        kind="occupations",
        question=gettext_lazy("Which occupation is it?"),
        help=gettext_lazy("Tick the nearest, or search in your own words. Matching starts from it."),
        required=False,
        maximum=1,
        suggest=propose.occupations,
        validate=_one_occupation,
        sensitivity=Sensitivity.PUBLIC,
        step=_JOB,
    ),
    Slot(
        name="skills",
        kind="skills",
        question=gettext_lazy("Which skills matter?"),
        help=gettext_lazy("Tick what somebody really needs on the first day. Few skills find more people."),
        required=False,
        maximum=40,
        suggest=propose.skills,
        sensitivity=Sensitivity.PUBLIC,
        step=_JOB,
    ),
    Slot(
        name="places_total",
        kind="number",
        question=gettext_lazy("How many people do you want?"),
        minimum=1,
        maximum=10_000,
        suggest=lambda turn: propose.reading(turn).places_total or 1,
        sensitivity=Sensitivity.PUBLIC,
        step=_JOB,
    ),
    Slot(
        name="place",
        kind="place",
        question=gettext_lazy("Where is the work?"),
        suggest=_suggest_place,
        sensitivity=Sensitivity.PUBLIC,
        step=_JOB,
    ),
    Slot(
        name="telework",
        kind="choice",
        question=gettext_lazy("Can the work be done from home?"),
        options=tuple(Option(t.value, t.label) for t in Telework),
        suggest=_suggest("telework"),
        sensitivity=Sensitivity.PUBLIC,
        step=_JOB,
    ),
    Slot(
        name="contract",
        kind="choice",
        question=gettext_lazy("What kind of contract is it?"),
        options=tuple(Option(c.value, c.label) for c in Contract),
        suggest=_suggest("contract"),
        sensitivity=Sensitivity.PUBLIC,
        step=_TERMS,
    ),
    Slot(
        name="hours",
        kind="choice",
        question=gettext_lazy("Full time or part time?"),
        options=tuple(Option(h.value, h.label) for h in Hours),
        suggest=_suggest("hours"),
        sensitivity=Sensitivity.PUBLIC,
        step=_TERMS,
    ),
    Slot(
        name="hours_per_week",
        kind="number",
        question=gettext_lazy("How many hours a week?"),
        required=False,
        minimum=1,
        maximum=99,
        suggest=_suggest_hours,
        when=lambda turn: turn.answers.get("hours") in {Hours.PART_TIME, Hours.EITHER},
        sensitivity=Sensitivity.PUBLIC,
        step=_TERMS,
    ),
    Slot(
        name="shifts",
        kind="many",
        question=gettext_lazy("At which times?"),
        required=False,
        options=tuple(Option(s.value, s.label) for s in Shift),
        sensitivity=Sensitivity.PUBLIC,
        step=_TERMS,
    ),
    Slot(
        name="pay_from",
        kind="money",
        question=gettext_lazy("What do you pay?"),
        help=gettext_lazy(
            "The pay, or the lowest if there is a range. Vacancies with pay get more and better fitting applications. "
            "If it is not known yet, leave it empty: people see “pay not stated”."
        ),
        required=False,
        suggest=lambda turn: propose.pay(turn, "from"),
        sensitivity=Sensitivity.PUBLIC,
        step=_TERMS,
    ),
    Slot(
        name="pay_to",
        kind="money",
        question=gettext_lazy("Up to how much?"),
        help=gettext_lazy("Only if the pay is a range."),
        required=False,
        suggest=lambda turn: propose.pay(turn, "to"),
        sensitivity=Sensitivity.PUBLIC,
        step=_TERMS,
    ),
    Slot(
        name="fee_asked",
        kind="yes_no",
        question=gettext_lazy("Does somebody have to pay anything to get this job?"),
        help=gettext_lazy("For example for registration, training, a uniform or a visa."),
        validate=_no_fee,
        sensitivity=Sensitivity.PUBLIC,
        step=_TERMS,
    ),
    Slot(
        name="conditions",
        kind="many",
        question=gettext_lazy("Is there anything that somebody must have or be able to do?"),
        help=gettext_lazy("Only what the job cannot be done without. You say why for each. Leave it empty if there is nothing."),
        required=False,
        options=tuple(Option(kind.value, label) for kind, label in _NEEDED.items()),
        sensitivity=Sensitivity.PUBLIC,
        step=NEEDS,
    ),
    Slot(
        name="languages",
        kind="languages",
        question=gettext_lazy("Which language, and how well?"),
        when=_needs("language"),
        sensitivity=Sensitivity.PUBLIC,
        step=NEEDS,
    ),
    _reason_slot("language_reason", "language"),
    Slot(
        name="licences",
        kind="licences",
        question=gettext_lazy("Which licence or certificate?"),
        when=_needs("licence"),
        sensitivity=Sensitivity.PUBLIC,
        step=NEEDS,
    ),
    _reason_slot("licence_reason", "licence"),
    Slot(
        name="physical",
        kind="text",
        question=gettext_lazy("What must somebody be able to do?"),
        help=gettext_lazy("For example: lift 20 kg, climb ladders. Say what can be made easier with a tool."),
        max_length=200,
        when=_needs("physical"),
        sensitivity=Sensitivity.PUBLIC,
        step=NEEDS,
    ),
    _reason_slot("physical_reason", "physical"),
    Slot(
        name="education",
        kind="choice",
        question=gettext_lazy("Which level of education, at least?"),
        options=tuple(Option(str(level.value), level.label) for level in IscedLevel),
        when=_needs("education"),
        sensitivity=Sensitivity.PUBLIC,
        step=NEEDS,
    ),
    _reason_slot("education_reason", "education"),
    Slot(
        name="experience",
        kind="number",
        question=gettext_lazy("How many months of experience, at least?"),
        minimum=1,
        maximum=600,
        when=_needs("experience"),
        sensitivity=Sensitivity.PUBLIC,
        step=NEEDS,
    ),
    _reason_slot("experience_reason", "experience"),
    Slot(
        name="audience",
        kind="choice",
        question=gettext_lazy("Who may see the vacancy?"),
        options=(
            Option(Audience.PUBLIC, Audience.PUBLIC.label),
            Option(
                Audience.SERVICE_INTERNAL, Audience.SERVICE_INTERNAL.label, gettext_lazy("Counsellors propose people to you.")
            ),
            Option(Audience.PARTNERS, Audience.PARTNERS.label),
            Option(Audience.EMPLOYER_INTERNAL, Audience.EMPLOYER_INTERNAL.label),
        ),
        suggest=lambda turn: Audience.PUBLIC.value,
        sensitivity=Sensitivity.PUBLIC,
        step=_PEOPLE,
    ),
    Slot(
        name="handling",
        kind="choice",
        question=gettext_lazy("How do applications reach you?"),
        options=tuple(Option(h.value, h.label) for h in Handling),
        suggest=lambda turn: Handling.PUBLIC_APPLICATION.value,
        sensitivity=Sensitivity.PUBLIC,
        step=_PEOPLE,
    ),
    Slot(
        name="apply_by",
        kind="choice",
        question=gettext_lazy("How do people apply?"),
        options=tuple(Option(a.value, a.label) for a in ApplyBy),
        suggest=lambda turn: propose.reading(turn).apply_by or ApplyBy.HERE.value,
        sensitivity=Sensitivity.PUBLIC,
        step=_PEOPLE,
    ),
    Slot(
        name="apply_to",
        kind="text",
        question=gettext_lazy("Where exactly?"),
        help=gettext_lazy("The link beginning with https://, the telephone number, or the address and the times."),
        max_length=500,
        when=lambda turn: turn.answers.get("apply_by") not in {None, ApplyBy.HERE.value},
        suggest=_suggest("apply_to"),
        sensitivity=Sensitivity.PUBLIC,
        step=_PEOPLE,
    ),
    Slot(
        name="starts_on",
        kind="date",
        question=gettext_lazy("When does the work begin?"),
        required=False,
        suggest=_suggest_day("starts_on"),
        sensitivity=Sensitivity.PUBLIC,
        step=_PEOPLE,
    ),
    Slot(
        name="ends_on",
        kind="date",
        question=gettext_lazy("When does it end?"),
        required=False,
        when=lambda turn: turn.answers.get("contract") in {"fixed_term", "seasonal", "occasional", "internship"},
        sensitivity=Sensitivity.PUBLIC,
        step=_PEOPLE,
    ),
    Slot(
        name="expires_on",
        kind="date",
        question=gettext_lazy("What is the last day to apply?"),
        help=gettext_lazy("If you leave it empty, the vacancy stays open for 60 days. You can extend it."),
        required=False,
        suggest=_suggest_day("last_day"),
        sensitivity=Sensitivity.PUBLIC,
        step=_PEOPLE,
    ),
)
