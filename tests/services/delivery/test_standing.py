"""The direct messages that have to stay true, and bringing them up to date (design, section 5)."""

from collections import Counter
from datetime import timedelta

import pytest

from models import Notification, NotificationKind, NotificationState
from services import booking, editing
from services.coming.record import Record
from services.delivery import standing
from services.delivery.kinds.direct import Booked, LinkChanged
from services.delivery.standing import Standing
from services.editing import Changes
from tests.services.delivery.working import deliver_all
from tests.support.factories import (
    ANOTHER_LINK,
    NOW,
    PRICE,
    SERVER,
    TOMORROW,
    Played,
    a_booking,
    a_member,
    outbox,
    stored,
)

LATER = NOW + timedelta(minutes=1)
"""A change after all that was said."""

pytestmark = pytest.mark.usefixtures("database")


async def told(played: Played) -> list[Notification]:
    """Deliver all, with a message on Discord for each row that was told to somebody; the guest's rows."""
    await deliver_all(NOW)
    kinds = (NotificationKind.BOOKED, NotificationKind.LINK_CHANGED)
    for row in await outbox(*kinds):
        await Notification.filter(id=row.id).update(message_id=1_000 + row.id)
    return await outbox(*kinds, to=played.guest)


async def refreshes() -> Counter[tuple[int | None, int | None]]:
    """Who is to be shown which interview as it is now, at once."""
    rows = await outbox(NotificationKind.REFRESH)
    return Counter(
        (row.interview_id, row.recipient_id)
        for row in rows
        if row.state is NotificationState.PENDING and row.waits_until is None
    )


async def test_messages_that_may_have_to_change_are_known_in_their_order() -> None:
    played = await a_booking()
    await editing.edit(played.host.user_id, SERVER, played.id, Changes(link=ANOTHER_LINK), NOW)
    first, second = await told(played)
    number = (await stored(played.id)).booking

    found = await standing.standing(played.id, played.guest.user_id)

    assert found == [
        Standing(first.id, Booked(booking=number or 0, record=Record()), 1_000 + first.id),
        Standing(second.id, LinkChanged(), 1_000 + second.id),
    ]


async def test_what_was_told_to_others_or_of_another_interview_is_not_in_the_way() -> None:
    played = await a_booking()
    other = await a_booking(starts_at=TOMORROW.replace(hour=20), guest=await a_member(PRICE))
    await told(played)

    found = await standing.standing(other.id, played.guest.user_id)

    assert found == []
    assert len(await standing.standing(other.id, other.guest.user_id)) == 1


async def test_a_message_on_which_nothing_can_change_is_forgotten() -> None:
    played = await a_booking()
    (row,) = await told(played)

    await standing.forget([])
    assert len(await standing.standing(played.id, played.guest.user_id)) == 1
    await standing.forget([row.id])

    assert await standing.standing(played.id, played.guest.user_id) == []
    assert len(await standing.standing(played.id, played.host.user_id)) == 1


async def test_a_change_reaches_everybody_who_was_told_and_nobody_else() -> None:
    played, other = await a_booking(), await a_booking(starts_at=TOMORROW.replace(hour=20))
    await told(played)

    await standing.refresh_after_change({played.id: LATER}, NOW)

    assert await refreshes() == Counter((played.id, who.user_id) for who in (played.host, played.guest))
    await standing.refresh_after_change({other.id: LATER, played.id: LATER}, NOW)
    assert set(await refreshes()) == {
        (one.id, who.user_id) for one in (played, other) for who in (one.host, one.guest)
    }


async def test_one_change_is_brought_up_once() -> None:
    played = await a_booking()
    await told(played)

    for _ in range(2):
        await standing.refresh_after_change({played.id: LATER}, NOW)

    assert set((await refreshes()).values()) == {1}


async def test_who_was_told_nothing_that_may_change_is_left_alone() -> None:
    await a_booking()
    before = await outbox()

    await standing.refresh_after_change({}, NOW)
    await standing.refresh_after_change({1: LATER, 2: LATER}, NOW)

    assert [row.id for row in await outbox()] == [row.id for row in before]


async def test_what_was_written_with_a_change_shows_it_already() -> None:
    played = await a_booking()
    await told(played)
    before = await refreshes()

    await standing.refresh_after_change({played.id: NOW}, NOW)

    assert await refreshes() == before


async def test_a_guest_who_has_left_is_shown_that_too() -> None:
    played = await a_booking()
    await told(played)
    await booking.withdraw(played.guest.user_id, SERVER, played.id, NOW)

    await standing.refresh_after_change({played.id: LATER}, NOW)

    assert (played.id, played.guest.user_id) in await refreshes()


async def test_a_guest_of_before_is_brought_up_to_date_together_with_the_next_one() -> None:
    played = await a_booking()
    await told(played)
    await booking.withdraw(played.guest.user_id, SERVER, played.id, NOW)
    another = await a_member(PRICE)
    await booking.book(another, played.id, NOW)
    await told(played)

    await standing.refresh_after_change({played.id: LATER}, NOW)

    people = {person for number, person in await refreshes() if number == played.id}
    assert people == {played.host.user_id, played.guest.user_id, another.user_id}
