"""What scores come to (design, section 18)."""

from datetime import timedelta
from statistics import median

from hypothesis import given
from hypothesis import strategies as st

from services.progress.received import Received, Step, latest_steps
from services.progress.rules import GROUPED_FROM, GROUPS_SHOWN, MEDIAN_OF, STEPS_SHOWN
from services.progress.scores import criteria_of, middles_of, topics_of
from services.rubrics import standard
from services.rubrics.judged import Judged, judged_as_json, judged_of_json
from tests.support.factories import NOW


def judged(key: str, *levels: int) -> Judged:
    found = judged_of_json(judged_as_json(standard.latest(key), levels))
    assert found is not None
    return found


def received(number: int, score: int = 3, topic: str = "", by: Judged | None = None) -> Received:
    step = Step(number, f"Step {number}", is_done=False) if number % 2 else None
    return Received(number, NOW + number * timedelta(days=1), topic, score, by, step)


@given(st.lists(st.integers(1, 5), max_size=30))
def test_the_middle_is_that_of_the_latest_five_and_lies_within_them(scores: list[int]) -> None:
    middles = middles_of(scores)

    assert len(middles) == len(scores)
    for end, middle in enumerate(middles, start=1):
        latest = scores[max(0, end - MEDIAN_OF) : end]
        assert middle.median == median(latest)
        assert (middle.lowest, middle.highest) == (min(latest), max(latest))


def test_a_topic_is_one_whatever_it_is_called_and_shown_as_it_was_last() -> None:
    topics = ["Python", "по питону", "SQL", "Django", "sql", ""]
    found = topics_of([received(place, score=place, topic=one) for place, one in enumerate(topics, start=1)])

    assert [(one.topic, one.count, one.median) for one in found] == [("Django", 3, 2)]


def test_below_three_interviews_neither_a_topic_nor_a_criterion_is_shown() -> None:
    by = judged(standard.CODING, 1, 3, 5)
    twice = [received(place, topic="Go", by=by) for place in range(1, GROUPED_FROM)]

    assert (topics_of(twice), criteria_of(twice)) == ((), ())


def test_criteria_are_those_of_one_rubric_each_and_have_the_median_of_the_latest_five() -> None:
    coding = [judged(standard.CODING, level, 3, 5) for level in (1, 1, 1, 4, 4, 5)]
    design = [judged(standard.SYSTEM_DESIGN, 2, 2, 2) for _ in range(3)]
    found = criteria_of([received(place, by=by) for place, by in enumerate([*design, *coding])])

    assert [(one.count, one.median) for one in found] == [(6, 4), (6, 3), (6, 5), (3, 2), (3, 2), (3, 2)]
    titles = [criterion.title for criterion in standard.latest(standard.CODING).criteria]
    assert [one.title for one in found[:3]] == titles


def test_of_many_topics_those_of_the_most_interviews_are_shown() -> None:
    many = [f"Topic{name}" for count, name in enumerate("abcdefgh", start=GROUPED_FROM) for _ in range(count)]
    found = topics_of([received(place, topic=one) for place, one in enumerate(many)])

    assert [one.topic for one in found] == [f"Topic{name}" for name in "hgfedc"]
    assert len(found) == GROUPS_SHOWN


def test_the_latest_steps_come_first() -> None:
    steps = latest_steps([received(number) for number in range(10)])

    assert [step.number for step in steps] == [9, 7, 5]
    assert len(steps) == STEPS_SHOWN
