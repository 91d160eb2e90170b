"""The made-up answers of the demo service."""

from openpes.assessment import instrument
from openpes.assessment.instrument import rules
from openpes.assessment.sheets import country_questions
from openpes.console.demo import survey


def test_the_made_up_answers_fill_the_questionnaire_without_contradictions():
    definition = country_questions.definition(instrument.versions()[-1], country_questions.newest_extension())
    answers = survey.made_up_answers(definition)
    assert rules.missing(definition, answers) == []
    assert rules.problems(definition, answers) == []
    assert definition.items.keys() >= survey.NO | survey.NO_ANSWER
