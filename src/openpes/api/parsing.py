"""Reading JSON that strangers send: strictly, within limits, and never an error of ours."""

import json
from typing import Any

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from ninja.parser import Parser

LARGEST_BODY = 256 * 1024
DEEPEST = 12
LONGEST_NUMBER = 100


def _number_too_long(digits: str) -> int:
    if len(digits) > LONGEST_NUMBER:
        raise ValueError("number")
    return int(digits)


def _not_json(name: str) -> Any:
    raise ValueError(name)  # NaN, Infinity: Python reads them, RFC 8259 does not know them


def _depth(value: Any, left: int = DEEPEST) -> None:
    if left < 0:
        raise ValueError("depth")
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for part in inside:
        _depth(part, left - 1)


class StrictJson(Parser):
    """UTF-8 JSON (RFC 8259) at most ``DEEPEST`` levels deep, without NaN and Infinity. ninja turns any error here into 400."""

    def parse_querydict(self, data: MultiValueDict, list_fields: list[str], request: HttpRequest) -> dict[str, Any]:
        """Parameters that are left empty count as left out."""
        read: dict[str, Any] = super().parse_querydict(data, list_fields, request)
        read = {name: [v for v in value if v != ""] if isinstance(value, list) else value for name, value in read.items()}
        return {name: value for name, value in read.items() if value not in ("", [])}

    def parse_body(self, request: HttpRequest) -> Any:
        value = json.loads(request.body.decode("utf-8"), parse_int=_number_too_long, parse_constant=_not_json)
        _depth(value)
        return value
