"""Job titles as people write them, made comparable: folding, noise, abbreviations, segments and the head noun.

Pure text in, plain values out. The rules are general (contract words, pay bands, seniority, shifts); nothing here knows a
particular employer.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from openpes.work.coding.tables import abbreviations, phrases

_TOKEN = re.compile(r"[^\W_]+(?:[+#]+)?", re.UNICODE)
_BRACKETS = re.compile(r"[(\[{]([^)\]}]*)[)\]}]?")
# Pay bands, grades, reference numbers, hours and counts: they grade a post, they do not name an occupation.
_GRADES = re.compile(
    r"\b(?:band|grade|level|lvl|tier|scale|step|class|group|pay\s*point|afc|agenda\s+for\s+change)s?\.?\s*"
    r"(?:[0-9]+[a-z]?|[ivx]+|[a-d])(?:\s*(?:[-–/,+&]|to|or|and)\s*(?:[0-9]+[a-z]?|[ivx]+|[a-d])\b)*(?!\w)"
    r"|\bs?t?[0-9]+(?:st|nd|rd|th)?\s*[-–]?\s*(?:hours?|hrs?|wte|fte|pas?|sessions?|months?|weeks?|posts?|days?)\b"
    r"|\b(?:ref|job|req|vac|posting)(?:erence)?\s*(?:no|id|number|code|#)?\s*[:.#]?\s*[a-z]*[0-9][\w/-]*"
    r"|\b[a-z]{0,4}[0-9]{3,}[\w/-]*|\b(?:b|l|gr|bd)[0-9]\b|\b[ivx]{2,4}\b|\b[0-9]+(?:[.,][0-9]+)?\b"
    r"|[£$€]\s*[0-9][0-9.,k]*"
    r"|\bm\s*/\s*[fw](?:\s*/\s*[dxn])?\b|\bh\s*/\s*f\b"
)
_SPLIT = re.compile(r"\s+[-–—]+\s*|\s*[-–—]+\s+|\s*[/|;:,•·]\s*|\s+@\s+|\s+\bor\b\s+")
_PREPOSITIONS = frozenset(
    [
        "in",
        "of",
        "for",
        "at",
        "with",
        "within",
        "to",
        "on",
        "by",
        "from",
        "under",
        "into",
        "through",
        "across",
        "via",
        "de",
        "du",
        "des",
        "del",
        "la",
        "pour",
        "y",
        "en",
        "para",
        "kwa",
        "wa",
        "ya",
    ]
)
_STOP = (
    frozenset(["the", "a", "an", "and", "our", "your", "this", "et", "el", "le", "les", "los", "las"])
    | _PREPOSITIONS
)
# Words about the contract or the advert, never about the trade.
NOISE = frozenset(
    [
        "permanent",
        "temporary",
        "temp",
        "tmp",
        "perm",
        "fixed",
        "term",
        "ftc",
        "contract",
        "casual",
        "seasonal",
        "relief",
        "locum",
        "sessional",
        "zero",
        "maternity",
        "paternity",
        "cover",
        "secondment",
        "urgent",
        "urgently",
        "immediate",
        "start",
        "required",
        "needed",
        "wanted",
        "vacancy",
        "vacancies",
        "job",
        "position",
        "positions",
        "post",
        "posts",
        "opportunity",
        "opportunities",
        "role",
        "roles",
        "new",
        "exciting",
        "remote",
        "hybrid",
        "onsite",
        "telework",
        "homeworking",
        "night",
        "nights",
        "day",
        "days",
        "daytime",
        "evening",
        "evenings",
        "weekend",
        "weekends",
        "shift",
        "shifts",
        "rota",
        "flexible",
        "various",
        "multiple",
        "several",
        "full",
        "part",
        "time",
        "fulltime",
        "parttime",
        "salaried",
        "paid",
        "unpaid",
        "hourly",
        "annual",
        "internal",
        "external",
        "inclusive",
        "nhs",
        "trust",
        "covid",
        "covid19",
        "plus",
        "bonus",
        "training",
        "given",
        "experienced",
        "immediately",
        "available",
        "hiring",
        "recruiting",
        "join",
        "recruitment_drive",
        "x",
        "wte",
        "fte",
        "hours",
    ]
)
# Seniority says how high, not what: it weighs little.
SENIORITY = frozenset(
    [
        "senior",
        "snr",
        "sr",
        "lead",
        "leading",
        "principal",
        "junior",
        "jr",
        "trainee",
        "apprentice",
        "apprenticeship",
        "graduate",
        "deputy",
        "associate",
        "assistant",
        "chief",
        "advanced",
        "expert",
        "experienced",
        "qualified",
        "registered",
        "certified",
        "licensed",
        "accredited",
        "chartered",
        "supervisory",
        "supervising",
        "supervisor",
        "administrative",
        "specialist",
        "specialty",
        "entry",
        "highly",
        "enhanced",
        "designated",
        "intern",
        "interne",
        "internship",
        "student",
    ]
)
_POOL_BEFORE = frozenset({"bank"})
_KEEP_BANK_BEFORE = frozenset(
    [
        "clerk",
        "teller",
        "cashier",
        "manager",
        "branch",
        "officer",
        "employee",
        "account",
        "director",
        "examiner",
        "treasurer",
        "economist",
        "analyst",
    ]
)


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of a title ("staff nurse" of "Staff Nurse - Ward 7"): its word stems in order and the index of its head noun."""

    words: tuple[str, ...]
    heads: tuple[int, ...]


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Lower case without accents or entities, in one Unicode form; unfolded letters of other scripts stay as they are."""
    text = html.unescape(html.unescape(text)) if "&" in text else text
    text = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in text if not unicodedata.combining(c)).replace("’", "'").replace("ß", "ss")


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """English plural and possessive endings off; other words unchanged. Deliberately shy: it must not join two trades."""
    if len(word) <= 3 or not word.isascii():
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if word.endswith("women"):
        return word[:-5] + "woman"
    if word.endswith("men") and len(word) > 4:
        return word[:-3] + "man"
    if word.endswith("s") and not word.endswith(("ss", "us", "is", "ics")):
        return word[:-1]
    return word


def tokens(text: str) -> list[str]:
    """Word stems of a text in order, folded."""
    text = fold(text).replace("'s ", " ").replace("'", "")
    return [stem(t) for t in _TOKEN.findall(text)]


def _expand(words: list[str]) -> list[str]:
    """Abbreviations of the trade put in full ("hca" becomes "healthcare assistant")."""
    table = abbreviations()
    out: list[str] = []
    for word in words:
        out.extend(table.get(word, (word,)))
    return out


def _unpool(words: list[str]) -> list[str]:
    """Drop "bank" where it means a pool of relief staff ("bank porter"), keep it where it means the bank ("bank clerk")."""
    if "bank" not in words:
        return words
    return [
        w
        for i, w in enumerate(words)
        if w not in _POOL_BEFORE or (i + 1 < len(words) and words[i + 1] in _KEEP_BANK_BEFORE)
    ]


def _rewrite(text: str) -> str:
    """Multi-word forms of one trade ("health care assistant", "o.d.p.") brought to one spelling."""
    for pattern, replacement in phrases():
        text = pattern.sub(replacement, text)
    return text


def _heads(words: list[str]) -> tuple[int, ...]:
    """Where the head noun may stand: the last word before each preposition comes first, then the words before it."""
    end = len(words)
    for i, word in enumerate(words):
        if i and word in _PREPOSITIONS:
            end = i
            break
    return tuple(range(end - 1, -1, -1))


@lru_cache(maxsize=65_536)
def segments(title: str) -> tuple[Segment, ...]:
    """The parts of a title in order of appearance, cleaned; parts in brackets come last. Empty when nothing is left."""
    text = _rewrite(_GRADES.sub(" ", fold(title[:300])))
    inside = " , ".join(m.group(1) for m in _BRACKETS.finditer(text))
    parts = _SPLIT.split(_BRACKETS.sub(" ", text)) + (_SPLIT.split(inside) if inside.strip() else [])
    result = []
    for part in parts:
        words = [stem(w) for w in _TOKEN.findall(part.replace("'s ", " ").replace("'", ""))]
        words = [w for w in _unpool(_expand(words)) if w not in NOISE]
        heads = _heads(words)
        kept = [(i, w) for i, w in enumerate(words) if w not in _STOP and (len(w) > 1 or not w.isascii())]
        position = {i: n for n, (i, _) in enumerate(kept)}
        if kept:
            result.append(
                Segment(tuple(w for _, w in kept), tuple(position[i] for i in heads if i in position))
            )
    return tuple(result)


@lru_cache(maxsize=65_536)
def normalise_title(title: str) -> str:
    """The key under which a person's correction is learned: same trade and level of noise, same key.

    >>> normalise_title("Band 5 Staff Nurse – Ward 7")
    'staff nurse | ward'
    """
    return " | ".join(" ".join(s.words) for s in segments(title))
