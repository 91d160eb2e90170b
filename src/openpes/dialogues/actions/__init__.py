"""Acts on a dialogue session.

``owner`` is the random value in a visitor's browser session; it proves whose session it is while there is no account.
"""

from .answering import Problems, answer, answer_many, attach_file
from .finishing import Unanswered, abandon, commit, expire, hand_over, take_back
from .sessions import assist, choose_person, keep_for_later, look_at, resume, start, take_over

__all__ = [
    "Problems",
    "Unanswered",
    "abandon",
    "answer",
    "answer_many",
    "assist",
    "attach_file",
    "choose_person",
    "commit",
    "expire",
    "hand_over",
    "keep_for_later",
    "look_at",
    "resume",
    "start",
    "take_back",
    "take_over",
]
