"""Coding: what a person wrote ("Band 5 Staff Nurse – Ward 7") to an occupation with a confidence, and a text to its skills.

Pure: no Django, no clock, no database. Labels come in as plain values; the same coder works with the whole of ESCO or with
our own small taxonomy and the ISCO-08 titles only. Below ``DOUBTFUL_BELOW`` a person should look at the coding.
"""

from openpes.work.coding.coder import DOUBTFUL_BELOW, Coder
from openpes.work.coding.skillranking import OfferedSkill, RankedSkill, SkillRanker
from openpes.work.coding.skills import FoundSkill, SkillFinder, SkillLabel
from openpes.work.coding.store import load_or_build
from openpes.work.coding.values import Alternative, Coding, Correction, Label
from openpes.work.coding.words import normalise_title

__all__ = [
    "DOUBTFUL_BELOW",
    "Alternative",
    "Coder",
    "Coding",
    "Correction",
    "FoundSkill",
    "Label",
    "OfferedSkill",
    "RankedSkill",
    "SkillFinder",
    "SkillLabel",
    "SkillRanker",
    "load_or_build",
    "normalise_title",
]
