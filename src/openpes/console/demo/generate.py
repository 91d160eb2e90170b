"""The whole country from one seed and one day. Pure: the same pack, day and taxonomy give the same country."""

import datetime as dt

from openpes.base.countrypack import CountryPack

from . import cast
from .activity import Activity
from .contacts import Contacts
from .employers import make_employers
from .jobseekers import make_jobseekers, mark_shared_phones
from .office import Office
from .setting import Stage
from .vacancies import make_vacancies
from .values import Country


def generate(pack: CountryPack, today: dt.date) -> Country:
    """2,000 jobseekers, 300 employers, 1,500 vacancies and 26 weeks of what happened between them."""
    stage = Stage(pack, today)
    country = Country(jobseekers=make_jobseekers(stage), employers=make_employers(stage))
    cast.put_on_stage(country.jobseekers, country.employers, stage)
    country.vacancies = make_vacancies(stage, country.employers)
    cast.lenas_vacancies(stage, country.vacancies)
    office = Office(stage, country)
    office.caseloads()
    Activity(stage, country).run()
    office.top_up()
    office.fill()
    mark_shared_phones(country.jobseekers)
    Contacts(stage, country).run()
    return country
