"""The calendar file of an interview (RFC 5545). Pure."""

import datetime as dt

from icalendar import Calendar, Event, vDatetime, vText

LENGTH = dt.timedelta(hours=1)


def interview_calendar(*, uid: str, title: str, where: str, at: dt.datetime, made_at: dt.datetime) -> bytes:
    """One event of an hour, in UTC, without names: the file may pass through somebody else's calendar."""
    calendar = Calendar()
    calendar.add("prodid", "-//OpenPES//interview//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    event = Event()
    event["uid"] = vText(f"{uid}@openpes")
    event["dtstamp"] = vDatetime(made_at.astimezone(dt.UTC))
    event["dtstart"] = vDatetime(at.astimezone(dt.UTC))
    event["dtend"] = vDatetime((at + LENGTH).astimezone(dt.UTC))
    event.add("summary", title)
    event.add("location", where)
    calendar.add_component(event)
    return calendar.to_ical()
