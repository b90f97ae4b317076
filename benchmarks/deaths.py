"""What a death of the bot costs those whom it was writing to, and how fast it stops when it is told to."""

import asyncio
import signal
import statistics
import time
from collections import Counter
from datetime import datetime

from benchmarks.stage import A, Stage, a_stage, beside, databases, say
from models import Notification, NotificationState
from sandbox import Fault, Member
from services import points
from tests.acceptance.processes import BotProcess

TAKEOVER_SECONDS = 3.0
STOP_SECONDS = 5.0
HANGING = 20
"""DMs that hang when the bot is told to stop."""

HANGS_SECONDS = 60.0
PATIENCE_SECONDS = 180.0
_HOLDS = ("owner",)
"""What is in the names of columns that say who has a row."""


async def takeover(engine: str, *, times: int) -> bool:
    """Kill the bot between Discord's taking a DM and its noting that; print how long the next DM waits."""
    with databases(engine) as (fresh, folder):
        async with a_stage(fresh.migrated(), folder, members=1) as stage:
            member = stage.crowd[0]
            await stage.meet_all([member, stage.local.member("Olga")])
            process = await _started(stage)
            taken = []
            for number in range(times):
                process, seconds = await _killed(stage, process, member, number)
                taken.append(seconds)
            arrived = Counter(dm.nonce for dm in member.dms())
            assert len(arrived) == 2 * times, arrived  # noqa: S101 - none is lost
            assert set(arrived.values()) == {1}, arrived  # noqa: S101 - none came twice
    say(f"    {times} deaths, each DM once; median {statistics.median(taken):.2f} s")
    return beside(f"the next DM after kill -9, slowest, {engine}", max(taken), TAKEOVER_SECONDS)


async def _killed(stage: Stage, process: BotProcess, member: Member, number: int) -> tuple[BotProcess, float]:
    """Kill it once; return the next process, and the seconds from its start to the member's next DM."""
    before = len(member.dms())
    stage.local.faults.add(_hanging(stage, [member]))
    await _grant(stage, member, f"first of {number}")
    await _wake(stage)
    await stage.local.wait_until(lambda: len(member.dms()) > before, reason="the first DM")
    await _grant(stage, member, f"second of {number}")
    await process.kill()
    stage.local.faults.clear()
    following = stage.process(BotProcess)
    began = time.monotonic()
    await following.start()
    await stage.local.wait_until(lambda: len(member.dms()) >= before + 2, PATIENCE_SECONDS, "the second DM")
    seconds = time.monotonic() - began
    await following.says("Invite me with")
    following.follow()
    await stage.quiet()
    return following, seconds


async def stop(engine: str) -> bool:
    """Tell the bot to stop while DMs hang; print how long it takes, and what is left claimed."""
    with databases(engine) as (fresh, folder):
        async with a_stage(fresh.migrated(), folder, members=HANGING) as stage:
            await stage.meet_all([*stage.crowd, stage.local.member("Olga")])
            process = await _started(stage)
            await stage.quiet()
            hanging = stage.local.faults.add(_hanging(stage, stage.crowd))
            for member in stage.crowd:
                await _grant(stage, member, "hangs")
            await _wake(stage)
            await stage.local.wait_until(lambda: hanging.hits, reason="a DM that hangs")
            await asyncio.sleep(1.0)
            began = time.monotonic()
            status = await process.stop(signal.SIGTERM)
            seconds = time.monotonic() - began
            left = await _claimed(stage.now())
            say(f"    {hanging.hits} DMs hung, exit status {status}")
    within = beside(f"from SIGTERM to the exit, {engine}", seconds, STOP_SECONDS)
    return beside(f"rows left claimed, {engine}", float(left), 0.0, unit="rows") and within


def _hanging(stage: Stage, members: list[Member]) -> Fault:
    """Return the fault by which Discord takes DMs to members and says nothing of it."""
    ids = "|".join(stage.local.world.open_dm(member.user).id for member in members)
    return Fault(
        kind="delay",
        method="POST",
        path=f"^/channels/({ids})/messages$",
        times=None,
        when="after",
        seconds=HANGS_SECONDS,
    )


async def _started(stage: Stage) -> BotProcess:
    process = stage.process(BotProcess)
    await process.start()
    await process.says("Invite me with")
    process.follow()
    return process


async def _grant(stage: Stage, member: Member, reason: str) -> None:
    """Grant a point past Discord, of which a DM tells."""
    server_id, olga = int(stage.guild(A).id), stage.local.member("Olga")
    await points.grant(server_id, int(member.id), 1, reason, admin_id=int(olga.id), now=stage.now())


async def _wake(stage: Stage) -> None:
    """Have the bot look at the outbox now: whatever somebody does in its own process wakes it."""
    olga = stage.local.member("Olga").at("general", guild=A)
    await olga.run("settings grant", member=stage.local.member("Boris"), amount=1, reason="to wake it")


async def _claimed(now: datetime) -> int:
    """Count the rows that somebody has, as far as the names of columns tell."""
    rows = await Notification.filter(state=NotificationState.PENDING).values()
    return sum(any(_holds(name, value, now) for name, value in row.items()) for row in rows)


def _holds(name: str, value: object, now: datetime) -> bool:
    if not any(mark in name for mark in _HOLDS):
        return False
    return value > now if isinstance(value, datetime) else value is not None
