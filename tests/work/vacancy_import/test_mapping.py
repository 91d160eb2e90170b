from pathlib import Path

import pytest

from openpes.work.vacancy_import.mapping import MappingProblem, read_mapping

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.mapping.toml")), ids=lambda path: path.name)
def test_the_shipped_mappings_can_be_used(path):
    assert read_mapping(path.read_bytes()).columns.title


@pytest.mark.parametrize(
    ("text", "what", "where"),
    [
        ("[columns", "mapping_not_toml", ""),
        ("[columns]\nreference = 'x'", "mapping_without_title", "columns.title"),
        ("[columns]\ntitle = 'x'\nsalery = 'y'", "mapping_unknown_name", "columns.salery"),
        ("[column]\ntitle = 'x'", "mapping_unknown_name", "column"),
        ("[columns]\ntitle = 5", "mapping_bad_value", "columns.title"),
        ("[columns]\ntitle = 'x'\n[constants]\ncurrency = 'Pounds'", "mapping_bad_value", "constants.currency"),
        ("[columns]\ntitle = 'x'\n[constants]\npay_period = 'moon'", "mapping_bad_value", "constants.pay_period"),
        ("[columns]\ntitle = 'x'\n[audience]\npublic = 'External'", "mapping_bad_value", "audience.public"),
        ("[columns]\ntitle = 'x'\n[file]\ndelimiter = ';;'", "mapping_bad_value", "file.delimiter"),
        ("title = 'x'", "mapping_unknown_name", "title"),
    ],
)
def test_a_mistake_in_a_mapping_is_named_with_its_place(text, what, where):
    with pytest.raises(MappingProblem) as caught:
        read_mapping(text.encode())
    assert (caught.value.what, caught.value.where) == (what, where)
