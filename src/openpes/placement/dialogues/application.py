"""Applying for a vacancy: first what fits and what is missing, then the application."""

import uuid
from collections.abc import Sequence

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from openpes.base.enums import Service
from openpes.dialogues.definitions import Commit, Dialogue, Note, Option, Slot, Turn
from openpes.matching.queries import explain_pair
from openpes.matching.reasons import sentence
from openpes.placement.actions.applications import LETTER, apply, open_vacancy, require_may_apply
from openpes.placement.dialogues.people import known_person
from openpes.trust.enums import FileKind
from openpes.trust.files import adopt, name_of
from openpes.trust.models import StoredFile
from openpes.work.enums import Handling
from openpes.work.models import JobseekerProfile, Vacancy

KINDS = {True: "met", False: "missed", None: "unknown"}


def _vacancy(turn: Turn) -> Vacancy:
    """The vacancy of the session, named by its reference (as in links) or its id. Raises NotFound."""
    named = str(turn.context.get("vacancy", ""))
    try:
        return open_vacancy(uuid.UUID(named))
    except ValueError:
        return open_vacancy(reference=named or "-")


def guard(turn: Turn) -> None:
    vacancy = _vacancy(turn)
    require_may_apply(person=known_person(turn), vacancy=vacancy)


def intro(turn: Turn) -> Sequence[Note]:
    """The vacancy, and every reason and every miss; nobody is refused for a miss."""
    vacancy = _vacancy(turn)
    shown = vacancy.employer.name if vacancy.handling != Handling.CONFIDENTIAL_EMPLOYER else _("employer not named")
    notes = [Note(f"{vacancy.title} · {shown}")]
    profile = JobseekerProfile.objects.filter(person=known_person(turn)).first()
    match = profile and explain_pair(profile_id=profile.pk, vacancy_id=vacancy.pk, language=get_language() or "en")
    if match:
        lines = [(KINDS[reason.good], sentence(reason)) for reason in match.reasons]
        notes.append(Note(_("What fits and what is missing"), lines))
    return notes


def _earlier_cv(turn: Turn) -> StoredFile | None:
    return (
        StoredFile.objects.filter(subject_id=known_person(turn).pk, kind=FileKind.CV, deleted_at=None)
        .order_by("-uploaded_at")
        .first()
    )


def _ways(turn: Turn) -> Sequence[Option]:
    ways = [Option("profile", _("My profile here"), _("Work, skills, languages. You need no file."))]
    earlier = _earlier_cv(turn)
    if earlier:
        ways.append(Option("earlier", _("The file I sent before: %(name)s") % {"name": name_of(earlier)}))
    return [*ways, Option("file", _("A file from my telephone or computer"))]


def commit(turn: Turn, key: str) -> Commit:
    person, vacancy = known_person(turn), _vacancy(turn)
    cv_file_id = None
    if turn.answers["cv"] == "earlier":
        earlier = _earlier_cv(turn)
        cv_file_id = earlier.pk if earlier else None
    elif turn.answers["cv"] == "file":
        cv_file_id = uuid.UUID(turn.answers["cv_file"]["file_id"])
        adopt(file_id=cv_file_id, subject_id=person.pk)
    row = apply(
        actor=turn.actor,
        person=person,
        vacancy_id=vacancy.pk,
        letter=turn.answers.get("letter") or "",
        cv_file_id=cv_file_id,
        share_contact=turn.answers["share_contact"],
    )
    return Commit(
        result={"application_id": str(row.pk)},
        reference=row.reference,
        message=_("Your application is with the employer. We tell you when something happens."),
        next_url=f"/me/applications/{row.reference}/" if not turn.actor.is_staff else "",
        person_id=person.pk,
    )


APPLY = Dialogue(
    name="placement.apply",
    version=1,
    service=Service.JOB_MATCHING,
    title=gettext_lazy("Apply"),
    purpose=gettext_lazy("Your application goes to the employer. You can take it back until it is decided."),
    minutes=3,
    roles=frozenset({"jobseeker"}),
    accepts=frozenset({"vacancy"}),
    guard=guard,
    commit=commit,
    intro=intro,
    commit_label=gettext_lazy("Send my application"),
    review_text=gettext_lazy("The employer gets your name, what you chose above and your work, skills and languages. Nothing else."),
    slots=(
        Slot("cv", "choice", gettext_lazy("What do you want to send?"), options=_ways),
        Slot(
            "cv_file", "file", gettext_lazy("Choose your CV"), when=lambda t: t.answers.get("cv") == "file",
            help=gettext_lazy("Leave out your birth date, family, religion, health and picture. An employer must not ask for them."),
        ),
        Slot(
            "letter", "long_text", gettext_lazy("Do you want to write something to the employer?"), required=False,
            max_length=LETTER, help=gettext_lazy("Two or three sentences are enough: why this work, and when you can start."),
        ),
        Slot(
            "share_contact", "yes_no", gettext_lazy("May the employer have your telephone and e-mail?"),
            help=gettext_lazy("If not, the employer reaches you through us."),
        ),
    ),
)  # fmt: skip
