import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _no_calls_counted_yet():
    cache.clear()
    yield
    cache.clear()
