"""The client services of this room as dialogues: registered when the program starts."""

from openpes.dialogues.definitions import register
from openpes.placement.dialogues.application import APPLY
from openpes.placement.dialogues.groups import TARGET_GROUPS
from openpes.placement.dialogues.profile import PROFILE
from openpes.placement.dialogues.registration import REGISTER


def register_dialogues() -> None:
    for dialogue in (REGISTER, PROFILE, APPLY, TARGET_GROUPS):
        register(dialogue)
