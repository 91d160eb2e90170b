"""Shared by every test: no network but loopback. The data folder of a test is made by `openpes.project.testing`."""

import pytest
from pytest_socket import socket_allow_hosts


@pytest.fixture(autouse=True)
def _loopback_only():
    """No test reaches out of this machine."""
    socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)
