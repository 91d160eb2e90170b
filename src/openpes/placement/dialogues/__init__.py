"""The client services of this room as dialogues: registered when the program starts."""

from openpes.dialogues.definitions import register
from openpes.placement.dialogues.application import APPLY
from openpes.placement.dialogues.change_conditions import CHANGE_CONDITIONS
from openpes.placement.dialogues.groups import TARGET_GROUPS
from openpes.placement.dialogues.post_vacancy import POST_VACANCY
from openpes.placement.dialogues.profile import PROFILE
from openpes.placement.dialogues.register_employer import REGISTER_EMPLOYER
from openpes.placement.dialogues.registration import REGISTER
from openpes.placement.dialogues.report_vacancy import REPORT_VACANCY


def register_dialogues() -> None:
    """Called once when the program starts."""
    for dialogue in (REGISTER, PROFILE, APPLY, TARGET_GROUPS, REGISTER_EMPLOYER, POST_VACANCY, CHANGE_CONDITIONS, REPORT_VACANCY):
        register(dialogue)
