"""Job titles as people write them, made comparable: folding, noise, abbreviations, segments, the head noun.

Pure text in, plain values out. The rules are general (contract words, pay bands, seniority, shifts);
nothing here knows a particular employer.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from openpes.work.coding.tables import abbreviations, phrases, words_with_role

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
    "in of for at with within to on by from under into through across via de du des del la pour y en para kwa wa ya".split()  # noqa: SIM905
)
_STOP = _PREPOSITIONS | frozenset("the a an and our your this et el le les los las".split())  # noqa: SIM905
_SAME_START = 3  # letters that two forms of one name have in common at the beginning
# About the contract or the advert, never about the trade.
NOISE = words_with_role("noise")
# Seniority says how high, not what: it weighs little.
SENIORITY = words_with_role("seniority")
_KEEP_BANK_BEFORE = words_with_role("bank")


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of a title ("staff nurse" of "Staff Nurse - Ward 7"): its word stems in order.

    ``heads`` are the places where the head noun may stand, the likeliest first.
    """

    words: tuple[str, ...]
    heads: tuple[int, ...]


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Lower case without accents or entities, in one Unicode form; other scripts keep their letters."""
    text = html.unescape(html.unescape(text)) if "&" in text else text
    text = unicodedata.normalize("NFKD", text).casefold()
    if not text.isascii():  # no combining mark stands below U+0300: most characters need no look-up
        text = "".join([c for c in text if c < "\u0300" or not unicodedata.combining(c)])
    return text.replace("’", "'").replace("ß", "ss")


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """English plural endings off; other words unchanged. Deliberately shy: it must not join two trades."""
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
    """Drop "bank" where it is a pool of relief staff ("bank porter"), keep it where it is a bank ("bank clerk")."""
    if "bank" not in words:
        return words
    return [w for i, w in enumerate(words) if w != "bank" or (i + 1 < len(words) and words[i + 1] in _KEEP_BANK_BEFORE)]


def _rewrite(text: str) -> str:
    """Multi-word forms of one trade ("health care assistant", "o.d.p.") brought to one spelling."""
    for written, pattern, meant in phrases():
        if written in text:  # most titles hold none of them, and looking is cheaper than matching
            text = pattern.sub(meant, text)
    return text


def _heads(words: list[str]) -> tuple[int, ...]:
    """Where the head noun may stand: the last word before the first preposition, then the words before it."""
    end = len(words)
    for i, word in enumerate(words):
        if i and word in _PREPOSITIONS:
            end = i
            break
    return tuple(range(end - 1, -1, -1))


@lru_cache(maxsize=65_536)
def segments(title: str) -> tuple[Segment, ...]:
    """The parts of a title in order, cleaned; parts in brackets come last. Empty when nothing is left."""
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
            result.append(Segment(tuple(w for _, w in kept), tuple(position[i] for i in heads if i in position)))
    return tuple(result)


def both_forms(text: str) -> list[str]:
    """A name that gives the forms for men and women as two names; the longer tail belongs to both.

    They are taken for two forms when the first words on both sides begin alike. Other slashes are left alone.

    >>> both_forms("Chef / Cheffe de projet"), both_forms("Porter/Housekeeper")
    (['Chef de projet', 'Cheffe de projet'], ['Porter/Housekeeper'])
    """
    first, slash, second = text.partition("/")
    if not slash or "/" in second or not first.strip() or not second.strip():
        return [text]
    length = min(_SAME_START, len(first.split()[0]), len(second.split()[0]))
    if fold(first.split()[0])[:length] != fold(second.split()[0])[:length]:
        return [text]
    return two_names(first, second)


def two_names(first: str, second: str) -> list[str]:
    """Two forms of one name, the words that only the second has at its end put after the first too."""
    short, long = first.split(), second.split()
    return [" ".join([*short, *long[len(short) :]]), " ".join(long)]


@lru_cache(maxsize=65_536)
def normalise_title(title: str) -> str:
    """The key under which a person's correction is learned: same trade and level of noise, same key.

    >>> normalise_title("Band 5 Staff Nurse – Ward 7")
    'staff nurse | ward'
    """
    return " | ".join(" ".join(s.words) for s in segments(title))
