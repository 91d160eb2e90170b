"""A stored query that counts otherwise is a new version: old decisions name the version that they rest on.

After a query was changed on purpose: raise its version, then ``OPENPES_RECORD_STORED_QUERIES=1`` writes what stands now into
stored_queries.json.
"""

import ast
import functools
import hashlib
import inspect
import json
import os
import textwrap
from pathlib import Path

from openpes.assessment.evidence.catalogue import QUERIES

SNAPSHOT = Path(__file__).with_name("stored_queries.json")


def meaning_of(read) -> str:
    """A digest of what a function does: not of its comments, its docstring or how it is laid out."""
    function = read.func if isinstance(read, functools.partial) else read
    [node] = ast.parse(textwrap.dedent(inspect.getsource(function))).body
    if ast.get_docstring(node):
        node.body = node.body[1:]
    return hashlib.sha256(ast.dump(node).encode()).hexdigest()[:16]


def test_a_changed_query_has_a_new_version():
    stands = {query.reference: meaning_of(query.read) for query in QUERIES.values()}
    if os.environ.get("OPENPES_RECORD_STORED_QUERIES"):
        SNAPSHOT.write_text(json.dumps(dict(sorted(stands.items())), indent=1) + "\n", "utf-8")
    assert stands == json.loads(SNAPSHOT.read_text("utf-8"))
