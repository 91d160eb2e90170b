"""Where an agency stands beside the published reference, and how a network compares with it."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from openpes.assessment.benchmark import rules
from openpes.assessment.instrument.values import Value
from openpes.assessment.models import AnswerSheet, SurveyAgency
from openpes.assessment.sheets import perms
from openpes.assessment.sheets import queries as sheets
from openpes.assessment.sheets.enums import SheetState
from openpes.assessment.tables.specification import GROUPS
from openpes.base.actor import Actor
from openpes.base.errors import InvalidInput, NotFound


@dataclass(frozen=True)
class Standing:
    """An agency beside the reference. Without a sheet there are peers and no own answers.

    ``verified``: its newest verified sheet speaks; otherwise the newest one that is not withdrawn, and the page says so.
    """

    agency: SurveyAgency
    sheet: AnswerSheet | None
    values: dict[str, Value]
    items: list[rules.Compared]

    @property
    def verified(self) -> bool:
        return self.sheet is not None and self.sheet.status == SheetState.VERIFIED

    @property
    def synthetic(self) -> bool:
        return self.agency.synthetic or (self.sheet is not None and self.sheet.synthetic)

    @property
    def approach(self) -> str:
        """The delivery approach: the own answer to question 2.3, else what the agency was entered with."""
        return str(self.values.get("q2_3") or self.agency.approach)


@dataclass(frozen=True)
class Network:
    """Agencies of one network against the published column ``group``. ``synthetic``: all of them are invented."""

    name: str
    group: str
    agencies: tuple[SurveyAgency, ...]
    synthetic: bool
    items: list[rules.Against]

    @property
    def tested(self) -> int:
        return sum(item.p is not None for item in self.items)


def open_agencies(*, actor: Actor) -> list[SurveyAgency]:
    """Agencies of the actor's part of the tree, and the own agency for whoever leads a part of it. By name; at most 3 SQL queries."""
    found = set(sheets.agencies(actor=actor))
    own = sheets.own_agency(actor=actor) if perms.is_lead(actor) else None
    return sorted(found | ({own} if own else set()), key=lambda agency: (agency.name, agency.pk))


def standing(*, actor: Actor, agency_id: uuid.UUID) -> Standing:
    """Raises NotFound when the agency is not open to the actor. At most 6 SQL queries."""
    agency = next((one for one in open_agencies(actor=actor) if one.pk == agency_id), None)
    if agency is None:
        raise NotFound(_("There is no such agency, or it is not open to you."))
    sheet = sheets.standing_of(agency) or _newest(agency)
    values = sheets.sheet_values(sheet) if sheet else {}
    approach = str(values.get("q2_3") or agency.approach)
    return Standing(
        agency, sheet, values, rules.compare(values, income_group=agency.income_group, approach=approach, region=agency.region)
    )


def _newest(agency: SurveyAgency) -> AnswerSheet | None:
    rows = AnswerSheet.objects.filter(agency=agency).exclude(status=SheetState.WITHDRAWN).select_related("agency")
    return rows.order_by("-reference_date", "-edition", "-pk").first()


def find_agency(*, actor: Actor, words: str) -> SurveyAgency:
    """The agency with this id, or with this name, or the only one whose name holds these words. Raises NotFound, InvalidInput."""
    rows = open_agencies(actor=actor)
    exact = [row for row in rows if words.strip().lower() in (str(row.pk), row.name.lower())]
    found = exact or [row for row in rows if words.strip().lower() in row.name.lower()]
    if not found:
        raise NotFound(_("There is no such agency, or it is not open to you."))
    if len(found) > 1:
        raise InvalidInput(
            _("Several agencies have this name: %(names)s") % {"names": ", ".join(f"{r.name} ({r.pk})" for r in found)}
        )
    return found[0]


def networks(*, actor: Actor) -> list[str]:
    """Names of the networks whose agencies are open to the actor. One SQL query."""
    rows = perms.visible_agencies(actor).exclude(network="").order_by("network")
    return list(rows.values_list("network", flat=True).distinct())


def network(*, actor: Actor, name: str, group: str = GROUPS[0]) -> Network:
    """The newest verified sheets of a network against one column of the reference.

    Real and invented sheets are never counted together: where there is a real one, only real ones count.
    """
    if group not in GROUPS:
        raise InvalidInput(_("Choose one of the list."), field="group")
    verified = sheets.newest_verified(perms.visible_agencies(actor).filter(network=name).exclude(network=""))
    chosen, synthetic = _one_kind(verified)
    values = sheets.values_of(chosen)
    pairs = [(sheet.agency.income_group, values[sheet.pk]) for sheet in chosen]
    return Network(name, group, tuple(sheet.agency for sheet in chosen), synthetic, rules.against_reference(pairs, group=group))


def _one_kind(verified: Iterable[AnswerSheet]) -> tuple[list[AnswerSheet], bool]:
    rows = list(verified)
    real = [sheet for sheet in rows if not (sheet.synthetic or sheet.agency.synthetic)]
    return (real, False) if real else (rows, bool(rows))
