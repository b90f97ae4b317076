"""Rooms that wait for a slow Google: each is asked for once, whoever holds its row meanwhile."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from cogs._shared.client import SparringBot
from cogs.delivery.outcomes import Outcomes
from cogs.delivery.rooms import AT_ONCE, RoomMaker
from models import MockInterview, NotificationKind, NotificationState
from services import booking, delivery
from services.delivery import LEASE
from services.google_meet import GoogleMeet
from services.google_meet.credentials import CredentialsFile
from tests.support.factories import NOW, SERVER, a_booking, outbox

pytestmark = pytest.mark.usefixtures("database")
LETTERS = "abcdefghij"
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

    def __init__(self) -> None:
        self.now = NOW
        self.google = SlowGoogle()
        self.bot = SparringBot(self.clock, google_meet=self.google)
        self.rooms = RoomMaker(self.bot, Outcomes())

    def clock(self) -> datetime:
        return self.now

    async def work(self) -> int:
        """Claim and begin what is due, as the worker does; return how many rows."""
        claimed = await delivery.claim(self.now, ALL)
        begun = 0
        for number in claimed:
            row = await delivery.prepare(number, self.now)
            if row is not None and row.kind is NotificationKind.ROOM:
                self.rooms.begin(row)
                begun += 1
        return begun

    async def finish(self) -> None:
        """Let Google answer and wait for what is under way."""
        self.google.may_answer.set()
        await self.rooms.close()


@pytest.fixture
async def process() -> AsyncIterator[Process]:
    """A process whose Google is busy with as many rooms as it may make at once, and two that wait."""
    for _ in range(AT_ONCE + 2):
        await a_booking(link=None)
    one = Process()
    async with one.bot:
        assert await one.work() == AT_ONCE + 2
        await one.google.is_busy.wait()
        yield one


async def states() -> list[NotificationState]:
    return [row.state for row in await outbox(NotificationKind.ROOM)]


async def test_a_row_that_waits_for_longer_than_its_lease_is_not_begun_twice(process: Process) -> None:
    process.now += LEASE + timedelta(seconds=1)
    assert await process.work() == AT_ONCE + 2

    assert max(Counter(task.get_name() for task in asyncio.all_tasks()).values()) == 1
    await process.finish()

    assert process.google.asked == AT_ONCE + 2
    assert await MockInterview.filter(meeting_link__isnull=True).count() == 0
    assert await states() == [NotificationState.SENT] * (AT_ONCE + 2)


async def test_a_row_that_another_process_took_over_is_left_to_it(process: Process) -> None:
    process.now += LEASE + timedelta(seconds=1)
    taken_over = await delivery.claim(process.now, ALL)
    waiting = [row.id for row in await outbox(NotificationKind.ROOM)][AT_ONCE:]
    assert set(waiting) <= set(taken_over)

    await process.finish()

    assert process.google.asked == AT_ONCE
    left = [row for row in await outbox(NotificationKind.ROOM) if row.id in waiting]
    assert [row.state for row in left] == [NotificationState.PENDING] * 2
    assert [row.leased_until for row in left] == [process.now + LEASE] * 2


async def test_a_booking_that_is_given_back_while_it_waits_asks_for_no_room(process: Process) -> None:
    last = await MockInterview.all().order_by("-id").first()
    assert last is not None
    await booking.withdraw(int(str(last.interviewee_id)), SERVER, last.id, process.now)

    await process.finish()

    assert process.google.asked == AT_ONCE + 1
