"""Files of people and employers: checked, sealed with their subject's key, kept outside the web root, read through a permission.

Writing: the bytes reach the disk before the row is committed; a file whose row was rolled back is swept away by ``sweep``.
"""

import hashlib
import os
import time
import uuid
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openpes.base import clock
from openpes.base.actor import Actor
from openpes.base.errors import InvalidInput, NotFound
from openpes.base.ids import uuid7
from openpes.base.locking import require_write, write
from openpes.base.text import clean_line
from openpes.trust import filecheck
from openpes.trust.access import record_access
from openpes.trust.audit import audit
from openpes.trust.enums import FileKind
from openpes.trust.keys import KeyDestroyed, decrypt, decrypt_bytes, encrypt, encrypt_bytes
from openpes.trust.models import StoredFile

Reader = Callable[[Actor, uuid.UUID, uuid.UUID], bool]
_readers: list[Reader] = []
REFUSED = {
    "empty": gettext_lazy("This file is empty."),
    "broken": gettext_lazy("This file cannot be read. Save it again and choose it once more."),
    "password": gettext_lazy("This file is locked with a password. Save it without one."),
    "active": gettext_lazy("This file contains a program or another file. Save it as a plain PDF and choose that."),
    "too_big_inside": gettext_lazy("This file unpacks to far more than it should."),
    "kind": gettext_lazy("Choose a PDF, a Word or OpenDocument text, a picture (JPEG or PNG) or a plain text."),
}
SWEEP_AFTER = 24 * 3600


def register_reader(function: Reader) -> None:
    """``function(actor, subject_id, file_id)`` says whether its room lets the actor read the file."""
    if function not in _readers:
        _readers.append(function)


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT)


def store(
    *,
    actor: Actor,
    subject_id: uuid.UUID,
    kind: str,
    name: str,
    content: bytes,
    synthetic: bool = False,
    field: str = "file",
) -> StoredFile:
    """Check and keep a file under the subject's key. Must be inside ``write()``. Raises InvalidInput(field)."""
    require_write()
    if len(content) > settings.FILE_UPLOAD_MAX_BYTES:
        megabytes = settings.FILE_UPLOAD_MAX_BYTES // (1024 * 1024)
        raise InvalidInput(_("This file is too big. At most %(n)s MB.") % {"n": megabytes}, field=field)
    try:
        good = filecheck.check(content)
    except filecheck.Refused as refused:
        raise InvalidInput(REFUSED[refused.code], field=field, code=f"file_{refused.code}") from refused
    pk = uuid7()
    path = f"{pk.hex[-2:]}/{pk.hex}"
    _write_file(_folder() / path, encrypt_bytes(subject_id, good.content))
    row = StoredFile.objects.create(
        id=pk,
        subject_id=subject_id,
        kind=FileKind(kind),
        name=encrypt(subject_id, filecheck.safe_name(clean_line(name), good.content_type)),
        content_type=good.content_type,
        size=len(good.content),
        digest=hashlib.sha256(good.content).hexdigest(),
        path=path,
        uploaded_by=actor.account_id,
        synthetic=synthetic,
    )
    audit(actor=actor, act="file.stored", target=row, changes={"kind": kind})
    return row


def _write_file(path: Path, sealed: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_suffix(".part")
    with open(os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
        file.write(sealed)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def name_of(row: StoredFile) -> str:
    """The name as its owner knows it."""
    return decrypt(row.subject_id, row.name, "file")


def may_read(actor: Actor, row: StoredFile) -> bool:
    return any(reader(actor, row.subject_id, row.pk) for reader in _readers)


def read(*, actor: Actor, file_id: uuid.UUID) -> tuple[StoredFile, bytes]:
    """The row and its bytes. Raises NotFound for a missing, deleted or foreign file; reading somebody else's is logged."""
    missing = NotFound(_("There is no such file, or it is not open to you."))
    row = StoredFile.objects.filter(pk=file_id, deleted_at__isnull=True).first()
    if row is None or not may_read(actor, row):
        raise missing
    try:
        content = decrypt_bytes(row.subject_id, (_folder() / row.path).read_bytes())
    except (KeyDestroyed, FileNotFoundError) as problem:
        raise missing from problem
    record_access(actor=actor, person_id=row.subject_id, what="file")
    return row, content


def adopt(*, file_id: uuid.UUID, subject_id: uuid.UUID) -> None:
    """Seal a file anew with the key of ``subject_id`` (from a dialogue session to the person it turned out to be)."""
    require_write()
    row = StoredFile.objects.get(pk=file_id, deleted_at__isnull=True)
    if row.subject_id == subject_id:
        return
    name = name_of(row)
    content = decrypt_bytes(row.subject_id, (_folder() / row.path).read_bytes())
    new = uuid7()
    path = f"{new.hex[-2:]}/{new.hex}"
    _write_file(_folder() / path, encrypt_bytes(subject_id, content))  # the old bytes are swept once this is committed
    StoredFile.objects.filter(pk=file_id).update(subject_id=subject_id, name=encrypt(subject_id, name), path=path)


def forget(*, file_id: uuid.UUID, subject_id: uuid.UUID) -> None:
    """Mark a subject's file as deleted; the bytes are swept."""
    require_write()
    StoredFile.objects.filter(pk=file_id, subject_id=subject_id, deleted_at__isnull=True).update(deleted_at=clock.now())


def forget_all(*, subject_id: uuid.UUID) -> int:
    """Mark every file of a subject as deleted; returns how many."""
    require_write()
    return StoredFile.objects.filter(subject_id=subject_id, deleted_at__isnull=True).update(deleted_at=clock.now())


def sweep() -> int:
    """Delete the bytes of files that have no living row, when they are older than a day. Idempotent; returns how many went."""
    gone = 0
    for path in _folder().glob("??/*"):
        relative = f"{path.parent.name}/{path.name}"
        if time.time() - path.stat().st_mtime < SWEEP_AFTER:
            continue
        if not StoredFile.objects.filter(path=relative, deleted_at__isnull=True).exists():
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def _subject_reads_own(actor: Actor, subject_id: uuid.UUID, file_id: uuid.UUID) -> bool:
    return actor.person_id is not None and actor.person_id == subject_id and not actor.is_staff and not actor.is_partner


register_reader(_subject_reads_own)


def delete_own(*, actor: Actor, file_id: uuid.UUID) -> None:
    """A person deletes a file of their own."""
    row = StoredFile.objects.filter(pk=file_id, deleted_at__isnull=True).first()
    if row is None or not _subject_reads_own(actor, row.subject_id, row.pk):
        raise NotFound(_("There is no such file, or it is not open to you."))
    with write():
        forget(file_id=row.pk, subject_id=row.subject_id)
        audit(actor=actor, act="file.deleted", target=row, person_id=row.subject_id)
