"""Several people at the same moment."""

import threading

import pytest
from django.db import connection

from assessment.factories import make_lead, make_sheet
from openpes.assessment.instrument import Given
from openpes.assessment.models import AnswerChange
from openpes.assessment.sheets import actions


@pytest.mark.django_db(transaction=True)
def test_of_eight_officers_at_once_one_is_saved_and_whoever_said_otherwise_is_told():
    if connection.vendor == "sqlite" and "memory" in str(connection.settings_dict["NAME"]):
        pytest.skip("threads need a file database: set OPENPES_TEST_SQLITE, as ./pes test does")
    lead = make_lead()
    sheet = make_sheet(lead)
    outcomes = []
    gate = threading.Barrier(8)

    def save(rating):
        try:
            gate.wait()
            entry = actions.Entry(Given(rating), seen=(0, None))
            saved = actions.save_answers(actor=lead, sheet_id=sheet.pk, entries={"q5_1.silos": entry})
            outcomes.append((len(saved.changed), len(saved.clashes)))
        finally:
            connection.close()

    # Four different answers, each given twice: who says what stands already is neither saved nor told.
    officers = [threading.Thread(target=save, args=(rating,)) for rating in "01230123"]
    for officer in officers:
        officer.start()
    for officer in officers:
        officer.join()
    assert sorted(outcomes) == [(0, 0), *[(0, 1)] * 6, (1, 0)]
    assert AnswerChange.objects.count() == 1
