import pytest

from openpes.base.actor import Actor
from openpes.work.models import IscoGroup, Occupation, OccupationLabel

ADMIN = Actor(role="administrator", channel="web")


@pytest.fixture
def admin():
    return ADMIN


@pytest.fixture
def occupations(db):
    """Cook, nurse and bus driver, as a small taxonomy."""
    made = {}
    for code, label, others in (
        ("5120", "cook", ["chef"]),
        ("2221", "nurse", ["staff nurse"]),
        ("8331", "bus driver", ["coach driver"]),
    ):
        group = IscoGroup.objects.create(code=code, level=4, titles={"en": f"{label}s"})
        made[label] = Occupation.objects.create(scheme="test", code=label, label=label, isco=group)
        for kind, text in (("preferred", label), *(("alternative", other) for other in others)):
            OccupationLabel.objects.create(occupation=made[label], language="en", kind=kind, text=text, folded=text)
    return made
