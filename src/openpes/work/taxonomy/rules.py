"""What a new release of a classification changes: which concepts are new, changed, retired, and what replaces them. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from openpes.base.text import fold
from openpes.work.taxonomy.content import PREFERRED, ConceptEntry, version_key

LARGEST_RETIREMENT = 0.2
"""A release that would retire more of what is in use than this share is probably half a file: a person must say so."""
SMALLEST_CHECKED = 20


@dataclass(frozen=True, slots=True)
class Known:
    """What is stored of a concept: digest of its content and whether it is retired."""

    digest: str
    retired: bool


@dataclass(slots=True)
class Plan:
    """Codes by what happens to them, in the order of the release."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    retired: list[str] = field(default_factory=list)


def plan(entries: Mapping[str, ConceptEntry], known: Mapping[str, Known], held: Iterable[str]) -> Plan:
    """Compare a release with what is stored. A concept that comes back after it was retired counts as changed."""
    result = Plan()
    for code, entry in entries.items():
        before = known.get(code)
        if before is None:
            result.new.append(code)
        elif before.retired or before.digest != entry.digest():
            result.changed.append(code)
        else:
            result.unchanged.append(code)
    spared = {*entries, *held}
    result.retired = [code for code, before in known.items() if code not in spared and not before.retired]
    return result


def retires_too_much(result: Plan) -> bool:
    """True when the release drops so much that it is probably not whole."""
    in_use = len(result.changed) + len(result.unchanged) + len(result.retired)
    return in_use >= SMALLEST_CHECKED and len(result.retired) > in_use * LARGEST_RETIREMENT


def is_older(version: str, loaded: Sequence[str]) -> str:
    """The newest loaded version when ``version`` is older than it, else "". Versions without numbers are not compared."""
    mine = version_key(version)
    numbered = [(key, each) for each in loaded if (key := version_key(each)) is not None]
    if mine is None or not numbered:
        return ""
    newest = max(numbered)
    return newest[1] if newest[0] > mine else ""


def replacements(retired: Mapping[str, ConceptEntry], entries: Mapping[str, ConceptEntry]) -> dict[str, str]:
    """Which concept of the release takes the place of a retired one, when its words leave no doubt.

    First by preferred label, then by an alternative label within the same ISCO-08 group or the same kind of skill; only when
    exactly one concept has it. Everything else is left to a person.
    """
    by_name: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    by_label: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for code, entry in entries.items():
        by_name[fold(entry.label), "", entry.kind].add(code)
        for label in entry.labels:
            by_label[fold(label.text), entry.isco, entry.kind].add(code)
    found: dict[str, str] = {}
    for code, entry in retired.items():
        name = fold(entry.label)
        for candidates in (by_name.get((name, "", entry.kind)), by_label.get((name, entry.isco, entry.kind))):
            if candidates and len(candidates) == 1:
                found[code] = next(iter(candidates))
                break
    return found


def label_in(labels: Iterable[tuple[str, str, str]], language: str, fallback: str) -> tuple[str, str]:
    """(text, language) to show: the preferred label in ``language``, else the English one, else ``fallback`` as English.

    ``labels`` are (language, kind, text).
    """
    preferred = {each_language: text for each_language, kind, text in labels if kind == PREFERRED}
    for wanted in (language, language.split("-")[0], "en"):
        if wanted in preferred:
            return preferred[wanted], wanted
    return fallback, "en"
