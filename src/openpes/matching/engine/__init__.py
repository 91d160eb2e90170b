"""The engine: plain, exact and pure. Values in, values out; no Django, no clock, no database.

One kernel scores both directions: vacancies for a person and people for a vacancy give the same integers for the same pair.
A score is the sum of its parts in millionths, so that every part can be shown and added up by hand.
No protected attribute (sex, age, origin, disability, family state) is an input: :class:`~openpes.matching.engine.records.Person`
has no field for one.
"""

from openpes.matching.engine.columns import Columns, people_columns, vacancy_columns
from openpes.matching.engine.explain import Explanation, explain
from openpes.matching.engine.ranking import Ranked, rank_people, rank_vacancies
from openpes.matching.engine.records import Person, Vacancy
from openpes.matching.engine.weights import HARD, PARTS, SkillKnowledge, Weights

__all__ = [
    "HARD",
    "PARTS",
    "Columns",
    "Explanation",
    "Person",
    "Ranked",
    "SkillKnowledge",
    "Vacancy",
    "Weights",
    "explain",
    "people_columns",
    "rank_people",
    "rank_vacancies",
    "vacancy_columns",
]
