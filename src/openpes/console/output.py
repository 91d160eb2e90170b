"""What a command says: people on standard error or output, machines on standard output as JSON only."""

import contextlib
import json
import os
import sys
from typing import Any, TextIO


class PlainError(Exception):
    """Something that the person at the keyboard can put right; the text is a sentence that says how."""


def say(text: str = "") -> None:
    """Tell the person at the keyboard about progress; never on standard output."""
    print(text, file=sys.stderr, flush=True)


def emit(data: Any) -> None:
    """Print one JSON document on standard output: what `--json` promises."""
    print(json.dumps(data, ensure_ascii=False, default=str), flush=True)


@contextlib.contextmanager
def json_only():
    """Within, only Python's prints reach standard output; programs that we start write to standard error."""
    sys.stdout.flush()
    kept: TextIO = os.fdopen(os.dup(1), "w", encoding="utf-8")
    original, sys.stdout = sys.stdout, kept
    real = os.dup(1)
    os.dup2(2, 1)
    try:
        yield
    finally:
        kept.flush()
        os.dup2(real, 1)
        os.close(real)
        sys.stdout = original
