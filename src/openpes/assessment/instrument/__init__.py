"""The questionnaire of the ILO survey as data: its versions, its rules, its words. Pure but for reading its own files."""

from .definition import Cell, Definition, Item, ItemKind, Option, Question, QuestionKind, Step
from .rules import Given, Problem, State, states
from .store import DefinitionError, extended, load, newest, versions
from .words import LANGUAGES, Words, words

__all__ = [
    "LANGUAGES", "Cell", "Definition", "DefinitionError", "Given", "Item", "ItemKind", "Option", "Problem", "Question",
    "QuestionKind", "State", "Step", "Words", "extended", "load", "newest", "states", "versions", "words",
]  # fmt: skip
