import pytest
from django.core.cache import cache

from dialogues.sample import registered


@pytest.fixture
def sample():
    with registered() as made:
        yield made


@pytest.fixture(autouse=True)
def _no_limits_left_over():
    cache.clear()
