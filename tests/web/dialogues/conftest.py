import pytest
from django.core.cache import cache

from dialogues.sample import registered
from openpes.dialogues.definitions import Option, Slot
from openpes.work.enums import ExperienceKind

KINDS = tuple(Option(value, label) for value, label in ExperienceKind.choices)
EVERY_KIND = (
    Slot("name", "text", "What is your name?", max_length=50, help="As on your papers."),
    Slot("story", "long_text", "Tell us more", required=False),
    Slot("has_work", "yes_no", "Do you have work?"),
    Slot("hours", "number", "How many hours?", when=lambda t: t.answers.get("has_work") is True, minimum=1, maximum=80),
    Slot("kind", "choice", "Which?", options=(Option("a", "Apples", "red"), Option("b", "Pears"))),
    Slot("some", "many", "Which of these?", options=(Option("x", "Ex"), Option("y", "Why")), required=False),
    Slot("pay", "money", "Least pay?", required=False),
    Slot("from_day", "date", "From when?"),
    Slot("born", "partial_date", "When were you born?", autocomplete="bday"),
    Slot("mail", "email", "E-mail?", required=False),
    Slot("phone", "phone", "Telephone?", required=False),
    Slot("town", "place", "Where do you live?"),
    Slot("jobs", "occupations", "What work do you look for?", required=False),
    Slot("skills", "skills", "What can you do?", required=False),
    Slot("cards", "licences", "Which licences do you have?", required=False),
    Slot("tongues", "languages", "Which languages?", required=False),
    Slot("past", "experience", "What have you done?", required=False, options=KINDS),
    Slot("cv", "file", "Your CV?", required=False),
    Slot("agree", "confirm", "Do you agree?"),
)


@pytest.fixture
def sample():
    with registered(slots=EVERY_KIND) as made:
        yield made


@pytest.fixture(autouse=True)
def _clean(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    cache.clear()
