"""The address that the service listens on, and what is said when it cannot."""

import socket

import pytest

from openpes.console import network, preparing
from openpes.console.output import PlainError


def test_a_port_in_use_names_the_next_one():
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        with pytest.raises(PlainError, match=f"Port {port} is in use.*--port {port + 1}"):
            network.refuse_a_taken_port("127.0.0.1", port)
    network.refuse_a_taken_port("127.0.0.1", port)


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("localhost", "http://localhost:8000"),
        ("0.0.0.0", "http://localhost:8000"),
        ("::1", "http://[::1]:8000"),
        ("pes.example.org", "http://pes.example.org:8000"),
    ],
)
def test_the_address_to_type_is_one_that_a_browser_takes(host, url):
    assert network.url_of(host, 8000) == url


def test_a_host_that_is_not_there_is_explained():
    with pytest.raises(PlainError, match="no host"):
        network.address_of("no such host")


def test_nothing_that_listens_is_not_ready():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        assert network.is_ready("127.0.0.1", free.getsockname()[1]) is False


def test_listening_everywhere_lets_the_pages_answer_to_the_name_of_the_machine(monkeypatch):
    monkeypatch.setenv("OPENPES_HOSTS", "")
    preparing.allow_host("0.0.0.0")
    import os

    allowed = os.environ["OPENPES_HOSTS"].split(",")
    assert socket.gethostname() in allowed
    assert "localhost" in allowed


def test_names_that_somebody_chose_stay(monkeypatch):
    monkeypatch.setenv("OPENPES_HOSTS", "jobs.example.org")
    preparing.allow_host("0.0.0.0")
    import os

    assert os.environ["OPENPES_HOSTS"] == "jobs.example.org"


@pytest.mark.parametrize(("host", "only_here"), [("localhost", True), ("127.0.0.1", True), ("::1", True), ("0.0.0.0", False)])
def test_who_can_reach_the_service_is_known(host, only_here):
    assert network.is_loopback(host) is only_here
