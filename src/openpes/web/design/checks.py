"""What Django's system check says about the look."""

from typing import Any

from django.core.checks import CheckMessage, Error

from . import palette


def country_colours(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A country's colours that nobody can read are an error before the first page is served."""
    return [Error(problem, id="openpes.E001") for problem in palette.of_country().problems]
