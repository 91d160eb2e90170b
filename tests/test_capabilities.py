"""docs/capabilities.md stays true: 120 rows, and what is claimed names something that is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (ROOT / "docs/capabilities.md").read_text().splitlines()
    if re.match(r"\| C\d{3} ", line)
]


def test_every_capability_stands_there_once():
    assert [row[0] for row in ROWS] == [f"C{number:03}" for number in range(1, 121)]


@pytest.mark.parametrize("row", [row for row in ROWS if row[2] != "not yet"], ids=lambda row: row[0])
def test_a_claim_names_a_test_or_page_that_exists(row):
    named = re.findall(r"`(tests/[^`]+)`", row[3])
    assert row[2] in {"done", "partly"}
    assert named or "`./pes" in row[3] or "`/" in row[3] or "](" in row[3]
    assert all((ROOT / path).exists() for path in named)


def test_the_summary_counts_right():
    said = re.search(r"State: (\d+) done, (\d+) partly, (\d+) not yet", (ROOT / "docs/capabilities.md").read_text())
    assert said is not None
    counted = [sum(row[2] == state for row in ROWS) for state in ("done", "partly", "not yet")]
    assert [int(number) for number in said.groups()] == counted
