"""kill -9 at any moment under a steady load: in the end nothing is lost, nothing was done or said twice.

`KILLED=thorough` kills much oftener.
"""

import os
import random
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from models import InterviewFeedback, InterviewStatus, MockInterview, Notification, NotificationKind
from sandbox import SandboxClock
from tests.acceptance.calm import nothing_waits
from tests.acceptance.conftest import Town, a_town
from tests.acceptance.crew import Crew
from tests.acceptance.crowd import Crowd
from tests.acceptance.invariants import (
    each_message_arrived_once,
    nobody_is_in_two_places,
    rewards_follow_accepted_feedback,
    the_board_is_true,
    the_ledger_adds_up,
)
from tests.acceptance.processes import BotProcess

THOROUGH = os.environ.get("KILLED") == "thorough"
KILLS = 100 if THOROUGH else 6
"""On each engine."""

SEED = int(os.environ.get("KILLED_SEED", "1"))
REQUESTS_OF_A_LIFE = 60
"""How many REST calls a life of the bot has at most."""

MEMBERS = 12

pytestmark = pytest.mark.timeout(3600 if THOROUGH else 300)


class Life:
    """The bot as a process that dies and comes back on the same database."""

    def __init__(self, town: Town, folder: Path, database_url: str) -> None:
        self._town = town
        self._folder = folder
        self._environment = {
            "DISCORD_TOKEN": town.local.bot_token,
            "DISCORD_API_URL": town.local.api_url,
            "DATABASE_URL": database_url,
            "LOG_LEVEL": "WARNING",
        }
        self._process: BotProcess | None = None
        self.said: list[str] = []

    async def begin(self) -> None:
        """Start the bot and wait until it is connected."""
        # What a killed process had claimed is its own for a minute; here that minute is over at once.
        await Notification.filter(leased_until__isnull=False).update(leased_until=self._town.now())
        self._process = BotProcess(self._folder, **self._environment)
        await self._process.start()
        await self._town.local.wait_until(lambda: self._town.local.gateway.online, 30, "the bot")

    async def end(self) -> None:
        """Kill the bot."""
        if self._process is not None:
            await self._process.kill()
            self.said += self._process.said
            await self._town.until(lambda: not self._town.local.gateway.online, "its death")


@pytest.fixture
async def town(database: str) -> AsyncIterator[Town]:
    """A town with many members, in real time, without a bot."""
    async with a_town(extra_members=MEMBERS, clock=SandboxClock()) as running:
        yield running


async def test_whenever_the_bot_is_killed_nothing_is_lost_or_said_twice(
    town: Town, database_url: str, tmp_path: Path
) -> None:
    chance = random.Random(SEED)  # noqa: S311 - it has to be the same again
    life = Life(town, tmp_path, database_url)
    try:
        await life.begin()
        await town.open_board()
        crowd = Crowd(town, MEMBERS)
        await crowd.grant_everybody(60)
        crew = Crew(town, crowd.members, chance)
        crew.start()
        for _ in range(KILLS):
            enough = len(town.local.requests) + chance.randint(1, REQUESTS_OF_A_LIFE)
            await town.until(lambda: len(town.local.requests) >= enough, "a life")  # noqa: B023 - awaited here
            await life.end()
            crew.the_bot_died()
            await life.begin()
            crew.the_bot_is_back()
        await crew.rest()
        await nothing_waits(town.now())
    finally:
        await life.end()
    assert life.said == []
    await the_ledger_adds_up()
    await rewards_follow_accepted_feedback()
    await nobody_is_in_two_places()
    await deeds_are_stored_once(crew)
    await each_message_arrived_once(town, crew.members.values())
    await the_board_is_true(town)


async def deeds_are_stored_once(crew: Crew) -> None:
    """Check that what was confirmed is stored, and that nothing was done oftener than it was tried."""
    stored: Counter[tuple[str, int, int]] = Counter()
    async for row in MockInterview.all():
        stored["publish", row.host_id, 0] += 1
        stored["cancel", row.host_id, row.id] += row.status is InterviewStatus.CANCELLED
    async for left in InterviewFeedback.all().select_related("interview"):
        interview: MockInterview = left.interview
        stored["feedback", interview.interviewer_id or 0, interview.id] += 1
        stored["accept", interview.interviewee_id or 0, interview.id] += left.is_accepted
    hosts = {row.id: row.host_id for row in await MockInterview.all()}
    for told in await Notification.filter(kind__in=(NotificationKind.BOOKED, NotificationKind.WITHDRAWN)):
        number = told.interview_id or 0
        if told.kind is NotificationKind.WITHDRAWN:
            stored["withdraw", int(told.payload["guest_id"]), number] += 1
        elif told.recipient_id != hosts[number]:
            stored["book", told.recipient_id or 0, number] += 1
    for deed in crew.tried | stored:
        assert crew.confirmed[deed] <= stored[deed] <= crew.tried[deed], deed
