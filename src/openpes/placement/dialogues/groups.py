"""Voluntary answers about target groups: only what the country allows to be asked, only with consent, never for a score."""

from collections.abc import Sequence

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from openpes.base import countrypack
from openpes.base.enums import Sensitivity, Service
from openpes.dialogues.definitions import Commit, Dialogue, Note, Option, Slot, Turn
from openpes.people import actions as people
from openpes.people.enums import Collectable
from openpes.people.models import TargetGroup
from openpes.placement.dialogues.people import known_person
from openpes.trust.consent import purposes, write_down
from openpes.trust.enums import ConsentState

CONSENT = "target_group_data"


def _askable(turn: Turn) -> Sequence[Option]:
    """Groups that nothing else tells (age and length of unemployment are known) and that may be asked about."""
    tongue = get_language() or "en"
    return [
        Option(group.code, group.name.in_language(tongue), group.help.in_language(tongue))
        for group in countrypack.current().target_groups
        if group.known_from == "answer" and group.may_be_collected != Collectable.NO
    ]


def _intro(turn: Turn) -> Sequence[Note]:
    tongue = get_language() or "en"
    wording = next((p.text for p in purposes(tongue) if p.code == CONSENT), "")
    return [Note(_("You need not answer"), [("", wording)])] if wording else []


def _prefill(turn: Turn) -> dict[str, object]:
    person = known_person(turn)
    held = person.target_groups.filter(withdrawn_at=None).values_list("group__code", flat=True)
    return {"groups": sorted(held)} if held else {}


def commit(turn: Turn, key: str) -> Commit:
    """Declares what is ticked, withdraws what is no longer ticked, writes the consent down."""
    person = known_person(turn)
    ticked = set(turn.answers.get("groups") or [])
    state = ConsentState.GIVEN if ticked else ConsentState.REFUSED
    write_down(actor=turn.actor, person_id=person.pk, code=CONSENT, state=state, synthetic=person.synthetic)
    held = {m.group.code: m for m in person.target_groups.filter(withdrawn_at=None).select_related("group")}
    for code in sorted(ticked - held.keys()):
        group = TargetGroup.objects.get(code=code)
        people.declare_target_group(actor=turn.actor, person=person, group=group, consent_given=True)
    for code in sorted(held.keys() - ticked):
        people.withdraw_target_group(actor=turn.actor, membership=held[code])
    return Commit(
        result={"person_id": str(person.pk)}, message=_("Kept. You can change or delete this at any time."), person_id=person.pk,
        next_url="/me/" if not turn.actor.is_staff else "",
    )  # fmt: skip


TARGET_GROUPS = Dialogue(
    name="placement.target_groups",
    version=1,
    service=Service.OWN_RECORD,
    title=gettext_lazy("More help that fits you"),
    purpose=gettext_lazy("Some people have a right to more help. If you want, tell us what applies to you."),
    minutes=1,
    roles=frozenset({"jobseeker"}),
    guard=lambda turn: known_person(turn) and None,
    commit=commit,
    prefill=_prefill,
    intro=_intro,
    commit_label=gettext_lazy("I agree and keep this"),
    slots=(
        Slot(
            "groups", "many", gettext_lazy("Does any of this apply to you?"), options=_askable, required=False,
            sensitivity=Sensitivity.SPECIAL,
            help=gettext_lazy("It never changes which vacancies suit you, and employers do not see it."),
        ),
    ),
)  # fmt: skip
