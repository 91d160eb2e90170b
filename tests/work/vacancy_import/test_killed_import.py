"""An import that is killed and started again ends as if nothing had happened."""

import json
import os
import signal
import sqlite3
import subprocess
import sys

import pytest

from openpes.work.models import ImportBatch, ImportRow, Vacancy
from openpes.work.vacancy_import import actions
from openpes.work.vacancy_import.actions import import_vacancies

from .files import write

ROWS = 6000
TABLE = "reference,title,employer,description\n" + "".join(
    f"{n},Cook number {n},Cafe {n % 50},{'Cook and serve. ' * 20}\n" + (f"bad{n},,Cafe,\n" if n % 1000 == 0 else "")
    for n in range(ROWS)
)
STEP = """
import json, os, signal, sys, threading, django
django.setup()
from pathlib import Path
from openpes.base.actor import SYSTEM
from openpes.work.vacancy_import.actions import import_vacancies
def die(step, done, total):  # a moment after the first batch, in the middle of the second
    threading.Timer(0.05, os.kill, (os.getpid(), signal.SIGKILL)).start()
if __name__ == "__main__":
    progress = {"progress": die} if sys.argv[2:] == ["die"] else {}
    report = import_vacancies(actor=SYSTEM, path=Path(sys.argv[1]), format="csv", source="jobs", **progress)
    print(json.dumps(report.as_dict()))
"""


@pytest.mark.django_db
def test_an_interrupted_import_goes_on_behind_its_last_batch(tmp_path, admin, occupations, monkeypatch):
    monkeypatch.setattr(actions, "BATCH", 10)
    path = write(
        tmp_path, "jobs.csv", "reference,title,employer\n" + "".join(f"{n},Cook,Cafe\n" for n in range(35)) + "x,,Cafe\n"
    )

    def stop_after_twenty(step, done, total):
        if done == 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_vacancies(actor=admin, path=path, format="csv", source="jobs", progress=stop_after_twenty)
    assert Vacancy.objects.count() == 20
    report = import_vacancies(actor=admin, path=path, format="csv", source="jobs")
    assert (report.rows, report.tallies["accepted"], report.tallies["unchanged"], report.tallies["rejected"]) == (36, 35, 0, 1)
    assert ImportBatch.objects.count() == 1
    assert ImportRow.objects.count() == 1


@pytest.mark.django_db
def test_an_interrupted_import_begins_anew_when_another_file_came_in_between(tmp_path, admin, occupations, monkeypatch):
    monkeypatch.setattr(actions, "BATCH", 10)
    rows = "".join(f"{n},Cook,Cafe\n" for n in range(30))
    old = write(tmp_path, "old.csv", "reference,title,employer\n" + rows)
    new = write(tmp_path, "new.csv", "reference,title,employer\n" + rows.replace("Cook", "Chef"))

    def stop(step, done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_vacancies(actor=admin, path=old, format="csv", source="jobs", progress=stop)
    import_vacancies(actor=admin, path=new, format="csv", source="jobs")
    report = import_vacancies(actor=admin, path=old, format="csv", source="jobs")
    assert (report.tallies["updated"], Vacancy.objects.filter(title="Cook").count()) == (30, 30)


def test_a_process_killed_in_the_middle_loses_and_doubles_nothing(tmp_path):
    environment = {**os.environ, "OPENPES_DATA": str(tmp_path / "data"), "OPENPES_TESTING": "1", "DATABASE_URL": ""}
    (tmp_path / "data").mkdir()
    path = write(tmp_path, "jobs.csv", TABLE)
    subprocess.run([sys.executable, "-m", "django", "migrate", "-v0"], env=environment, check=True)
    script = write(tmp_path, "step.py", STEP)
    command = [sys.executable, str(script), str(path)]
    assert subprocess.run([*command, "die"], env=environment, stdout=subprocess.DEVNULL).returncode == -signal.SIGKILL
    with sqlite3.connect(tmp_path / "data" / "openpes.sqlite3") as database:
        (killed_at,) = database.execute("select count(*) from work_vacancy").fetchone()
        assert 0 < killed_at < ROWS
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
        report = json.loads(done.stdout)
        assert (report["rows"], report["accepted"], report["rejected"]) == (ROWS + 6, ROWS, 6)
        (vacancies, references), (events,), (batches,) = (
            database.execute(query).fetchone()
            for query in (
                "select count(*), count(distinct source_reference) from work_vacancy",
                "select sum(count) from base_serviceevent where act = 'work.vacancies_imported'",
                "select count(*) from work_importbatch where finished_at is not null",
            )
        )
        assert (vacancies, references, events, batches) == (ROWS, ROWS, ROWS, 1)
