"""Strategies and their documents."""

import datetime as dt
import uuid

from django.utils.translation import gettext as _

from openpes.assessment import scope
from openpes.assessment.addresses import clean_address
from openpes.assessment.models import Strategy, StrategyDocument
from openpes.assessment.roadmap.enums import StrategyKind
from openpes.base import clock
from openpes.base.actor import Actor
from openpes.base.errors import InvalidInput
from openpes.base.locking import write
from openpes.base.text import clean, clean_line
from openpes.trust import files
from openpes.trust.audit import audit
from openpes.trust.enums import FileKind

LONGEST_TEXT = 5000


def record_strategy(
    *,
    actor: Actor,
    title: str,
    kind: str,
    valid_from: dt.date,
    valid_to: dt.date | None = None,
    summary: str = "",
    approved_by: str = "",
    approved_on: dt.date | None = None,
    commitment: str = "",
    commitment_ref: str = "",
    organisation_id: uuid.UUID | None = None,
    strategy: Strategy | None = None,
    synthetic: bool | None = None,
) -> Strategy:
    """Record a strategy, or correct ``strategy``. It belongs to the actor's organisation unless another one below it is named.

    Raises InvalidInput(title, approved_by, approved_on, valid_to), NotAllowed.
    """
    owner = strategy.organisation_id if strategy else organisation_id or actor.organisation_id
    scope.require_planner(actor, owner)
    facts = {
        "kind": StrategyKind(kind), "title": clean_line(title, 200), "summary": clean(summary, LONGEST_TEXT),
        "approved_by": clean_line(approved_by, 200), "approved_on": approved_on, "valid_from": valid_from, "valid_to": valid_to,
        "commitment": clean_line(commitment, 300), "commitment_ref": clean_line(commitment_ref, 200),
    }  # fmt: skip
    _check_strategy(facts["title"], facts["approved_by"], approved_on, valid_from, valid_to)
    with write():
        if strategy is None:
            made_up = actor.synthetic if synthetic is None else synthetic
            strategy = Strategy.objects.create(
                organisation_id=owner, recorded_at=clock.now(), recorded_by=actor.account_id, synthetic=made_up, **facts
            )
        else:
            for name, value in facts.items():
                setattr(strategy, name, value)
            strategy.save(update_fields=list(facts))
        audit(actor=actor, act="strategy.recorded", target=strategy, changes=facts)
    return strategy


def _check_strategy(
    title: object, approved_by: object, approved_on: dt.date | None, valid_from: dt.date, valid_to: dt.date | None
) -> None:
    if not title:
        raise InvalidInput(_("Write a title."), field="title")
    check_approval(approved_by, approved_on)
    if valid_to and valid_to < valid_from:
        raise InvalidInput(_("The end lies before the beginning."), field="valid_to")


def check_approval(approved_by: object, approved_on: dt.date | None) -> None:
    """Who and when belong together; an approval in the future is a plan, not an approval. Raises InvalidInput."""
    if approved_on and not approved_by:
        raise InvalidInput(_("Say who approved it: a minister, a board or a body."), field="approved_by")
    if approved_by and not approved_on:
        raise InvalidInput(_("Say on which day it was approved."), field="approved_on")
    if approved_on and approved_on > clock.today():
        raise InvalidInput(_("This day lies in the future."), field="approved_on")


def add_document(
    *,
    actor: Actor,
    strategy: Strategy,
    title: str,
    version: str = "",
    address: str = "",
    content: bytes = b"",
    file_name: str = "",
    approved_by: str = "",
    approved_on: dt.date | None = None,
) -> StrategyDocument:
    """Add a text to a strategy: a file (kept sealed, read by planners of its organisation) or the address of one kept elsewhere.

    Raises InvalidInput(title, file, address, approved_by, approved_on), NotAllowed.
    """
    scope.require_planner(actor, strategy.organisation_id)
    title, address = clean_line(title, 200), clean_address(address)
    approved_by = clean_line(approved_by, 200)
    if not title:
        raise InvalidInput(_("Write a title."), field="title")
    if not content and not address:
        raise InvalidInput(_("Choose a file, or write the address where the document is kept."), field="file")
    check_approval(approved_by, approved_on)
    with write():
        kept = None
        if content:
            kept = files.store(
                actor=actor, subject_id=strategy.organisation_id, kind=FileKind.EVIDENCE, name=file_name or title, content=content,
                synthetic=strategy.synthetic,
            )  # fmt: skip
        row = StrategyDocument.objects.create(
            strategy=strategy, title=title, version=clean_line(version, 40), file_id=kept.pk if kept else None, address=address,
            approved_by=approved_by, approved_on=approved_on, recorded_at=clock.now(), recorded_by=actor.account_id,
            synthetic=strategy.synthetic,
        )  # fmt: skip
        audit(actor=actor, act="strategy.document_added", target=row, changes={"title": title})
    return row
