"""What is counted of what happens: each thing once, and only if it is stored."""

import contextlib
from datetime import timedelta

import pytest

from models import Ruling
from services import booking, disputes, feedback, happenings, timetable
from services.happenings import Happening
from services.refusals import Refusal
from services.transaction import use_case
from tests.support.factories import NOW, PRICE, SERVER, TEXT, a_card, a_member, an_admin, with_feedback

pytestmark = pytest.mark.usefixtures("database")


class Counted:
    """How much more has happened since the test began."""

    def __init__(self) -> None:
        self._before = {one: happenings.so_far(one) for one in Happening}

    @property
    def booked(self) -> int:
        return happenings.so_far(Happening.BOOKED) - self._before[Happening.BOOKED]

    @property
    def completed(self) -> int:
        return happenings.so_far(Happening.COMPLETED) - self._before[Happening.COMPLETED]


@pytest.fixture
def counted() -> Counted:
    """What is counted from now on."""
    return Counted()


async def test_a_booking_is_counted_and_one_that_is_refused_is_not(counted: Counted) -> None:
    card = await a_card()
    guest, late = await a_member(PRICE), await a_member(PRICE)

    await booking.book(guest, card.id, NOW)
    with pytest.raises(Refusal):
        await booking.book(late, card.id, NOW)

    assert (counted.booked, counted.completed) == (1, 0)


async def test_an_interview_is_complete_by_its_reader_by_itself_or_by_a_ruling(counted: Counted) -> None:
    by_reader = await with_feedback()
    await feedback.accept(by_reader.interviewee.user_id, SERVER, by_reader.id, by_reader.ends_at)
    assert counted.completed == 1

    by_itself = await with_feedback()
    await timetable.run_due(by_itself.ends_at + timedelta(days=4))
    assert counted.completed == 2

    by_ruling, admin = await with_feedback(), await an_admin()
    await disputes.open_dispute(by_ruling.interviewee.user_id, SERVER, by_ruling.id, TEXT, by_ruling.ends_at)
    await disputes.rule(admin.user_id, SERVER, by_ruling.id, Ruling.UPHELD, by_ruling.ends_at)
    assert counted.completed == 3


async def test_what_is_not_stored_does_not_count(counted: Counted) -> None:
    with contextlib.suppress(ZeroDivisionError):
        async with use_case():
            happenings.note(Happening.BOOKED)
            raise ZeroDivisionError
    assert counted.booked == 0

    with contextlib.suppress(ZeroDivisionError):
        async with use_case():
            async with use_case():
                happenings.note(Happening.BOOKED)
            raise ZeroDivisionError
    assert counted.booked == 0


async def test_what_one_use_case_does_within_another_counts_with_that(counted: Counted) -> None:
    async with use_case():
        async with use_case():
            happenings.note(Happening.BOOKED)
        assert counted.booked == 0
        happenings.note(Happening.COMPLETED)

    assert (counted.booked, counted.completed) == (1, 1)
