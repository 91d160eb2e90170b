"""Shared by every test: no network but loopback. The data folder of a test is made by `openpes.project.testing`."""

import pytest
from hypothesis import HealthCheck, settings
from pytest_socket import socket_allow_hosts

# A busy machine is no failure: no example has a time limit, and making examples may take as long as it takes.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


@pytest.fixture(autouse=True)
def _loopback_only():
    """No test reaches out of this machine."""
    socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)


@pytest.fixture(autouse=True)
def _own_index(settings, monkeypatch):
    """Each test has a match index of its own, made when it is first asked for."""
    import shutil
    import uuid
    from pathlib import Path

    from openpes.matching import gazetteer
    from openpes.matching.index import knowledge, memory
    from openpes.work.taxonomy.queries import forget_words

    folder = Path(settings.DATA) / f"index-{uuid.uuid4()}"
    settings.OPENPES_INDEX = folder
    monkeypatch.setattr(knowledge, "CHECK_SECONDS", 0.0)
    monkeypatch.setattr(gazetteer, "KEEP_SECONDS", 0.0)
    memory.forget()
    knowledge.forget()
    forget_words()
    yield
    memory.forget()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(autouse=True)
def _own_language():
    """A page asked for in Arabic leaves no Arabic to the next test."""
    from django.utils import translation

    yield
    translation.deactivate()
