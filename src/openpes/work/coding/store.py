"""A built coder kept on disk, so that a process starts in a moment; a file that is damaged or out of date is built again."""

from __future__ import annotations

import hashlib
import io
import json
import os
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np

from openpes.work.coding.coder import Coder
from openpes.work.coding.tables import table_texts
from openpes.work.coding.values import Correction, Label

_FORMAT = 5


def fingerprint(labels: Iterable[Label]) -> str:
    """A checksum of everything that a coder is built from: the labels in their order, our tables, the format."""
    digest = hashlib.sha256(f"coder {_FORMAT}".encode())
    for text in table_texts():
        digest.update(text.encode())
    for label in labels:
        digest.update(f"{label.occupation_code}\t{label.isco08}\t{label.text}\t{label.kind}\n".encode())
    return digest.hexdigest()


def load_or_build(labels: Iterable[Label], corrections: Mapping[str, Correction] | None, folder: Path) -> Coder:
    """The coder for these labels, from ``folder`` when a whole and current copy is there, else built and kept there.

    Corrections are never stored in the file: they are given anew each time and always win.
    """
    given = list(labels)
    mark = fingerprint(given)
    path = folder / f"coder-{mark[:16]}.zip"
    coder = _load(path, mark, corrections)
    if coder is None:
        coder = Coder.build(given, corrections)
        _save(coder, path, mark)
    return coder


def _save(coder: Coder, path: Path, mark: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    for old in path.parent.glob("coder-*.zip"):
        if old != path:
            old.unlink(missing_ok=True)
    meta = {
        "mark": mark,
        "labels": [[x.occupation_code, x.isco08, x.text, x.kind] for x in coder.labels],
        "features": list(coder.features),
        "head_share": coder.head_share,
    }
    arrays = io.BytesIO()
    np.savez(arrays, idf=coder.idf, starts=coder.starts, rows=coder.rows, values=coder.values)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".coder-")
    try:
        with os.fdopen(handle, "wb") as raw, zipfile.ZipFile(raw, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr("meta.json", json.dumps(meta, ensure_ascii=False))
            archive.writestr("arrays.npz", arrays.getvalue())
        os.replace(name, path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _load(path: Path, mark: str, corrections: Mapping[str, Correction] | None) -> Coder | None:
    if not path.exists():
        return None
    try:
        with zipfile.ZipFile(path) as archive:  # zipfile checks the CRC of what it reads
            meta = json.loads(archive.read("meta.json"))
            arrays = np.load(io.BytesIO(archive.read("arrays.npz")), allow_pickle=False)
            if meta["mark"] != mark:
                return None
            return Coder(
                [Label(*row) for row in meta["labels"]],
                {name: i for i, name in enumerate(meta["features"])},
                arrays["idf"],
                arrays["starts"],
                arrays["rows"],
                arrays["values"],
                meta["head_share"],
                corrections,
            )
    except (OSError, KeyError, ValueError, zipfile.BadZipFile):
        return None
