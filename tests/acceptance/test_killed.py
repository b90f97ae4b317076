"""kill -9 at any moment under a steady load: in the end nothing is lost, nothing was done or said twice.

The bot is one process, or two on one database, of which either may die while the other goes on.
`KILLED=thorough` kills 200 times in all, and `-s` shows the figures.
"""

import asyncio
import os
import random
import time
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from models import InterviewFeedback, InterviewStatus, MockInterview, Notification, NotificationKind
from sandbox import SandboxClock
from tests.acceptance.busy_town import TOGETHER
from tests.acceptance.calm import nothing_waits
from tests.acceptance.conftest import Town, a_town
from tests.acceptance.crew import Crew
from tests.acceptance.crowd import Crowd
from tests.acceptance.invariants import (
    each_message_arrived_once,
    nobody_is_in_two_places,
    the_board_is_true,
    the_database_verifies,
)
from tests.acceptance.lives import PATIENCE_SECONDS, Lives

THOROUGH = os.environ.get("KILLED") == "thorough"
KILLS = 50 if THOROUGH else 3
"""With each number of processes, on each engine."""

SEED = int(os.environ.get("KILLED_SEED", "1"))
REQUESTS_OF_A_LIFE = 60
"""How many REST calls there are at most from one death to the next."""

MEMBERS = 12
POINTS = 600
"""What each of them has: enough for the longest run."""

pytestmark = pytest.mark.timeout(3600 if THOROUGH else 300)


@pytest.fixture
async def town(database: str) -> AsyncIterator[Town]:
    """A town with many members, in real time, without a bot."""
    async with a_town(extra_members=MEMBERS, clock=SandboxClock()) as running:
        yield running


@pytest.mark.parametrize("processes", [1, 2])
async def test_whenever_the_bot_is_killed_nothing_is_lost_or_said_twice(
    town: Town, database_url: str, tmp_path: Path, processes: int
) -> None:
    chance = random.Random(SEED)  # noqa: S311 - it has to be the same again
    lives = Lives(town, tmp_path, database_url, processes)
    began = time.monotonic()
    try:
        await lives.begin()
        await town.open_board()
        crowd = Crowd(town, MEMBERS)
        await crowd.grant_everybody(POINTS)
        crew = Crew(town, crowd.members, chance)
        async with asyncio.TaskGroup() as group:
            crew.start(group)
            for _ in range(KILLS):
                await some_requests(town, chance.randint(1, REQUESTS_OF_A_LIFE))
                await lives.kill_one(chance)
                crew.somebody_died()
                await lives.begin()
            await some_requests(town, REQUESTS_OF_A_LIFE)
            crew.rest()
        await nothing_waits(town.now())
        crew.look_back()
    finally:
        await lives.kill_all()
    # That there are several of them is said by each, and is no fault.
    assert [line for line in lives.said if TOGETHER not in line] == []
    await the_database_verifies()
    await nobody_is_in_two_places()
    await deeds_are_stored_once(crew)
    await each_message_arrived_once(town, crew.members.values())
    await the_board_is_true(town)
    direct = sum(len(member.dms()) for member in crew.members.values())
    print(  # noqa: T201 - the figures of the long form
        f"\n{urlsplit(database_url).scheme}, {processes} process(es): {KILLS} kills,"
        f" {crew.tried.total()} clicks ({crew.confirmed.total()} confirmed, {crew.cut_off} cut off),"
        f" {direct} DMs, {time.monotonic() - began:.0f} s"
    )


async def some_requests(town: Town, count: int) -> None:
    """Wait until the bot has made so many more REST calls."""
    enough = town.local.request_count + count
    await town.local.wait_until(lambda: town.local.request_count >= enough, PATIENCE_SECONDS, "a life")


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
