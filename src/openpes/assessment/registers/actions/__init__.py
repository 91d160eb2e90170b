"""Acts on the registers."""

from .bodies import add_partner, declare_balanced, end_partner, end_seats, give_seats, record_body
from .consultations import (
    answer_opinion,
    close_consultation,
    invite,
    link_subject,
    open_consultation,
    prepare_consultation,
    publish_consultation,
    record_opinion,
    record_vote,
)
from .outlook import rank_drivers, rate

__all__ = [
    "add_partner",
    "answer_opinion",
    "close_consultation",
    "declare_balanced",
    "end_partner",
    "end_seats",
    "give_seats",
    "invite",
    "link_subject",
    "open_consultation",
    "prepare_consultation",
    "publish_consultation",
    "rank_drivers",
    "rate",
    "record_body",
    "record_opinion",
    "record_vote",
]
