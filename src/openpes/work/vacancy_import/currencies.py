"""Currency marks as adverts write them, and what they stand for (ISO 4217)."""

from __future__ import annotations

import re

from openpes.base.money import MINOR_DIGITS

# ISO 4217 codes in circulation; a three-letter word that is not here is a word, not a currency.
_IN_CIRCULATION = """
AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD
CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ
GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR
LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN
PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB
TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG
"""
CODES = frozenset(_IN_CIRCULATION.split())

# Countries that write 1.234 for one thousand two hundred and thirty-four.
_DOTS = "EUR ARS BRL CLP COP DKK IDR ISK MKD NOK PYG RON RSD TRY UYU VND VES BAM CRC BOB AOA MZN"
DOT_GROUPS = frozenset(_DOTS.split())

# A mark that can only mean one currency.
_PLAIN = {
    "£": "GBP", "€": "EUR", "₹": "INR", "₦": "NGN", "₵": "GHS", "gh₵": "GHS", "gh¢": "GHS", "₱": "PHP",
    "₺": "TRY",
    "₴": "UAH", "₫": "VND", "₽": "RUB", "฿": "THB", "₪": "ILS", "₩": "KRW", "₸": "KZT", "₾": "GEL",
    "₼": "AZN",
    "₲": "PYG", "₡": "CRC", "₭": "LAK", "₮": "MNT", "៛": "KHR", "r$": "BRL", "us$": "USD", "usd$": "USD",
    "c$": "CAD", "ca$": "CAD", "a$": "AUD", "au$": "AUD", "nz$": "NZD", "hk$": "HKD", "s$": "SGD",
    "nt$": "TWD",
    "mx$": "MXN", "ksh": "KES", "kshs": "KES", "tsh": "TZS", "tshs": "TZS", "ush": "UGX", "ushs": "UGX",
    "birr": "ETB", "naira": "NGN", "zł": "PLN", "kč": "CZK", "ft": "HUF", "rm": "MYR", "rp": "IDR",
    "euro": "EUR", "euros": "EUR", "dirhams": "MAD",
}  # fmt: skip

# A mark that several countries share: it counts only when the file's own currency is among them.
_SHARED = {
    "$": "USD CAD AUD NZD HKD SGD TWD MXN ARS CLP COP JMD BBD TTD BSD BZD FJD GYD LRD NAD SRD UYU BND XCD",
    "¥": "JPY CNY",
    "rs": "INR PKR LKR NPR MUR SCR",
    "rs.": "INR PKR LKR NPR MUR SCR",
    "kr": "SEK NOK DKK ISK",
    "fcfa": "XOF XAF",
    "cfa": "XOF XAF",
    "r": "ZAR",
    "sh": "KES TZS UGX SOS",
    "dh": "MAD AED",
    "dhs": "MAD AED",
    "درهم": "MAD AED",
    "دينار": "DZD TND LYD JOD IQD KWD BHD",
    "ريال": "SAR OMR QAR YER",
    "جنيه": "EGP SDG",
    "bs": "BOB VES",
    "lei": "RON MDL",
}

_MARKS = sorted([*_PLAIN, *_SHARED], key=len, reverse=True)
MARK_PATTERN = "|".join(
    re.escape(mark) if not mark[0].isalpha() else rf"(?<![^\W\d_]){re.escape(mark)}(?![^\W\d_])" for mark in _MARKS
)
CODE_PATTERN = r"(?<![^\W\d_])[A-Za-z]{3}(?![^\W\d_])"


def currency_of(mark: str, expected: str = "") -> str:
    """The ISO 4217 code a mark stands for; "" when it is no mark, or one that several countries share.

    ``expected`` is the currency that the file or its country names; it decides shared marks such as "$".
    """
    plain = mark.strip().casefold()
    if plain in _PLAIN:
        return _PLAIN[plain]
    if plain in _SHARED:
        return expected if expected in _SHARED[plain].split() else ""
    return mark.strip().upper() if mark.strip().upper() in CODES else ""


def stated_currency(text: str) -> str:
    """The code in a field that is there for the currency: three letters as they stand, or what a mark ("£") means; else ""."""
    plain = text.strip()
    return plain.upper() if re.fullmatch(r"[A-Za-z]{3}", plain) and not is_mark(plain) else currency_of(plain)


def is_mark(mark: str) -> bool:
    """Whether the text marks money at all, even when which money stays open ("$")."""
    plain = mark.strip().casefold()
    return plain in _PLAIN or plain in _SHARED or mark.strip().upper() in CODES


def decimals_of(currency: str) -> int:
    """Digits of the minor unit: 0 for yen, 3 for dinars, else 2 (also when the currency is not known)."""
    return MINOR_DIGITS.get(currency, 2)
