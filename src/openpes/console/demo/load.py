"""Loads a country into the tables: in one transaction, once; again without harm."""

import gc
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from openpes.base import countrypack, hooks
from openpes.base.actor import SYSTEM
from openpes.base.countrypack import CountryPack
from openpes.base.locking import write
from openpes.insight.tasks import roll_up_groups
from openpes.people.models import Account, Person
from openpes.trust.audit import audit
from openpes.work.models import Occupation
from openpes.work.taxonomy import package
from openpes.work.taxonomy.actions import load_taxonomy

from . import cast
from .accounts import make_clients, make_staff
from .generate import generate
from .plans import load_plans, look_at_records
from .survey import load_survey
from .tables_history import History
from .tables_pack import load_pack, load_weights
from .tables_people import Known, People
from .tables_work import Work
from .times import Times

WEEKS = 26  # as long as the history of the demo


@dataclass(frozen=True, slots=True)
class Report:
    """What a load did. `rows` 0: everything was there already."""

    rows: int
    seconds: float


def _say(step: str) -> None:
    print(f"    {step} …", file=sys.stderr, flush=True)


def _taxonomy(synthetic: bool) -> None:
    if not Occupation.objects.filter(scheme=package.SCHEME).exists():
        load_taxonomy(actor=replace(SYSTEM, synthetic=synthetic), content=package.read(), isco=package.isco08())


def load_minimal(progress: Callable[[str], None] = _say) -> Report:
    """The pack in force and the small taxonomy, without people."""
    began = time.monotonic()
    pack = countrypack.current()
    progress(f"{pack.names}: offices, places and pages")
    with write():
        load_pack(pack)
    progress("occupations and skills")
    _taxonomy(pack.synthetic)
    with write():
        load_weights(pack)
    return Report(0, time.monotonic() - began)


def load_demo(progress: Callable[[str], None] = _say) -> Report:
    """The pack in force and its made-up people, employers, vacancies and history.

    The people are written once, in one transaction; a second call brings only the pack up to date.
    """
    began = time.monotonic()
    load_minimal(progress)
    if Account.objects.filter(synthetic=True).exists() or Person.objects.filter(synthetic=True).exists():
        return Report(0, time.monotonic() - began)
    with _without_garbage_search():
        rows = _fill(countrypack.current(), progress)
    progress("target groups by week")
    roll_up_groups(weeks=WEEKS)
    progress("what the records show")
    look_at_records()
    return Report(rows, time.monotonic() - began)


@contextmanager
def _without_garbage_search() -> Iterator[None]:
    """All rows are kept until they are written: searching them for garbage took a quarter of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _fill(pack: CountryPack, progress: Callable[[str], None]) -> int:
    times = Times(pack)
    progress("making up people, employers and vacancies")
    country = generate(pack, times.today)
    rows = 0
    with write():
        known = Known.read()
        staff = make_staff(times)
        progress(f"{len(country.jobseekers):,} jobseekers")
        people = People(pack, country, known, times)
        rows += people.write()
        progress(f"{len(country.employers):,} employers and {len(country.vacancies):,} vacancies")
        work = Work(pack, country, known, times, staff)
        rows += work.write()
        progress(f"26 weeks of what happened: {len(country.events):,} contacts")
        history = History(known, times, people, work, staff)
        rows += history.write()
        clients = make_clients(people.persons[cast.AMINA], work.employers[cast.LENA], work.contacts[cast.LENA])
        history.save_amina(clients["amina"])
        progress("answers to the survey")
        load_survey(staff)
        progress("plans, partners and courses")
        load_plans(staff)
        audit(actor=SYSTEM, act="demo.loaded", target=("console.demo", None), changes={"rows": rows, "day": times.today})
        hooks.publish("vacancy.changed", ids=[vacancy.pk for vacancy in work.vacancies])
        hooks.publish("profile.changed", ids=people.profiles)
    return rows
