"""Our starting levels per item for law, groups and effort; a service changes them with its own weights, and says why.

They are a judgement of this program, not of the ILO. Law: 3 where a law on data protection or security usually asks for it, 2 where an
ILO convention does (C88 on consultation and on particular groups, C159 on disability). Groups: how many clients with less access are
touched. Effort: 1 what an office can decide, 2 what needs a project, 3 what needs new technology or other authorities.
"""

from openpes.assessment.roadmap.rules import Levels

# The longest beginning of an item's id that is listed counts.
STARTING_LEVELS: dict[str, Levels] = {
    "q1_2": Levels(law=0, groups=1, effort=1),
    "q1_2_1": Levels(law=0, groups=1, effort=2),
    "q1_2_1.policy_document": Levels(law=0, groups=1, effort=1),
    "q1_3": Levels(law=3, groups=3, effort=2),
    "q1_4": Levels(law=3, groups=2, effort=2),
    "q1_4.internal_awareness": Levels(law=3, groups=2, effort=1),
    "q1_4.no_third_party_control": Levels(law=3, groups=2, effort=3),
    "q1_5": Levels(law=3, groups=2, effort=2),
    "q1_6": Levels(law=2, groups=2, effort=1),
    "q2_1": Levels(law=0, groups=2, effort=2),
    "q2_1.phone": Levels(law=0, groups=3, effort=2),
    "q2_1.social_media": Levels(law=0, groups=1, effort=1),
    "q2_1.advanced": Levels(law=0, groups=1, effort=3),
    "q2_4": Levels(law=2, groups=3, effort=2),
    "q3_1": Levels(law=0, groups=1, effort=1),
    "q3_2": Levels(law=0, groups=1, effort=1),
    "q3_2.digital_rights": Levels(law=2, groups=2, effort=1),
    "q3_x": Levels(law=0, groups=3, effort=2),
    "q4_1": Levels(law=0, groups=1, effort=2),
    "q4_1.ai_analysis": Levels(law=1, groups=1, effort=3),
}


def starting_levels(item: str) -> Levels:
    """The levels of an item before anybody changed them; the middle for an item of a country's own."""
    parts = item.split(".")
    for length in range(len(parts), 0, -1):
        found = STARTING_LEVELS.get(".".join(parts[:length]))
        if found is not None:
            return found
    return Levels()
