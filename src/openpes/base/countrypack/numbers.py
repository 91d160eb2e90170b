"""Checks of identity numbers and telephone numbers as a country defines them. Pure."""

import importlib
import re
from dataclasses import dataclass

from .fields import Localised

NUMBER_CHECKS = ("none", "luhn", "mod97")
DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


def luhn_is_right(digits: str) -> bool:
    """The check of ISO/IEC 7812-1 annex B over a string of digits."""
    total = 0
    for at, digit in enumerate(reversed(digits)):
        value = int(digit)
        if at % 2:
            value = value * 2 - 9 * (value > 4)
        total += value
    return bool(digits) and total % 10 == 0


def luhn_digit(digits: str) -> str:
    """The digit that makes `digits` + digit pass `luhn_is_right`."""
    return next(d for d in "0123456789" if luhn_is_right(digits + d))


def known_check(name: str) -> bool:
    """Whether `name` is one of `NUMBER_CHECKS` or a python-stdnum module, written "stdnum:fi.hetu"."""
    if name in NUMBER_CHECKS:
        return True
    if not re.fullmatch(r"stdnum:[a-z]{2,3}\.[a-z0-9_]+", name):
        return False
    try:
        return hasattr(importlib.import_module(f"stdnum.{name[7:]}"), "is_valid")
    except ImportError:
        return False


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A kind of identity paper and how its number is checked. `proves_identity`: enough alone."""

    code: str
    name: Localised
    issuer: Localised
    pattern: str
    check: str
    example: str
    proves_identity: bool

    def normalise(self, number: str) -> str:
        """The number as it is stored: Latin digits, capitals, no spaces, points or dashes."""
        return re.sub(r"[\s.\-/]", "", number.translate(DIGITS)).upper()

    def accepts(self, number: str) -> bool:
        """Whether shape and check digit are right. An empty pattern accepts any shape."""
        value = self.normalise(number)
        if not value or (self.pattern and not re.fullmatch(self.pattern, value, re.ASCII)):
            return False
        if self.check == "luhn":
            digits = re.sub(r"\D", "", value)
            return luhn_is_right(digits)
        if self.check == "mod97":
            if not (value.isalnum() and value.isascii()):
                return False
            return int("".join(str(int(char, 36)) for char in value)) % 97 == 1
        if self.check.startswith("stdnum:"):
            module = importlib.import_module(f"stdnum.{self.check[7:]}")
            return bool(module.is_valid(number.translate(DIGITS).strip()))
        return True


@dataclass(frozen=True, slots=True)
class PhonePlan:
    """Telephone numbers of the country. With a `region` (ISO 3166-1) the phonenumbers library decides;
    an invented country has none and states its own plan."""

    region: str
    calling_code: str
    trunk_prefix: str
    lengths: tuple[int, ...]
    mobile_prefixes: tuple[str, ...]

    def normalise(self, text: str) -> str | None:
        """The number as +<calling code><national number>, or None when it cannot be one.

        Numbers of other countries, written with + or 00, are checked by the phonenumbers library.
        """
        import phonenumbers

        written = re.sub(r"[\s().\-/\u00a0\u200e\u200f\u2066-\u2069]", "", text.translate(DIGITS))
        if written.startswith("00"):
            written = "+" + written[2:]
        if not re.fullmatch(r"\+?[0-9]{3,17}", written, re.ASCII):
            return None
        if self.region or (written.startswith("+") and not written.startswith("+" + self.calling_code)):
            try:
                number = phonenumbers.parse(written, self.region or None)
            except phonenumbers.NumberParseException:
                return None
            if not phonenumbers.is_valid_number(number):
                return None
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        national = written.removeprefix("+" + self.calling_code)
        if self.trunk_prefix and not written.startswith("+"):
            national = national.removeprefix(self.trunk_prefix)
        return f"+{self.calling_code}{national}" if len(national) in self.lengths else None

    def is_mobile(self, number: str) -> bool:
        """Whether a number in the form of `normalise` belongs to a mobile range of this country."""
        if self.region:
            import phonenumbers

            kind = phonenumbers.number_type(phonenumbers.parse(number))
            mobile = phonenumbers.PhoneNumberType
            return kind in (mobile.MOBILE, mobile.FIXED_LINE_OR_MOBILE)
        national = number.removeprefix("+" + self.calling_code)
        return national.startswith(self.mobile_prefixes)
