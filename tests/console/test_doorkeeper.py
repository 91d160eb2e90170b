"""The doorkeeper: reads a request whole, gives the application a proper WSGI environment, hands the answer over whole."""

import asyncio
import io
from types import SimpleNamespace

import pytest

from openpes.console import doorkeeper
from openpes.console.doorkeeper import Doorkeeper, RefusedRequest, environ_of, receive


class Request:
    """What the server gives: the body in pieces, and a place for the answer."""

    def __init__(self, *pieces, pause=0.0):
        self.pieces = pieces
        self.pause = pause
        self.answer = None

    async def __aiter__(self):
        for piece in self.pieces:
            await asyncio.sleep(self.pause)
            yield piece

    def response_empty(self, status, headers):
        self.answer = (status, headers, b"")

    def response_bytes(self, status, headers, body):
        self.answer = (status, headers, body)


def scope(**changes):
    known = {
        "proto": "http",
        "method": "POST",
        "path": "/caf%C3%A9/",
        "query_string": "q=1",
        "server": "127.0.0.1:8000",
        "client": "127.0.0.1:51000",
        "http_version": "1.1",
        "scheme": "http",
        "authority": None,
        "headers": {"host": "localhost", "content-type": "text/plain", "accept-language": "ar"},
    }
    return SimpleNamespace(**known | changes)


def echo(environ, start_response):
    start_response("201 Created", [("Content-Type", "text/plain")])
    return [environ["wsgi.input"].read(), environ["PATH_INFO"].encode("latin-1")]


def test_the_application_gets_the_whole_body_and_its_answer_goes_out_whole():
    request = Request(b"half ", b"and half")
    asyncio.run(Doorkeeper(echo, threads=1)(scope(), request))
    assert request.answer == (201, [("content-type", "text/plain")], b"half and half/caf\xc3\xa9/")


def test_the_environment_says_what_wsgi_asks_for():
    environ = environ_of(scope(), io.BytesIO(b"abc"), 3)
    assert environ["PATH_INFO"].encode("latin-1").decode() == "/café/"
    assert (environ["HTTP_HOST"], environ["CONTENT_TYPE"], environ["CONTENT_LENGTH"]) == ("localhost", "text/plain", "3")
    assert (environ["REMOTE_ADDR"], environ["SERVER_PORT"], environ["QUERY_STRING"]) == ("127.0.0.1", "8000", "q=1")
    assert environ["HTTP_ACCEPT_LANGUAGE"] == "ar"


def test_a_header_with_an_underscore_cannot_pass_for_another():
    environ = environ_of(scope(headers={"x_forwarded_proto": "https", "x-real": "1"}), io.BytesIO(), 0)
    assert "HTTP_X_FORWARDED_PROTO" not in environ
    assert environ["HTTP_X_REAL"] == "1"


def test_an_address_of_the_new_internet_protocol_loses_its_brackets():
    assert environ_of(scope(client="[::1]:51000"), io.BytesIO(), 0)["REMOTE_ADDR"] == "::1"


def test_the_answer_to_head_has_no_body():
    request = Request()
    asyncio.run(Doorkeeper(echo, threads=1)(scope(method="HEAD"), request))
    assert request.answer == (201, [("content-type", "text/plain")], b"")


def test_a_body_that_is_too_large_is_refused_without_asking_the_application(monkeypatch):
    monkeypatch.setattr(doorkeeper, "LARGEST_BODY", 10)
    request = Request(b"12345678", b"9012")
    asyncio.run(Doorkeeper(None, threads=1)(scope(), request))
    assert request.answer == (413, [("connection", "close")], b"")


@pytest.mark.parametrize(("limit", "seconds"), [("SILENCE_SECONDS", 0.02), ("LONGEST_SECONDS", 0.02)])
def test_a_client_that_falls_silent_or_never_ends_is_let_go(monkeypatch, limit, seconds):
    monkeypatch.setattr(doorkeeper, limit, seconds)
    with pytest.raises(RefusedRequest) as refused:
        asyncio.run(receive(Request(b"a", b"b", pause=3600), io.BytesIO()))
    assert refused.value.status == 408


def test_slow_clients_do_not_keep_others_waiting():
    async def trial():
        keeper = Doorkeeper(echo, threads=1)
        slow = [asyncio.create_task(keeper(scope(), Request(b"x", pause=3600))) for _ in range(50)]
        quick = Request(b"quick")
        await asyncio.wait_for(keeper(scope(path="/"), quick), 300)
        for task in slow:
            task.cancel()
        await asyncio.gather(*slow, return_exceptions=True)
        return quick.answer

    assert asyncio.run(trial())[2] == b"quick/"


def test_the_application_may_clean_up_after_its_answer():
    closed = []

    class Answer(list):
        def close(self):
            closed.append(True)

    def application(environ, start_response):
        start_response("200 OK", [])
        return Answer([b"done"])

    assert Doorkeeper(application, threads=1).run({}) == (200, [], b"done")
    assert closed == [True]
