"""A month of a busy server, minute by minute on a clock that is moved: each reminder came in its minute.

`A_MONTH=thorough` plays it with 100 members and 2,000 interviews.
"""

import asyncio
import importlib
import os
import random
from collections import Counter
from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta

import pytest

from models import (
    AlertState,
    Dispute,
    DisputeKind,
    InterviewStatus,
    LateChange,
    LateState,
    MockInterview,
    Notification,
    NotificationKind,
    NotificationState,
    Ruling,
    WishAlert,
    WrittenCount,
)
from sandbox import SandboxClock
from services import people, timetable
from tests.acceptance.calendar_of_a_month import APART, MINUTE, WORDS, Calendar
from tests.acceptance.calm import PATIENCE_SECONDS, nothing_waits
from tests.acceptance.conftest import START, Town, a_town
from tests.acceptance.crowd import Crowd
from tests.acceptance.invariants import (
    each_message_arrived_once,
    nobody_is_in_two_places,
    the_board_is_true,
    the_database_verifies,
)

THOROUGH = os.environ.get("A_MONTH") == "thorough"
MEMBERS, INTERVIEWS = (100, 2000) if THOROUGH else (20, 60)
SEED = 2027
DAYS = 30
REMINDERS = tuple(timedelta(minutes=minutes) for minutes in (24 * 60, 60, 10))
TIMED = (NotificationKind.REMINDER, NotificationKind.STARTED, NotificationKind.FEEDBACK_DUE)
OVER = set(InterviewStatus) - {InterviewStatus.PENDING, InterviewStatus.BOOKED}
STEPS = {
    "publish", "book", "book again", "withdraw", "cancel a card", "cancel a booking", "propose", "confirm",
    "report", "dispute a report", "leave feedback", "accept", "dispute feedback", "rule",
    "wait", "take a freed seat", "wish", "say when they are free", "want fewer alerts",
    "write to the other",
}  # fmt: skip


pytestmark = pytest.mark.timeout(3600 if THOROUGH else 300)


@pytest.fixture
async def town(
    database: str, discord_addresses: None, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Town]:
    """A town in which time passes only when it is told to."""
    async with a_town(extra_members=MEMBERS, clock=SandboxClock(START, frozen=True)) as running:
        await running.start_bot()
        assert running.bot is not None
        # Some two thousand moments, each of which would wait for the pool's unhurried look at what is due.
        pool = importlib.import_module("cogs.delivery.pool")
        monkeypatch.setattr(pool, "TURN_SECONDS", 0.0)
        monkeypatch.setattr(pool, "READIED_EVERY_SECONDS", 0.0)
        # What the month is held against in its end must still be there.
        running.bot.keeps_notifications_days = 2 * DAYS
        yield running


async def test_a_month_of_a_busy_server_keeps_every_promise(town: Town) -> None:
    await town.olga.at("general").run(
        "settings board", channel=town.local.channel("interviews"), log=town.local.channel("admin-log")
    )
    await town.olga.at("general").run("settings late", hours=72, keep=1)
    crowd = Crowd(town, MEMBERS)
    await crowd.grant_everybody(20)
    members = [crowd.as_member(member) for member in crowd.members]
    deaf = members[0]
    await people.set_reminders(deaf.user_id, wanted=False)
    chance = random.Random(SEED)  # noqa: S311 - it has to be the same month again
    calendar = Calendar(members, int(town.olga.id), chance, town.now())
    calendar.fill(INTERVIEWS, DAYS)
    await live_through(town, calendar)
    await every_path_was_taken(calendar)
    await the_database_verifies()
    await nobody_is_in_two_places()
    await each_message_arrived_once(town, crowd.members)
    await the_board_is_true(town)
    await reminders_came_in_their_minute(calendar, deaf.user_id)
    await what_was_timed_came_in_its_minute(deaf.user_id)
    await alerts_came_by_day_and_a_few_of_them()
    await what_was_written_arrived_and_is_kept_nowhere(crowd)


async def live_through(town: Town, calendar: Calendar) -> None:
    """Move the clock from one moment at which something happens to the next, until nothing does any more."""
    before = town.now()
    while True:
        moments = [calendar.next, await timetable.next_due(before)]
        following = min((moment for moment in moments if moment is not None), default=None)
        if following is None:
            return
        town.clock.advance(following - before)
        await calendar.act(town.now())
        await the_worker_is_done(town, before)
        before = town.now()


async def the_worker_is_done(town: Town, before: datetime) -> None:
    """Wait until nothing is left of what became due after a moment."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            # In this order: what happens by itself adds to what waits.
            due = await timetable.next_due(before)
            await nothing_waits(town.now())
            if due is None or due > town.now():
                return


async def every_path_was_taken(calendar: Calendar) -> None:
    """Check that the month had everything in it that can happen."""
    assert set(calendar.done) == STEPS
    assert {row.status for row in await MockInterview.all()} == OVER
    assert {row.state for row in await LateChange.all()} == {LateState.KEPT, LateState.UNDONE}
    outcomes = {(row.kind, row.ruling, row.decided_by_id is None) for row in await Dispute.all()}
    assert outcomes == {
        (DisputeKind.NO_SHOW, Ruling.OVERTURNED, False),
        (DisputeKind.FEEDBACK, Ruling.OVERTURNED, False),
        (DisputeKind.FEEDBACK, Ruling.UPHELD, False),
        (DisputeKind.FEEDBACK, Ruling.UPHELD, True),
    }


async def reminders_came_in_their_minute(calendar: Calendar, deaf: int) -> None:
    """Check the reminders that were sent against who expected which interview, and when."""
    expected = {
        (one.number, person, due_at)
        for one in calendar.bookings
        for due_at in (one.starts_at - ahead for ahead in REMINDERS)
        for person in one.people - {deaf}
        if one.since < due_at and (one.until is None or one.until > due_at)
    }
    sent = await Notification.filter(kind=NotificationKind.REMINDER, state=NotificationState.SENT)
    assert {(row.interview_id, row.recipient_id, row.due_at) for row in sent} == expected
    assert len(sent) == len(expected)
    assert len(sent) > INTERVIEWS


async def what_was_timed_came_in_its_minute(deaf: int) -> None:
    """Check that nothing that has a time of its own came late, or was dropped when it was still true."""
    for row in await Notification.filter(kind__in=TIMED):
        assert row.finished_at is not None
        late = row.finished_at - row.due_at
        if row.state is NotificationState.SENT:
            assert timedelta() <= late < MINUTE, row.dedupe_key
        elif (row.kind, row.recipient_id) != (NotificationKind.REMINDER, deaf):
            assert row.state is NotificationState.DROPPED
            assert late <= timedelta(), row.dedupe_key


async def what_was_written_arrived_and_is_kept_nowhere(crowd: Crowd) -> None:
    """Check what the two of an interview wrote to each other: that it arrived is checked by its nonce."""
    rows = await Notification.filter(kind=NotificationKind.WRITTEN)
    assert all(row.finished_at is not None and row.payload["text"] == "" for row in rows)
    written = Counter((row.interview_id, row.payload["member_id"]) for row in rows)
    assert max(written.values()) <= 10
    assert len([row for row in rows if row.state is NotificationState.SENT]) > INTERVIEWS // 4
    for_nobody = [row for row in rows if row.recipient_id is None]
    assert for_nobody
    assert {row.state for row in for_nobody} == {NotificationState.DROPPED}
    heard = [dm.text for member in crowd.members for dm in member.dms()]
    assert any(WORDS in text for text in heard)
    assert not any(APART in text for text in heard)
    assert await WrittenCount.all().count() == 0 or max(one.times for one in await WrittenCount.all()) <= 10


async def alerts_came_by_day_and_a_few_of_them() -> None:
    """Check of all who wished for something when they were told of cards, and of how many a day.

    Whoever moved to another zone meanwhile, or was told by the server's, is held against none.
    """
    told = await WishAlert.filter(told_at__isnull=False).prefetch_related("interview")
    a_day: Counter[tuple[int, str, date]] = Counter()
    for alert in told:
        assert alert.told_at is not None
        a_day[alert.user_id, alert.state, alert.told_at.date()] += 1
        assert alert.told_at < alert.interview.scheduled_time
    assert {state for _, state, _ in a_day} >= {AlertState.TOLD, AlertState.LISTED}
    # Of two days by other clocks one day in UTC has a part of each.
    assert max(count for (_, state, _), count in a_day.items() if state == AlertState.TOLD) <= 6
    digests = await Notification.filter(kind=NotificationKind.WISH_DIGEST)
    assert len({(row.recipient_id, row.payload["day"]) for row in digests}) == len(digests)
    sent = await Notification.filter(kind=NotificationKind.WISH_ALERT, state=NotificationState.SENT)
    assert len(sent) > INTERVIEWS // 2
