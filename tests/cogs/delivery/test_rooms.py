"""Rooms that wait for a slow Google: each is asked for once, whoever has its row meanwhile."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from cogs._client.bot import SparringBot
from cogs.delivery import rooms as making
from cogs.delivery.rooms import AT_ONCE, RoomMaker
from cogs.delivery.writer import PAUSE_AFTER_BUG, Writer
from models import MockInterview, NotificationKind, NotificationState, WaitsFor
from services import booking, rooms
from services.delivery import preparing, processes, queue
from services.delivery.kinds.others import Room
from services.delivery.processes import Identity
from services.google_meet import GoogleMeet, GoogleMeetError
from services.google_meet.credentials import CredentialsFile
from services.google_meet.errors import Fault
from tests.services.delivery.working import NAME, drop, room
from tests.support.factories import NOW, SERVER, a_booking, outbox

pytestmark = pytest.mark.usefixtures("database")
LETTERS = "abcdefghijklmnop"
ALL = 1_000


class SlowGoogle(GoogleMeet):
    """Makes a room only when it is let; no network."""

    def __init__(self) -> None:
        super().__init__(CredentialsFile(Path("nowhere.json")), "http://127.0.0.1:9")
        self.asked = 0
        self.is_busy = asyncio.Event()
        self.may_answer = asyncio.Event()

    async def create_space(self) -> str:
        self.asked += 1
        if self.asked == AT_ONCE:
            self.is_busy.set()
        number = self.asked
        await self.may_answer.wait()
        return f"https://meet.google.com/abc-defg-hi{LETTERS[number]}"


class Process:
    """One process of the bot, as far as rooms go."""

    def __init__(self, me: int) -> None:
        self.me = me
        self.now = NOW
        self.google = SlowGoogle()
        self.bot = SparringBot(self.clock, google_meet=self.google)
        self.writer = Writer(self.clock, lambda: None)
        self.writer.me = me
        self.rooms = RoomMaker(self.bot, self.writer)

    def clock(self) -> datetime:
        return self.now

    async def work(self) -> int:
        """Take and begin what is due, as the worker does; return how many rooms."""
        await queue.ready_what_is_due(self.now)
        claimed = await queue.claim(self.me, room(ALL), self.now)
        found = await preparing.prepare(claimed, NAME, self.now)
        await drop(found.overtaken, self.now, me=self.me)
        asked = [row for row in found.deliveries if isinstance(row.message, Room)]
        for row in asked:
            self.rooms.begin(self.me, row)
        return len(asked)

    async def finish(self) -> None:
        """Let Google answer, wait for what is under way, and note what came of it."""
        self.google.may_answer.set()
        await self.rooms.stop()
        await self.writer.flush()


@pytest.fixture
async def process(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Process]:
    """A process whose Google is busy with as many rooms as it may make at once, and two that wait."""
    monkeypatch.setattr(making, "LAST_WORK_SECONDS", 20.0)
    for _ in range(AT_ONCE + 2):
        await a_booking(link=None)
    one = Process(await processes.register(Identity("here", 1, 0.0)))
    async with one.bot:
        assert await one.work() == AT_ONCE + 2
        await one.google.is_busy.wait()
        yield one


async def states() -> list[NotificationState]:
    return [row.state for row in await outbox(NotificationKind.ROOM)]


async def test_a_row_that_waits_for_long_is_not_begun_twice(process: Process) -> None:
    process.now += timedelta(hours=1)
    assert await process.work() == 0
    assert len(process.rooms.rows) == AT_ONCE + 2

    assert max(Counter(task.get_name() for task in asyncio.all_tasks()).values()) == 1
    await process.finish()

    assert process.google.asked == AT_ONCE + 2
    assert await MockInterview.filter(meeting_link__isnull=True).count() == 0
    assert await states() == [NotificationState.SENT] * (AT_ONCE + 2)


async def test_both_are_told_once_a_room_is_there(process: Process) -> None:
    assert await outbox(NotificationKind.BOOKED) == []

    await process.finish()

    assert len(await outbox(NotificationKind.BOOKED)) == 2 * (AT_ONCE + 2)


async def test_rows_that_another_process_took_over_are_left_to_it(process: Process) -> None:
    rows = [row.id for row in await outbox(NotificationKind.ROOM)]
    other = await processes.register(Identity("elsewhere", 1, 0.0))
    await processes.bury(process.me)
    await queue.claim(other, room(ALL), process.now)
    assert {row.owner for row in await outbox(NotificationKind.ROOM)} == {other}

    await process.finish()

    left = await outbox(NotificationKind.ROOM)
    assert [(row.id, row.state, row.owner) for row in left] == [
        (number, NotificationState.PENDING, other) for number in rows
    ]


async def test_of_two_rooms_for_one_interview_the_first_that_is_stored_counts(process: Process) -> None:
    other = Process(await processes.register(Identity("elsewhere", 1, 0.0)))
    await processes.bury(process.me)
    async with other.bot:
        assert await other.work() == AT_ONCE + 2
        await other.google.is_busy.wait()
        await other.finish()
        links = {row.id: row.meeting_link for row in await MockInterview.all()}

        await process.finish()

    assert {row.id: row.meeting_link for row in await MockInterview.all()} == links
    assert await states() == [NotificationState.SENT] * (AT_ONCE + 2)
    assert len(await outbox(NotificationKind.BOOKED)) == 2 * (AT_ONCE + 2)
    assert await outbox(NotificationKind.LINK_CHANGED) == []


async def test_a_booking_that_is_given_back_while_it_waits_gets_no_room(process: Process) -> None:
    last = await MockInterview.all().order_by("-id").first()
    assert last is not None
    await booking.withdraw(int(str(last.interviewee_id)), SERVER, last.id, process.now)

    await process.finish()

    assert process.google.asked == AT_ONCE + 1
    given_back = await MockInterview.get(id=last.id)
    assert given_back.meeting_link is None


async def test_a_google_that_is_away_is_asked_again_later_and_nobody_waits_for_it(
    process: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def be_away() -> str:
        raise GoogleMeetError(Fault.UNREACHABLE, url="https://meet.googleapis.com", code="503")

    await process.finish()
    await a_booking(link=None)
    monkeypatch.setattr(process.google, "create_space", be_away)
    assert await process.work() == 1

    await process.finish()

    row = (await outbox(NotificationKind.ROOM))[-1]
    assert (row.state, row.owner, row.waits_for) == (NotificationState.PENDING, None, WaitsFor.TRY)
    assert row.waits_until is not None
    assert row.waits_until > process.now
    assert (
        len([one for one in await outbox(NotificationKind.BOOKED) if one.interview_id == row.interview_id])
        == 2
    )
    assert len(await outbox(NotificationKind.NO_ROOMS)) == 1


async def test_a_room_that_cannot_be_stored_by_a_bug_is_asked_for_again_later(
    process: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError("broken")

    store = rooms.room_made
    monkeypatch.setattr(rooms, "room_made", broken)
    await process.finish()

    for row in await outbox(NotificationKind.ROOM):
        assert (row.state, row.owner, row.waits_for) == (NotificationState.PENDING, None, WaitsFor.TRY)
    assert await process.work() == 0
    assert await outbox(NotificationKind.BOOKED) == []

    monkeypatch.setattr(rooms, "room_made", store)
    process.now += PAUSE_AFTER_BUG
    assert await process.work() == AT_ONCE + 2
    await process.finish()

    assert await states() == [NotificationState.SENT] * (AT_ONCE + 2)
    assert len(await outbox(NotificationKind.BOOKED)) == 2 * (AT_ONCE + 2)


async def test_a_shutdown_does_not_wait_for_google_and_leaves_the_rows_to_the_next(
    process: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "LAST_WORK_SECONDS", 0.0)

    await process.rooms.stop()
    await process.writer.flush()
    await processes.leave(process.me)

    assert {(row.state.value, row.owner) for row in await outbox(NotificationKind.ROOM)} == {
        ("pending", None)
    }
