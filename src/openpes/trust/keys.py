"""A key per person for confidential and special-category fields and files; keyed hashes for finding and proving.

AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce before the ciphertext; keys derived and wrapped under the
installation's master key.
"""

import functools
import hashlib
import hmac
import os
import uuid
from collections.abc import Callable, Iterable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from openpes.base import clock
from openpes.base.text import fold
from openpes.trust.models import SubjectKey

NONCE = 12


class KeyDestroyed(Exception):
    """The person's key was deleted: the value is gone for good."""


@functools.lru_cache(maxsize=16)
def _derived(purpose: str) -> bytes:
    secret = settings.OPENPES_MASTER_KEY.encode()
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=b"openpes", info=purpose.encode()).derive(secret)


def keyed_hash(purpose: str, value: str) -> str:
    """HMAC-SHA-256 of ``value`` under a key of its own per ``purpose``, as 64 hex digits."""
    return hmac.new(_derived(purpose), value.encode(), hashlib.sha256).hexdigest()


def findable(kind: str, number: str) -> str:
    """Keyed hash of a document number in its folded form, for finding without storing it in clear."""
    return keyed_hash(f"find:{kind}", fold(number).replace(" ", ""))


def _seal(key: bytes, plain: bytes, bound_to: bytes) -> bytes:
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, bound_to)


def _open(key: bytes, sealed: bytes, bound_to: bytes) -> bytes:
    return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], bound_to)


def _subject_key(subject_id: uuid.UUID, *, create: bool) -> bytes:
    row = SubjectKey.objects.filter(pk=subject_id).first()
    if row is None and create:
        key = AESGCM.generate_key(bit_length=256)
        row, _ = SubjectKey.objects.get_or_create(
            subject_id=subject_id, defaults={"wrapped": _seal(_derived("wrap"), key, subject_id.bytes)}
        )
    if row is None or row.wrapped is None:
        raise KeyDestroyed(str(subject_id))
    return _open(_derived("wrap"), bytes(row.wrapped), subject_id.bytes)


class NewSubjects:
    """Keys for many new subjects with one INSERT, for loading in bulk. Call inside ``write()``."""

    def __init__(self, subject_ids: Iterable[uuid.UUID]) -> None:
        self._keys = {subject: AESGCM.generate_key(bit_length=256) for subject in subject_ids}
        wrap = _derived("wrap")
        SubjectKey.objects.bulk_create(
            [SubjectKey(subject_id=s, wrapped=_seal(wrap, key, s.bytes)) for s, key in self._keys.items()], batch_size=500
        )

    def seal(self, subject_id: uuid.UUID, text: str) -> bytes:
        """Seal a text for one of the new subjects, as ``encrypt`` does. Raises KeyError for another subject."""
        return _seal(self._keys[subject_id], text.encode(), subject_id.bytes)


def encrypt_bytes(subject_id: uuid.UUID, plain: bytes) -> bytes:
    """Seal ``plain`` with the subject's key (made at first use)."""
    return _seal(_subject_key(subject_id, create=True), plain, subject_id.bytes)


def decrypt_bytes(subject_id: uuid.UUID, sealed: bytes | memoryview) -> bytes:
    """Open what ``encrypt_bytes`` sealed. Raises KeyDestroyed after erasure or when it was sealed for another subject."""
    try:
        return _open(_subject_key(subject_id, create=False), bytes(sealed), subject_id.bytes)
    except InvalidTag as problem:
        raise KeyDestroyed(str(subject_id)) from problem


def encrypt(subject_id: uuid.UUID, text: str) -> bytes:
    """Seal a text with the subject's key."""
    return encrypt_bytes(subject_id, text.encode())


def decrypt(subject_id: uuid.UUID, sealed: bytes | memoryview | None, default: str = "") -> str:
    """Open a sealed text; ``default`` when there is none or the key is gone."""
    if not sealed:
        return default
    try:
        return decrypt_bytes(subject_id, sealed).decode()
    except KeyDestroyed:
        return default


def opener(subject_id: uuid.UUID) -> Callable[[bytes | memoryview | None], str]:
    """A function that opens many texts of one subject with one reading of the key; "" for nothing and after erasure."""
    try:
        key = _subject_key(subject_id, create=False)
    except KeyDestroyed:
        return lambda sealed: ""

    def open_text(sealed: bytes | memoryview | None) -> str:
        try:
            return _open(key, bytes(sealed), subject_id.bytes).decode() if sealed else ""
        except InvalidTag:
            return ""

    return open_text


def destroy(subject_id: uuid.UUID) -> None:
    """Delete a subject's key: every field and file sealed with it is erased. Call inside ``write()`` with its audit entry."""
    SubjectKey.objects.filter(pk=subject_id).update(wrapped=None, destroyed_at=clock.now())
