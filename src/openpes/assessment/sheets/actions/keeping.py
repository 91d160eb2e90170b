"""Agencies that answer, sheets begun and copied, parts given to officers."""

import datetime as dt
import uuid
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from openpes.assessment import instrument
from openpes.assessment.instrument import values
from openpes.assessment.models import Answer, AnswerChange, AnswerSheet, SheetPart, SheetStep, SurveyAgency
from openpes.assessment.sheets import country_questions, perms, queries
from openpes.assessment.sheets.enums import AnswerSource, Approach, IncomeGroup, Region, SheetState
from openpes.base import clock
from openpes.base.actor import STAFF_ROLES, Actor
from openpes.base.errors import Conflict, InvalidInput, NotFound
from openpes.base.locking import write
from openpes.base.text import clean_line
from openpes.people.models import Account, Organisation, RoleAssignment
from openpes.trust.audit import audit

CHOICES = {"income_group": IncomeGroup, "region": Region, "approach": Approach}


def _facts(name: str, facts: dict[str, Any]) -> dict[str, Any]:
    """Cleaned facts of an agency. Raises InvalidInput(field)."""
    name = clean_line(name, 200)
    if not name:
        raise InvalidInput(_("Write the name of the agency."), field="name")
    country = clean_line(facts.get("country", "")).upper()
    if country and not (len(country) == 2 and country.isascii() and country.isalpha()):
        raise InvalidInput(_("Write the country as two letters, for example KE."), field="country")
    found = {"name": name, "country": country, "network": clean_line(facts.get("network", ""), 100)}
    for field, choices in CHOICES.items():
        value = facts.get(field, "")
        if value and value not in choices.values:
            raise InvalidInput(_("Choose one of the list."), field=field)
        found[field] = value
    return found


def register_agency(
    *,
    actor: Actor,
    name: str,
    keeper: Organisation,
    organisation: Organisation | None = None,
    synthetic: bool = False,
    **facts: Any,
) -> SurveyAgency:
    """An agency that answers: an organisation of the tree, or (none given) an outside one whose sheets ``keeper`` keeps.

    ``facts``: country (ISO 3166-1), income_group, region, approach, network. Raises InvalidInput, Conflict, NotAllowed.
    """
    perms.require_lead(actor)
    if actor.role != "system" and keeper.pk not in actor.scope_ids:
        raise NotFound(_("There is no such organisation, or it is not open to you."))
    values_ = _facts(name, facts)
    if organisation is not None and SurveyAgency.objects.filter(organisation=organisation).exists():
        raise Conflict(_("This organisation has been entered already."), field="organisation")
    with write():
        row = SurveyAgency.objects.create(
            keeper=keeper, organisation=organisation, synthetic=synthetic or keeper.synthetic, **values_
        )
        audit(actor=actor, act="survey.agency_registered", target=row, changes=values_)
    return row


def update_agency(*, actor: Actor, agency_id: uuid.UUID, name: str, **facts: Any) -> SurveyAgency:
    """Change what is known of an agency."""
    row = perms.agency_for(actor, agency_id)
    changes = _facts(name, facts)
    with write():
        SurveyAgency.objects.filter(pk=row.pk).update(**changes)
        audit(actor=actor, act="survey.agency_changed", target=row, changes=changes)
    row.refresh_from_db()
    return row


def begin_sheet(*, actor: Actor, agency_id: uuid.UUID, reference_date: dt.date, version: str = "") -> AnswerSheet:
    """A new, empty sheet of the newest questionnaire (or ``version``) with the country's own questions behind it."""
    agency = perms.agency_for(actor, agency_id)
    if reference_date > clock.today():
        raise InvalidInput(
            _("The day lies in the future. Answers speak of what is, not of what is planned."), field="reference_date"
        )
    version = version or instrument.versions()[-1]
    extension = country_questions.newest_extension()
    try:
        country_questions.definition(version, extension)
    except instrument.DefinitionError as problem:
        raise InvalidInput(str(problem), field="version") from problem
    with write():
        if AnswerSheet.objects.filter(agency=agency, reference_date=reference_date).exclude(status=SheetState.WITHDRAWN).exists():
            raise Conflict(
                _("There is a sheet of this agency for this day already. Open it in the list."), field="reference_date"
            )
        return _create(actor, agency, reference_date, version, extension)


def _create(
    actor: Actor, agency: SurveyAgency, day: dt.date, version: str, extension: str, source: AnswerSheet | None = None
) -> AnswerSheet:
    now = clock.now()
    last = AnswerSheet.objects.filter(agency=agency, reference_date=day).order_by("-edition").first()
    row = AnswerSheet.objects.create(
        agency=agency, version=version, extension=extension, extension_digest=country_questions.digest(extension),
        reference_date=day, edition=last.edition + 1 if last else 1, copied_from=source,
        begun_by_id=actor.account_id, begun_at=now, synthetic=agency.synthetic or actor.synthetic,
    )  # fmt: skip
    SheetStep.objects.create(sheet=row, after=SheetState.DRAFT, account_id=actor.account_id, at=now)
    audit(actor=actor, act="survey.sheet_begun", target=row, changes={"version": version, "day": day})
    return row


def new_edition(*, actor: Actor, sheet_id: uuid.UUID, reference_date: dt.date | None = None) -> AnswerSheet:
    """A draft that begins as a copy of a verified sheet, in the newest version of the questionnaire; answers move by id."""
    before = perms.sheet_for(actor, sheet_id)
    perms.require_leads(actor, before)
    if before.status != SheetState.VERIFIED:
        raise Conflict(_("Only a verified sheet is copied. Go on with this one instead."), code="wrong_state")
    day = reference_date or before.reference_date
    if not before.reference_date <= day <= clock.today():
        raise InvalidInput(_("Choose a day from that of the earlier edition up to today."), field="reference_date")
    version, extension = instrument.versions()[-1], country_questions.newest_extension()
    kept = values.mapped(queries.answers_of(before), country_questions.definition(version, extension))
    with write():
        if AnswerSheet.objects.filter(agency=before.agency, status__in=perms.OPEN_STATES, copied_from=before).exists():
            raise Conflict(_("A new edition of this sheet has been begun already. Open it in the list."), code="edition_open")
        row = _create(actor, before.agency, day, version, extension, before)
        now = clock.now()
        stands = {"source": AnswerSource.EDITION, "changed_by": actor.account_id, "changed_at": now}
        Answer.objects.bulk_create(Answer(sheet=row, item=i, state=g.state, value=g.value, **stands) for i, g in kept.items())
        # The copy has no author: who takes an answer over without touching it has not given it.
        AnswerChange.objects.bulk_create(
            AnswerChange(sheet=row, item=i, new_state=g.state, new_value=g.value, source=AnswerSource.EDITION, at=now)
            for i, g in kept.items()
        )
    return row


def assign_part(*, actor: Actor, sheet_id: uuid.UUID, cluster: str, officer_id: uuid.UUID) -> SheetPart:
    """Give a cluster to an officer of the keeper's part of the tree; giving it twice has no effect."""
    sheet = perms.sheet_for(actor, sheet_id)
    perms.require_leads(actor, sheet)
    if sheet.status in (SheetState.VERIFIED, SheetState.WITHDRAWN):
        raise Conflict(_("This sheet is closed."), code="wrong_state")
    if cluster not in country_questions.definition_of(sheet).clusters:
        raise InvalidInput(_("Choose one of the list."), field="cluster")
    officer = officers(sheet).filter(pk=officer_id).first()
    if officer is None:
        raise InvalidInput(_("Choose a member of staff of the list."), field="officer")
    with write():
        part, new = SheetPart.objects.get_or_create(
            sheet=sheet, cluster=cluster, officer=officer,
            defaults={"assigned_by": actor.account_id, "assigned_at": clock.now()},
        )  # fmt: skip
        if new:
            audit(actor=actor, act="survey.part_assigned", target=part, changes={"cluster": cluster, "officer": officer.pk})
    return part


def officers(sheet: AnswerSheet) -> "QuerySet[Account]":
    """Staff who may be given a part: those with a role in force in the keeper's part of the tree."""
    today = clock.today()
    held = RoleAssignment.objects.filter(
        organisation__path__startswith=sheet.agency.keeper.path, role__in=STAFF_ROLES, valid_from__lte=today
    ).exclude(valid_until__lt=today)
    return Account.objects.filter(pk__in=held.values("account_id"), is_active=True).order_by("display_name", "email", "pk")


def end_part(*, actor: Actor, sheet_id: uuid.UUID, part_id: uuid.UUID) -> None:
    """Take a part back from an officer; the answers given stay."""
    sheet = perms.sheet_for(actor, sheet_id)
    perms.require_leads(actor, sheet)
    with write():
        part = SheetPart.objects.filter(sheet=sheet, pk=part_id).first()
        if part is not None:
            audit(actor=actor, act="survey.part_ended", target=part)
            part.delete()
