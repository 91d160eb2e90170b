"""Words for what the assessment keeps as plain values: ``{% load assessment %}``."""

import datetime as dt

from django import template

from openpes.assessment.evidence import wording
from openpes.web.design import wording as days

register = template.Library()


@register.filter
def count_name(name: str) -> str:
    """What a number of a kept finding counts."""
    return wording.count_name(name)


@register.filter
def iso_day(text: str) -> str:
    """A day that was kept as ISO 8601, as pages write days; empty for a finding that was kept without its period."""
    return days.day(dt.date.fromisoformat(text)) if text else ""
