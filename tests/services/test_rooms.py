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
    PRICE,
    SERVER,
    Played,
    a_booking,
    a_member,
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


async def test_a_new_guest_gets_a_new_room_and_nobody_the_one_of_before() -> None:
    played, first = await without_link()
    await rooms.room_made(played.id, first, LINK, NOW)

    withdrawn = await booking.withdraw(played.guest.user_id, SERVER, played.id, NOW)

    assert (await stored(played.id)).meeting_link is None
    assert withdrawn.entry.link is None
    (told,) = await outbox(NotificationKind.WITHDRAWN)
    assert "knows_link" not in told.payload
    booked = await booking.book(await a_member(PRICE), played.id, NOW)
    assert booked.mine.link is None
    second = (await stored(played.id)).revision
    await rooms.room_made(played.id, second, ANOTHER_LINK, NOW)
    assert (await stored(played.id)).meeting_link == ANOTHER_LINK


async def test_a_link_of_the_host_stays_and_the_host_hears_that_the_former_guest_knows_it() -> None:
    pasted, (replaced, first) = await a_booking(link=LINK), await without_link()
    await rooms.room_made(replaced.id, first, LINK, NOW)
    await editing.edit(replaced.host.user_id, SERVER, replaced.id, Changes(link=ANOTHER_LINK), NOW)

    for played, link in ((pasted, LINK), (replaced, ANOTHER_LINK)):
        await booking.withdraw(played.guest.user_id, SERVER, played.id, NOW)
        assert (await stored(played.id)).meeting_link == link
        (told,) = await outbox(NotificationKind.WITHDRAWN, to=played.host)
        assert told.payload["knows_link"] is True
        assert link not in str(told.payload)


async def test_the_same_link_pasted_again_is_still_the_room_that_was_made() -> None:
    played, first = await without_link()
    await rooms.room_made(played.id, first, LINK, NOW)
    await editing.edit(
        played.host.user_id, SERVER, played.id, Changes(link=LINK, wording={"topic": "Trees"}), NOW
    )

    await booking.withdraw(played.guest.user_id, SERVER, played.id, NOW)

    assert (await stored(played.id)).meeting_link is None
