"""Which interviews belong into a server's list of events, and which event shows them."""

import asyncio
from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest

from models import Notification, NotificationKind, NotificationState, ScheduledEvent
from services import absence, booking, editing, ending, events, feedback, publishing, server_settings
from services.delivery import outbox as writing
from services.delivery import outcomes
from services.delivery.outbox import Letter
from services.delivery.preparing import Delivery
from services.editing import Changes
from services.events import Obstacle, Whereabouts
from services.interviews import InterviewStatus, Role, public
from tests.services.delivery.working import ME, holds, prepared, sent, take
from tests.support.factories import (
    NOW,
    SERVER,
    TEXT,
    TOMORROW,
    Played,
    a_booking,
    a_card,
    a_draft,
    a_member,
    outbox,
    stored,
)
from tests.support.races import done_or_blocked

pytestmark = pytest.mark.usefixtures("database")
LATER = NOW + timedelta(minutes=1)
BEGUN = TOMORROW + timedelta(minutes=20)


async def a_server_with_events() -> None:
    """Make the server known and switch its events on."""
    await a_member()
    await events.switch(SERVER, NOW, wanted=True)


async def asked_for(number: int) -> int:
    """How many times an interview's event was to be brought up to date."""
    return len([row for row in await outbox(NotificationKind.EVENT) if row.interview_id == number])


async def due_row(now: datetime = NOW) -> Delivery:
    """The row of an event that is to be delivered, claimed and prepared."""
    waiting = Notification.filter(kind=NotificationKind.EVENT, state=NotificationState.PENDING)
    for row in await waiting.order_by("id"):
        if await holds(row.id, now):
            return await prepared(row.id, now)
    pytest.fail("no event is to be shown")


async def shown(event_id: int = 77) -> Played:
    """A booked interview whose event is noted."""
    await a_server_with_events()
    played = await a_booking()
    assert await note(await due_row(), event_id)
    return played


async def note(row: Delivery, event_id: int) -> bool:
    """Note which event shows an interview, as the worker does; tell whether it is that one."""
    return await events.note(row.number, row.present.event_id, event_id)


# --- what is written ---------------------------------------------------------------------------------------


async def test_without_the_setting_nothing_is_written() -> None:
    played = await a_booking()
    await booking.withdraw(played.guest.user_id, SERVER, played.id, NOW)

    assert await outbox(NotificationKind.EVENT) == []
    assert not (await server_settings.read(SERVER)).makes_events


async def test_an_event_is_asked_for_with_the_booking_and_followed_to_the_end() -> None:
    await a_server_with_events()
    card = await a_card()
    assert await asked_for(card.id) == 0

    guest = await a_member(3)
    await booking.book(guest, card.id, NOW)
    assert await asked_for(card.id) == 1
    await editing.edit(card.host_id, SERVER, card.id, Changes(wording={"topic": "Trees"}), NOW)
    assert await asked_for(card.id) == 2
    await booking.withdraw(guest.user_id, SERVER, card.id, NOW)
    assert await asked_for(card.id) == 3
    await ending.cancel(card.host_id, SERVER, card.id, NOW)
    assert await asked_for(card.id) == 4


async def test_switching_asks_for_what_is_booked_and_not_over() -> None:
    played, card = await a_booking(), await a_card()
    over = await a_booking(starts_at=NOW + timedelta(hours=2))

    await events.switch(SERVER, over.ends_at, wanted=True)

    assert [row.interview_id for row in await outbox(NotificationKind.EVENT)] == [played.id]
    await events.switch(SERVER, over.ends_at + timedelta(minutes=1), wanted=False)
    assert [row.interview_id for row in await outbox(NotificationKind.EVENT)] == [played.id] * 2
    assert await asked_for(card.id) == 0


async def test_a_posted_card_is_told_to_its_event() -> None:
    await shown()
    card = (await outbox(NotificationKind.CARD))[-1]
    await take(card.id)

    await outcomes.card_posted(ME, await prepared(card.id), 11, 12, LATER)

    assert (await due_row(LATER)).present.card == (11, 12)


@pytest.mark.parametrize("engine", ["postgres"])
async def test_the_switch_waits_for_a_booking_that_has_read_the_setting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    card, guest = await a_card(), await a_member(3)
    has_read = asyncio.Event()
    write = writing.write

    async def switch_then() -> None:
        await has_read.wait()
        await events.switch(SERVER, NOW, wanted=True)

    async def let_others_on_and_write(letters: Iterable[Letter], now: datetime) -> None:
        monkeypatch.setattr(writing, "write", write)
        has_read.set()
        await done_or_blocked(switching)
        await write(letters, now)

    switching = asyncio.create_task(switch_then())
    monkeypatch.setattr(writing, "write", let_others_on_and_write)
    await booking.book(guest, card.id, NOW)
    await switching

    assert await asked_for(card.id) == 1


async def test_a_booking_at_the_same_time_as_the_switch_gets_its_event() -> None:
    cards = [await a_card(starts_at=TOMORROW + timedelta(hours=2 * hour)) for hour in range(6)]
    guests = [await a_member(3) for _ in cards]

    await asyncio.gather(
        *(booking.book(guest, card.id, NOW) for guest, card in zip(guests[:3], cards[:3], strict=True)),
        events.switch(SERVER, NOW, wanted=True),
        *(booking.book(guest, card.id, NOW) for guest, card in zip(guests[3:], cards[3:], strict=True)),
    )

    assert {row.interview_id for row in await outbox(NotificationKind.EVENT)} == {card.id for card in cards}


# --- where an interview belongs ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "wanted", "now", "place"),
    [
        (InterviewStatus.BOOKED, True, NOW, Whereabouts.LISTED),
        (InterviewStatus.BOOKED, True, BEGUN, Whereabouts.LEFT_ALONE),
        (InterviewStatus.BOOKED, False, NOW, Whereabouts.NOWHERE),
        (InterviewStatus.BOOKED, False, BEGUN, Whereabouts.NOWHERE),
        (InterviewStatus.PENDING, True, NOW, Whereabouts.NOWHERE),
        (InterviewStatus.CANCELLED, True, NOW, Whereabouts.NOWHERE),
        (InterviewStatus.EXPIRED, True, BEGUN, Whereabouts.NOWHERE),
        (InterviewStatus.COMPLETED, True, BEGUN, Whereabouts.LEFT_ALONE),
        (InterviewStatus.NO_SHOW, True, BEGUN, Whereabouts.LEFT_ALONE),
        (InterviewStatus.LAPSED, False, BEGUN, Whereabouts.LEFT_ALONE),
    ],
)
async def test_where_an_interview_belongs(
    *, status: InterviewStatus, wanted: bool, now: datetime, place: Whereabouts
) -> None:
    played = await a_booking()
    row = await stored(played.id)
    row.status = status

    found = await events.switch(SERVER, NOW, wanted=wanted)

    assert found.makes_events is wanted
    assert events.whereabouts_of(public(row), found, now) is place


# --- what is known -----------------------------------------------------------------------------------------


async def test_the_event_that_is_noted_comes_with_the_next_change() -> None:
    played = await shown(77)
    await editing.edit(played.host.user_id, SERVER, played.id, Changes(wording={"topic": "Trees"}), LATER)

    row = await due_row(LATER)

    assert row.present.event_id == 77
    assert await note(row, 78)
    assert [event.event_id for event in await ScheduledEvent.all()] == [78]


async def test_of_two_events_for_one_interview_the_first_that_is_noted_counts() -> None:
    await a_server_with_events()
    await a_booking()
    row = await due_row()

    noted = await asyncio.gather(*(note(row, event_id) for event_id in (1, 2, 3)))

    assert sorted(noted) == [False, False, True]
    assert [event.event_id for event in await ScheduledEvent.all()] == [1 + noted.index(True)]


async def test_what_is_forgotten_is_delivered_and_can_be_noted_again() -> None:
    played = await shown(77)
    await booking.withdraw(played.guest.user_id, SERVER, played.id, LATER)
    row = await due_row(LATER)

    await events.forget(row.number)

    assert await ScheduledEvent.all().count() == 0
    await take(row.id)
    await sent(row.id, LATER)
    await booking.book(played.guest, played.id, LATER)
    assert (await due_row(LATER)).present.event_id is None
    assert await note(await due_row(LATER), 79)


async def test_several_changes_are_shown_at_once() -> None:
    await a_server_with_events()
    played = await a_booking()
    for topic in ("Trees", "Graphs"):
        await editing.edit(played.host.user_id, SERVER, played.id, Changes(wording={"topic": topic}), LATER)
    rows = await outbox(NotificationKind.EVENT)

    assert [await holds(row.id, LATER) for row in rows] == [False, False, True]


async def test_an_interview_that_took_place_keeps_no_event() -> None:
    played = await shown()
    who = played.interviewer
    await feedback.leave(who.user_id, SERVER, played.id, score=4, text=TEXT, now=played.ends_at)
    await feedback.accept(played.interviewee.user_id, SERVER, played.id, played.ends_at)

    row = await due_row(played.ends_at)

    assert row.present.interview is not None
    assert (
        events.whereabouts_of(row.present.interview, row.present.settings, played.ends_at)
        is Whereabouts.LEFT_ALONE
    )


async def test_a_report_of_absence_leaves_the_event_to_discord() -> None:
    played = await shown()
    await absence.report(played.interviewer.user_id, SERVER, played.id, "", BEGUN)

    row = await due_row(BEGUN)

    assert row.present.interview is not None
    assert events.whereabouts_of(row.present.interview, row.present.settings, BEGUN) is Whereabouts.LEFT_ALONE


async def test_admins_are_told_once_a_day_for_each_obstacle() -> None:
    await a_server_with_events()
    await a_booking()
    row = await due_row()
    for obstacle in (*Obstacle, *Obstacle):
        await events.not_taken(row.server_id, obstacle, NOW)
    await events.not_taken(row.server_id, Obstacle.FULL, TOMORROW)

    told = [(one.lane, one.payload["obstacle"]) for one in await outbox(NotificationKind.NO_EVENTS)]

    assert told == [(f"log:{SERVER}", reason) for reason in ("permission", "full", "full")]


async def test_a_server_hears_nothing_of_the_events_of_another() -> None:
    await a_server_with_events()
    host = await a_member(server_id=SERVER + 1)
    published = await publishing.publish(host, a_draft(Role.INTERVIEWER), NOW)
    await booking.book(await a_member(3, server_id=SERVER + 1), published.mine.interview.id, NOW)

    assert await outbox(NotificationKind.EVENT) == []
