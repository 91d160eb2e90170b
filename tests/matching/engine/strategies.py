"""Small worlds in which vacancies and people often meet."""

from hypothesis import strategies as st

from openpes.matching.engine import Person, SkillKnowledge, Vacancy, Weights
from openpes.matching.engine.codes import pack

TODAY = 740_000
ISCO = st.sampled_from([2221, 2222, 2230, 2320, 5321, 5322, 110, 7411, -1])
KEYS = st.sampled_from([0, 11, 12, 2**63 + 5])
SKILLS = st.lists(st.sampled_from([1, 2, 3, 4, 5, 6, 2**63 + 7]), max_size=5, unique=True).map(tuple)
PLACES = [(55.70, 13.19), (55.60, 13.00), (59.33, 18.06), (-1.29, 36.82), (0.0, 0.0)]
LANGUAGES = st.dictionaries(st.sampled_from([pack("en"), pack("sw")]), st.integers(1, 6), max_size=2).map(
    lambda d: tuple(d.items())
)
KNOWLEDGE = SkillKnowledge(
    [
        (1, frozenset({"drive", "van"})),
        (2, frozenset({"drive", "lorry", "van"})),
        (3, frozenset({"cook", "meals"})),
        (4, frozenset({"cook"})),
    ],
    {(11, 12): 700_000, (12, 2**63 + 5): 940_000, (2**63 + 5, 11): 100_000},
)
WEIGHTS = Weights(version=1, idf={1: 3_000_000, 2: 5_500_001, 3: 1_234_567})

vacancies = st.builds(
    Vacancy,
    id=st.uuids(version=4),
    isco=ISCO,
    occupation=KEYS,
    certainty=st.sampled_from([1_000_000, 430_001]),
    skills=SKILLS,
    optional=SKILLS,
    skills_implied=st.booleans(),
    places=st.lists(st.sampled_from(PLACES), max_size=2).map(tuple),
    wage_min=st.sampled_from([-1, 90_000, 150_000]),
    wage_max=st.sampled_from([-1, 160_000, 250_000]),
    currency=st.sampled_from([pack("EUR"), pack("SEK")]),
    hours=st.integers(0, 3),
    hours_week=st.sampled_from([-1, 200, 400]),
    shifts=st.integers(0, 31),
    contract=st.integers(0, 9),
    telework=st.integers(0, 3),
    education=st.integers(-1, 8),
    experience_months=st.sampled_from([-1, 0, 12, 36]),
    languages=LANGUAGES,
    licences=st.lists(st.sampled_from([901, 902]), max_size=2, unique=True).map(tuple),
    posted=st.sampled_from([0, TODAY, TODAY - 20, TODAY - 400, TODAY + 3]),
    employer=KEYS,
    abroad=st.booleans(),
)
people = st.builds(
    Person,
    id=st.uuids(version=4),
    occupations=st.lists(st.tuples(ISCO, KEYS), max_size=3).map(tuple),
    skills=SKILLS,
    inferred=SKILLS,
    places=st.lists(
        st.tuples(st.sampled_from(PLACES), st.sampled_from([1, 30_000, 700_000])).map(lambda x: (*x[0], x[1])), max_size=2
    ).map(tuple),
    pay_floor=st.sampled_from([-1, 100_000, 200_000]),
    currency=st.sampled_from([pack("EUR"), pack("SEK")]),
    hours=st.integers(0, 3),
    hours_max=st.sampled_from([-1, 300]),
    shifts_unwanted=st.integers(0, 31),
    contracts=st.integers(0, 1023),
    telework=st.integers(0, 2),
    education=st.integers(-1, 8),
    languages=LANGUAGES,
    licences=st.lists(st.sampled_from([901, 902]), max_size=2, unique=True).map(tuple),
    experience=st.lists(st.tuples(ISCO, st.integers(0, 60)), max_size=3).map(tuple),
    abroad=st.booleans(),
)
