"""How an interviewer's scores lie beside others' for the same people (design, section 18)."""

import pytest

from services.people import Member
from services.progress.comparing import Beside, compared
from services.progress.rules import COMPARED_FROM, COMPARED_LATEST
from services.reviews.rules import COUNTED_FROM
from tests.support.factories import NOW, a_member
from tests.support.progress import DAY, judged_by

pytestmark = pytest.mark.usefixtures("database")


async def judged_by_both(me: Member, other: Member, mine: int, theirs: int, people: int = 3) -> list[Member]:
    """People whom somebody and another have judged, each with the same score every time."""
    members = [await a_member() for _ in range(people)]
    for member in members:
        await judged_by(me, member, mine)
        await judged_by(other, member, theirs)
    return members


@pytest.mark.parametrize(
    ("mine", "theirs", "beside"),
    [
        (1, 5, Beside.MUCH_LOWER),
        (3, 4, Beside.MUCH_LOWER),
        (4, 4, Beside.SAME),
        (4, 3, Beside.MUCH_HIGHER),
        (5, 1, Beside.MUCH_HIGHER),
    ],
)
async def test_it_tells_whether_they_lie_lower_or_higher(mine: int, theirs: int, beside: Beside) -> None:
    me, other = await a_member(), await a_member()
    await judged_by_both(me, other, mine, theirs)

    found = await compared(me.user_id, NOW)

    assert found is not None
    assert (found.beside, found.people) == (beside, 3)


async def test_half_a_point_is_a_little() -> None:
    me, other = await a_member(), await a_member()
    members = await judged_by_both(me, other, 4, 4, people=4)
    for member in members[:2]:
        await judged_by(other, member, 2)
        await judged_by(other, member, 2)
    # Two of four lie 1.33 higher: about two thirds of a point all in all.
    found = await compared(me.user_id, NOW)

    assert found is not None
    assert found.beside is Beside.HIGHER
    theirs = await compared(other.user_id, NOW)
    assert theirs is not None
    assert theirs.beside is Beside.LOWER


async def test_below_three_people_whom_others_know_too_nothing_is_said() -> None:
    me, other = await a_member(), await a_member()
    await judged_by_both(me, other, 1, 5, people=COMPARED_FROM - 1)
    await judged_by(me, await a_member(), 1)

    assert await compared(me.user_id, NOW) is None


async def test_the_last_week_is_left_out() -> None:
    me, other = await a_member(), await a_member()
    for member in [await a_member() for _ in range(3)]:
        await judged_by(me, member, 1, at=NOW - COUNTED_FROM + DAY)
        await judged_by(other, member, 5)

    assert await compared(me.user_id, NOW) is None
    assert await compared(me.user_id, NOW + DAY) is not None


async def test_the_latest_twenty_count() -> None:
    me, other = await a_member(), await a_member()
    members = await judged_by_both(me, other, 1, 5)
    for member in members:
        for place in range(COMPARED_LATEST // 3 + 1):
            await judged_by(me, member, 5, at=NOW - 20 * DAY + place * DAY)

    found = await compared(me.user_id, NOW)

    assert found is not None
    assert found.beside is Beside.SAME
