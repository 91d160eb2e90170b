"""Reads a pack folder into a `CountryPack`, or raises `PackError` with everything that is wrong with it."""

import hashlib
import zoneinfo
from pathlib import Path

from . import model
from .calendar import DAYS, HOLIDAY_RULES, Calendar, Holiday
from .fields import Localised, Record
from .loading_pages import read_pages
from .loading_places import read_organisations, read_places
from .loading_services import (
    read_employers,
    read_entry_rules,
    read_legal_basis,
    read_match_weights,
    read_records,
    read_registration,
    read_target_groups,
)
from .numbers import PhonePlan
from .problems import PackError, Problem
from .sources import PackFiles, TomlFile

MAIN = "pack.toml"
PACK_SUFFIXES = {".toml", ".csv", ".md"}


def load(folder: Path) -> model.CountryPack:
    """The pack in `folder`. Raises PackError: every problem with file, line and what to do."""
    if not (folder / MAIN).is_file():
        advice = f"Is OPENPES_PACK right? A pack is a folder with a {MAIN} in it."
        raise PackError(folder.name, [Problem(MAIN, 1, f"There is no {folder / MAIN}.", advice)])
    files = PackFiles(folder)
    main = files.toml(MAIN)
    files.stop_if_wrong()
    country = files.only(main.record("country"), _country(files))
    files.stop_if_wrong()
    assert country is not None
    parts = {
        "currency": files.only(main.record("currency"), _currency),
        "phone": files.only(main.record("phone"), _phone),
        "calendar": _calendar(files, main),
        "work_age": files.only(main.record("work_age"), _work_age),
        "minimum_wages": files.build(main.records("minimum_wage"), _minimum_wage),
        "quiet_hours": files.only(main.record("quiet_hours"), _quiet_hours),
        "message_prices": files.build(main.records("message_price"), _message_price),
        **read_registration(files),
        **read_target_groups(files),
        **read_legal_basis(files),
        **read_records(files),
        **read_employers(files),
        **read_match_weights(files),
    }
    places = read_places(files)
    statuses = files.toml("registration.toml").codes("status")
    groups = files.toml("target_groups.toml").codes("group")
    parts.update(
        places=places,
        organisations=read_organisations(files, places),
        entry_rules=read_entry_rules(files, statuses),
        pages=read_pages(files, country["languages"], country["complete_languages"], groups),
    )
    unknown = set(main.data) - {
        "country", "currency", "phone", "calendar", "holiday", "work_age", "minimum_wage", "quiet_hours",
        "message_price",
    }  # fmt: skip
    for name in sorted(unknown):
        files.note(MAIN, main.lines.get((name,), 1), f"[{name}] is not known here.", "Correct or remove it.")
    files.stop_if_wrong()
    return model.CountryPack(key=folder.name, fingerprint=fingerprint(folder), **country, **parts)


def fingerprint(folder: Path) -> str:
    """SHA-256 over names and contents of the files of a pack; changes when the pack changes."""
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.suffix in PACK_SUFFIXES and p.is_file()):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _country(files: PackFiles):  # type: ignore[no-untyped-def]
    def make(r: Record) -> dict[str, object]:
        languages = r.texts("languages")
        if "en" not in languages:
            raise r.fault("languages", "English is not among the languages.", 'Add "en": it is the source.')
        complete = r.texts("complete_languages") or ("en",)
        strangers = [tag for tag in complete if tag not in languages]
        if strangers:
            raise r.fault(
                "complete_languages",
                f"'{strangers[0]}' is not one of the languages.",
                "Name only languages that are in 'languages'.",
            )
        files.languages = complete
        r.languages = complete
        zone = r.text("time_zone")
        if zone not in zoneinfo.available_timezones():
            raise r.fault("time_zone", f"'{zone}' is no time zone.", "Use an IANA name: Africa/Nairobi")
        synthetic = r.yes_no("synthetic")
        return {
            "code": r.code(),
            "names": r.localised("name"),
            "service_names": r.localised("service"),
            "synthetic": synthetic,
            "notice": r.localised("notice", required=synthetic),
            "languages": languages,
            "complete_languages": complete,
            "default_language": r.choice("default_language", languages),
            "time_zone": zone,
            "centre": (
                r.number("latitude", least=-90, most=90),
                r.number("longitude", least=-180, most=180),
            ),
            "taxonomies": r.texts("taxonomies"),
        }

    return make


def _currency(r: Record) -> model.Currency:
    code = r.code()
    if len(code) != 3 or not code.isupper():
        raise r.fault("code", f'The currency code is "{code}".', "Use three capitals as in ISO 4217: KES")
    return model.Currency(
        code=code,
        name=r.localised("name"),
        symbol=r.text("symbol", longest=8),
        minor_units=r.integer("minor_units", most=4),
        invented=r.yes_no("invented", False),
    )


def _phone(r: Record) -> PhonePlan:
    region = r.code("region", "")
    calling_code = r.code("calling_code")
    if not calling_code.isdigit():
        raise r.fault("calling_code", f'The calling code is "{calling_code}".', 'Write digits only: "254"')
    lengths = r.texts("lengths")
    if not region and not lengths:
        raise r.fault("lengths", "Without a region the plan needs 'lengths'.", 'Add lengths = ["8"] or a region = "KE"')
    if not all(length.isdigit() and 3 <= int(length) <= 14 for length in lengths):
        raise r.fault("lengths", "A length is no number from 3 to 14.", 'Write lengths = ["8", "9"]')
    return PhonePlan(
        region=region,
        calling_code=calling_code,
        trunk_prefix=r.text("trunk_prefix", ""),
        lengths=tuple(int(length) for length in lengths),
        mobile_prefixes=r.texts("mobile_prefixes"),
    )


def _calendar(files: PackFiles, main: TomlFile) -> Calendar:
    def week(r: Record) -> tuple[tuple[int, ...], int]:
        rest = r.texts("rest_days")
        for day in rest:
            if day not in DAYS:
                raise r.fault("rest_days", f"'{day}' is no day.", f"Use: {', '.join(DAYS)}.")
        if len(set(rest)) == 7:
            raise r.fault("rest_days", "Every day is a rest day.", "Leave at least one working day.")
        return tuple(DAYS.index(day) for day in rest), DAYS.index(r.choice("first_day_of_week", DAYS))

    rest_days, first = files.only(main.record("calendar"), week) or ((), 0)
    return Calendar(rest_days, first, files.build(main.records("holiday"), _holiday))


def _holiday(r: Record) -> Holiday:
    name, rule = r.localised("name"), r.choice("rule", HOLIDAY_RULES)
    moves = r.yes_no("moves", False)
    if rule == "easter":
        return Holiday(name, rule, offset=r.integer("offset", least=-100, most=100), moves=moves)
    if rule == "date":
        dates = r.values.get("dates")
        r.read.add("dates")
        if not isinstance(dates, list) or not dates or not all(type(d).__name__ == "date" for d in dates):
            raise r.fault("dates", "'dates' must be a list of dates.", "Write dates = [2026-03-20]")
        return Holiday(name, rule, dates=tuple(dates), moves=moves)
    month = r.integer("month", least=1, most=12)
    if rule == "weekday":
        nth = r.integer("nth", least=-1, most=5)
        if nth == 0:
            raise r.fault("nth", "'nth' is 0.", "Use 1 to 5, or -1 for the last one of the month.")
        weekday = DAYS.index(r.choice("weekday", DAYS))
        return Holiday(name, rule, month=month, weekday=weekday, nth=nth, moves=moves)
    longest = 30 if rule == "islamic" else (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]
    return Holiday(name, rule, month=month, day=r.integer("day", least=1, most=longest), moves=moves)


def _work_age(r: Record) -> model.WorkAge:
    age = model.WorkAge(
        light_work=r.integer("light_work", least=10, most=18),
        work=r.integer("work", least=12, most=21),
        hazardous_work=r.integer("hazardous_work", least=14, most=21),
        pension=r.integer("pension", least=40, most=80),
        citation=r.text("citation"),
    )
    if not age.light_work <= age.work <= age.hazardous_work:
        raise r.fault(
            "work",
            "The ages are not in order.",
            "light_work may not be above work, nor work above hazardous_work.",
        )
    return age


def _minimum_wage(r: Record) -> model.MinimumWage:
    return model.MinimumWage(
        from_date=r.date("from"),
        period=r.choice("period", model.PERIODS),
        amount_minor=r.integer("amount_minor", least=1),
        under_age=r.integer("under_age", 0, most=30),
        citation=r.text("citation"),
    )


def _quiet_hours(r: Record) -> model.QuietHours:
    return model.QuietHours(start=r.time("start"), end=r.time("end"), rest_days_too=r.yes_no("rest_days_too", False))


def _message_price(r: Record) -> model.MessagePrice:
    return model.MessagePrice(channel=r.code("channel"), unit=r.code("unit"), price_milli=r.integer("price_milli"))


__all__ = ["Localised", "fingerprint", "load"]
