"""Lucene 8 of Debian in a Java process of its own: one merged segment, mapped, searched in process by our `LuceneBench.java`.

A term carries its points as its frequency, so that Lucene's own score is ours and its skipping of blocks works. ``distance scored``: the
distance is scored from the place beside each document, and the answer is final; ``distance as a limit`` lets Lucene skip, and the
re-rank scores the distance. Building a query is not timed, the search is.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from openpes.console.bench_matching.engines import sql
from openpes.console.bench_matching.engines.base import NEAR, Asked, Engine
from openpes.console.bench_matching.meters import Run
from openpes.console.bench_matching.table import NEARNESS, USUAL_SKILLS, Question, Table, centre_of
from openpes.console.output import PlainError
from openpes.matching.engine import Columns
from openpes.matching.engine.weights import ONE

JARS = Path("/usr/share/java")
SOURCE = Path(__file__).with_name("LuceneBench.java")
INSTALL = "sudo apt-get install -y --no-install-recommends openjdk-17-jdk-headless liblucene8-java"
OPTIONS = ("-Xms1g", "-Xmx3g", "-XX:+UseSerialGC")


class Lucene(Engine):
    name = "lucene"
    clock = "CPU time of the Java thread that searches"
    rounds = 10

    @classmethod
    def missing(cls) -> str:
        return "" if shutil.which("java") and shutil.which("javac") and _jars() else INSTALL

    def build(self, columns: Columns, table: Table, folder: Path) -> None:
        self.table, self.folder, self.number = table, folder, 0
        _write(table, folder)
        path = ":".join(map(str, _jars()))
        made = subprocess.run(
            ["javac", "-nowarn", "-cp", path, "-d", str(folder), str(SOURCE)], capture_output=True, text=True, check=False
        )
        if made.returncode:
            raise PlainError(f"The program that drives Lucene did not compile: {made.stderr.strip()[:2000]}")
        parts = table.weights.parts
        weights = [str(parts["occupation"]), str(parts["distance"])]
        self.log = (folder / "log").open("wb")
        self.java = subprocess.Popen(
            ["java", *OPTIONS, "-cp", f"{folder}:{path}", "LuceneBench", *weights],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.log,
            text=True,
        )
        self._tell("build", str(folder), str(len(table)))
        for each in ("lat", "lon", "xyz", "numbers", "first", "skill", "points", "levels"):
            (folder / each).unlink()

    def plans(self, mode: str) -> tuple[str, ...]:
        return ("distance scored", "distance as a limit") if mode == NEAR else ("any term", "all rows")

    def run(self, plan: str, fetch: int, asked: Sequence[Asked]) -> list[Run]:
        questions, answers = self.folder / "questions", self.folder / "answers"
        questions.write_text("".join(_line(each.question) + "\n" for each in asked))
        self._tell("run", plan, str(fetch), str(questions), str(answers))
        return _read(answers.read_bytes(), len(asked))

    def facts(self) -> dict[str, object]:
        java = subprocess.run(["java", "-version"], capture_output=True, text=True, check=False).stderr.split("\n")[0]
        core = next(jar.stem for jar in _jars() if jar.stem.startswith("lucene-core"))
        return {"version": f"{core}, {java}, {' '.join(OPTIONS)}"}

    def close(self) -> None:
        java = getattr(self, "java", None)
        if java is None:
            return
        java.stdin.close()
        try:
            java.wait(20)
        except subprocess.TimeoutExpired:
            java.kill()
            java.wait()
        java.stdout.close()
        self.log.close()

    def _tell(self, *words: str) -> None:
        assert self.java.stdin is not None
        assert self.java.stdout is not None
        self.java.stdin.write("\t".join(words) + "\n")
        self.java.stdin.flush()
        if not self.java.stdout.readline():
            raise PlainError(f"Lucene stopped: {(self.folder / 'log').read_text('utf-8', 'replace')[-2000:]}")


def _jars() -> list[Path]:
    """The newest Lucene 8 that Debian installed: its core and its queries."""
    found = [max(JARS.glob(f"lucene-{name}-8*.jar"), default=None) for name in ("core", "queries")]
    return [jar for jar in found if jar is not None] if all(found) else []


def _write(t: Table, folder: Path) -> None:
    """The table as flat files, neighbours together."""
    order = sql.near_order(t)
    numbers = (
        order, t.pay[order], t.hours[order], t.week[order], t.contract[order], t.occupation[order],
        t.isco_of[t.occupation[order]], t.certainty[order], t.placed[order], t.from_home[order],
    )  # fmt: skip
    np.stack([n.astype("<i4") for n in numbers], axis=1).tofile(folder / "numbers")
    t.lat[order].astype("<f8").tofile(folder / "lat")
    t.lon[order].astype("<f8").tofile(folder / "lon")
    t.xyz[order].astype("<i4").tofile(folder / "xyz")
    lengths = np.diff(t.first)[order]
    first = np.concatenate(([0], np.cumsum(lengths)))
    entry = np.repeat(t.first[order] - first[:-1], lengths) + np.arange(first[-1])
    first.astype("<i4").tofile(folder / "first")
    t.skill[entry].astype("<i4").tofile(folder / "skill")
    points = t.weight[t.skill[entry]] * t.weights.parts["skills"] // np.repeat(np.maximum(t.asked[order], 1), lengths)
    none = USUAL_SKILLS * t.weights.parts["skills"] // ONE
    np.append(points, none).astype("<i4").tofile(folder / "points")
    NEARNESS.astype("<i4").tofile(folder / "levels")


def _line(asked: Question) -> str:
    """A question in the form that the Java program reads."""
    where = ["", "", "", "", "", ""]
    if asked.centre is not None:
        where = [*(repr(float(c)) for c in asked.centre), *(str(int(c)) for c in centre_of(asked)), str(asked.radius)]
    wanted = []
    for isco, number in asked.wanted:
        wanted += [f"1.{isco // 1000}", f"2.{isco // 100}", f"3.{isco // 10}", f"4.{isco}"]
        wanted += [f"5.{number}"] if number >= 0 else []
    limits = [
        str(asked.floor) if asked.floor >= 0 else "",
        str(asked.most) if asked.most >= 0 else "",
        ",".join(map(str, asked.kinds)) if len(asked.kinds) < 4 else "",
        ",".join(map(str, asked.contracts)) if len(asked.contracts) < 10 else "",
    ]
    return "\t".join([*where, *limits, ",".join(map(str, asked.skills)), ",".join(dict.fromkeys(wanted))])


def _read(answers: bytes, number: int) -> list[Run]:
    found: list[Run] = []
    at = 0
    for _ in range(number):
        cpu, wall = np.frombuffer(answers, dtype=">i8", count=2, offset=at).tolist()
        count = int(np.frombuffer(answers, dtype=">i4", count=1, offset=at + 16)[0])
        rows = np.frombuffer(answers, dtype=">i4", count=count, offset=at + 20).astype(np.int64)
        found.append((rows, cpu / 1e6, wall / 1e6))
        at += 20 + 4 * count
    return found
