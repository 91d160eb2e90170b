"""A vacancy as schema.org JobPosting, for search engines and other job sites. Only what is known is told."""

from typing import Any

from openpes.base.money import Money
from openpes.work.enums import Contract, Handling, Hours, PayPeriod, Telework
from openpes.work.models import Vacancy

EMPLOYMENT = {
    Contract.FIXED_TERM: "TEMPORARY",
    Contract.TEMPORARY_AGENCY: "TEMPORARY",
    Contract.SEASONAL: "TEMPORARY",
    Contract.OCCASIONAL: "PER_DIEM",
    Contract.APPRENTICESHIP: "INTERN",
    Contract.INTERNSHIP: "INTERN",
    Contract.OWN_ACCOUNT: "CONTRACTOR",
    Contract.VOLUNTEER: "VOLUNTEER",
}
HOURS = {Hours.FULL_TIME: ["FULL_TIME"], Hours.PART_TIME: ["PART_TIME"], Hours.EITHER: ["FULL_TIME", "PART_TIME"]}
UNITS = {PayPeriod.HOUR: "HOUR", PayPeriod.DAY: "DAY", PayPeriod.WEEK: "WEEK", PayPeriod.MONTH: "MONTH", PayPeriod.YEAR: "YEAR"}


def posting(vacancy: Vacancy, *, url: str, country: str) -> dict[str, Any]:
    """The JobPosting (https://schema.org/JobPosting). An employer that is not named here is not named there."""
    out: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": vacancy.title,
        "description": vacancy.description or vacancy.title,
        "url": url,
        "identifier": {"@type": "PropertyValue", "name": "OpenPES", "value": vacancy.reference},
        "directApply": vacancy.apply_by == "here",
        "totalJobOpenings": vacancy.places_total,
    }
    if vacancy.posted_on:
        out["datePosted"] = vacancy.posted_on.isoformat()
    if vacancy.expires_on:
        out["validThrough"] = f"{vacancy.expires_on.isoformat()}T23:59:59"
    if vacancy.language:
        out["inLanguage"] = vacancy.language
    confidential = vacancy.handling == Handling.CONFIDENTIAL_EMPLOYER
    out["hiringOrganization"] = "confidential" if confidential else {"@type": "Organization", "name": vacancy.employer.name}
    kinds = [*HOURS.get(Hours(vacancy.hours), []), *filter(None, [EMPLOYMENT.get(Contract(vacancy.contract))])]
    if kinds:
        out["employmentType"] = kinds if len(kinds) > 1 else kinds[0]
    if vacancy.isco:
        out["occupationalCategory"] = f"ISCO-08 {vacancy.isco}"
    places = [_place(row, country) for row in vacancy.places.all()]
    if places:
        out["jobLocation"] = places if len(places) > 1 else places[0]
    if vacancy.telework == Telework.FULLY:
        out["jobLocationType"] = "TELECOMMUTE"
    salary = _salary(vacancy)
    if salary:
        out["baseSalary"] = salary
    return out


def _place(row: Any, country: str) -> dict[str, Any]:
    address = {"@type": "PostalAddress", "addressCountry": row.country or country}
    name = row.place.name if row.place else row.text
    if name:
        address["addressLocality"] = name
    if row.postal_code:
        address["postalCode"] = row.postal_code
    place: dict[str, Any] = {"@type": "Place", "address": address}
    if row.latitude is not None and row.longitude is not None:
        place["geo"] = {"@type": "GeoCoordinates", "latitude": row.latitude, "longitude": row.longitude}
    return place


def _salary(vacancy: Vacancy) -> dict[str, Any] | None:
    unit = UNITS.get(PayPeriod(vacancy.pay_period))
    low, high = vacancy.pay_min_minor, vacancy.pay_max_minor
    if unit is None or not vacancy.pay_currency or (low is None and high is None):
        return None
    value: dict[str, Any] = {"@type": "QuantitativeValue", "unitText": unit}
    if low is not None and low == high:
        value["value"] = float(Money(low, vacancy.pay_currency).major)
    else:
        if low is not None:
            value["minValue"] = float(Money(low, vacancy.pay_currency).major)
        if high is not None:
            value["maxValue"] = float(Money(high, vacancy.pay_currency).major)
    return {"@type": "MonetaryAmount", "currency": vacancy.pay_currency, "value": value}
