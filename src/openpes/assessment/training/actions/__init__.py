"""Acts on the training of staff."""

from .courses import add_subject, cancel_session, plan_session, record_course, retire_course
from .learning import book, record_learning, record_result, set_category, unbook

__all__ = [
    "add_subject",
    "book",
    "cancel_session",
    "plan_session",
    "record_course",
    "record_learning",
    "record_result",
    "retire_course",
    "set_category",
    "unbook",
]
