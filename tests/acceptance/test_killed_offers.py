"""kill -9 while a seat goes down the line: it is offered to one at a time, in the order of the line.

The bot is one process, or two on one database, of which either may die while the other goes on.
`KILLED=thorough` kills 200 times in all, and `-s` shows the figures.
"""

import os
import random
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from models import MockInterview, Notification, NotificationKind, OfferState, SeatOffer, WaitingEntry
from sandbox import Member, SandboxClock
from tests.acceptance.busy_town import TOGETHER
from tests.acceptance.calm import is_stored, nothing_waits
from tests.acceptance.conftest import LINK, Town, a_town
from tests.acceptance.crowd import Crowd
from tests.acceptance.invariants import each_message_arrived_once, the_board_is_true, the_database_verifies
from tests.acceptance.lives import Lives
from tests.acceptance.steps import labels, sure

THOROUGH = os.environ.get("KILLED") == "thorough"
KILLS = 50 if THOROUGH else 2
"""With each number of processes, on each engine."""

SEED = int(os.environ.get("KILLED_SEED", "1"))
IN_LINE = 4
REQUESTS_UNTIL_DEATH = 6
"""How many REST calls the bot makes at most from a freed seat to its death."""

pytestmark = pytest.mark.timeout(3600 if THOROUGH else 300)


@pytest.fixture
async def town(database: str) -> AsyncIterator[Town]:
    """A town with some members more, in real time, without a bot."""
    async with a_town(extra_members=IN_LINE + 1, clock=SandboxClock()) as running:
        yield running


@pytest.mark.parametrize("processes", [1, 2])
async def test_whenever_the_bot_is_killed_a_freed_seat_goes_to_the_first_in_line(
    town: Town, database_url: str, tmp_path: Path, processes: int
) -> None:
    chance = random.Random(SEED)  # noqa: S311 - it has to be the same again
    lives = Lives(town, tmp_path, database_url, processes)
    waits: list[timedelta] = []
    try:
        await lives.begin()
        await town.open_board()
        crowd = Crowd(town, IN_LINE + 1)
        await crowd.grant_everybody(3)
        # Few people give many bookings back here.
        await town.olga.run("settings limits", given_back=0)
        await town.alice.run("interview create", role="interviewer", when="in 100 hours", link=LINK)
        guest, *line = crowd.members
        await guest.click(await town.card_shows(1, "Open"), "Book")
        for member in line:
            await member.click(await town.card_shows(1, "Booked"), "Waiting list")
        for _ in range(KILLS):
            # Who gives the seat back goes to the end of the line once somebody else has it.
            freed_at = await give_back(guest)
            await some_requests(town, chance.randint(0, REQUESTS_UNTIL_DEATH))
            await lives.kill_one(chance)
            await lives.begin()
            next_one = line.pop(0)
            offer = await offered(next_one)
            waits.append(offer.offered_at - freed_at)
            await take(town, next_one, offer)
            await guest.click(await town.card_shows(1, "Booked"), "Waiting list")
            guest, line = next_one, [*line, guest]
        await nothing_waits(town.now())
        standing = [entry.user_id async for entry in WaitingEntry.all().order_by("since", "id")]
        assert standing == [int(member.id) for member in line]
    finally:
        await lives.kill_all()
    # That there are several of them is said by each, and is no fault.
    assert [said for said in lives.said if TOGETHER not in said] == []
    # Those of before go when the seat comes free again; each was told of, and once.
    assert [offer.state async for offer in SeatOffer.all()] == [OfferState.TAKEN]
    assert await Notification.filter(kind=NotificationKind.SEAT_OFFERED).count() == KILLS
    await the_database_verifies()
    await each_message_arrived_once(town, crowd.members)
    await the_board_is_true(town)
    seconds = sorted(wait.total_seconds() for wait in waits)
    print(  # noqa: T201 - the figures of the long form
        f"\n{urlsplit(database_url).scheme}, {processes} process(es): {KILLS} kills; from the commit that"
        f" frees a seat to its offer {seconds[len(seconds) // 2]:.2f} s in the middle,"
        f" {seconds[-1]:.2f} s at most"
    )


async def give_back(guest: Member) -> datetime:
    """Have a guest give the seat back; return when that was stored."""
    seen = await guest.run("interview view", interview="1")
    label = next(label for label in labels(seen.message) if label == "Withdraw")
    await sure(guest, await guest.click(seen.message, label))
    await is_stored(MockInterview, id=1, held_until__isnull=False)
    told = await Notification.filter(kind=NotificationKind.WITHDRAWN).order_by("-id").first()
    assert told is not None
    return told.created_at


async def some_requests(town: Town, count: int) -> None:
    """Wait until the bot has made so many more REST calls, or has nothing more to say."""
    enough = town.local.request_count + count
    await town.local.wait_until(lambda: town.local.request_count >= enough, 60, "a life")


async def offered(member: Member) -> SeatOffer:
    """Wait until the seat is offered to a member, and to nobody else."""
    await is_stored(SeatOffer, state=OfferState.LIVE)
    (live,) = await SeatOffer.filter(state=OfferState.LIVE)
    assert live.user_id == int(member.id)
    return live


async def take(town: Town, member: Member, offer: SeatOffer) -> None:
    """Have a member take the seat that is offered to them, on the card, once they were told so."""
    until = f"until <t:{int(offer.until.timestamp())}"
    await town.dm_says(member, until)
    answer = await member.click(await town.card_shows(1, until), "Book")
    assert "You booked #1" in answer.text, answer.text
