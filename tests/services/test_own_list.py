"""A person's own interviews, page by page."""

from datetime import timedelta

import pytest

from services import ending
from services.own_list import Half, own_list
from services.paging import FIRST_PAGE, PAGE_SIZE, Asked, Part, Turn
from tests.support.factories import NOW, SERVER, TOMORROW, a_card, a_member, with_feedback

pytestmark = pytest.mark.usefixtures("database")

SHOWN = 2 * PAGE_SIZE + 1


@pytest.mark.parametrize("half", Half)
async def test_pages_follow_each_other_both_ways_also_where_many_begin_at_one_moment(half: Half) -> None:
    host = await a_member()
    made = []
    for number in range(SHOWN):
        # Two at one moment each: of the host's own cards only those that are over may overlap.
        day = number // 2 if half is Half.PAST else number
        card = await a_card(host, starts_at=TOMORROW + timedelta(days=day))
        made.append(card.id)
        if half is Half.PAST:
            await ending.cancel(host.user_id, SERVER, card.id, NOW)
    expected = made if half is Half.UPCOMING else made[::-1]

    async def page(asked: Asked) -> Part[int]:
        found = await own_list(SERVER, host.user_id, NOW, half, asked)
        return Part(tuple(one.id for one in found.rows), found.has_previous, found.has_next)

    first = await page(FIRST_PAGE)
    second = await page(Asked(Turn.NEXT, first.rows[-1]))
    third = await page(Asked(Turn.NEXT, second.rows[-1]))

    assert [*first.rows, *second.rows, *third.rows] == expected
    assert [(one.has_previous, one.has_next) for one in (first, second, third)] == [
        (False, True),
        (True, True),
        (True, False),
    ]
    assert await page(Asked(Turn.PREVIOUS, third.rows[0])) == second
    assert await page(Asked(Turn.PREVIOUS, second.rows[0])) == first
    assert await page(Asked(Turn.NEXT, 2**31 - 1)) == first, "there is no such row"


async def test_it_says_whether_there_is_feedback_and_each_side_has_its_role_and_partner() -> None:
    played = await with_feedback()

    for who, other in ((played.host, played.guest), (played.guest, played.host)):
        (one,) = (await own_list(SERVER, who.user_id, played.ends_at, Half.PAST)).rows
        assert one.has_feedback
        assert one.other_than(who.user_id) == other.user_id
