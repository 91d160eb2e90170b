"""Acts on the training of staff."""

from .courses import add_subject, cancel_session, plan_session, record_course, retire_course
from .learning import book, record_learning, record_result, set_category, unbook
from .practice import begin_practice, do_practice_task, end_practice, read_practice_file, write_practice_note

__all__ = [
    "add_subject",
    "begin_practice",
    "book",
    "cancel_session",
    "do_practice_task",
    "end_practice",
    "plan_session",
    "read_practice_file",
    "record_course",
    "record_learning",
    "record_result",
    "retire_course",
    "set_category",
    "unbook",
    "write_practice_note",
]
