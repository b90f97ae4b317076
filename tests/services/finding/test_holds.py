"""Holding a freed seat for those who wait: for how long, for whom, and what they are told in the end."""

from datetime import datetime, timedelta

import pytest

from models import (
    Notification,
    NotificationKind,
    NotificationState,
    OfferState,
    SeatOffer,
    Server,
    WaitingEntry,
)
from services import booking, editing, ending
from services.delivery import preparing
from services.delivery.kinds import read
from services.delivery.kinds.waiting import WaitingOver
from services.editing import Changes
from services.finding import line, offering
from services.people import Member
from tests.support.factories import (
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

pytestmark = pytest.mark.usefixtures("database")

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


async def nobody_has_left(_: int) -> bool:
    return False


async def settle(number: int, now: datetime) -> None:
    await offering.settle(number, nobody_has_left, now, freed=await freed(number))


async def freed(number: int) -> int:
    """The revision by which a seat came free, as the row of the outbox says that asks for what follows."""
    row = await Notification.filter(
        interview_id=number, kind=NotificationKind.WAITING, dedupe_key__contains=":freed:"
    ).first()
    return 0 if row is None else int(row.payload["freed"])


async def waited_for(
    count: int = 1, *, points: int = PRICE, starts_at: datetime = TOMORROW
) -> tuple[Played, list[Member]]:
    """A booked interview, and who waits for its seat, the first in line first."""
    played = await a_booking(starts_at=starts_at)
    waiting = [await a_member(points) for _ in range(count)]
    for one in waiting:
        await line.stand_or_leave(one.user_id, SERVER, played.id, NOW)
    return played, waiting


async def live_offers() -> list[SeatOffer]:
    return await SeatOffer.filter(state=OfferState.LIVE)


async def test_a_seat_is_offered_for_as_long_as_it_can_be_taken() -> None:
    """The server wants five hours of notice: ten minutes before that an offer is worth ten minutes."""
    played, (first,) = await waited_for()
    await Server.filter(id=SERVER).update(notice_minutes=5 * 60)
    closes_at = played.starts_at - 5 * HOUR
    now = closes_at - 10 * MINUTE

    await booking.withdraw(played.guest.user_id, SERVER, played.id, now)
    await settle(played.id, now)

    (offer,) = await live_offers()
    assert offer.user_id == first.user_id
    assert offer.until <= closes_at


async def test_a_clock_that_is_set_back_keeps_no_seat_held_for_hours() -> None:
    played, (first, second) = await waited_for(2)
    ahead = NOW + 5 * HOUR
    await booking.withdraw(played.guest.user_id, SERVER, played.id, ahead)
    await settle(played.id, ahead)
    assert [offer.user_id for offer in await live_offers()] == [first.user_id]
    before = {row.id for row in await outbox(NotificationKind.WAITING)}

    for _ in range(2):
        await offering.forgive_the_clock(NOW)

    (row,) = [row for row in await outbox(NotificationKind.WAITING) if row.id not in before]
    assert row.interview_id == played.id
    assert row.waits_until is None
    await settle(played.id, NOW)
    (offer,) = await live_offers()
    assert (offer.user_id, offer.until) == (first.user_id, NOW + 30 * MINUTE)
    assert (await stored(played.id)).held_until == offer.until
    waiting = [entry.user_id async for entry in WaitingEntry.all().order_by("id")]
    assert waiting == [first.user_id, second.user_id]
    await offering.forgive_the_clock(NOW)
    assert len(await outbox(NotificationKind.WAITING)) == len(before) + 2, "the end of the new offer alone"


async def test_who_waited_for_a_seat_that_nobody_took_does_not_read_that_none_came_free() -> None:
    played, (first,) = await waited_for(points=0)
    await booking.withdraw(played.guest.user_id, SERVER, played.id, NOW)
    await settle(played.id, NOW)
    await ending.expire(played.id, played.starts_at)
    await settle(played.id, played.starts_at)

    (free,) = await outbox(NotificationKind.WAITING_OVER, to=first)
    assert read(free.kind, free.payload) == WaitingOver(is_off=False, was_free=True)
    booked, (second,) = await waited_for(starts_at=TOMORROW + 3 * HOUR)
    await settle(booked.id, booked.starts_at)
    (began,) = await outbox(NotificationKind.WAITING_OVER, to=second)
    assert read(began.kind, began.payload) == WaitingOver(is_off=False)


async def test_who_waits_anew_after_the_clock_was_set_back_is_told_when_it_begins() -> None:
    played, (first,) = await waited_for()
    await settle(played.id, played.starts_at)
    waiting = Notification.filter(kind=NotificationKind.WAITING)
    await waiting.update(state=NotificationState.SENT, finished_at=NOW, waits_until=None)
    assert await WaitingEntry.all().count() == 0

    for minutes in range(3):
        await line.stand_or_leave(first.user_id, SERVER, played.id, NOW + minutes * MINUTE)

    due = await waiting.filter(state=NotificationState.PENDING)
    assert [row.due_at for row in due] == [played.starts_at]


async def test_who_has_left_is_not_told_of_a_seat_that_is_free_for_all() -> None:
    played, (gone, there) = await waited_for(2)
    now = played.starts_at - HOUR

    async def has_left(user_id: int) -> bool:
        if user_id == gone.user_id:
            await line.leave_all(user_id, SERVER, now)
        return user_id == gone.user_id

    await booking.withdraw(played.guest.user_id, SERVER, played.id, now)
    await offering.settle(played.id, has_left, now, freed=await freed(played.id))

    assert [row.recipient_id for row in await outbox(NotificationKind.SEAT_OPEN)] == [there.user_id]


@pytest.mark.parametrize("left", [20 * MINUTE, 3 * HOUR])
async def test_a_held_seat_that_is_moved_to_sooner_is_held_by_its_new_start(left: timedelta) -> None:
    played, waiting = await waited_for(2)
    await booking.withdraw(played.guest.user_id, SERVER, played.id, NOW)
    await settle(played.id, NOW)
    assert (await stored(played.id)).held_until == NOW + 30 * MINUTE

    await editing.edit(played.host.user_id, SERVER, played.id, Changes(starts_at=NOW + left), NOW)
    await settle(played.id, NOW)

    row = await stored(played.id)
    if left < line.ALL_AT_ONCE:
        assert row.held_until is None
        told = [row.recipient_id for row in await outbox(NotificationKind.SEAT_OPEN)]
        assert told == [one.user_id for one in waiting]
    else:
        (offer,) = await live_offers()
        assert (offer.user_id, offer.until) == (waiting[0].user_id, NOW + left / 10)
        assert row.held_until == offer.until


async def test_the_button_of_a_seat_that_is_free_for_all_goes_when_it_can_be_booked_no_more() -> None:
    played, (first,) = await waited_for()
    await Server.filter(id=SERVER).update(notice_minutes=60)
    closes_at = played.starts_at - HOUR
    now = closes_at - 10 * MINUTE

    await booking.withdraw(played.guest.user_id, SERVER, played.id, now)
    await settle(played.id, now)

    (told,) = await outbox(NotificationKind.SEAT_OPEN, to=first)
    (row,) = await outbox(NotificationKind.REFRESH, to=first)
    assert row.due_at == closes_at
    for at, is_on in ((now, True), (closes_at - MINUTE, True), (closes_at, False)):
        (prepared, *_) = [*(await preparing.prepare([told.id], "", at)).deliveries, None]
        assert (prepared is not None) is is_on
