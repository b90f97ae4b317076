"""A plan by the minute: parts without a gap, for every length that an interview can have."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from services.questions.plan import Part, plan_of

LENGTHS = st.integers(min_value=15, max_value=240)


@given(minutes=LENGTHS)
def test_the_parts_follow_each_other_and_fill_the_interview(minutes: int) -> None:
    parts = plan_of(minutes)
    assert [one.part for one in parts] == list(Part)
    assert parts[0].begins == 0
    assert parts[-1].ends == minutes
    assert all(one.ends == after.begins for one, after in pairwise(parts))
    assert all(one.begins < one.ends for one in parts)


@given(minutes=LENGTHS)
def test_most_of_the_time_is_for_questions_and_some_for_feedback(minutes: int) -> None:
    lengths = {one.part: one.ends - one.begins for one in plan_of(minutes)}
    assert lengths[Part.QUESTIONS] == max(lengths.values())
    assert lengths[Part.FEEDBACK] >= 2


@given(minutes=LENGTHS)
def test_as_many_questions_are_planned_as_there_is_time_for(minutes: int) -> None:
    (asking,) = [one for one in plan_of(minutes) if one.part is Part.QUESTIONS]
    assert 1 <= asking.questions <= 5
    assert asking.questions == 1 or (asking.ends - asking.begins) / asking.questions >= 10


def test_an_hour_is_planned_as_one_would() -> None:
    assert [(one.begins, one.ends) for one in plan_of(60)] == [(0, 4), (4, 10), (10, 44), (44, 50), (50, 60)]
