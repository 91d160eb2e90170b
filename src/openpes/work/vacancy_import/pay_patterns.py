"""The words and number shapes that pay is written with: patterns only, read by ``pay_words``."""

from __future__ import annotations

import re

from .currencies import CODE_PATTERN, MARK_PATTERN

HOUR, DAY, WEEK, FORTNIGHT, MONTH, YEAR = "hour", "day", "week", "fortnight", "month", "year"
UNKNOWN = "unknown"
PERIODS = (HOUR, DAY, WEEK, FORTNIGHT, MONTH, YEAR, UNKNOWN)

# "per hour" and its relations, in the languages our adverts come in.
EACH = r"(?:(?<![^\W\d_])(?:per|pr|an?|each|p)\s*/?|/)\s*"
PERIOD_WORDS = {
    HOUR: EACH + r"(?:hour|hout|hr|h)\b|\bp\s*[./]?\s*h\b\.?|\bhourly\b|(?<=\d)ph\b"
    r"|(?:\bpar|\bde l['’]|/)\s*heure|\bhoraire\b|(?:\bpor|\bla|/)\s*hora\b|\bkwa\s+saa\b"
    r"|(?:\bpro|/)\s*stunde"
    r"|في\s*الساعة|بالساعة",
    DAY: EACH + r"(?:day|diem)\b|\bdaily\b|\bday\s+rate\b|(?:\bpar|/)\s*jour\b|\bjournalier"
    r"|(?:\bpor|\bal|/)\s*d[ií]a\b|\bdiario\b|\bkwa\s+siku\b|\b(?:pro|am)\s+tag\b|في\s*اليوم|يومي",
    FORTNIGHT: EACH + r"fortnight\b|\bfortnightly\b|\bbi-?weekly\b",
    WEEK: EACH + r"(?:week|wk)\b|\bweekly\b|\bp\s*[./]?\s*w\b\.?|(?:\bpar|/)\s*semaine\b|\bhebdomadaire"
    r"|(?:\bpor|\ba la|/)\s*semana\b|\bsemanal|\bkwa\s+(?:wiki|juma)\b|(?:\bpro|/)\s*woche\b"
    r"|في\s*الأسبوع|أسبوعي",
    MONTH: EACH + r"(?:month|mth|mo)\b|\bmonthly\b|\bp\s*[./]?\s*m\b\.?|\bp\s*[./]?\s*c\s*[./]?\s*m\b\.?"
    r"|(?:\bpar|/)\s*mois\b|\bmensuel|(?:\bpor|\bal|/)\s*mes\b|\bmensual|\bkwa\s+mwezi\b"
    r"|(?:\bpro|\bim|/)\s*monat\b"
    r"|\bmonatlich|\bmensa[li]|في\s*الشهر|شهري",
    YEAR: EACH + r"(?:year|yr|ann?um\w*|ann?\b)|\bp\s*[./]?\s*a\b\.?|(?<=\d\d\d)pa\b"
    r"|\bannual(?:ly)?\b(?!\s+leave)|\byearly\b"
    r"|\bpar\s+an\b|/\s*an\b|\bannuel|(?:\bpor|\bal|/)\s*a[ñn]o\b|\banual|\bkwa\s+mwaka\b"
    r"|(?:\bpro|\bim|/)\s*jahr\b"
    r"|\bjährlich|في\s*السنة|سنوي",
}
PERIOD = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in PERIOD_WORDS.items()), re.IGNORECASE)

NUMBER = (
    r"\d{1,3}(?:[  \u202f'’]\d{3})+(?:[.,]\d{1,4})?(?!\d)"  # 30 000,50   1'234.50
    r"|\d{1,3}(?:,\d{3})+(?:\.\d{1,4})?(?!\d)"  # 30,000.50
    r"|\d{1,3}(?:\.\d{3})+(?:,\d{1,4})?(?!\d)"  # 30.000,50
    r"|\d{1,3}(?:,\d{2})+,\d{3}(?:\.\d{1,4})?(?!\d)"  # 12,34,567.50 (India)
    r"|\d+(?:[.,]\d{1,4})?(?!\d)"
)
AMOUNT = re.compile(
    rf"(?P<before>{MARK_PATTERN}|{CODE_PATTERN})?[ \t\u00a0\u202f]*"
    rf"(?P<number>{NUMBER})"
    rf"(?:\s*(?P<thousand>k|thousand|mille|mil|elfu)\b)?"
    rf"[ \t\u00a0\u202f]*(?:(?P<after>{MARK_PATTERN}|{CODE_PATTERN})(?![ ]*\d))?",
    re.IGNORECASE,
)
SLIPPED_GROUP = re.compile(r"(?<=\d),\s+(?=\d{3}(?![\d,.]))")
UP_TO = re.compile(
    r"\b(?:up\s*to|upto|max(?:imum)?|potential\w*|jusqu['’]?\s*[àa]|hasta|bis\s+zu|até|hadi|not\s+more\s+than)\b|حتى",
    re.I,
)
FROM = re.compile(
    r"\b(?:from|starting|starts|min(?:imum)?|at\s+least|à\s+partir\s+de|d[eè]s|desde|ab|kuanzia)\b|ابتداء",
    re.I,
)
BETWEEN = re.compile(r"\b(?:between|entre|zwischen|kati)\b|بين", re.I)
RANGE = re.compile(r"(?:-|–|—|−|~|\bto\b|\bà\b|\ba\b|\bhasta\b|\bbis\b|\baté\b|\bhadi\b|\brising\s+to\b|إلى|الى)", re.I)
LIST = re.compile(r"^[\s]*(?:/|,|\bor\b)[\s]*$", re.I)
AND = re.compile(r"^\s*(?:and|et|y|und|na|e|و|&)\s*$", re.I)
EXTRA = re.compile(
    r"\bplus\b|\+|&|\bwith\b|\bincl?\w*\b|\bbonus\b|\bhcas?\b|\ballowances?\b|\bsupplement\b|\bwelcome\b|\bexcl",
    re.I,
)
IS_EXTRA_AFTER = re.compile(
    r"^\s*(?:\([^)]*\)\s*)?(?:welcome|joining|retention|sign|golden|relocation|bonus|allowance|incentive|payment|hcas|"
    r"weighting|supplement|per\s*cent|mile|voucher)",
    re.I,
)
GRADE_BEFORE = re.compile(
    r"(?:\b(?:band|grade|step|point|level|scale|annex|scp|spine|class|range|nqf|category|phase|year|pay\s*group|b)s?)"
    r"[\s:./&-]*(?:\d{1,2}[a-z]?\s*(?:/|&|or|-|–|and)\s*)*$",
    re.I,
)
NOT_MONEY_AFTER = re.compile(
    r"^\s*(?:%|per\s*cent|percent|hours?\b|hrs?\b|days?\b|weeks?\b|months?\b|years?\b|pas?\b|sessions?\b|posts?\b"
    r"|programmed|shifts?\b|positions?\b|:)",
    re.I,
)
SHARE_OF_A_POST = re.compile(r"\d?\.\d+\s*(?:wte|fte)\b", re.I)
PLAIN_REST = re.compile(
    r"pro[\s-]*r[ao]ta|full[\s-]*time|part[\s-]*time|f\.?t\.?e\.?|w\.?t\.?e\.?|gross|net|brut|basic|circa|approx\.?|salary|pay|"
    r"wage|doe|negotiable|dependent|depending|on|experience|plus|inc\w*\.?|benefits|from|up|to|per|the|starting|or|of|[^\w\s]",
    re.I,
)
PRO_RATA = re.compile(r"pro[\s-]*r[ao]ta|\bpa\s*/?\s*pr\b|\bfte\b|\bwte\b", re.I)
