"""Reads the ESCO classification as the European Commission publishes it: one ZIP of concepts per language and one of relations.

Pure: files in, `Content` out. Wrong files raise UnusableTaxonomy naming what is missing; wrong rows become Problems.
Columns: ESCO dataset, CSV, releases 1.0 to 1.2 (occupations_en.csv, skills_en.csv, ISCOGroups_en.csv;
occupationSkillRelations.csv, broaderRelationsOccPillar.csv).
"""

import hashlib
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from openpes.base.text import clean, clean_line
from openpes.work.taxonomy import archives
from openpes.work.taxonomy.archives import REPLACEMENT, Row
from openpes.work.taxonomy.content import (
    ALTERNATIVE,
    ESSENTIAL,
    HIDDEN,
    KNOWLEDGE,
    LONGEST_CODE,
    LONGEST_LABEL,
    OPTIONAL,
    PREFERRED,
    SKILL,
    ConceptEntry,
    Content,
    IscoEntry,
    Label,
    Problem,
    RelationEntry,
    UnusableTaxonomy,
    unique_labels,
)

SCHEME = "esco"
NAME_LANGUAGE = "en"
RELATIONS = "occupationskillrelations.csv"
BROADER = "broaderrelationsoccpillar.csv"
LONGEST_DESCRIPTION = 5000
MOST_BROKEN_SHARE = 0.05
CURRENT = {"released", ""}

CONCEPT_COLUMNS = ("conceptUri", "preferredLabel", "altLabels")
OCCUPATION_COLUMNS = (*CONCEPT_COLUMNS, "iscoGroup")
SKILL_COLUMNS = (*CONCEPT_COLUMNS, "skillType")
RELATION_COLUMNS = ("occupationUri", "relationType", "skillUri")
BROADER_COLUMNS = ("conceptType", "conceptUri", "broaderType", "broaderUri")


@dataclass(slots=True)
class _Notes:
    """What was left out of one reading, and how much of each file."""

    problems: list[Problem]
    held: set[str]

    def note(self, file: str, line: int, code: str, message: str) -> None:
        self.problems.append(Problem(file, line, code, message))


def read(classifications: Sequence[Path], relations: Path, version: str = "") -> Content:
    """The release in the given ZIPs: one classification per language, English among them, and one of relations.

    The version is ``version``, else what the file name says ("esco-1.1.1-…"), else the day of the newest change inside.
    """
    if not classifications:
        raise UnusableTaxonomy("Name the classification ZIP with --classification.")
    notes = _Notes([], set())
    by_language: dict[str, _Classified] = {}
    for path in classifications:
        part = _read_classification(path, notes)
        if part.language in by_language:
            raise UnusableTaxonomy(f"The language {part.language} is given twice: {path.name}. Give one ZIP for each language.")
        by_language[part.language] = part
    if NAME_LANGUAGE not in by_language:
        raise UnusableTaxonomy("The English classification ZIP is needed too: the names of concepts are kept in English.")
    english = by_language.pop(NAME_LANGUAGE)
    by_language = dict(sorted(by_language.items()))  # in whatever order they are named, it is the same release
    content = Content(
        scheme=SCHEME,
        version=version or _version_in_name([*classifications, relations]) or english.newest or "unknown",
        digest="",
        languages=(NAME_LANGUAGE, *by_language),
        occupations=_with_labels(english.occupations, [each.occupations for each in by_language.values()]),
        skills=_with_labels(english.skills, [each.skills for each in by_language.values()]),
        isco=_isco(english, by_language),
        held=notes.held,
        problems=notes.problems,
    )
    related = _read_relations(relations, content, notes)
    parts = [english.digest, *(each.digest for each in by_language.values()), related]
    return replace(content, digest=hashlib.sha256(b"".join(parts)).hexdigest())


@dataclass(slots=True)
class _Classified:
    """What one classification ZIP holds, in its one language."""

    language: str
    occupations: dict[str, ConceptEntry]
    skills: dict[str, ConceptEntry]
    isco: dict[str, str]
    digest: bytes
    newest: str = ""


def _read_classification(path: Path, notes: _Notes) -> _Classified:
    with archives.opened(path) as archive:
        files = archives.members(archive)
        language = _language_of(path, files)
        occupations, skills = files[f"occupations_{language}.csv"], files[f"skills_{language}.csv"]
        groups = files.get(f"iscogroups_{language}.csv")
        tables = [occupations, skills, *([groups] if groups else [])]
        part = _Classified(language, {}, {}, {}, archives.digest(archive, tables))
        for entry, day in _concepts(archive, occupations, OCCUPATION_COLUMNS, language, notes):
            part.occupations[entry.code] = entry
            part.newest = max(part.newest, day)
        for entry, day in _concepts(archive, skills, SKILL_COLUMNS, language, notes):
            part.skills[entry.code] = entry
            part.newest = max(part.newest, day)
        if groups:
            for row in archives.rows(archive, groups, ("code", "preferredLabel")):
                if row.values and REPLACEMENT not in row.values["preferredLabel"]:
                    part.isco[row.values["code"].strip()] = clean_line(row.values["preferredLabel"], LONGEST_LABEL)
    if not part.occupations or not part.skills:
        empty = "occupations" if not part.occupations else "skills"
        raise UnusableTaxonomy(f"{path.name} holds no {empty}. Download it again.")
    return part


def _language_of(path: Path, files: dict[str, zipfile.ZipInfo]) -> str:
    """The one language of a classification ZIP; says what is missing or that the two ZIPs were swapped."""
    languages = sorted(m[1] for name in files if (m := re.fullmatch(r"occupations_([a-z]{2,3}(?:-[a-z]{2,4})?)\.csv", name)))
    if not languages:
        if RELATIONS in files:
            raise UnusableTaxonomy(
                f"{path.name} is the ZIP of relations. Give it with --relations, "
                "and the classification ZIP with --classification."
            )
        raise UnusableTaxonomy(f"{path.name} has no occupations_en.csv. It is not an ESCO classification in CSV.")
    language = NAME_LANGUAGE if NAME_LANGUAGE in languages else languages[0]
    if f"skills_{language}.csv" not in files:
        raise UnusableTaxonomy(f"{path.name} has no skills_{language}.csv. Download the whole classification.")
    return language


def _concepts(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, columns: tuple[str, ...], language: str, notes: _Notes
) -> Iterator[tuple[ConceptEntry, str]]:
    """Usable concepts of one file with the day of their last change; a concept named twice comes once, with all its labels."""
    file = info.filename.rsplit("/", 1)[-1]
    found: dict[str, tuple[ConceptEntry, str]] = {}
    read = broken = 0
    for row in archives.rows(archive, info, columns):
        read += 1
        made = _concept(file, row, columns is OCCUPATION_COLUMNS, language, notes)
        if made is None:
            broken += 1
            continue
        entry, status, day = made
        if status not in CURRENT:
            notes.note(file, row.line, "not_current", f"{entry.label}: {status}, not loaded")
        elif entry.code in found:
            kept, kept_day = found[entry.code]
            labels = tuple(unique_labels([*kept.labels, *(_as_alternative(each) for each in entry.labels)]))
            found[entry.code] = replace(kept, labels=labels), max(day, kept_day)
            notes.note(file, row.line, "repeated", f"{entry.code} is there twice: the first is kept, with the labels of both")
        else:
            found[entry.code] = entry, day
    if read and broken / read > MOST_BROKEN_SHARE:
        raise UnusableTaxonomy(
            f"{file}: {broken} of {read} rows cannot be read, the first at line {_first_line(notes, file)}. "
            "The file was probably saved by another program in another encoding. Use it as it is published."
        )
    yield from found.values()


def _first_line(notes: _Notes, file: str) -> int:
    return next((each.line for each in notes.problems if each.file == file and each.code in {"incomplete", "unreadable"}), 0)


def _as_alternative(label: Label) -> Label:
    return replace(label, kind=ALTERNATIVE) if label.kind == PREFERRED else label


def _concept(file: str, row: Row, is_occupation: bool, language: str, notes: _Notes) -> tuple[ConceptEntry, str, str] | None:
    """(concept, status, day of last change) of one row, or None with a note."""
    cells = row.values
    if cells is None:
        notes.note(file, row.line, "incomplete", "the row has not as many cells as the header")
        return None
    uri, label = cells["conceptUri"].strip(), clean_line(cells["preferredLabel"], LONGEST_LABEL)
    if not uri.startswith(("http://", "https://")) or len(uri) > LONGEST_CODE or any(c.isspace() for c in uri):
        notes.note(file, row.line, "incomplete", "the concept has no usable address")
        return None
    isco = cells.get("iscoGroup", "").strip().removeprefix("C") if is_occupation else ""
    if not label or REPLACEMENT in uri + label:
        notes.held.add(uri)
        notes.note(file, row.line, "unreadable", f"{uri}: the preferred label is empty or has broken characters")
        return None
    if is_occupation and not re.fullmatch(r"[0-9]{1,4}", isco, re.ASCII):
        notes.held.add(uri)
        notes.note(file, row.line, "no_isco", f"{label}: {isco[:20] or 'no code'} is no ISCO-08 group")
        return None
    labels = [Label(language, PREFERRED, label)]
    for column, kind in (("altLabels", ALTERNATIVE), ("hiddenLabels", HIDDEN)):
        for text in re.split(r"[\n\r]+| \| ", cells.get(column, "")):
            if REPLACEMENT in text:
                notes.note(file, row.line, "label_left_out", f"{label}: a label with broken characters")
            elif len(text) > LONGEST_LABEL:
                notes.note(file, row.line, "label_left_out", f"{label}: a label longer than {LONGEST_LABEL} characters")
            else:
                labels.append(Label(language, kind, text))
    kind = "" if is_occupation else KNOWLEDGE if cells["skillType"].strip() == "knowledge" else SKILL
    description = clean(cells.get("description", "").replace(REPLACEMENT, ""), LONGEST_DESCRIPTION)
    entry = ConceptEntry(uri, label, description, tuple(unique_labels(labels)), isco=isco, kind=kind)
    return entry, cells.get("status", "").strip().lower(), _day(cells.get("modifiedDate", ""))


def _day(text: str) -> str:
    return text[:10] if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text[:10], re.ASCII) else ""


def _read_relations(path: Path, content: Content, notes: _Notes) -> bytes:
    """Fill ``content.relations`` and ``broader``; a relation that names a missing concept is noted and left out.

    Returns the digest of the tables.
    """
    with archives.opened(path) as archive:
        files = archives.members(archive)
        if RELATIONS not in files:
            if any(name.startswith("occupations_") for name in files):
                raise UnusableTaxonomy(
                    f"{path.name} is a classification ZIP. Give it with --classification, "
                    "and the ZIP of relations with --relations."
                )
            raise UnusableTaxonomy(f"{path.name} has no occupationSkillRelations.csv. It is not the ESCO ZIP of relations.")
        content.relations = _skill_relations(archive, files[RELATIONS], content, notes)
        if BROADER in files:
            _broader(archive, files[BROADER], content, notes)
        else:
            notes.note(path.name, 0, "no_broader", "broaderRelationsOccPillar.csv is missing: no broader occupations")
        return archives.digest(archive, [files[name] for name in (RELATIONS, BROADER) if name in files])


def _skill_relations(archive: zipfile.ZipFile, info: zipfile.ZipInfo, content: Content, notes: _Notes) -> list[RelationEntry]:
    file = info.filename.rsplit("/", 1)[-1]
    found: dict[tuple[str, str], str] = {}
    for row in archives.rows(archive, info, RELATION_COLUMNS):
        if row.values is None:
            notes.note(file, row.line, "incomplete", "the row has not as many cells as the header")
            continue
        occupation, skill = row.values["occupationUri"].strip(), row.values["skillUri"].strip()
        relation = row.values["relationType"].strip().lower()
        if occupation not in content.occupations:
            notes.note(
                file,
                row.line,
                "missing_occupation",
                f"names an occupation that is not in the classification: {occupation[:LONGEST_CODE]}",
            )
        elif skill not in content.skills:
            notes.note(
                file, row.line, "missing_skill", f"names a skill that is not in the classification: {skill[:LONGEST_CODE]}"
            )
        elif relation not in {ESSENTIAL, OPTIONAL}:
            notes.note(file, row.line, "unknown_relation", f"neither essential nor optional: {relation[:40]}")
        elif found.get((occupation, skill), relation) != relation:
            found[occupation, skill] = ESSENTIAL
            notes.note(file, row.line, "repeated", "essential and optional at once: taken as essential")
        else:
            found[occupation, skill] = relation
    return [RelationEntry(occupation, skill, relation) for (occupation, skill), relation in found.items()]


def _broader(archive: zipfile.ZipFile, info: zipfile.ZipInfo, content: Content, notes: _Notes) -> None:
    """Set the broader occupation of each; a circle is cut where it is found."""
    file = info.filename.rsplit("/", 1)[-1]
    parent: dict[str, str] = {}
    for row in archives.rows(archive, info, BROADER_COLUMNS):
        cells = row.values
        if cells is None:
            notes.note(file, row.line, "incomplete", "the row has not as many cells as the header")
            continue
        if {cells["conceptType"].strip(), cells["broaderType"].strip()} != {"Occupation"}:
            continue
        child, above = cells["conceptUri"].strip(), cells["broaderUri"].strip()
        if child not in content.occupations or above not in content.occupations:
            notes.note(file, row.line, "missing_broader", "names an occupation that is not in the classification")
        elif _leads_to(above, child, parent):
            notes.note(file, row.line, "circle", f"{content.occupations[child].label}: would be broader than itself")
        else:
            parent.setdefault(child, above)
    for child, above in parent.items():
        content.occupations[child] = replace(content.occupations[child], broader=above)


def _leads_to(start: str, end: str, parent: dict[str, str]) -> bool:
    while start != end and start in parent:
        start = parent[start]
    return start == end


def _with_labels(named: dict[str, ConceptEntry], others: list[dict[str, ConceptEntry]]) -> dict[str, ConceptEntry]:
    """The concepts of the English files with the labels of the other languages added."""
    if not others:
        return named
    return {
        code: replace(entry, labels=(*entry.labels, *(label for part in others if code in part for label in part[code].labels)))
        for code, entry in named.items()
    }


def _isco(english: _Classified, others: dict[str, _Classified]) -> list[IscoEntry]:
    parts = {NAME_LANGUAGE: english, **others}
    return [
        IscoEntry(code, {language: part.isco[code] for language, part in parts.items() if code in part.isco})
        for code in sorted(english.isco)
    ]


def _version_in_name(paths: Sequence[Path]) -> str:
    for path in paths:
        if found := re.search(r"(?<![\d.])v?(\d+\.\d+(?:\.\d+)?)(?![\d.]*\d)", path.stem):
            return found[1]
    return ""
