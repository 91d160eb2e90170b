"""What comes with the program is whole: ISCO-08, and our own taxonomy with its promises."""

from collections import Counter

from openpes.work.taxonomy import package


def test_isco_08_is_complete_and_every_group_lies_in_a_group():
    codes = [each.code for each in package.isco08()]
    assert Counter(map(len, codes)) == {1: 10, 2: 43, 3: 130, 4: 436}
    assert len(set(codes)) == 619
    assert all(code[:-1] in codes for code in codes if len(code) > 1)


def test_every_group_has_english_and_arabic_titles_and_the_upper_ones_all_five_languages():
    for group in package.isco08():
        assert {"en", "ar"} <= set(group.titles), group.code
        if len(group.code) < 4:
            assert set(group.titles) == set(package.LANGUAGES), group.code


def test_the_own_taxonomy_is_as_large_as_promised_and_in_five_languages():
    content = package.read()
    assert len(content.occupations) >= 80
    assert len(content.skills) >= 200
    for concept in [*content.occupations.values(), *content.skills.values()]:
        preferred = {each.language for each in concept.labels if each.kind == "preferred"}
        assert preferred == set(package.LANGUAGES), concept.code


def test_every_occupation_has_a_unit_group_and_skills_that_exist():
    content = package.read()
    groups = {each.code for each in package.isco08()}
    assert all(len(each.isco) == 4 and each.isco in groups for each in content.occupations.values())
    named = Counter()
    for relation in content.relations:
        assert relation.skill in content.skills
        named[relation.occupation, relation.skill] += 1
    assert set(named.values()) == {1}
    assert {occupation for occupation, _ in named} == set(content.occupations)
    assert {skill for _, skill in named} == set(content.skills)


def test_every_kind_of_work_of_the_profiles_is_there_and_all_major_groups_but_the_army():
    content = package.read()
    assert {each.isco[0] for each in content.occupations.values()} == set("123456789")
    kinds = Counter(each.kind for each in content.skills.values())
    assert kinds["skill"] > 150
    assert kinds["knowledge"] >= 10
    assert kinds["licence"] >= 15


def test_no_two_occupations_have_the_same_name_in_a_language():
    content = package.read()
    names = Counter(
        (label.language, label.text.casefold())
        for each in content.occupations.values()
        for label in each.labels
        if label.kind == "preferred"
    )
    assert [name for name, times in names.items() if times > 1] == []
