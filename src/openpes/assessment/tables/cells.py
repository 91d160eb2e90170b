"""What may stand in a cell of an answer sheet when it is read for tabulation: taken from the questionnaire itself."""

from ..instrument import Definition, ItemKind, load

# The tables of the report stand on this version.
VERSION = "2019.1"
_WRITTEN_OUT = {"1": ("1", "yes"), "0": ("0", "no")}


def _definition() -> Definition:
    return load(VERSION)


# Questions with one answer, and their options in order: counted one by one.
SINGLE_SELECT = {item.id: item.choices for item in _definition().items.values() if item.kind is ItemKind.ONE_OF}
RANKED = tuple(item.id for item in _definition().items.values() if item.kind is ItemKind.RANK)


def _allowed() -> dict[str, dict[str, int]]:
    """Cell id → {what is written: the number it stands for}. A rating counts as 1 where it is the highest one, as in the microdata."""
    yes_no = {word: int(number) for number, words in _WRITTEN_OUT.items() for word in words}
    items = _definition().items
    return {
        cell.id: {rank: int(rank) for rank in items[cell.item].choices} if items[cell.item].kind is ItemKind.RANK else yes_no
        for cell in _definition().cells.values()
    }


ALLOWED = _allowed()
