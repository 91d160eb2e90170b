"""A pasted advert names skills."""

from openpes.work.coding import SkillFinder, SkillLabel

FINDER = SkillFinder.build(
    [
        SkillLabel("forklift", "drive forklift trucks", "preferred"),
        SkillLabel("forklift", "forklift", "alternative"),
        SkillLabel("first-aid", "first aid", "preferred"),
        SkillLabel("paediatric-first-aid", "paediatric first aid", "preferred"),
        SkillLabel("excel", "Excel", "preferred"),
        SkillLabel("r", "R", "alternative"),
    ]
)


def codes(text: str) -> list[str]:
    return [found.skill_code for found in FINDER.find(text)]


def test_the_longest_name_wins():
    assert codes("You hold a paediatric first aid certificate.") == ["paediatric-first-aid"]


def test_a_plural_and_capitals_are_found():
    assert codes("Driving FORKLIFTS; Excel.") == ["forklift", "excel"]


def test_what_is_named_most_comes_first():
    assert codes("excel, first aid, first aid") == ["first-aid", "excel"]


def test_a_short_ordinary_word_is_no_skill():
    assert codes("R you ready?") == []


def test_no_text_no_skills():
    assert codes("") == []
