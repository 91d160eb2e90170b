"""A data folder remembers its country pack."""

import os

import pytest

from openpes.console import installation
from openpes.console.installation import Installation


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch):
    for name in ("OPENPES_PACK", "OPENPES_DEMO", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("country", [installation.DEMO, installation.MINIMAL])
def test_a_country_of_ours_brings_its_own_pack(monkeypatch, country):
    monkeypatch.setattr(os, "environ", {})
    Installation(country=country).into_environment()
    assert os.environ["OPENPES_PACK"].endswith(f"packs/{country}")


def test_a_pack_that_was_named_once_is_used_from_then_on(monkeypatch, tmp_path):
    monkeypatch.setattr(os, "environ", {})
    installation.keep(tmp_path, Installation(country=installation.MINIMAL, pack="/srv/packs/ours"))
    installation.read(tmp_path).into_environment()
    assert os.environ["OPENPES_PACK"] == "/srv/packs/ours"


def test_what_the_environment_says_wins(monkeypatch):
    monkeypatch.setattr(os, "environ", {"OPENPES_PACK": "packs/other"})
    Installation(country=installation.DEMO).into_environment()
    assert os.environ["OPENPES_PACK"] == "packs/other"
