"""The codes of the packs are the codes that the tables accept."""

import pytest

from openpes.base import countrypack
from openpes.casework.enums import WithholdingClass
from openpes.matching.engine import Weights
from openpes.people.enums import Collectable, EndReason, OrganisationKind, PlaceKind, RegistrationStatus
from openpes.trust.enums import LegalBasis
from openpes.work.enums import ClosingReason, EmployerKind, VerificationTier


@pytest.mark.parametrize("name", ["demo", "minimal"])
@pytest.mark.parametrize(
    ("rows", "code", "enum"),
    [
        ("statuses", "code", RegistrationStatus),
        ("end_reasons", "code", EndReason),
        ("withholding_classes", "code", WithholdingClass),
        ("employer_kinds", "code", EmployerKind),
        ("closing_reasons", "code", ClosingReason),
    ],
)
def test_a_pack_words_every_choice_and_no_other(name, rows, code, enum):
    assert {getattr(row, code) for row in getattr(countrypack.named(name), rows)} == set(enum.values) - {""}


@pytest.mark.parametrize("name", ["demo", "minimal"])
def test_the_tiers_of_a_pack_are_the_tiers_of_the_tables(name):
    tiers = [tier.code for tier in countrypack.named(name).tiers]
    assert sorted(tiers) == sorted(tier.name.lower() for tier in VerificationTier)


def test_levels_kinds_and_bases_of_the_format_are_those_of_the_tables():
    model = countrypack.model
    assert set(model.PLACE_LEVELS) < set(PlaceKind.values)
    assert set(model.ORGANISATION_KINDS) == set(OrganisationKind.values)
    assert set(model.LEGAL_BASES) == set(LegalBasis.values)
    assert set(model.COLLECTION) == set(Collectable.values)


@pytest.mark.parametrize("name", ["demo", "minimal"])
def test_the_weights_of_a_pack_name_every_part_of_the_score(name):
    for version in countrypack.named(name).match_weights:
        assert Weights(parts=dict(version.weights), hard=frozenset(version.hard)).version
