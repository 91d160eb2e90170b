"""What is wrong with a pack, said so that the person who wrote it can put it right."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: the file (relative to the pack), the line, what is wrong, what to do."""

    file: str
    line: int
    what: str
    do: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.what} {self.do}"


class PackError(ValueError):
    """The pack cannot be used. `problems` holds every fault that was found, not only the first."""

    def __init__(self, pack: str, problems: list[Problem]) -> None:
        self.pack = pack
        self.problems = sorted(problems, key=lambda p: (p.file, p.line))
        count = len(self.problems)
        head = f"The country pack '{pack}' has {count} problem{'' if count == 1 else 's'}:"
        super().__init__("\n".join([head, *(f"  {problem}" for problem in self.problems)]))


class Fault(Exception):
    """Raised while one record is read; the loader turns it into a `Problem` and goes on with the next."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(problem))
