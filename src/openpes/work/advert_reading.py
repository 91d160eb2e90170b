"""What a pasted advert says: title, pay, hours, contract, place, last day, way to apply. Pure; a person confirms every part.

Only what a word says is read; what is not said stays unknown. English, French, Spanish, Arabic and Swahili words are known.
"""

import datetime as dt
import re
from dataclasses import dataclass, field
from decimal import Decimal

from openpes.base.text import clean, clean_line
from openpes.work.vacancy_import.dates import read_date
from openpes.work.vacancy_import.pay_words import Pay, read_pay

MAX_READ = 20_000
LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True)
class AdvertReading:
    """The parts that were found; "" , None and "unknown" where nothing was. ``place_words``: names to look up, best first."""

    title: str = ""
    description: str = ""
    pay: Pay = field(default_factory=Pay)
    pay_words: str = ""
    contract: str = "unknown"
    hours: str = "unknown"
    hours_per_week: Decimal | None = None
    telework: str = "unknown"
    places_total: int | None = None
    place_words: tuple[str, ...] = ()
    last_day: dt.date | None = None
    starts_on: dt.date | None = None
    apply_by: str = ""
    apply_to: str = ""


_LABELS = {
    "title": r"job title|title|position|vacancy|role|poste|intitulé|puesto|cargo|المسمى الوظيفي|الوظيفة|المهنة|nafasi ya kazi|kazi",
    "place": r"location|place of work|place|workplace|where|town|city|lieu|lugar|ubicación|المكان|الموقع|مكان العمل|mahali|eneo",
    "pay": r"salary|pay|wage|wages|remuneration|rate of pay|stipend|salaire|rémunération|salario|sueldo|الراتب|الأجر|mshahara|malipo",
    "hours": r"hours|working hours|work hours|schedule|horaires|heures|horario|jornada|ساعات العمل|الدوام|saa za kazi",
    "contract": r"contract|contract type|type of contract|employment type|job type|contrat|contrato|نوع العقد|العقد|mkataba",
    "last_day": (
        r"closing date|apply by|apply before|deadline|application deadline|closes|last day to apply|date limite|fecha límite"
        r"|آخر موعد|الموعد النهائي|mwisho wa kutuma maombi|tarehe ya mwisho"
    ),
    "starts_on": r"start date|starts?|starting|begins?|date de début|inicio|تاريخ البدء|tarehe ya kuanza",
    "number": r"vacancies|positions|number of positions|places|openings|postes|plazas|عدد الوظائف|عدد الشواغر|idadi ya nafasi",
}
_LABEL = {name: re.compile(rf"^\W*(?:{words})\s*[:：\-–]\s*(.+)$", re.IGNORECASE) for name, words in _LABELS.items()}
_PAY_LINE = re.compile(
    r"[€£$]|\b(?:KSh|USh|TSh|R\$|Rs|QSD)\b|\b(?:salary|wages?|pays?|paid|salaire|salario|sueldo|mshahara)\b|راتب|أجر"
    r"|\d[\d,.]*\s*(?:k\b|(?:per|an?|/|par|al?|por|kwa)\s*(?:hour|hr|day|week|month|year|annum|heure|jour|mois|an|hora|día|mes|año"
    r"|saa|siku|wiki|mwezi|mwaka)\b)",
    re.IGNORECASE,
)
_HOURS_A_WEEK = re.compile(
    r"(\d{1,2}(?:[.,]\d{1,2})?)\s*(?:hours?|hrs?|h|heures?|horas?|ساعة|saa)\b\.?\s*(?:per|a|/|each|par|por|a la|في|kwa)?\s*"
    r"(?:week|wk|semaine|semana|الأسبوع|أسبوعيا|wiki)",
    re.IGNORECASE,
)
_FULL = re.compile(
    r"\bfull[- ]?time\b|\btemps plein\b|\btiempo completo\b|\bjornada completa\b|دوام كامل|\bmuda wote\b", re.IGNORECASE
)
_PART = re.compile(
    r"\bpart[- ]?time\b|\btemps partiel\b|\bmedia jornada\b|\btiempo parcial\b|دوام جزئي|\bmuda mfupi\b", re.IGNORECASE
)
_CONTRACTS = (
    ("apprenticeship", r"\bapprentice(?:ship)?s?\b|\bapprentissage\b|\baprendiz\b|تدريب مهني|\buanagenzi\b"),
    ("internship", r"\bintern(?:ship)?\b|\bstagiaire\b|\bprácticas\b|متدرب|\bmafunzo kazini\b"),
    ("volunteer", r"\bvolunteer(?:s|ing)?\b|\bunpaid\b|\bbénévol\w+|\bvoluntari[oa]\b|متطوع|\bkujitolea\b"),
    ("seasonal", r"\bseasonal\b|\bfor the (?:harvest|season)\b|\bsaisonni\w+|\bde temporada\b|موسمي|\bmsimu\b"),
    ("occasional", r"\bcasual\b|\bday labou?r\w*|\bby the day\b|\bzero hours\b|\bjournalier\b|\bpor día\b|عمل يومي|\bkibarua\b"),
    (
        "fixed_term",
        r"\bfixed[- ]term\b|\btemporary\b|\bmaternity cover\b|\b\d+ months? contract\b|\bCDD\b|\btemporal\b|مؤقت|\bmuda maalum\b",
    ),
    ("permanent", r"\bpermanent\b|\bindefinite\b|\bCDI\b|\bindefinido\b|دائم|\bkudumu\b"),
    ("own_account", r"\bfreelance\b|\bself[- ]employed\b|\bindépendant\b|\bautónomo\b"),
)
_CONTRACT_WORDS = tuple((name, re.compile(words, re.IGNORECASE)) for name, words in _CONTRACTS)
_HOME = re.compile(
    r"\b(?:fully remote|100 ?% remote|remote only|work from home|working from home|télétravail complet)\b|عن بعد", re.IGNORECASE
)
_PARTLY_HOME = re.compile(r"\bhybrid\b|\bpartly (?:remote|from home)\b|\btélétravail partiel\b|\bhíbrido\b", re.IGNORECASE)
_LINK = re.compile(r"https?://[^\s<>\"')\]]+")
_PHONE = re.compile(r"(?:\+|00)?\d[\d\s().-]{6,16}\d")
_CALL = re.compile(r"\b(?:call|phone|tel|ring|appelez|llame|piga simu)\b|اتصل|هاتف", re.IGNORECASE)
_APPLY = re.compile(r"\bapply\b|\bapplication|\bpostul|\bcandidat|\bsolicit|قدم|التقديم|\btuma maombi\b", re.IGNORECASE)
_IN_PLACE = re.compile(r"\b(?:in|at|near|based in|à|en|katika)\s+((?:[A-ZÀ-Þ][\w'’-]+)(?:\s+(?:[A-ZÀ-Þ][\w'’-]+)){0,2})")
_NUMBER_OF = re.compile(
    r"\b(\d{1,3})\s+(?:vacancies|positions|openings|posts|workers|people wanted|postes|plazas|nafasi)\b", re.IGNORECASE
)
_DATE_IN = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\s+[A-Za-z]{3,9}\.?,?\s+\d{4}|[A-Za-z]{3,9}\.?\s+\d{1,2},?\s+\d{4}")


def read_advert(text: str, *, currency: str = "") -> AdvertReading:
    """Read the parts of an advert. Never raises; ``currency`` (ISO 4217) is what bare amounts are in."""
    whole = clean(text, MAX_READ)
    lines = [line for line in (clean_line(raw) for raw in whole.split("\n")) if line]
    labelled = _labelled(lines)
    pay, words = _pay(lines, labelled, currency)
    apply_by, apply_to = _way_to_apply(lines)
    about_hours = f"{labelled.get('hours', '')}\n{whole}"
    week = _HOURS_A_WEEK.search(about_hours)
    return AdvertReading(
        title=_title(lines, labelled),
        description=whole,
        pay=pay,
        pay_words=words,
        contract=_contract(f"{labelled.get('contract', '')}\n{whole}"),
        hours=_hours(about_hours),
        hours_per_week=Decimal(week[1].replace(",", ".")) if week and 0 < float(week[1].replace(",", ".")) <= 80 else None,
        telework="partly" if _PARTLY_HOME.search(whole) else "fully" if _HOME.search(whole) else "unknown",
        places_total=_number(labelled, whole),
        place_words=_place_words(lines, labelled),
        last_day=_day(labelled.get("last_day", "")),
        starts_on=_day(labelled.get("starts_on", "")),
        apply_by=apply_by,
        apply_to=apply_to,
    )


def _labelled(lines: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    sentences = [part for line in lines[:200] for part in re.split(r"(?<=[.;!])\s+", line)]
    for line in [*lines[:200], *sentences]:  # a label at the beginning of a line counts before one inside a paragraph
        for name, pattern in _LABEL.items():
            match = pattern.match(line)
            if match and name not in found:
                found[name] = match[1].strip()
    return found


def _title(lines: list[str], labelled: dict[str, str]) -> str:
    if labelled.get("title"):
        return labelled["title"][:LONGEST_TITLE]
    first = lines[0] if lines else ""
    first = re.sub(
        r"^(?:we are (?:hiring|looking for|seeking)|wanted|hiring|vacancy|job|مطلوب)\s*(?:now)?\s*[:!–-]?\s*(?:an?\s)?",
        "",
        first,
        flags=re.IGNORECASE,
    )
    if len(first) > LONGEST_TITLE:
        first = re.split(r"[.!?:;–]\s", first, maxsplit=1)[0]
    title = first.strip(" .!:-–")[:LONGEST_TITLE] if len(first) <= 2 * LONGEST_TITLE else ""
    return title[:1].upper() + title[1:]


def _pay(lines: list[str], labelled: dict[str, str], currency: str) -> tuple[Pay, str]:
    candidates = [labelled["pay"]] if labelled.get("pay") else []
    candidates += [line for line in lines if _PAY_LINE.search(line) and any(c.isdigit() for c in line)]
    for words in candidates:
        for part in [words, *re.split(r"(?<=[.;!])\s", words)]:
            # The country's own code says nothing that is not expected already, and may be one that lists do not know.
            plain = re.sub(rf"\b{re.escape(currency)}\b", "", part) if currency else part
            pay = read_pay(plain, expected_currency=currency)
            if pay.known and not pay.problem:
                return pay, part[:300]
    return Pay(), labelled.get("pay", "")[:300]


def _contract(text: str) -> str:
    first = text.split("\n", 1)[0]
    for where in (first, text):
        for name, pattern in _CONTRACT_WORDS:
            if pattern.search(where):
                return name
    return "unknown"


def _hours(text: str) -> str:
    full, part = bool(_FULL.search(text)), bool(_PART.search(text))
    if full and part:
        return "either"
    return "full_time" if full else "part_time" if part else "unknown"


def _number(labelled: dict[str, str], text: str) -> int | None:
    match = re.match(r"\d{1,3}\b", labelled.get("number", "")) or _NUMBER_OF.search(text)
    number = int(match[match.lastindex or 0]) if match else 0
    return number or None


def _place_words(lines: list[str], labelled: dict[str, str]) -> tuple[str, ...]:
    found = []
    if labelled.get("place"):
        found += [labelled["place"], *re.split(r"\s*[,;/(|–]\s*", labelled["place"])]
    for line in lines[:15]:
        found += [match[1] for match in _IN_PLACE.finditer(line)]
    return tuple(dict.fromkeys(w.strip(" .)") for w in found if 2 < len(w.strip(" .)")) < 80))[:10]


def _day(words: str) -> dt.date | None:
    match = _DATE_IN.search(words)
    return read_date(match[0]) if match else None


def _way_to_apply(lines: list[str]) -> tuple[str, str]:
    for line in reversed(lines):
        if not (_APPLY.search(line) or _CALL.search(line)):
            continue
        link = _LINK.search(line)
        if link:
            return "link", link[0].rstrip(".,;")
        phone = _PHONE.search(line)
        if phone and _CALL.search(line):
            return "phone", phone[0].strip()
    return "", ""
