import datetime as dt
from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from openpes.work.vacancy_import.merging import Merger, merged
from openpes.work.vacancy_import.pay_words import Pay
from openpes.work.vacancy_import.records import Advert, Audience

INSIDE = Advert("1", "Cook", "Cafe", audience=Audience.INTERNAL, category="Food", lines=(2,))
OUTSIDE = replace(INSIDE, audience=Audience.PUBLIC, category="", pay=Pay(100, 200, "USD"), posted=dt.date(2026, 1, 1), lines=(9,))


def test_a_vacancy_posted_inside_and_outside_is_one_that_everybody_may_see():
    for first, other in ((INSIDE, OUTSIDE), (OUTSIDE, INSIDE)):
        assert merged(first, other)[0].audience is Audience.PUBLIC


def test_what_the_first_row_does_not_know_comes_from_the_other():
    whole, note = merged(INSIDE, OUTSIDE)
    assert (whole.category, whole.pay.minimum, whole.posted, whole.lines) == ("Food", 100, dt.date(2026, 1, 1), (2, 9))
    assert (note.line, note.code, note.detail) == (9, "merged", "2")


def test_where_rows_contradict_each_other_the_first_stands_and_the_note_says_so():
    whole, note = merged(INSIDE, replace(OUTSIDE, title="Chef", category="Meals"))
    assert (whole.title, whole.category) == ("Cook", "Food")
    assert (note.code, note.detail) == ("merged_differs", "2: title, category")


@given(st.lists(st.sampled_from("abcd"), max_size=20), st.data())
def test_every_reference_comes_out_once_whatever_the_order_and_whichever_rows_are_rejected(references, data):
    merger = Merger(Counter(references))
    out = []
    expected = set()
    for line, reference in enumerate(references, 1):
        if data.draw(st.booleans()):
            out += merger.seen(reference)
        else:
            expected.add(reference)
            out += merger.add(Advert(reference, "Cook", "Cafe", lines=(line,)))
    adverts = [item.reference for item in out if isinstance(item, Advert)]
    assert sorted(adverts) == sorted(expected)
    assert list(merger.rest()) == []
