"""Reading that cannot write: what runs inside may look at every table and change none."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

_READS = re.compile(r"\s*\(*\s*(?:SELECT|WITH|VALUES|EXPLAIN)\b", re.IGNORECASE)
_WRITES = re.compile(r"\b(?:INSERT|UPDATE|DELETE|MERGE|REPLACE\s+INTO|TRUNCATE|INTO)\b", re.IGNORECASE)
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")


class WriteRefused(RuntimeError):
    """A query that may only read tried something else. Nothing was changed."""


def _only_reads(sql: str) -> bool:
    """Whether a statement is a plain reading. Values never stand in the text (they are parameters); quoted names do not count."""
    return bool(_READS.match(sql)) and not _WRITES.search(_QUOTED.sub("", sql))


def _guard(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    if many or not _only_reads(sql):
        raise WriteRefused("This may only read.")
    return execute(sql, params, many, context)


@contextmanager
def read_only() -> Iterator[None]:
    """Every statement on the connection that is not a plain reading raises ``WriteRefused`` before it reaches the database."""
    with connection.execute_wrapper(_guard):
        yield
