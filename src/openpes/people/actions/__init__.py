"""Business acts on persons, registrations, duplicates and the organisation."""

from .duplicates import mark_different, merge_persons, note_possible_duplicates, undo_merge
from .organisation import (
    close_organisation,
    create_organisation,
    declare_conflict,
    end_conflict,
    end_role,
    grant_role,
    grant_role_by_email,
    move_organisation,
    rename_organisation,
)
from .persons import (
    change_person,
    create_person,
    declare_target_group,
    give_mandate,
    link_account,
    record_address,
    record_document,
    record_name,
    withdraw_target_group,
)
from .registrations import (
    change_registration_status,
    end_registration,
    let_sleep,
    open_registration,
    sign_of_life,
)
from .tokens import create_token, note_token_use, revoke_token

__all__ = [
    "change_person",
    "change_registration_status",
    "close_organisation",
    "create_organisation",
    "create_person",
    "create_token",
    "declare_conflict",
    "declare_target_group",
    "end_conflict",
    "end_registration",
    "end_role",
    "give_mandate",
    "grant_role",
    "grant_role_by_email",
    "let_sleep",
    "link_account",
    "mark_different",
    "merge_persons",
    "move_organisation",
    "note_possible_duplicates",
    "note_token_use",
    "open_registration",
    "record_address",
    "record_document",
    "record_name",
    "rename_organisation",
    "revoke_token",
    "sign_of_life",
    "undo_merge",
    "withdraw_target_group",
]
