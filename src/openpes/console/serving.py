"""The web server, started by `./pes up` as a process of its own: `python -m openpes.console.serving`."""

import argparse
import sys

from granian import Granian
from granian.http import HTTP1Settings

from openpes.console.lifeline import end_with_parent

# Header of a request must be complete after this time: slow clients may not keep a place for ever.
HEADER_TIMEOUT_MS = 15_000
STOP_SECONDS = 5


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--address", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--processes", type=int, required=True)
    parser.add_argument("--parent", type=int, required=True)
    options = parser.parse_args(arguments)
    end_with_parent(options.parent)
    Granian(
        "openpes.console.web_process:application",
        address=options.address,
        port=options.port,
        interface="rsgi",
        workers=options.processes,
        websockets=False,
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_TIMEOUT_MS),
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
    ).serve()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
