"""For managers: service events of the own part of the tree, and tables that hide small cells."""

import dataclasses
import datetime as dt
import uuid
from typing import Any, Literal

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from openpes.api.auth import actor, secured
from openpes.api.documents import with_key
from openpes.api.vacancy_schemas import Language
from openpes.base.enums import Channel, Outcome, Service
from openpes.base.errors import InvalidInput
from openpes.insight.actions import export_cross, export_events
from openpes.insight.queries import Filters, default_filters
from openpes.people.models import Organisation

router = Router(tags=["Service events and statistics"])
LONGEST = dt.timedelta(days=3 * 366)
Dimension = Literal["service", "channel", "level", "office", "week"]


class Period(Schema):
    """What is counted. Made-up events and real ones are never mixed: ``synthetic`` says which; left out, real ones where there are any."""

    since: dt.date | None = Field(None, description="First local date; 26 weeks ago when left out")
    until: dt.date | None = Field(None, description="Last local date; today when left out")
    office: str = Field("", max_length=64, pattern=r"^[-a-zA-Z0-9_]*$", description="Code of an organisation, with all below it")
    service: Service | None = None
    channel: Channel | None = None
    assisted: Literal["yes", "no"] | None = None
    synthetic: bool | None = None
    language: Language | None = None


class EventsWanted(Period):
    cursor: uuid.UUID | None = Field(None, description="``next_cursor`` of the page before")
    limit: int = Field(500, ge=1, le=1000)


class TableWanted(Period):
    rows: Dimension = "service"
    columns: Dimension = "channel"


class Event(Schema):
    """One contact of one client with one service. Who the client, the employer and the member of staff are is not told."""

    id: uuid.UUID
    service: Service
    act: str
    channel: Channel
    level: int = Field(ge=1, le=5, description="Interaction level 1 to 5 of the ILO report")
    assisted: bool
    outcome: Outcome
    language: str
    office: str | None = Field(description="Code of the organisation")
    model_version: str
    count: int
    started_at: dt.datetime
    ended_at: dt.datetime
    local_date: dt.date


class Events(Schema):
    since: dt.date
    until: dt.date
    synthetic: bool
    results: list[Event]
    next_cursor: uuid.UUID | None = Field(description="Ask with it for what comes after, now or tomorrow")
    more: bool = Field(description="Whether there is more right now")


class Line(Schema):
    label: str
    cells: list[int | None] = Field(description="Null: hidden, because fewer than 10 or to protect such a cell")
    total: int | None


class Table(Schema):
    since: dt.date
    until: dt.date
    synthetic: bool
    rows: str
    columns: str
    head: list[str]
    lines: list[Line]
    suppressed: int = Field(description="How many cells are hidden")


def _filters(period: Period) -> Filters:
    standard = default_filters()
    since, until = period.since or standard.since, period.until or standard.until
    if since > until:
        raise InvalidInput(_("The end lies before the beginning."), field="until")
    if until - since > LONGEST:
        raise InvalidInput(_("Choose at most three years."), field="since")
    return dataclasses.replace(
        standard,
        since=since,
        until=until,
        office=period.office,
        service=period.service.value if period.service else "",
        channel=period.channel.value if period.channel else "",
        assisted=period.assisted or "",
        synthetic=standard.synthetic if period.synthetic is None else period.synthetic,
    )


@router.get("/events", response=with_key(Events), summary="Service events", **secured("events:read"))
def events(request: HttpRequest, wanted: Query[EventsWanted]) -> dict[str, Any]:
    """Every contact, in the order it was recorded, at the earliest a minute after it ended. Each page is entered in the register of exports."""
    filters = _filters(wanted)
    found = export_events(actor=actor(request), filters=filters, after=wanted.cursor, limit=wanted.limit)
    codes = dict(Organisation.objects.filter(pk__in={e.organisation_id for e in found}).values_list("pk", "code"))
    same = [name for name in Event.model_fields if name != "office"]
    return {
        "since": filters.since,
        "until": filters.until,
        "synthetic": filters.synthetic,
        "results": [
            {**{n: getattr(e, n) for n in same}, "office": codes.get(e.organisation_id) if e.organisation_id else None}
            for e in found
        ],
        "next_cursor": found[-1].pk if found else wanted.cursor,
        "more": len(found) == wanted.limit,
    }


@router.get("/statistics", response=with_key(Table), summary="A table of services delivered", **secured("events:read"))
def statistics(request: HttpRequest, wanted: Query[TableWanted]) -> dict[str, Any]:
    """Contacts by two dimensions. Cells under 10 and what would give them away are null; entered in the register of exports."""
    if wanted.rows == wanted.columns:
        raise InvalidInput(_("Choose two different dimensions."), field="columns")
    filters = _filters(wanted)
    table = export_cross(actor=actor(request), filters=filters, rows=wanted.rows, columns=wanted.columns)
    return {
        "since": filters.since,
        "until": filters.until,
        "synthetic": filters.synthetic,
        "rows": wanted.rows,
        "columns": wanted.columns,
        "head": table.head[1:-1],
        "lines": [{"label": line[0], "cells": line[1:-1], "total": line[-1]} for line in table.lines],
        "suppressed": table.suppressed,
    }
