"""Writing the outbox: with the change it tells of or not at all, and each thing once."""

import pytest
from pydantic import ValidationError

from models import MockInterview, Notification, NotificationKind
from services import booking, editing, ending
from services.coming.record import Record
from services.delivery import outbox as writing
from services.delivery import planning, queue
from services.delivery.kinds import read
from services.delivery.kinds.direct import Booked, Moved, PointsGranted
from services.delivery.kinds.message import Address, Urgency
from services.delivery.outbox import Letter
from services.editing import Changes
from services.transaction import use_case
from tests.services.delivery.working import ME, claim, deliver_all, room
from tests.support.factories import (
    NOW,
    SERVER,
    TOMORROW,
    a_booking,
    a_card,
    a_member,
    everything,
    outbox,
    stored,
)

pytestmark = pytest.mark.usefixtures("database")


async def test_a_row_is_written_with_its_change_or_not_at_all() -> None:
    card = await a_card()
    row = await stored(card.id)
    before = [row.id for row in await outbox()]

    async def fail_after_writing() -> None:
        async with use_case():
            await writing.tell(row, card.host_id, Moved(before=NOW), NOW)
            await planning.plan(row, NOW)
            raise LookupError

    with pytest.raises(LookupError):
        await fail_after_writing()

    assert [row.id for row in await outbox()] == before


async def test_a_row_that_is_there_already_is_left_as_it_is() -> None:
    played = await a_booking()
    row = await stored(played.id)
    assert row.booking is not None
    before = await outbox()

    async with use_case():
        await writing.tell(row, played.host.user_id, Booked(booking=row.booking), TOMORROW)
        await planning.plan(row, NOW)
        await writing.show_card(row, TOMORROW)

    assert [vars(row) for row in await outbox()] == [vars(row) for row in before]


async def test_of_rows_that_are_written_together_one_that_is_there_does_not_keep_the_others_out() -> None:
    member = await a_member()
    to = Address(SERVER, recipient_id=member.user_id)

    def granted(entry: int) -> Letter:
        return Letter(PointsGranted(entry=entry, amount=1, balance=1, reason="", admin_id=member.user_id), to)

    await writing.write([granted(1)], NOW)
    await writing.write([granted(1), granted(2), granted(2), granted(3)], NOW)

    entries = [row.payload["entry"] for row in await outbox(NotificationKind.POINTS_GRANTED)]
    assert entries == [1, 2, 3]


async def test_nothing_is_written_where_there_is_nothing_to_say() -> None:
    await a_member()
    before = await everything()

    await writing.write([], NOW)

    assert await everything() == before


async def test_what_is_due_at_once_is_ready_whatever_the_clock_says_later() -> None:
    await a_card()

    (row,) = await outbox(NotificationKind.CARD)

    assert (row.due_at, row.waits_until, row.owner, row.attempts) == (NOW, None, None, 0)
    assert await queue.claim(ME, room(), NOW.replace(year=2020)) == [row.id]


async def test_what_is_due_later_waits_for_its_moment() -> None:
    await a_booking()

    for row in await outbox(NotificationKind.REMINDER, NotificationKind.FEEDBACK_DUE):
        assert row.waits_until == row.due_at > NOW
        assert row.waits_for is None


async def test_a_row_knows_how_urgent_it_is_and_what_puts_it_before_others() -> None:
    played = await a_booking()

    booked = (await outbox(NotificationKind.BOOKED))[0]
    card = (await outbox(NotificationKind.CARD))[0]
    reminders = await outbox(NotificationKind.REMINDER)

    assert (booked.urgency, booked.wanted_by) == (Urgency.CLICKED.value, NOW)
    assert card.urgency == Urgency.CHANGED.value
    assert {(one.urgency, one.wanted_by) for one in reminders} == {(Urgency.TIMED.value, played.starts_at)}


async def test_a_booking_that_is_given_back_takes_what_waits_with_it() -> None:
    played = await a_booking()
    await booking.withdraw(played.guest.user_id, SERVER, played.id, NOW)

    planned = await outbox(NotificationKind.REMINDER, NotificationKind.FEEDBACK_DUE)

    assert {row.state.value for row in planned} == {"dropped"}
    assert {row.finished_at for row in planned} == {NOW}


async def test_what_is_dropped_belongs_to_nobody_though_a_process_had_taken_it() -> None:
    played = await a_booking()
    await deliver_all(NOW)
    taken = await claim(TOMORROW)
    rows = await outbox(NotificationKind.REMINDER)
    assert {row.id for row in rows} & set(taken)

    await ending.cancel(played.host.user_id, SERVER, played.id, NOW)

    assert {(row.state.value, row.owner) for row in await outbox(NotificationKind.REMINDER)} == {
        ("dropped", None)
    }


async def test_no_room_is_asked_for_a_booking_that_was_given_back() -> None:
    played = await a_booking(link=None)
    (asked,) = await outbox(NotificationKind.ROOM)
    assert asked.payload == {"booking": (await stored(played.id)).booking}
    await booking.withdraw(played.guest.user_id, SERVER, played.id, NOW)

    (row,) = await outbox(NotificationKind.ROOM)

    assert row.state.value == "dropped"


async def test_each_change_of_a_card_that_stands_is_a_row_of_its_own_lane() -> None:
    card = await a_card()
    await Notification.all().delete()
    await MockInterview.filter(id=card.id).update(card_channel_id=11, card_message_id=12)
    for topic in ("Trees", "Graphs"):
        await editing.edit(card.host_id, SERVER, card.id, Changes(wording={"topic": topic}), NOW)

    rows = await outbox(NotificationKind.CARD)

    assert [row.lane for row in rows] == [f"card:{card.id}"] * 2
    assert len({row.dedupe_key for row in rows}) == 2


async def test_a_stored_row_is_read_as_what_was_written() -> None:
    played = await a_booking()
    booking_number = (await stored(played.id)).booking

    (row,) = await outbox(NotificationKind.BOOKED, to=played.guest)

    assert read(row.kind, row.payload) == Booked(booking=booking_number or 0, record=Record())


async def test_a_row_with_fields_that_its_kind_does_not_have_is_refused() -> None:
    played = await a_booking()
    (row,) = await outbox(NotificationKind.BOOKED, to=played.guest)

    with pytest.raises(ValidationError):
        read(row.kind, row.payload | {"unknown": 1})
    with pytest.raises(ValidationError):
        read(row.kind, {})


async def test_the_database_takes_no_second_row_with_one_key() -> None:
    await a_card()
    (row,) = await outbox(NotificationKind.CARD)

    await writing.write(
        [Letter(read(row.kind, {}), Address(SERVER, row.interview_id, 0), due_at=TOMORROW)], NOW
    )

    assert await Notification.filter(dedupe_key=row.dedupe_key).count() == 1
    assert (await Notification.get(id=row.id)).due_at == NOW
