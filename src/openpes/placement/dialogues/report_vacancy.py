"""Report a vacancy: anybody may say that something is wrong with it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openpes.base.enums import Sensitivity, Service
from openpes.base.errors import NotFound
from openpes.base.ids import clean_reference
from openpes.dialogues.definitions import Commit, Dialogue, Note, Option, Slot, Turn
from openpes.work.actions.reports import report_vacancy
from openpes.work.enums import Audience, ReportReason, VacancyStatus
from openpes.work.models import Vacancy


def _vacancy(turn: Turn) -> Vacancy:
    reference = clean_reference(str(turn.context.get("vacancy", "")), "V")
    rows = Vacancy.objects.filter(reference=reference or "", audience=Audience.PUBLIC).exclude(status=VacancyStatus.DRAFT)
    vacancy = rows.first()
    if vacancy is None:
        raise NotFound(_("There is no such vacancy."))
    return vacancy


def _guard(turn: Turn) -> None:
    _vacancy(turn)


def _intro(turn: Turn) -> list[Note]:
    vacancy = _vacancy(turn)
    return [Note(vacancy.title, (("", vacancy.reference),))]


def _other_reason(turn: Turn) -> bool:
    return turn.answers.get("reason") == ReportReason.OTHER


def _commit(turn: Turn, key: str) -> Commit:
    words = turn.answers.get("what") or turn.answers.get("text") or ""
    report = report_vacancy(actor=turn.actor, vacancy_id=_vacancy(turn).pk, reason=turn.answers["reason"], text=words)
    return Commit(
        result={"report_id": str(report.pk)},
        message=_("Thank you. An officer looks at it. We do not tell the employer who reported it."),
        next_url="/vacancies/",
        person_id=turn.actor.person_id if turn.actor.role == "jobseeker" else None,
    )


REPORT_VACANCY = Dialogue(
    name="work.report_vacancy",
    version=1,
    service=Service.JOB_MATCHING,
    title=gettext_lazy("Report this vacancy"),
    purpose=gettext_lazy("So that an officer can look at it. You need no account, and the employer does not learn who you are."),
    roles=frozenset({"visitor", "jobseeker", "employer"}),
    accepts=frozenset({"vacancy"}),
    guard=_guard,
    intro=_intro,
    minutes=1,
    commit=_commit,
    commit_label=gettext_lazy("Send the report"),
    slots=(
        Slot(
            name="reason",
            kind="choice",
            question=gettext_lazy("What is wrong?"),
            options=tuple(Option(r.value, r.label) for r in ReportReason),
            sensitivity=Sensitivity.PUBLIC,
        ),
        Slot(
            name="what",
            kind="long_text",
            question=gettext_lazy("What did you see?"),
            max_length=3000,
            when=_other_reason,
        ),
        Slot(
            name="text",
            kind="long_text",
            question=gettext_lazy("Is there more that we should know?"),
            help=gettext_lazy("For example who asked for money, how much, and how."),
            required=False,
            max_length=3000,
            when=lambda turn: not _other_reason(turn),
        ),
    ),
)
