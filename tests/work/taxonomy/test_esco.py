"""Reading ESCO's ZIPs: everything usable comes in, everything else is named with file and line."""

import random
import struct
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openpes.work.taxonomy import archives, esco
from openpes.work.taxonomy.content import Label, UnusableTaxonomy
from work.taxonomy import esco_files as files
from work.taxonomy.esco_files import ROOT


def codes(content):
    return [each.code for each in content.problems]


def read(folder, **changes):
    return esco.read([files.classification(folder, **changes)], files.relations(folder))


def test_concepts_labels_groups_and_relations_are_read(tmp_path):
    content = read(tmp_path)
    nurse = content.occupations[f"{ROOT}/occupation/nurse"]
    assert (content.scheme, content.version, content.languages) == ("esco", "1.1.1", ("en",))
    assert nurse.isco == "2221"
    assert nurse.labels == (
        Label("en", "preferred", "nurse"),
        Label("en", "alternative", "staff nurse"),
        Label("en", "alternative", "RN"),
        Label("en", "hidden", "nurce"),
    )
    assert content.occupations[f"{ROOT}/occupation/ward"].broader == nurse.code
    assert content.skills[f"{ROOT}/skill/anatomy"].kind == "knowledge"
    assert {(each.occupation[-5:], each.relation) for each in content.relations} == {
        ("nurse", "essential"),
        ("nurse", "optional"),
        ("/cook", "essential"),
    }


def test_a_relation_that_names_a_missing_occupation_is_reported_and_left_out(tmp_path):
    (problem,) = read(tmp_path).problems
    assert (problem.file, problem.line, problem.code) == ("occupationSkillRelations.csv", 5, "missing_occupation")
    assert problem.message.endswith("/occupation/gone")


def test_swapped_zips_are_recognised(tmp_path):
    with pytest.raises(UnusableTaxonomy, match=r"is the ZIP of relations\. Give it with --relations"):
        esco.read([files.relations(tmp_path)], files.classification(tmp_path))
    with pytest.raises(UnusableTaxonomy, match=r"is a classification ZIP\. Give it with --classification"):
        esco.read([files.classification(tmp_path)], files.classification(tmp_path))


def test_a_wrong_zip_is_told_what_is_missing(tmp_path):
    other = files.zipped(tmp_path / "other.zip", {"readme.txt": b"hello"})
    with pytest.raises(UnusableTaxonomy, match=r"has no occupations_en.csv"):
        esco.read([other], files.relations(tmp_path))
    with pytest.raises(UnusableTaxonomy, match=r"has no occupationSkillRelations.csv"):
        esco.read([files.classification(tmp_path)], other)
    half = files.zipped(tmp_path / "half.zip", {"occupations_en.csv": files.table(files.OCCUPATION_COLUMNS, files.OCCUPATIONS)})
    with pytest.raises(UnusableTaxonomy, match=r"has no skills_en.csv"):
        esco.read([half], files.relations(tmp_path))


def test_a_missing_file_and_a_file_that_is_no_zip_are_told_apart(tmp_path):
    with pytest.raises(UnusableTaxonomy, match="There is no file"):
        esco.read([tmp_path / "nothing.zip"], files.relations(tmp_path))
    (tmp_path / "text.zip").write_text("not a zip")
    with pytest.raises(UnusableTaxonomy, match="is not a whole ZIP file"):
        esco.read([tmp_path / "text.zip"], files.relations(tmp_path))


def test_a_missing_column_is_named(tmp_path):
    columns = [each for each in files.OCCUPATION_COLUMNS if each != "iscoGroup"]
    rows = [{key: value for key, value in row.items() if key in columns} for row in files.OCCUPATIONS]
    path = files.zipped(
        tmp_path / "c.zip",
        {"occupations_en.csv": files.table(columns, rows), "skills_en.csv": files.table(files.SKILL_COLUMNS, files.SKILLS)},
    )
    with pytest.raises(UnusableTaxonomy, match=r"occupations_en\.csv has no column iscoGroup"):
        esco.read([path], files.relations(tmp_path))


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "RATIO_FREE_BELOW", 1000)
    bomb = files.zipped(
        tmp_path / "bomb.zip",
        {"occupations_en.csv": b"0" * 1_000_000, "skills_en.csv": files.table(files.SKILL_COLUMNS, files.SKILLS)},
    )
    with pytest.raises(UnusableTaxonomy, match="This is not the official file"):
        esco.read([bomb], files.relations(tmp_path))


def test_a_member_that_lies_about_its_size_is_refused(tmp_path, monkeypatch):
    path = files.classification(tmp_path)
    raw = bytearray(path.read_bytes())
    place = raw.index(b"PK\x01\x02")
    raw[place + 24 : place + 28] = struct.pack("<I", 7)
    path.write_bytes(raw)
    with pytest.raises(UnusableTaxonomy):
        esco.read([path], files.relations(tmp_path))


def test_too_many_members_and_too_large_an_archive_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "MOST_MEMBERS", 2)
    with pytest.raises(UnusableTaxonomy, match="more than 2 files"):
        read(tmp_path)
    monkeypatch.setattr(archives, "MOST_MEMBERS", 500)
    monkeypatch.setattr(archives, "LARGEST_ARCHIVE", 10)
    with pytest.raises(UnusableTaxonomy, match="larger than"):
        read(tmp_path)


def test_a_protected_archive_asks_for_the_published_files(tmp_path):
    path = files.classification(tmp_path)
    raw = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        raw[raw.index(mark) + place] |= 1
    path.write_bytes(raw)
    with pytest.raises(UnusableTaxonomy, match="password"):
        esco.read([path], files.relations(tmp_path))


def test_files_in_a_folder_of_the_zip_and_leftovers_of_a_mac_are_understood(tmp_path):
    path = files.zipped(
        tmp_path / "c.zip",
        {
            "__MACOSX/occupations_en.csv": b"nothing",
            "v1.1.1/occupations_en.csv": files.table(files.OCCUPATION_COLUMNS, files.OCCUPATIONS),
            "v1.1.1/skills_en.csv": files.table(files.SKILL_COLUMNS, files.SKILLS),
        },
    )
    assert len(esco.read([path], files.relations(tmp_path)).occupations) == 3


@pytest.mark.parametrize("encode", [lambda t: b"\xef\xbb\xbf" + t, lambda t: t.decode().encode("utf-16")], ids=["mark", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_file_saved_by_a_spreadsheet_program_is_read_alike(tmp_path, encode, delimiter):
    path = files.zipped(
        tmp_path / "c.zip",
        {
            "occupations_en.csv": encode(files.table(files.OCCUPATION_COLUMNS, files.OCCUPATIONS, delimiter)),
            "skills_en.csv": files.table(files.SKILL_COLUMNS, files.SKILLS),
        },
    )
    content = esco.read([path], files.relations(tmp_path))
    assert content.occupations == read(tmp_path).occupations


def test_one_label_with_broken_characters_is_left_out_and_the_concept_stays(tmp_path):
    many = [files.occupation(f"n{number}", f"nurse {number}") for number in range(40)]
    raw = files.table(files.OCCUPATION_COLUMNS, [*many, files.occupation("x", "smith", alt=["forgeron m@le"])])
    path = files.zipped(
        tmp_path / "c.zip",
        {
            "occupations_en.csv": raw.replace(b"m@le", b"m\xe2le"),
            "skills_en.csv": files.table(files.SKILL_COLUMNS, files.SKILLS),
        },
    )
    content = esco.read([path], files.relations(tmp_path))
    assert [each.text for each in content.occupations[f"{ROOT}/occupation/x"].labels] == ["smith"]
    assert "label_left_out" in codes(content)


def test_a_concept_with_a_broken_name_is_held_so_that_it_is_not_retired(tmp_path):
    many = [files.occupation(f"n{number}", f"nurse {number}") for number in range(40)]
    content = read(tmp_path, occupations=[*many, files.occupation("x", "")])
    assert content.held == {f"{ROOT}/occupation/x"}
    assert "unreadable" in codes(content)


def test_a_file_in_another_encoding_altogether_is_refused(tmp_path):
    rows = [files.occupation(f"n{number}", f"infirmière {number}") for number in range(40)]
    path = files.zipped(
        tmp_path / "c.zip",
        {
            "occupations_en.csv": files.table(files.OCCUPATION_COLUMNS, rows).decode().encode("latin-1"),
            "skills_en.csv": files.table(files.SKILL_COLUMNS, files.SKILLS),
        },
    )
    with pytest.raises(UnusableTaxonomy, match="40 of 40 rows cannot be read, the first at line 2"):
        esco.read([path], files.relations(tmp_path))


def test_a_repeated_concept_comes_once_with_the_labels_of_both(tmp_path):
    again = files.occupation("nurse", "nurse", alt=["bedside nurse"])
    content = read(tmp_path, occupations=[*files.OCCUPATIONS, again])
    assert len(content.occupations) == 3
    assert "bedside nurse" in [each.text for each in content.occupations[again["conceptUri"]].labels]
    assert "repeated" in codes(content)


def test_a_concept_that_is_no_longer_released_is_not_loaded(tmp_path):
    content = read(tmp_path, occupations=[*files.OCCUPATIONS, files.occupation("old", "telegraphist", status="obsolete")])
    assert f"{ROOT}/occupation/old" not in content.occupations
    assert "not_current" in codes(content)
    assert not content.held


def test_an_occupation_without_a_usable_group_is_reported(tmp_path):
    many = [files.occupation(f"n{number}", f"nurse {number}") for number in range(40)]
    content = read(tmp_path, occupations=[*many, files.occupation("x", "smith", "none")])
    assert "no_isco" in codes(content)


def test_a_circle_of_broader_occupations_is_cut(tmp_path):
    content = esco.read(
        [files.classification(tmp_path)],
        files.relations(tmp_path, above=[files.broader("nurse", "ward"), files.broader("ward", "nurse")]),
    )
    assert content.occupations[f"{ROOT}/occupation/nurse"].broader.endswith("ward")
    assert content.occupations[f"{ROOT}/occupation/ward"].broader == ""
    assert "circle" in codes(content)


def test_a_relation_that_is_essential_and_optional_is_essential(tmp_path):
    rows = [files.relation("nurse", "care", "optional"), files.relation("nurse", "care", "essential")]
    content = esco.read([files.classification(tmp_path)], files.relations(tmp_path, rows))
    assert [each.relation for each in content.relations] == ["essential"]


def test_labels_of_a_second_language_are_added_to_the_english_concepts(tmp_path):
    french = files.classification(
        tmp_path,
        [files.occupation("nurse", "infirmier/infirmière"), files.occupation("only-fr", "x")],
        [files.skill("care", "soigner")],
        language="fr",
    )
    content = esco.read([files.classification(tmp_path), french], files.relations(tmp_path))
    nurse = content.occupations[f"{ROOT}/occupation/nurse"]
    assert content.languages == ("en", "fr")
    assert Label("fr", "preferred", "infirmier/infirmière") in nurse.labels
    assert nurse.label == "nurse"
    assert len(content.occupations) == 3
    assert content.isco[0].titles == {"en": "Nursing professionals (en)", "fr": "Nursing professionals (fr)"}
    with pytest.raises(UnusableTaxonomy, match="English classification ZIP is needed"):
        esco.read([french], files.relations(tmp_path))


@pytest.mark.parametrize(
    ("name", "version"),
    [
        ("esco-1.1.1-classification-en-csv.zip", "1.1.1"),
        ("ESCO dataset - v1.2.0 - classification - en - csv.zip", "1.2.0"),
        ("classification.zip", "2022-05-04"),
    ],
)
def test_the_version_is_in_the_name_or_is_the_day_of_the_newest_change(tmp_path, name, version):
    path = files.classification(tmp_path).rename(tmp_path / name)
    bare = files.relations(tmp_path).rename(tmp_path / "relations.zip")
    assert esco.read([path], bare).version == version
    assert esco.read([path], bare, "9.9").version == "9.9"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), flips=st.integers(1, 60), cut=st.integers(0, 400), which=st.booleans())
def test_bytes_changed_anywhere_in_a_zip_give_content_or_a_clear_refusal(tmp_path, seed, flips, cut, which):
    paths = [files.classification(tmp_path), files.relations(tmp_path)]
    chance = random.Random(seed)
    raw = bytearray(paths[which].read_bytes())
    for _ in range(flips):
        raw[chance.randrange(len(raw))] = chance.randrange(256)
    paths[which].write_bytes(raw[: len(raw) - cut] if chance.random() < 0.3 else raw)
    try:
        occupations = esco.read([paths[0]], paths[1]).occupations
    except UnusableTaxonomy:
        return
    assert all(entry.label and entry.isco for entry in occupations.values())
    assert occupations


damaged = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace")),
    st.lists(st.lists(st.text(max_size=30), max_size=12), max_size=8).map(
        lambda rows: "\n".join(",".join(row) for row in rows).encode("utf-8", "replace")
    ),
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tail=damaged, place=st.sampled_from(["occupations_en.csv", "skills_en.csv", "relations", "broader"]))
def test_rows_of_any_bytes_after_good_ones_give_content_or_a_clear_refusal(tmp_path, tail, place):
    tables = {
        "occupations_en.csv": files.table(files.OCCUPATION_COLUMNS, files.OCCUPATIONS),
        "skills_en.csv": files.table(files.SKILL_COLUMNS, files.SKILLS),
        "relations": files.table(files.RELATION_COLUMNS, files.RELATIONS),
        "broader": files.table(files.BROADER_COLUMNS, files.BROADER),
    }
    tables[place] += tail
    first = files.zipped(tmp_path / "c.zip", {name: tables[name] for name in ("occupations_en.csv", "skills_en.csv")})
    second = files.zipped(
        tmp_path / "r.zip",
        {"occupationSkillRelations.csv": tables["relations"], "broaderRelationsOccPillar.csv": tables["broader"]},
    )
    try:
        content = esco.read([first], second)
    except UnusableTaxonomy:
        return
    assert content.occupations.keys() >= {each.occupation for each in content.relations}
    for entry in [*content.occupations.values(), *content.skills.values()]:
        assert entry.label
        assert all("\ufffd" not in each.text and "\n" not in each.text and each.text for each in entry.labels)
        assert len({(each.language, each.text) for each in entry.labels}) == len(entry.labels)


def test_an_archive_cut_in_the_middle_of_a_member_is_refused(tmp_path):
    path = files.classification(tmp_path)
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo("occupations_en.csv")
    raw = bytearray(path.read_bytes())
    raw[info.header_offset + 60 : info.header_offset + 120] = bytes(60)
    path.write_bytes(raw)
    with pytest.raises(UnusableTaxonomy, match="is damaged"):
        esco.read([path], files.relations(tmp_path))
