"""Coding: what a person wrote ("Band 5 Staff Nurse – Ward 7") to an occupation with a confidence, and a text to its skills.

Pure: no Django, no clock, no database. Labels come in as plain values; the same coder works with the whole of ESCO or with our own
small taxonomy and the ISCO-08 titles only.
"""

from openpes.work.coding.coder import Alternative, Coder, Coding, Correction, Label
from openpes.work.coding.skills import FoundSkill, SkillFinder, SkillLabel
from openpes.work.coding.store import load_or_build
from openpes.work.coding.words import normalise_title

__all__ = [
    "Alternative",
    "Coder",
    "Coding",
    "Correction",
    "FoundSkill",
    "Label",
    "SkillFinder",
    "SkillLabel",
    "load_or_build",
    "normalise_title",
]
