"""What a searcher means: which words name a place, which an occupation, which are known, mistyped, begun or unknown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from openpes.base.text import fold
from openpes.matching.gazetteer import LONGEST_NAME, Gazetteer, Spot
from openpes.matching.index.memory import View
from openpes.matching.requests import Correction, SearchRequest, UnknownWord
from openpes.work.enums import LabelKind
from openpes.work.models import OccupationLabel

MAX_WORDS = 12
_RARE, _FAR_COMMONER = 2, 30
_BEFORE_PLACES = frozenset(
    fold(w) for w in ("in", "near", "at", "around", "à", "dans", "près", "en", "cerca", "katika", "karibu", "في", "قرب")
)
_NEAR_A_PLACE = frozenset(fold(w) for w in ("near", "around", "près", "cerca", "karibu", "قرب"))
_SAYS_NOTHING = _BEFORE_PLACES | frozenset(
    fold(w)
    for w in (
        "the", "a", "an", "and", "or", "of", "for", "as", "to", "with", "job", "jobs", "work", "vacancy", "vacancies", "le",
        "la", "les", "de",
        "des", "du", "et", "un", "une", "emploi", "travail", "el", "los", "las", "y", "trabajo", "empleo", "kazi", "ya",
        "wa", "na", "وظيفة", "عمل",
    )
)  # fmt: skip


@dataclass(frozen=True)
class Occupation:
    """An occupation named by the words, with the label to show and its unit group."""

    label: str
    isco: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Meaning:
    """The words read. ``variants`` has, for each word to be searched, the spellings that count as it."""

    variants: tuple[tuple[str, ...], ...]
    words: tuple[str, ...]
    spot: Spot | None
    place_unknown: str
    occupation: Occupation | None
    corrections: tuple[Correction, ...]
    unknown: tuple[UnknownWord, ...]
    beginnings: tuple[str, ...]

    @property
    def is_occupation(self) -> bool:
        """Whether all the words together name an occupation."""
        return self.occupation is not None and self.occupation.words == self.words


def read(request: SearchRequest, view: View, places: Gazetteer) -> Meaning:
    """Read a request's words and place. One database query when there are words."""
    typed = [w[:40] for w in fold(request.words[:400]).split()][:MAX_WORDS]
    corrections: list[Correction] = []
    spot, place_unknown = _asked_place(request, places, corrections)
    if spot is None and not request.near and request.point is None:
        spot, typed = _place_among(typed, view, places, corrections)
        if spot is None:
            place_unknown, typed = _unknown_place(typed, view)
    wanted = tuple(dict.fromkeys(w for w in typed if w not in _SAYS_NOTHING))
    if not wanted and typed and spot is None:
        wanted = tuple(typed)
    occupation = _occupation(wanted, request.language)
    variants: list[tuple[str, ...]] = []
    unknown: list[UnknownWord] = []
    beginnings: list[str] = []
    used: list[str] = []
    for word in wanted:
        if view.words.is_known(word):
            usual = _usual_spelling(word, view)
            if usual:
                corrections.append(Correction(word, usual))
            variants.append((word, usual) if usual else (word,))
            used.append(usual or word)
        elif occupation and word in occupation.words:
            used.append(word)
        elif begun := _begun(word, view):
            variants.append(begun)
            beginnings.append(word)
            used.append(word)
        elif near := _near(word, view):
            corrections.append(Correction(word, near[0]))
            variants.append((near[0],))
            used.append(near[0])
        else:
            unknown.append(UnknownWord(word, tuple(_like(word, view, places))))
    if occupation is None and corrections:
        occupation = _occupation(tuple(used), request.language)
    return Meaning(
        tuple(variants), tuple(used), spot, place_unknown, occupation, tuple(corrections), tuple(unknown), tuple(beginnings)
    )


def _asked_place(request: SearchRequest, places: Gazetteer, corrections: list[Correction]) -> tuple[Spot | None, str]:
    if request.point is not None:
        return Spot("", *request.point), ""
    name = request.near.strip()[:100]
    if not name:
        return None, ""
    spot = places.find(name)
    if spot is None:
        spot = places.nearest(name)
        if spot is not None:
            corrections.append(Correction(name, spot.name))
    return spot, "" if spot else name


def _place_among(typed: list[str], view: View, places: Gazetteer, corrections: list[Correction]) -> tuple[Spot | None, list[str]]:
    """The place that the words name and the words without it. After "in" or "near" a name may be mistyped."""
    for length in range(min(LONGEST_NAME, len(typed)), 0, -1):
        for i in range(len(typed) - length + 1):
            name = " ".join(typed[i : i + length])
            after = i > 0 and typed[i - 1] in _BEFORE_PLACES
            spot = places.find(name)
            if spot is None or (not after and length == 1 and _is_trade_word(name, spot, view)):
                continue
            return spot, typed[: i - 1 if after else i] + typed[i + length :]
    for i in range(1, len(typed)):
        if typed[i - 1] in _BEFORE_PLACES and not view.words.is_known(typed[i]):
            spot = places.nearest(typed[i])
            if spot is not None:
                corrections.append(Correction(typed[i], spot.name))
                return spot, typed[: i - 1] + typed[i + 1 :]
    return None, typed


def _unknown_place(typed: list[str], view: View) -> tuple[str, list[str]]:
    """A word after "near" that nothing knows is a place that we do not know, not a word of the trade."""
    for i in range(1, len(typed)):
        if typed[i - 1] in _NEAR_A_PLACE and not view.words.is_known(typed[i]) and not _begun(typed[i], view):
            return typed[i], typed[: i - 1] + typed[i + 1 :]
    return "", typed


def _is_trade_word(word: str, spot: Spot, view: View) -> bool:
    """Whether a word that is also a place rather names work: it is in names of occupations, or in many more titles than places."""
    if view.words.times("occupation", word):
        return True
    return spot.place_id is None and view.words.times("title", word) > 5 * spot.weight


def _occupation(words: Sequence[str], language: str) -> Occupation | None:
    """The occupation with the longest name among the words; a preferred name before another."""
    phrases = {" ".join(words[i:j]): (i, j) for i in range(len(words)) for j in range(i + 1, min(len(words), i + 6) + 1)}
    if not phrases:
        return None
    rows = (
        OccupationLabel.objects.filter(folded__in=list(phrases), occupation__retired_at__isnull=True)
        .order_by("occupation_id", "id")
        .values_list("folded", "kind", "occupation_id", "occupation__isco_id", "occupation__label")
    )
    best = max(rows, key=lambda r: (len(r[0].split()), r[1] == LabelKind.PREFERRED), default=None)
    if best is None:
        return None
    folded, _, occupation_id, isco, label = best
    own = OccupationLabel.objects.filter(occupation_id=occupation_id, language=language, kind=LabelKind.PREFERRED)
    start, end = phrases[folded]
    return Occupation(own.values_list("text", flat=True).first() or label, isco, tuple(words[start:end]))


def _usual_spelling(word: str, view: View) -> str:
    """A word far commoner and nearly alike, for one that only a mistyped advert or two have; else nothing."""
    known = view.words.vocabulary
    if known.get(word, 0) > _RARE or len(word) < 6:
        return ""
    near = [w for w in _near(word, view) if w != word and OSA.distance(w, word) == 1]
    return near[0] if near and known[near[0]] >= _FAR_COMMONER * max(1, known.get(word, 1)) else ""


def _begun(word: str, view: View) -> tuple[str, ...]:
    """Words that begin so, the commonest first, at most twenty."""
    if len(word) < 3:
        return ()
    known = view.words.vocabulary
    return tuple(sorted((w for w in known if w.startswith(word)), key=lambda w: (-known[w], w))[:20])


def _near(word: str, view: View) -> list[str]:
    """Words one letter away, or two for a word of six letters or more; nearest first, then commonest."""
    if len(word) < 4:
        return []
    known = view.words.vocabulary
    found = process.extract(word, known.keys(), scorer=OSA.distance, score_cutoff=1 if len(word) < 6 else 2, limit=30)
    return [w for w, _, _ in sorted(found, key=lambda f: (f[1], -known[f[0]], f[0]))]


def _like(word: str, view: View, places: Gazetteer) -> list[str]:
    """Words to offer for an unknown one: those that look most alike, and names of places."""
    found = process.extract(word, view.words.vocabulary.keys(), scorer=JaroWinkler.similarity, score_cutoff=0.78, limit=4)
    return list(dict.fromkeys([*(w for w, _, _ in found), *places.names_like(word)]))[:5]
