"""The link of a booked interview that has none: who is told what, and when."""

import asyncio

import pytest

from models import MockInterview, NotificationKind, NotificationState
from services import booking, editing, rooms
from services.editing import Changes
from tests.support.factories import (
    ANOTHER_LINK,
    LINK,
    NOW,
    SERVER,
    Played,
    a_booking,
    outbox,
    stored,
)

pytestmark = pytest.mark.usefixtures("database")
TOLD = (NotificationKind.BOOKED, NotificationKind.LINK_CHANGED, NotificationKind.LINK_WANTED)


async def without_link() -> tuple[Played, int]:
    """A booked interview without a link, and the revision of its booking."""
    played = await a_booking(link=None)
    return played, (await stored(played.id)).revision


async def told() -> list[tuple[NotificationKind, int | None]]:
    return [(row.kind, row.recipient_id) for row in await outbox(*TOLD)]


async def test_a_booking_without_a_link_is_told_of_when_it_is_known_whether_there_is_one() -> None:
    played, booking_revision = await without_link()
    assert await told() == []
    assert await rooms.is_wanted(played.id)

    await rooms.room_made(played.id, booking_revision, LINK, NOW)

    assert (await stored(played.id)).meeting_link == LINK
    assert not await rooms.is_wanted(played.id)
    people = {played.host.user_id, played.guest.user_id}
    assert {(NotificationKind.BOOKED, person) for person in people} == set(await told())


async def test_the_first_of_two_rooms_counts() -> None:
    played, booking_revision = await without_link()

    await asyncio.gather(
        rooms.room_made(played.id, booking_revision, LINK, NOW),
        rooms.room_made(played.id, booking_revision, ANOTHER_LINK, NOW),
    )

    assert (await stored(played.id)).revision == booking_revision + 1
    assert len(await told()) == 2


async def test_without_a_room_both_are_told_and_the_host_is_asked_once() -> None:
    played, booking_revision = await without_link()

    for _ in range(2):
        await rooms.room_not_made(played.id, booking_revision, NOW, reason="revoked")

    assert sorted(await told()) == sorted(
        [
            (NotificationKind.BOOKED, played.host.user_id),
            (NotificationKind.BOOKED, played.guest.user_id),
            (NotificationKind.LINK_WANTED, played.host.user_id),
        ]
    )
    assert len(await outbox(NotificationKind.NO_ROOMS)) == 1


async def test_a_room_that_comes_late_is_told_of_as_a_new_link() -> None:
    played, booking_revision = await without_link()
    await rooms.room_not_made(played.id, booking_revision, NOW)

    await rooms.room_made(played.id, booking_revision, LINK, NOW)

    assert {row for row in await told() if row[0] is NotificationKind.LINK_CHANGED} == {
        (NotificationKind.LINK_CHANGED, played.host.user_id),
        (NotificationKind.LINK_CHANGED, played.guest.user_id),
    }


async def test_a_link_of_the_host_is_not_replaced_by_a_room() -> None:
    played, booking_revision = await without_link()
    await editing.edit(played.host.user_id, SERVER, played.id, Changes(link=ANOTHER_LINK), NOW)

    await rooms.room_made(played.id, booking_revision, LINK, NOW)

    assert (await stored(played.id)).meeting_link == ANOTHER_LINK
    assert NotificationKind.BOOKED in {kind for kind, _ in await told()}


async def test_a_booking_that_was_given_back_gets_no_room_and_the_next_one_its_own() -> None:
    played, first = await without_link()
    await booking.withdraw(played.guest.user_id, SERVER, played.id, NOW)
    assert [row.state for row in await outbox(NotificationKind.ROOM)] == [NotificationState.DROPPED]
    await rooms.room_made(played.id, first, LINK, NOW)
    assert (await stored(played.id)).meeting_link is None

    await booking.book(played.guest, played.id, NOW)
    await rooms.room_made(played.id, first, LINK, NOW)

    assert (await MockInterview.get(id=played.id)).meeting_link is None
    assert await told() == []
