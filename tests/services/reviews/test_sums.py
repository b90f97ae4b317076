"""What interviewers see of reviews: sums alone, of which no two tell one review (design, section 17)."""

from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from models import Degree, InterviewStatus, MockInterview, Review
from services.people import Member
from services.reviews.rules import COUNTED_AT_MOST, COUNTED_BY, COUNTED_FROM
from services.reviews.sums import Sum, Sums, sums_of
from tests.support.factories import NOW, a_booking, a_member
from tests.support.reviews import review, seals

pytestmark = pytest.mark.usefixtures("database")

LONG_AGO = NOW - timedelta(days=100)


class Interviewer:
    """Somebody whose reviews come one after the other, each with a line of its own."""

    def __init__(self, user_id: int, numbers: list[int]) -> None:
        self.user_id = user_id
        self._numbers = numbers
        self._turn = 0

    async def reviewed(self, at: datetime = LONG_AGO, prepared: Degree = Degree.YES) -> None:
        self._turn += 1
        await Review.create(
            interview_id=self._numbers[self._turn - 1],
            interviewer_id=self.user_id,
            turn=self._turn,
            was_prepared=prepared,
            had_useful_questions=Degree.PARTLY,
            can_be_acted_on=Degree.NO,
            line=f"Line {self._turn}",
            reviewed_at=at,
        )

    async def sums(self, now: datetime = NOW) -> Sums | None:
        return await sums_of(self.user_id, now)


async def an_interviewer(many: int, *, of: Member | None = None) -> Interviewer:
    """An interviewer of so many interviews, each with somebody else, or all with one person."""
    host = await a_member(name="Host")
    starts = [NOW + timedelta(hours=10 + 2 * place) for place in range(many)]
    played = [await a_booking(host=host, guest=of, starts_at=start) for start in starts]
    return Interviewer(host.user_id, [one.id for one in played])


async def test_below_three_reviews_nothing_is_said() -> None:
    interviewer = await an_interviewer(3)

    for _ in range(COUNTED_BY - 1):
        await interviewer.reviewed()
        assert await interviewer.sums() is None
    await interviewer.reviewed(prepared=Degree.NO)

    sums = await interviewer.sums()
    assert sums is not None
    assert (sums.count, sums.was_prepared) == (3, Sum(2, 0, 1))
    assert (sums.had_useful_questions, sums.can_be_acted_on) == (Sum(0, 3, 0), Sum(0, 0, 3))
    assert sorted(sums.lines) == ["Line 1", "Line 2", "Line 3"]


async def test_what_was_said_within_the_last_week_is_not_counted() -> None:
    interviewer = await an_interviewer(3)
    for _ in range(3):
        await interviewer.reviewed(NOW)

    assert await interviewer.sums(NOW + COUNTED_FROM - timedelta(seconds=1)) is None
    assert await interviewer.sums(NOW + COUNTED_FROM) is not None


async def test_what_changes_from_one_sum_to_the_next_is_never_one_review() -> None:
    interviewer = await an_interviewer(27)
    shown: list[frozenset[str]] = []

    for _ in range(27):
        await interviewer.reviewed()
        sums = await interviewer.sums()
        lines = frozenset(sums.lines if sums is not None else ())
        assert sums is None or sums.count == len(lines)
        if not shown or shown[-1] != lines:
            shown.append(lines)

    for before, after in pairwise(shown):
        assert len(after - before) == COUNTED_BY
        assert len(before - after) in {0, COUNTED_BY}
    assert len(shown[-1]) == COUNTED_AT_MOST


async def test_lines_come_in_no_order() -> None:
    interviewer = await an_interviewer(6)
    for _ in range(6):
        await interviewer.reviewed()

    orders = Counter([sums.lines for _ in range(40) if (sums := await interviewer.sums())])

    assert len(orders) > 1
    assert all(sorted(lines) == sorted(f"Line {turn}" for turn in range(1, 7)) for lines in orders)


async def test_reviews_of_another_interviewer_do_not_count() -> None:
    interviewer, other = await an_interviewer(3), await an_interviewer(3)
    for _ in range(3):
        await other.reviewed()

    assert await interviewer.sums() is None
    assert await other.sums() is not None


async def test_reviews_of_one_person_alone_are_no_sum() -> None:
    interviewer = await an_interviewer(6, of=await a_member(100))
    for _ in range(6):
        await interviewer.reviewed()

    assert await interviewer.sums() is None


async def test_a_group_of_which_one_is_gone_with_its_server_does_not_count() -> None:
    interviewer = await an_interviewer(6)
    for _ in range(6):
        await interviewer.reviewed()
    whole = await interviewer.sums()
    assert whole is not None

    await Review.filter(turn=2).delete()

    rest = await interviewer.sums()
    assert rest is not None
    assert set(whole.lines) - set(rest.lines) == {"Line 1", "Line 2", "Line 3"}


async def test_the_turn_of_a_review_that_is_gone_is_not_given_again() -> None:
    host = await a_member(name="Host")
    await seals()
    for place in range(3):
        if place:
            await Review.filter(turn=place).delete()
            await MockInterview.all().update(is_reviewed=False)
        await review(await a_booking(host=host, starts_at=NOW + timedelta(hours=24 + 2 * place)))

    assert [one.turn for one in await Review.all()] == [3]


async def test_a_review_of_who_was_then_reported_absent_does_not_count() -> None:
    interviewer = await an_interviewer(3)
    for _ in range(3):
        await interviewer.reviewed()
    assert await interviewer.sums() is not None

    await MockInterview.filter(id=(await Review.get(turn=1)).interview_id).update(
        status=InterviewStatus.NO_SHOW
    )

    assert await interviewer.sums() is None
