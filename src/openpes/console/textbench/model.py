"""The optional language model for a bench: its vectors are kept in the data folder, so that a second run is quick."""

from __future__ import annotations

import sys
from pathlib import Path

from openpes.console.output import PlainError
from openpes.work.coding.meaning import Meaning, NoModel


def opened(folder: Path) -> Meaning:
    """The model with the vectors that are known in ``folder``. PlainError when it is not installed."""
    try:
        return Meaning(folder)
    except NoModel as error:
        raise PlainError(str(error)) from error


def told(done: int, of: int) -> None:
    """How far the model has come, on one line of a terminal."""
    if sys.stderr.isatty() and (done % 640 == 0 or done == of):
        print(f"\r   {done} of {of} names read by the model", end="\n" if done == of else "", file=sys.stderr, flush=True)
