"""A patient doorkeeper before the WSGI application: slow clients wait with it, not with a thread.

A request is read whole by the event loop before one of few threads works on it, and an answer is handed over whole. So a
client that sends or reads slowly costs a connection, never a thread or a database connection. Measured: with the server's
own WSGI interface, 200 clients with slow bodies stopped the service for everybody (docs/benchmarks.md).
"""

import asyncio
import sys
import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import IO, Any
from urllib.parse import unquote_to_bytes

THREADS = 4
# A phone on a bad line may take minutes for a document, but something must come every now and then.
SILENCE_SECONDS = 15
LONGEST_SECONDS = 600
LARGEST_BODY = 32 * 1024 * 1024
KEPT_IN_MEMORY = 256 * 1024
# Headers that WSGI names without HTTP_.
BARE_HEADERS = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}


class RefusedRequest(Exception):
    """A request that is answered without asking the application; `status` says why."""

    def __init__(self, status: int) -> None:
        self.status = status


class Doorkeeper:
    """Takes requests from the server's event loop and lets a few threads run the WSGI application."""

    def __init__(self, application: Any, threads: int = THREADS) -> None:
        self.application = application
        self.pool = ThreadPoolExecutor(threads, thread_name_prefix="request")

    async def __call__(self, scope: Any, proto: Any) -> None:
        if scope.proto != "http":
            proto.close(None)
            return
        with tempfile.SpooledTemporaryFile(KEPT_IN_MEMORY) as body:
            try:
                size = await receive(proto, body)
            except RefusedRequest as refused:
                proto.response_empty(refused.status, [("connection", "close")])
                return
            environ = environ_of(scope, body, size)
            loop = asyncio.get_running_loop()
            status, headers, answer = await loop.run_in_executor(self.pool, self.run, environ)
        if scope.method == "HEAD" or not answer:
            proto.response_empty(status, headers)
        else:
            proto.response_bytes(status, headers, answer)

    def run(self, environ: dict[str, Any]) -> tuple[int, list[tuple[str, str]], bytes]:
        """One request through WSGI (PEP 3333), in a thread; returns status, headers and the whole body."""
        begun: list[tuple[int, list[tuple[str, str]]]] = []

        def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
            begun.append((int(status.split(" ", 1)[0]), [(name.lower(), value) for name, value in headers]))

        parts: Iterable[bytes] = self.application(environ, start_response)
        try:
            answer = b"".join(parts)
        finally:
            if hasattr(parts, "close"):
                parts.close()
        return (*begun[-1], answer)


async def receive(proto: Any, body: IO[bytes]) -> int:
    """Read the whole request body into `body`; returns its size. RefusedRequest: 408 too slow, 413 too large."""
    size = 0
    chunks = aiter(proto)
    try:
        async with asyncio.timeout(LONGEST_SECONDS):
            while True:
                chunk = await asyncio.wait_for(anext(chunks, b""), SILENCE_SECONDS)
                if not chunk:
                    break
                size += len(chunk)
                if size > LARGEST_BODY:
                    raise RefusedRequest(413)
                body.write(chunk)
    except TimeoutError:
        raise RefusedRequest(408) from None
    body.seek(0)
    return size


def environ_of(scope: Any, body: IO[bytes], size: int) -> dict[str, Any]:
    """The WSGI environment of a request whose body has come in completely."""
    server_name, _, server_port = scope.server.rpartition(":")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(scope.path).decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": server_name.strip("[]"),
        "SERVER_PORT": server_port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope.headers.items():
        key = BARE_HEADERS.get(name) or "HTTP_" + name.upper().replace("-", "_")
        if "_" in name:  # could be mistaken for the same name with a hyphen
            continue
        joint = "; " if name == "cookie" else ","
        environ[key] = f"{environ[key]}{joint}{value}" if key in environ else value
    if scope.authority:
        environ.setdefault("HTTP_HOST", scope.authority)
    environ["CONTENT_LENGTH"] = str(size)
    return environ
