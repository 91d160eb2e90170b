"""Small classification and relation ZIPs in the shape in which ESCO is published, to be bent and broken by tests."""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

ROOT = "http://data.europa.eu/esco"
OCCUPATION_COLUMNS = [
    "conceptType", "conceptUri", "iscoGroup", "preferredLabel", "altLabels", "hiddenLabels", "status", "modifiedDate", "description",
]  # fmt: skip
SKILL_COLUMNS = [
    "conceptType", "conceptUri", "skillType", "reuseLevel", "preferredLabel", "altLabels", "hiddenLabels", "status", "modifiedDate",
    "description",
]  # fmt: skip
ISCO_COLUMNS = ["conceptType", "conceptUri", "code", "preferredLabel"]
RELATION_COLUMNS = ["occupationUri", "relationType", "skillType", "skillUri"]
BROADER_COLUMNS = ["conceptType", "conceptUri", "broaderType", "broaderUri"]


def occupation(key: str, label: str, isco: str = "2221", alt: Iterable[str] = (), **more: str) -> dict[str, str]:
    return {
        "conceptType": "Occupation",
        "conceptUri": f"{ROOT}/occupation/{key}",
        "iscoGroup": isco,
        "preferredLabel": label,
        "altLabels": "\n".join(alt),
        "hiddenLabels": "",
        "status": "released",
        "modifiedDate": "2022-05-04T10:00:00Z",
        "description": f"About {label}.",
        **more,
    }


def skill(key: str, label: str, kind: str = "skill/competence", alt: Iterable[str] = (), **more: str) -> dict[str, str]:
    return {
        "conceptType": "KnowledgeSkillCompetence",
        "conceptUri": f"{ROOT}/skill/{key}",
        "skillType": kind,
        "preferredLabel": label,
        "altLabels": "\n".join(alt),
        "status": "released",
        **more,
    }


def relation(occupation_key: str, skill_key: str, kind: str = "essential") -> dict[str, str]:
    return {
        "occupationUri": f"{ROOT}/occupation/{occupation_key}",
        "relationType": kind,
        "skillUri": f"{ROOT}/skill/{skill_key}",
    }


def broader(child: str, parent: str) -> dict[str, str]:
    return {
        "conceptType": "Occupation",
        "conceptUri": f"{ROOT}/occupation/{child}",
        "broaderType": "Occupation",
        "broaderUri": f"{ROOT}/occupation/{parent}",
    }


def table(columns: list[str], rows: Iterable[Mapping[str, str]], delimiter: str = ",") -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def zipped(path: Path, files: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def packed_again(path: Path, year: int = 2001) -> Path:
    """The same tables as another program packs them: at another time, the last one first and without compression."""
    with zipfile.ZipFile(path) as archive:
        tables = [(info.filename, archive.read(info)) for info in archive.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, content in reversed(tables):
            archive.writestr(zipfile.ZipInfo(name, (year, 1, 1, 0, 0, 0)), content)
    return path


OCCUPATIONS = [
    occupation("nurse", "nurse", alt=["staff nurse", "RN", "Nurse"], hiddenLabels="nurce"),
    occupation("ward", "ward nurse", alt=["hospital nurse"]),
    occupation("cook", "cook", "5120", alt=["line cook", "canteen cook"]),
]
SKILLS = [
    skill("care", "provide nursing care", alt=["nursing"]),
    skill("anatomy", "human anatomy", "knowledge"),
    skill("fry", "fry food"),
]
RELATIONS = [
    relation("nurse", "care"),
    relation("nurse", "anatomy", "optional"),
    relation("cook", "fry"),
    relation("gone", "fry", "optional"),
]
BROADER = [broader("ward", "nurse")]


def classification(
    folder: Path,
    occupations: Iterable[Mapping[str, str]] = OCCUPATIONS,
    skills: Iterable[Mapping[str, str]] = SKILLS,
    *,
    version: str = "1.1.1",
    language: str = "en",
) -> Path:
    groups = [{"code": "2221", "preferredLabel": f"Nursing professionals ({language})"}]
    return zipped(
        folder / f"esco-{version}-classification-{language}-csv.zip",
        {
            f"occupations_{language}.csv": table(OCCUPATION_COLUMNS, occupations),
            f"skills_{language}.csv": table(SKILL_COLUMNS, skills),
            f"ISCOGroups_{language}.csv": table(ISCO_COLUMNS, groups),
        },
    )


def relations(
    folder: Path,
    rows: Iterable[Mapping[str, str]] = RELATIONS,
    above: Iterable[Mapping[str, str]] = BROADER,
    *,
    version: str = "1.1.1",
) -> Path:
    return zipped(
        folder / f"esco-{version}-relations-csv.zip",
        {
            "occupationSkillRelations.csv": table(RELATION_COLUMNS, rows),
            "broaderRelationsOccPillar.csv": table(BROADER_COLUMNS, above),
        },
    )
