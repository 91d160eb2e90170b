"""Acts on answer sheets: keeping agencies and parts, answering, verifying."""

from .answering import Clash, Entry, Saved, add_comment, add_file, remove_file, save_answers
from .importing import Taken, import_answers
from .keeping import assign_part, begin_sheet, end_part, new_edition, register_agency, update_agency
from .verifying import (
    ask_clarification,
    begin_verification,
    clarify,
    hand_back,
    raise_doubt,
    settle_doubt,
    submit,
    take_back,
    verify,
    withdraw,
)

__all__ = [
    "Clash",
    "Entry",
    "Saved",
    "Taken",
    "add_comment",
    "add_file",
    "ask_clarification",
    "assign_part",
    "begin_sheet",
    "begin_verification",
    "clarify",
    "end_part",
    "hand_back",
    "import_answers",
    "new_edition",
    "raise_doubt",
    "register_agency",
    "remove_file",
    "save_answers",
    "settle_doubt",
    "submit",
    "take_back",
    "update_agency",
    "verify",
    "withdraw",
]  # fmt: skip
