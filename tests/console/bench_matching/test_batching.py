"""The job of a country: as long as asked for, told as it goes, and each runner beside the pool."""

from openpes.console.bench_matching import batching, seekers


def test_a_job_is_made_as_long_as_asked_for_and_both_runners_agree(tmp_path, monkeypatch):
    monkeypatch.setattr(batching, "FIRST", 40)
    monkeypatch.setattr(batching, "TELL_SECONDS", 0.0)
    said: list[str] = []
    found = batching.batch(2_000, 1, ("one_by_one", "pool"), 1, tmp_path, said.append, seconds=0.000_1)
    assert [entry["runner"] for entry in found] == ["one_by_one", "pool"]
    assert {entry["jobseekers"] for entry in found} == {40}
    assert len({entry["checksum"] for entry in found}) == 1
    assert found[1]["of_pool"] == found[1]["of_pool_with_start"] == 1.0
    assert any("of 40 jobseekers after" in line for line in said)
    assert not list(tmp_path.glob("out-*"))


def test_jobseekers_come_in_groups_that_are_the_same_people(monkeypatch):
    monkeypatch.setattr(seekers, "GROUP", 100)
    monkeypatch.setattr(seekers, "BLOCK", 50)
    parts = list(seekers.groups(250, seekers.BATCH))
    assert [len(part) for part in parts] == [100, 100, 50]
    monkeypatch.setattr(seekers, "GROUP", 1_000)
    assert [p for part in parts for p in part] == seekers.people(250, seekers.BATCH)
