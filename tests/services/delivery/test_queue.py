"""Which row of the outbox is next, and taking it, putting it off, finishing it (design, section 5)."""

from datetime import datetime, timedelta

import pytest

from models import Notification, NotificationKind, NotificationState, WaitsFor
from models.joined import joined
from services import editing
from services.delivery import outbox as writing
from services.delivery import queue
from services.delivery.kinds.direct import PointsGranted
from services.delivery.kinds.message import Address, Message, Urgency
from services.delivery.kinds.others import Room as MeetingRoom
from services.delivery.kinds.others import ShutOut
from services.delivery.kinds.shown import Card, Panel
from services.delivery.outbox import Letter
from services.delivery.queue import Room
from services.editing import Changes
from tests.services.delivery.working import (
    ME,
    OTHER,
    a_lane,
    claim,
    deliver_all,
    room,
    sent,
    state_of,
)
from tests.support.factories import (
    ANOTHER_LINK,
    ANOTHER_SERVER,
    NOW,
    SERVER,
    TOMORROW,
    a_booking,
    a_card,
    a_member,
    everything,
    outbox,
)

pytestmark = pytest.mark.usefixtures("database")
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)


async def lanes(count: int, *, server_id: int = SERVER, prefix: str = "lane") -> list[int]:
    """Write one row into each of some lanes, due at once, and return the rows."""
    return [
        (await a_lane(f"{prefix} {number} of {server_id}", 1, server_id=server_id))[0]
        for number in range(count)
    ]


async def write(message: Message, to: Address, due_at: datetime = NOW) -> int:
    """Write one row and return its number."""
    await writing.write([Letter(message, to, due_at=due_at)], min(due_at, NOW))
    newest = await Notification.all().order_by("-id").first()
    assert newest is not None
    return newest.id


# --- lanes -------------------------------------------------------------------------------------------------


async def test_nothing_is_claimed_from_an_empty_outbox() -> None:
    assert await claim() == []


async def test_rows_of_one_lane_are_delivered_in_order_and_lanes_do_not_wait_for_each_other() -> None:
    one, two = await a_lane("one", 3), await a_lane("two", 2)

    assert await claim() == [one[0], two[0]]
    assert await claim() == []
    await sent(one[0])
    assert await claim() == [one[1]]
    await sent(two[0])
    await sent(one[1])
    assert await claim() == [one[2], two[1]]


async def test_a_row_that_is_taken_knows_whether_another_of_its_lane_is_ready() -> None:
    one, two = await a_lane("one", 2), await a_lane("two", 1)

    claimed = await queue.claim(ME, room(), NOW)

    found = await joined(claimed)
    assert {number: row.is_followed for number, row in found.items()} == {one[0]: True, two[0]: False}


async def test_no_more_is_claimed_than_there_is_room_for() -> None:
    await lanes(5)

    assert [len(await claim(free=2)) for _ in range(4)] == [2, 2, 1, 0]


async def test_what_is_due_later_waits_and_holds_nothing_up() -> None:
    played = await a_booking()
    assert NotificationKind.REMINDER not in {kind for kind, _ in await deliver_all(NOW)}

    await editing.edit(played.host.user_id, SERVER, played.id, Changes(link=ANOTHER_LINK), NOW)
    assert (NotificationKind.LINK_CHANGED, played.guest.user_id) in await deliver_all(NOW)


async def test_a_row_that_was_put_off_holds_up_its_lane_and_no_other() -> None:
    one, two = await a_lane("one", 2), await a_lane("two", 2)
    assert await claim() == [one[0], two[0]]

    await queue.put_off(ME, [one[0]], NOW + MINUTE, WaitsFor.TRY)
    await sent(two[0])

    assert await claim() == [two[1]]
    assert await claim(NOW + MINUTE) == [one[0]]


async def test_a_long_lane_hides_no_other() -> None:
    await a_lane("long", queue.WINDOW + 60)
    (late,) = await a_lane("short", 1)

    assert late in await claim()


async def test_a_server_with_more_lanes_than_a_claim_looks_at_hides_no_other() -> None:
    await lanes(queue.WINDOW + 60)
    (late,) = await lanes(1, server_id=ANOTHER_SERVER)

    first = await queue.claim(ME, Room(10, share=2, most=4), NOW)
    second = await queue.claim(ME, Room(6, share=2, most=4), NOW)

    assert late in [*first, *second]


# --- shares ------------------------------------------------------------------------------------------------


async def test_one_server_never_has_more_than_the_most() -> None:
    await lanes(10)

    claims = [await queue.claim(ME, Room(10, share=2, most=4), NOW) for _ in range(3)]

    assert [len(claimed) for claimed in claims] == [4, 0, 0]
    await sent(claims[0][0])
    assert len(await queue.claim(OTHER, Room(10, share=2, most=4), NOW)) == 1


async def test_beyond_its_share_a_server_comes_after_the_others() -> None:
    busy = await lanes(6)
    quiet = await lanes(2, server_id=ANOTHER_SERVER)

    claimed = await queue.claim(ME, Room(5, share=2, most=6), NOW)

    assert set(claimed) == {*busy[:3], *quiet}


async def test_what_a_server_has_out_already_counts_towards_its_share() -> None:
    busy = await lanes(6)
    assert len(await queue.claim(OTHER, Room(2, share=2, most=6), NOW)) == 2
    quiet = await lanes(1, server_id=ANOTHER_SERVER)

    claimed = await queue.claim(ME, Room(1, share=2, most=6), NOW)

    assert claimed == quiet
    assert await queue.claim(ME, Room(1, share=2, most=6), NOW) == [busy[2]]


async def test_where_nobody_else_waits_a_server_has_more_than_its_share() -> None:
    await lanes(6)

    assert len(await queue.claim(ME, Room(5, share=2, most=6), NOW)) == 5


async def test_a_room_that_google_is_asked_for_takes_no_place_of_its_server() -> None:
    card = await a_card()
    for booking in range(3):
        await write(MeetingRoom(booking=booking), Address(SERVER, card.id))
    rooms = {row.id for row in await outbox(NotificationKind.ROOM)}
    await Notification.filter(id__in=list(rooms)).update(owner=ME)

    claimed = await queue.claim(ME, Room(5, share=1, most=1), NOW)

    assert len(claimed) == 1


# --- order -------------------------------------------------------------------------------------------------


async def rows_of_every_urgency() -> dict[Urgency, int]:
    """A row of each urgency, the least urgent written first."""
    card, member = await a_card(), await a_member()
    await Notification.all().delete()
    written = {
        Urgency.REDRAWN: await write(ShutOut(minutes=1, day="today"), Address(SERVER)),
        Urgency.CHANGED: await write(Card(), Address(SERVER, card.id, card.id)),
    }
    played = await a_booking()
    reminder = (await outbox(NotificationKind.REMINDER, to=played.host))[0]
    await Notification.exclude(id__in=[*written.values(), reminder.id]).delete()
    await Notification.filter(id=reminder.id).update(waits_until=None)
    granted = PointsGranted(entry=1, amount=1, balance=1, reason="", admin_id=member.user_id)
    written[Urgency.TIMED] = reminder.id
    written[Urgency.CLICKED] = await write(granted, Address(SERVER, recipient_id=member.user_id))
    return written


async def test_the_more_urgent_come_first() -> None:
    written = await rows_of_every_urgency()

    taken = [(await claim(free=1))[0] for _ in Urgency]

    assert taken == [written[urgency] for urgency in sorted(Urgency)]


async def test_what_is_taken_together_comes_in_the_order_of_urgency() -> None:
    written = await rows_of_every_urgency()

    assert await claim() == [written[urgency] for urgency in sorted(Urgency)]


@pytest.mark.parametrize("least", list(Urgency))
async def test_what_is_less_urgent_than_there_is_room_for_is_left(least: Urgency) -> None:
    written = await rows_of_every_urgency()

    claimed = await queue.claim(ME, Room(10, share=10, most=10, least=least), NOW)

    assert set(claimed) == {row for urgency, row in written.items() if urgency <= least}


async def test_of_two_reminders_that_of_the_nearer_interview_comes_first() -> None:
    later = await a_booking(starts_at=TOMORROW + timedelta(minutes=30))
    nearer = await a_booking(starts_at=TOMORROW)
    await deliver_all(NOW)
    due = TOMORROW - timedelta(minutes=20)

    claimed = await claim(due)

    rows = {row.id: row for row in await outbox(NotificationKind.REMINDER)}
    order = [rows[number].interview_id for number in claimed if number in rows]
    assert order == [nearer.id] * 2 + [later.id] * 2


async def test_now_and_then_what_has_waited_longest_comes_first_however_little_urgent_it_is() -> None:
    await a_member()
    old = await write(ShutOut(minutes=1, day="yesterday"), Address(SERVER), NOW - HOUR)
    member = await a_member()
    granted = PointsGranted(entry=1, amount=1, balance=1, reason="", admin_id=member.user_id)
    urgent = await write(granted, Address(SERVER, recipient_id=member.user_id))

    claimed = await queue.claim(ME, room(1), NOW, oldest_first=True)

    assert claimed == [old]
    assert await claim(free=1) == [urgent]


async def test_what_is_little_urgent_is_taken_though_more_urgent_rows_never_end() -> None:
    member = await a_member()
    old = await write(ShutOut(minutes=1, day="yesterday"), Address(SERVER), NOW - HOUR)
    for entry in range(queue.WINDOW + 10):
        granted = PointsGranted(entry=entry, amount=1, balance=1, reason="", admin_id=member.user_id)
        number = await write(granted, Address(SERVER, recipient_id=member.user_id), NOW - MINUTE)
        await Notification.filter(id=number).update(lane=f"dm:{entry}")

    claimed = await queue.claim(ME, room(4), NOW, oldest_first=True)

    assert old in claimed


# --- taken, put off, given back, finished ------------------------------------------------------------------


async def test_what_a_process_has_is_its_own_however_long_it_takes() -> None:
    first, _ = await a_lane("one", 2)
    assert await claim() == [first]

    assert await claim(NOW + timedelta(days=365), me=OTHER) == []

    row = await Notification.get(id=first)
    assert (row.owner, row.attempts, row.tried_at) == (ME, 1, NOW)


async def test_when_a_row_was_first_tried_stays_known() -> None:
    (number,) = await a_lane("one", 1)
    await claim()
    await queue.put_off(ME, [number], NOW + MINUTE, WaitsFor.TRY)
    assert await claim(NOW + MINUTE) == [number]

    row = await Notification.get(id=number)

    assert (row.attempts, row.tried_at) == (2, NOW)


async def test_what_is_given_back_for_its_turn_counts_as_no_try() -> None:
    first, second = await a_lane("one", 2)
    await claim()

    await queue.give_back(ME, [first], NOW + SECOND)

    row = await Notification.get(id=first)
    assert (row.owner, row.attempts, row.tried_at) == (None, 0, None)
    assert (row.waits_until, row.waits_for) == (NOW + SECOND, WaitsFor.TURN)
    assert await claim() == []
    assert await claim(NOW + SECOND) == [first]
    await sent(first)
    assert await claim() == [second]


async def test_a_turn_that_is_waited_for_does_not_hide_an_earlier_try() -> None:
    (number,) = await a_lane("one", 1)
    await claim()
    await queue.put_off(ME, [number], NOW, WaitsFor.TRY)
    await claim(NOW + MINUTE)

    await queue.give_back(ME, [number], NOW + MINUTE)

    row = await Notification.get(id=number)
    assert (row.attempts, row.tried_at) == (1, NOW)


@pytest.mark.parametrize("waits_for", list(WaitsFor))
async def test_an_answer_of_discord_wakes_what_waits_for_it_and_nothing_else(waits_for: WaitsFor) -> None:
    (number,) = await a_lane("one", 1)
    await claim()
    await queue.put_off(ME, [number], NOW + MINUTE, waits_for, error="no answer")

    await queue.wake_after_outage()

    assert await claim() == ([number] if waits_for is WaitsFor.DISCORD else [])
    assert (await Notification.get(id=number)).error == "no answer"


async def test_a_process_puts_off_gives_back_and_finishes_only_what_it_has() -> None:
    (number,) = await a_lane("one", 1)
    await claim()
    before = await everything()

    await queue.put_off(OTHER, [number], NOW + MINUTE, WaitsFor.TRY)
    await queue.give_back(OTHER, [number], NOW + MINUTE)
    await queue.finish(OTHER, [number], NotificationState.SENT, NOW)
    await queue.release_all(OTHER)

    assert await everything() == before


@pytest.mark.parametrize("state", [state for state in NotificationState if state != "pending"])
async def test_what_was_finished_stays_so(state: NotificationState) -> None:
    (number,) = await a_lane("one", 1)
    await claim()
    await queue.finish(ME, [number], state, NOW, error="x" * 1000)
    before = await everything()

    await queue.put_off(ME, [number], TOMORROW, WaitsFor.TRY)
    await queue.give_back(ME, [number], TOMORROW)
    await queue.finish(ME, [number], NotificationState.FAILED, TOMORROW)

    assert await everything() == before
    row = await Notification.get(id=number)
    assert (row.state, row.finished_at, row.owner, row.error) == (state, NOW, None, "x" * 300)
    assert await claim(TOMORROW) == []


async def test_what_a_process_gives_up_at_its_end_is_taken_by_the_next_which_knows_of_the_try() -> None:
    rows = await lanes(3)
    assert await claim(free=2) == rows[:2]

    await queue.release_all(ME)

    assert await claim(me=OTHER) == rows
    tried = [(await Notification.get(id=number)).attempts for number in rows]
    assert tried == [2, 2, 1]


# --- moments -----------------------------------------------------------------------------------------------


async def test_however_much_becomes_due_together_all_of_it_is_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "READIED_AT_ONCE", 2)
    await a_member()
    for minute in range(7):
        await write(Panel(change=f"{minute}"), Address(SERVER), NOW + MINUTE + minute * SECOND)

    assert await queue.ready_what_is_due(NOW + MINUTE + 4 * SECOND) == NOW + MINUTE + 5 * SECOND

    assert await Notification.filter(waits_until__isnull=True).count() == 5
    assert await queue.ready_what_is_due(NOW + HOUR) is None


async def test_the_next_moment_is_that_of_the_first_row_that_waits() -> None:
    assert await queue.next_moment_after(NOW) is None
    await a_member()
    for minutes in (30, 10, 20):
        await write(Panel(change=f"{minutes}"), Address(SERVER), NOW + minutes * MINUTE)

    assert await queue.next_moment_after(NOW) == NOW + 10 * MINUTE
    assert await queue.next_moment_after(NOW + 10 * MINUTE) == NOW + 20 * MINUTE


async def test_what_is_over_is_waited_for_no_more() -> None:
    played = await a_booking()
    assert await queue.next_moment_after(NOW) is not None
    await Notification.filter(interview_id=played.id).update(state=NotificationState.DROPPED)

    assert await queue.next_moment_after(NOW) is None
    assert await queue.ready_what_is_due(NOW) is None
    assert await state_of((await outbox(NotificationKind.REMINDER))[0].id) is NotificationState.DROPPED
