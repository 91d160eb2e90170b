"""Who may begin, answer, read and verify an answer sheet."""

import uuid

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from openpes.assessment.models import AnswerChange, AnswerSheet, SheetPart, SurveyAgency
from openpes.assessment.sheets.enums import SheetState
from openpes.base.actor import Actor
from openpes.base.errors import NotAllowed, NotFound
from openpes.trust.models import StoredFile

LEADS = frozenset({"manager", "administrator", "system"})
# An answer changes only while the sheet is with its officers.
OPEN_STATES = frozenset({SheetState.DRAFT, SheetState.CLARIFICATION_REQUESTED})


def is_lead(actor: Actor) -> bool:
    return actor.role in LEADS


def require_lead(actor: Actor) -> None:
    if not is_lead(actor):
        raise NotAllowed(_("Only managers and administrators may do this."))


def visible_agencies(actor: Actor) -> "QuerySet[SurveyAgency]":
    """Agencies whose sheets are kept in the actor's part of the tree, for those who lead the survey."""
    if actor.role == "system":
        return SurveyAgency.objects.all()
    if not is_lead(actor):
        return SurveyAgency.objects.none()
    return SurveyAgency.objects.filter(keeper_id__in=actor.scope_ids)


def visible_sheets(actor: Actor) -> "QuerySet[AnswerSheet]":
    """Leads see the sheets of their part of the tree; every other member of staff those of which they have a part."""
    sheets = AnswerSheet.objects.all()
    if actor.role == "system":
        return sheets
    if actor.account_id is None or not (actor.is_staff or is_lead(actor)):
        return sheets.none()
    mine = Exists(SheetPart.objects.filter(sheet=OuterRef("pk"), officer_id=actor.account_id))
    return sheets.filter(Q(agency__keeper_id__in=actor.scope_ids) | mine) if is_lead(actor) else sheets.filter(mine)


def sheet_for(actor: Actor, sheet_id: uuid.UUID) -> AnswerSheet:
    """The sheet with its agency. Raises NotFound when it is missing or not open to the actor."""
    sheet = visible_sheets(actor).select_related("agency").filter(pk=sheet_id).first()
    if sheet is None:
        raise NotFound(_("There is no such answer sheet, or it is not open to you."))
    return sheet


def agency_for(actor: Actor, agency_id: uuid.UUID) -> SurveyAgency:
    """Raises NotFound when the agency is missing or not in the actor's part of the tree."""
    agency = visible_agencies(actor).filter(pk=agency_id).first()
    if agency is None:
        raise NotFound(_("There is no such agency, or it is not open to you."))
    return agency


def leads(actor: Actor, sheet: AnswerSheet) -> bool:
    """Whether the actor leads the survey for this sheet's agency (the sheet comes with its agency)."""
    return actor.role == "system" or (is_lead(actor) and sheet.agency.keeper_id in actor.scope_ids)


def require_leads(actor: Actor, sheet: AnswerSheet) -> None:
    if not leads(actor, sheet):
        raise NotAllowed(_("Only those who lead the survey of this agency may do this."))


def clusters_open_to(actor: Actor, sheet: AnswerSheet, clusters: tuple[str, ...]) -> frozenset[str]:
    """The clusters that the actor may answer now: none once the sheet is out of its officers' hands."""
    if sheet.status not in OPEN_STATES:
        return frozenset()
    if leads(actor, sheet):
        return frozenset(clusters)
    return frozenset(SheetPart.objects.filter(sheet=sheet, officer_id=actor.account_id).values_list("cluster", flat=True))


def authors_of(sheet: AnswerSheet) -> frozenset[uuid.UUID]:
    """Accounts that gave or changed an answer of this sheet, or submitted it."""
    accounts = AnswerChange.objects.filter(sheet=sheet).values_list("account_id", flat=True).distinct()
    return frozenset(account for account in (*accounts, sheet.submitted_by_id) if account)


def may_verify(actor: Actor, sheet: AnswerSheet) -> bool:
    """Verification is by a second person: one who leads the survey and gave none of the answers."""
    return leads(actor, sheet) and (actor.role == "system" or actor.account_id not in authors_of(sheet))


def require_verifier(actor: Actor, sheet: AnswerSheet) -> None:
    require_leads(actor, sheet)
    if not may_verify(actor, sheet):
        raise NotAllowed(_("A second person has to verify: you gave answers of this sheet yourself."), code="own_answers")


def may_read_file(actor: Actor, subject_id: uuid.UUID, file_id: uuid.UUID) -> bool:
    """A paper of a sheet is open to those to whom the sheet is."""
    sheets = visible_sheets(actor).filter(pk=subject_id, files__file_id=file_id)
    return StoredFile.objects.filter(pk=file_id, subject_id=subject_id).exists() and sheets.exists()
