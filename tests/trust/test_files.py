import os
import time

import pytest
from django.conf import settings

from openpes.base.actor import VISITOR, Actor
from openpes.base.errors import InvalidInput, NotFound
from openpes.base.ids import uuid7
from openpes.base.locking import write
from openpes.trust import files, keys
from openpes.trust.models import StoredFile

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\nstartxref\n0\n%%EOF"


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def owner():
    return Actor(role="jobseeker", account_id=uuid7(), person_id=uuid7())


def stored(actor, **more):
    with write():
        return files.store(actor=actor, subject_id=actor.person_id, kind="cv", name="My CV.pdf", content=PDF, **more)


def test_a_file_is_sealed_on_disk_and_opens_for_its_owner_only():
    actor = owner()
    row = stored(actor)
    assert PDF not in (settings.MEDIA_ROOT / row.path).read_bytes()
    assert files.read(actor=actor, file_id=row.pk)[1] == PDF
    for other in (owner(), VISITOR, Actor(role="manager", account_id=uuid7(), person_id=actor.person_id)):
        with pytest.raises(NotFound):
            files.read(actor=other, file_id=row.pk)


def test_a_file_too_big_or_active_is_refused_beside_its_field(settings):
    settings.FILE_UPLOAD_MAX_BYTES = 10
    with pytest.raises(InvalidInput) as caught:
        stored(owner(), field="cv")
    assert caught.value.field == "cv"


def test_a_destroyed_key_takes_its_files_along():
    actor = owner()
    row = stored(actor)
    with write():
        keys.destroy(actor.person_id)
    with pytest.raises(NotFound):
        files.read(actor=actor, file_id=row.pk)


def test_a_deleted_file_is_gone_for_reading_and_swept_after_a_day():
    actor = owner()
    row = stored(actor)
    path = settings.MEDIA_ROOT / row.path
    files.delete_own(actor=actor, file_id=row.pk)
    with pytest.raises(NotFound):
        files.read(actor=actor, file_id=row.pk)
    assert files.sweep() == 0, "fresh bytes may belong to an act that is not committed yet"
    old = time.time() - 2 * 24 * 3600
    os.utime(path, (old, old))
    assert files.sweep() == 1
    assert not path.exists()


def test_sweeping_keeps_living_files():
    row = stored(owner())
    path = settings.MEDIA_ROOT / row.path
    os.utime(path, (1, 1))
    assert files.sweep() == 0
    assert StoredFile.objects.filter(pk=row.pk, deleted_at=None).exists()
    assert path.exists()
