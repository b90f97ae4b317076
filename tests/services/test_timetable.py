"""What happens by itself when its time has come."""

from datetime import datetime, timedelta

import pytest

from models import InterviewStatus, MockInterview, Notification, NotificationKind
from services import absence, disputes, ending, feedback, timetable
from services.delivery import outcomes, queue
from services.disputes import Ruling
from services.interviews import TIME_TO_SEE_IT, Role
from services.outages import OutageError
from tests.services.delivery.working import ME, claim, prepared
from tests.support.factories import (
    ADMIN,
    NOW,
    PRICE,
    SERVER,
    TOMORROW,
    a_booking,
    a_card,
    a_member,
    an_admin,
    balance,
    everything,
    outbox,
    stored,
    with_feedback,
)

pytestmark = pytest.mark.usefixtures("database")
HOUR = timedelta(hours=1)


async def test_nothing_is_due_in_an_empty_database() -> None:
    assert await timetable.run_due(NOW) == 0
    assert await timetable.next_due(NOW) is None


async def test_cards_expire_and_feedback_is_accepted_when_their_time_has_come() -> None:
    host = await a_member(PRICE)
    card, open_card = await a_card(host, Role.INTERVIEWEE), await a_card(starts_at=TOMORROW + 10 * HOUR * 24)
    played, booked = await with_feedback(), await a_booking()
    now = played.ends_at + 72 * HOUR

    assert await timetable.run_due(now) == 2

    assert (await stored(card.id)).status is InterviewStatus.EXPIRED
    assert (await stored(open_card.id)).status is InterviewStatus.PENDING
    assert (await stored(played.id)).status is InterviewStatus.COMPLETED
    assert (await stored(booked.id)).status is InterviewStatus.BOOKED
    assert await balance(host) == PRICE
    assert await balance(played.interviewer) == 1


async def test_what_happened_does_not_happen_again() -> None:
    await a_card()
    await with_feedback()
    now = TOMORROW + 100 * HOUR
    await timetable.run_due(now)
    before = await everything()

    assert await timetable.run_due(now) == 0
    assert await everything() == before


async def test_a_long_list_is_worked_off_in_several_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timetable, "BATCH", 2)
    for _ in range(5):
        await a_card()

    passes = [await timetable.run_due(TOMORROW) for _ in range(4)]

    assert passes == [2, 2, 1, 0]
    assert await MockInterview.filter(status=InterviewStatus.EXPIRED).count() == 5
    assert len(await outbox(NotificationKind.EXPIRED)) == 5


async def test_the_next_moment_is_the_soonest_of_card_acceptance_and_message() -> None:
    card = await a_card()
    closes_at = card.starts_at - TIME_TO_SEE_IT
    assert await timetable.next_due(NOW) == closes_at
    assert await timetable.next_due(closes_at) == card.starts_at

    played = await a_booking(starts_at=NOW + 3 * HOUR)
    assert await timetable.next_due(NOW) == NOW + 2 * HOUR
    assert await timetable.next_due(NOW + 2 * HOUR) == NOW + 3 * HOUR - timedelta(minutes=10)
    ten_minutes_in = played.starts_at + timedelta(minutes=10)
    assert await timetable.next_due(NOW + 3 * HOUR) == ten_minutes_in
    assert await timetable.next_due(ten_minutes_in) == played.ends_at

    await feedback.leave(played.host.user_id, None, played.id, score=3, text="x" * 20, now=played.ends_at)
    # A day after the end the two can no longer write to each other.
    assert await timetable.next_due(TOMORROW) == played.ends_at + 24 * HOUR
    assert await timetable.next_due(played.ends_at + 24 * HOUR) == played.ends_at + 72 * HOUR


async def test_a_fault_in_one_interview_does_not_hold_up_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    broken, other = await a_card(), await a_card()
    expire = ending.expire

    async def expire_or_break(number: int, now: datetime) -> None:
        if number == broken.id:
            raise RuntimeError("broken")
        await expire(number, now)

    monkeypatch.setattr(ending, "expire", expire_or_break)

    assert await timetable.run_due(TOMORROW) == 1
    assert await timetable.run_due(TOMORROW) == 0

    assert (await stored(broken.id)).status is InterviewStatus.PENDING
    assert (await stored(other.id)).status is InterviewStatus.EXPIRED


async def test_an_interview_without_feedback_lapses_after_a_week_and_is_refunded() -> None:
    played = await a_booking()
    week = timedelta(days=7)

    assert await timetable.next_due(played.ends_at + timedelta(days=2)) == played.ends_at + week
    assert await timetable.run_due(played.ends_at + week - timedelta(seconds=1)) == 0
    assert await timetable.run_due(played.ends_at + week) == 1

    assert (await stored(played.id)).status is InterviewStatus.LAPSED
    assert await balance(played.interviewee) == PRICE
    told = {row.recipient_id: row.payload["refund"] for row in await outbox(NotificationKind.LAPSED)}
    assert told == {played.interviewee.user_id: PRICE, played.interviewer.user_id: 0}


async def test_the_next_moment_knows_that_a_ruling_gives_an_interview_its_week_again() -> None:
    played = await a_booking()
    await absence.report(
        played.guest.user_id, SERVER, played.id, "", played.starts_at + timedelta(minutes=10)
    )
    await disputes.open_dispute(played.host.user_id, SERVER, played.id, "I was there.", played.ends_at)
    ruled_at = played.ends_at + timedelta(days=3)
    await an_admin()
    await disputes.rule(ADMIN, SERVER, played.id, Ruling.OVERTURNED, ruled_at)

    await Notification.filter(due_at__gt=played.ends_at).delete()

    again_due = ruled_at + timedelta(days=7)
    assert await timetable.next_due(ruled_at) == again_due
    await timetable.run_due(again_due)
    await Notification.all().delete()
    assert (await stored(played.id)).status is InterviewStatus.LAPSED
    assert await timetable.next_due(ruled_at) is None


async def test_the_worker_looks_again_when_the_next_thing_is_due() -> None:
    await a_member()
    assert await timetable.next_step(NOW) is None
    assert await timetable.next_due(NOW) is None

    card = await a_card()
    await Notification.all().delete()

    assert await timetable.next_step(NOW) == card.starts_at
    assert await timetable.next_due(NOW) == card.starts_at
    assert await timetable.next_step(card.starts_at) is None


async def test_the_worker_looks_again_when_a_row_that_was_put_off_is_ready() -> None:
    await a_card()
    (first, *_) = await claim(NOW, 20)

    await outcomes.failed(ME, await prepared(first), "Discord was away", NOW, retry_after=40.0)

    assert await queue.ready_what_is_due(NOW) == NOW + timedelta(seconds=40)
    assert await timetable.next_due(NOW) == NOW + timedelta(seconds=40)


async def test_what_could_not_be_done_is_tried_again_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    card = await a_card()
    expire = ending.expire

    async def break_down(_number: int, _now: datetime) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(ending, "expire", break_down)
    assert await timetable.run_due(TOMORROW) == 0
    assert await timetable.next_step(TOMORROW) == TOMORROW + timetable.TRIED_AGAIN_AFTER
    monkeypatch.setattr(ending, "expire", expire)

    assert await timetable.run_due(TOMORROW + timetable.TRIED_AGAIN_AFTER) == 1

    assert (await stored(card.id)).status is InterviewStatus.EXPIRED


async def test_a_database_that_is_away_is_no_fault_of_one_interview(monkeypatch: pytest.MonkeyPatch) -> None:
    await a_card()

    async def be_away(_number: int, _now: datetime) -> None:
        raise OutageError

    monkeypatch.setattr(ending, "expire", be_away)
    with pytest.raises(OutageError):
        await timetable.run_due(TOMORROW)

    assert await timetable.next_step(NOW) == TOMORROW


async def test_what_is_over_has_no_next_step() -> None:
    await a_card()
    await timetable.run_due(TOMORROW)
    played = await a_booking(starts_at=TOMORROW + HOUR)
    assert await timetable.next_step(TOMORROW) == played.ends_at + timedelta(days=7)
    await ending.cancel(played.host.user_id, SERVER, played.id, NOW)

    assert await MockInterview.filter(next_step_at__isnull=False).count() == 0
