"""A process that ends when its parent ends, however that happened: `kill -9` leaves no orphan."""

import os
import signal
import threading
import time

POLL_SECONDS = 0.5
GRACE_SECONDS = 10


def end_with_parent(parent: int | None = None, grace: float = GRACE_SECONDS) -> None:
    """Watch the parent from a thread; when it is gone, stop politely, and at once after `grace` seconds.

    `parent` is the process id that the parent wrote down for us: it may have died before we first looked.
    """
    expected = parent or os.getppid()
    threading.Thread(target=_watch, args=(expected, grace), daemon=True, name="lifeline").start()


def _watch(parent: int, grace: float) -> None:
    while os.getppid() == parent:
        time.sleep(POLL_SECONDS)
    if grace:
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(grace)
    os._exit(1)
