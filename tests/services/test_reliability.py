"""Reliability: what somebody made of the interviews on which they had agreed (design, section 14)."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import (
    InterviewStatus,
    LateChange,
    LateState,
    MockInterview,
    NotificationKind,
    Ruling,
)
from services import absence, booking, disputes, ending, rooms, settings
from services.coming import reliability
from services.coming.record import TOLD_FROM, Record
from services.coming.reliability import LATEST, WINDOW, Outcome
from services.delivery.kinds import read
from services.delivery.kinds.direct import Booked
from services.interviews import Role
from services.people import Member
from services.settings import LateRuleChange
from tests.support.factories import (
    ADMIN,
    ANOTHER_SERVER,
    NOW,
    PRICE,
    SERVER,
    TOMORROW,
    Played,
    a_booking,
    a_card,
    a_member,
    completed,
    outbox,
)

DAY = timedelta(days=1)


async def of(member: Member, now: datetime = TOMORROW, server_id: int = SERVER) -> Record:
    return (await reliability.records(server_id, [member.user_id], now))[member.user_id]


async def a_kept_one(member: Member, at: datetime, *, server_id: int = SERVER) -> int:
    """An interview that somebody gave, as it is stored long after."""
    other = await a_member(server_id=server_id)
    row = await MockInterview.create(
        server_id=server_id,
        host_id=member.user_id,
        interviewer_id=member.user_id,
        interviewee_id=other.user_id,
        scheduled_time=at,
        ends_at=at + timedelta(hours=1),
        duration=60,
        status=InterviewStatus.COMPLETED,
        created_at=at,
        updated_at=at,
    )
    return row.id


async def a_missed_one() -> Played:
    """An interview whose interviewer was reported absent."""
    played = await a_booking()
    at = played.starts_at + timedelta(minutes=10)
    await absence.report(played.interviewee.user_id, SERVER, played.id, "", at)
    return played


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("role", list(Role))
async def test_what_is_completed_was_kept_by_both(role: Role) -> None:
    played = await completed(role)
    for one in (played.host, played.guest):
        assert await of(one) == Record(kept=1)
    booked = await a_booking(role)
    assert await of(booked.host) == await of(booked.guest) == Record(), "it is to come"


@pytest.mark.usefixtures("database")
async def test_an_absence_counts_for_who_was_absent_until_it_is_disputed_and_never_once_overturned() -> None:
    played = await a_missed_one()
    absent, reporter = played.interviewer, played.interviewee
    now = played.starts_at + timedelta(hours=2)
    assert (await of(absent, now), await of(reporter, now)) == (Record(missed=1), Record(kept=1))

    await disputes.open_dispute(absent.user_id, SERVER, played.id, "I was there.", now)
    assert await of(absent, now) == await of(reporter, now) == Record()
    _, (one,) = await reliability.own(SERVER, absent.user_id, now)
    assert (one.number, one.outcome, one.is_disputed) == (played.id, Outcome.MISSED, True)

    await disputes.rule(ADMIN, SERVER, played.id, Ruling.OVERTURNED, now)
    assert await of(absent, now) == Record()
    assert (await reliability.own(SERVER, absent.user_id, now))[1] == []


@pytest.mark.usefixtures("database")
async def test_an_absence_that_stands_counts_again() -> None:
    played = await a_missed_one()
    now = played.starts_at + timedelta(hours=2)
    await disputes.open_dispute(played.interviewer.user_id, SERVER, played.id, "I was there.", now)
    await disputes.rule(ADMIN, SERVER, played.id, Ruling.UPHELD, now)
    assert await of(played.interviewer, now) == Record(missed=1)


@pytest.mark.usefixtures("database")
async def test_who_leaves_late_is_late_once_nobody_has_taken_the_seat() -> None:
    await a_member()
    await settings.set_late(SERVER, LateRuleChange(hours=24))
    late = TOMORROW - timedelta(hours=1)
    taken, left = await a_booking(), await a_booking()
    for played in (taken, left):
        await booking.withdraw(played.guest.user_id, SERVER, played.id, late)
        assert await of(played.guest) == Record(), "the seat may still be taken"
    await booking.book(await a_member(PRICE), taken.id, late)
    await ending.expire(left.id, TOMORROW)
    assert (await of(taken.guest), await of(left.guest)) == (Record(), Record(late=1))
    assert await of(left.host) == Record()
    called_off = await a_booking()
    await ending.cancel(called_off.host.user_id, SERVER, called_off.id, late)
    assert (await of(called_off.host), await of(called_off.guest)) == (Record(late=1), Record())


@pytest.mark.usefixtures("database")
async def test_what_lapsed_was_kept_by_who_had_said_that_they_are_there() -> None:
    for role in Role:
        played = await a_booking(role)
        changed = {"status": InterviewStatus.LAPSED, "guest_here_at": TOMORROW}
        await MockInterview.filter(id=played.id).update(**changed)
        after = TOMORROW + DAY
        assert (await of(played.host, after), await of(played.guest, after)) == (Record(), Record(kept=1))


@pytest.mark.usefixtures("database")
async def test_only_the_latest_twenty_of_half_a_year_in_that_server_count() -> None:
    member = await a_member()
    at = NOW - WINDOW
    await a_kept_one(member, at)
    elsewhere = await a_member(user_id=member.user_id, server_id=ANOTHER_SERVER)
    await a_kept_one(elsewhere, NOW - DAY, server_id=ANOTHER_SERVER)
    assert await of(member, NOW) == Record()
    numbers = [await a_kept_one(member, at + days * DAY) for days in range(1, LATEST + 4)]
    await LateChange.create(
        interview_id=numbers[0],
        user_id=member.user_id,
        at=NOW - DAY,
        points=0,
        is_free=False,
        state=LateState.KEPT,
    )
    record, found = await reliability.own(SERVER, member.user_id, NOW)
    assert record == Record(kept=LATEST - 1, late=1)
    assert [one.number for one in found] == [numbers[0], *reversed(numbers[4:])]


@pytest.mark.usefixtures("database")
async def test_two_are_told_apart_and_one_who_asks_twice_counts_once() -> None:
    one, other = await a_member(), await a_member()
    for days in range(1, 4):
        await a_kept_one(one, NOW - days * DAY)
    await a_kept_one(other, NOW - DAY)
    found = await reliability.records(SERVER, {one.user_id, other.user_id}, NOW)
    assert found == {one.user_id: Record(kept=3), other.user_id: Record(kept=1)}
    assert await of(one, NOW) == Record(kept=3)


@pytest.mark.usefixtures("database")
async def test_whoever_books_and_whoever_is_booked_reads_it_of_the_other() -> None:
    host, guest = await a_member(), await a_member(PRICE)
    for days in range(1, 4):
        await a_kept_one(host, NOW - days * DAY)
    card = await a_card(host)
    booked = await booking.book(guest, card.id, NOW)
    assert booked.host_record == Record(kept=3)
    told = {row.recipient_id: read(row.kind, row.payload) for row in await outbox(NotificationKind.BOOKED)}
    records = {to: one.record for to, one in told.items() if isinstance(one, Booked)}
    assert records == {host.user_id: Record(), guest.user_id: Record(kept=3)}


@pytest.mark.usefixtures("database")
async def test_who_waits_for_a_room_reads_it_with_the_room() -> None:
    host = await a_member()
    for days in range(1, 4):
        await a_kept_one(host, NOW - days * DAY)
    played = await a_booking(host=host, link=None)
    row = await MockInterview.get(id=played.id)
    await rooms.room_made(played.id, row.booking or 0, "https://meet.google.com/abc-defg-hij", NOW)
    (told,) = await outbox(NotificationKind.BOOKED, to=played.guest)
    message = read(told.kind, told.payload)
    assert isinstance(message, Booked)
    assert message.record == Record(kept=3)


@given(kept=st.integers(0, 20), late=st.integers(0, 20), missed=st.integers(0, 20))
def test_who_has_fewer_than_three_is_new_whatever_they_were(kept: int, late: int, missed: int) -> None:
    record = Record(kept=kept, late=late, missed=missed)
    assert record.of == kept + late + missed
    assert record.is_new is (kept + late + missed < TOLD_FROM)
