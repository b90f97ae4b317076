"""Nobody waits for somebody else: limits, silence, an address that is shut out, an outage that is over."""

import asyncio
import importlib
import time
from datetime import datetime, timedelta
from types import ModuleType

import pytest
from tortoise.expressions import Q

from models import Dispute, Notification, NotificationState, WaitsFor
from sandbox import Fault, Member
from tests.acceptance.calm import LOOK_SECONDS, is_stored, nothing_waits, something_was_put_off
from tests.acceptance.conftest import Town
from tests.acceptance.steps import count_dms
from tests.acceptance.test_absence import WHY, an_interview, open_board_with_log
from tests.acceptance.witness import forge_form

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])
"""Who waits for whom is decided in the process."""


class Seconds:
    """A monotonic clock that stands still until it is moved."""

    def __init__(self, now: float) -> None:
        self.now = now

    def monotonic(self) -> float:
        return self.now


def pool_of_the_bot() -> ModuleType:
    """Return the module by which the bot that runs delivers: each bot loads its extensions anew."""
    return importlib.import_module("cogs.delivery.pool")


async def told_first(town: Town) -> str:
    """Give Boris and Chen a first message each, and return the path of messages to Boris."""
    for member in (town.boris, town.chen):
        await town.olga.run("settings grant", member=member, amount=1, reason="a first word")
        await town.dm_says(member, "a first word")
    # What is noted later wakes whoever waits for Discord, as every answer does.
    await nothing_waits(town.now())
    channel_id = next(iter(town.boris.dms())).channel_id
    return rf"^/channels/{channel_id}/messages$"


async def grant(town: Town, reason: str) -> None:
    for member in (town.boris, town.chen):
        await town.olga.run("settings grant", member=member, amount=1, reason=reason)


async def is_noted(member: Member) -> None:
    """Wait until it is noted that a member was sent all there was."""
    waiting = Notification.filter(recipient_id=int(member.id), state=NotificationState.PENDING)
    async with asyncio.timeout(60):
        while await waiting.exists():  # noqa: ASYNC110 - nothing tells of it
            await asyncio.sleep(LOOK_SECONDS)


async def test_a_message_that_discord_wants_later_keeps_no_other_waiting(town: Town) -> None:
    await town.open_board()
    path = await told_first(town)
    held = town.local.faults.add(Fault("rate_limit", "POST", path, retry_after=429.0))
    await grant(town, "for both")
    await town.dm_says(town.chen, "for both")
    assert held.hits == 1
    assert count_dms(town.boris, "for both") == 0
    await something_was_put_off()


async def test_a_message_that_meets_silence_keeps_no_other_waiting(town: Town) -> None:
    await town.open_board()
    silent = town.local.faults.add(Fault("delay", "POST", await told_first(town), seconds=600.0))
    await grant(town, "for both")
    await town.dm_says(town.chen, "for both")
    assert silent.hits == 1
    assert count_dms(town.boris, "for both") == 0


async def test_a_delivery_that_takes_too_long_is_tried_again_and_said_once(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    await town.open_board()
    path = await told_first(town)
    town.local.faults.add(Fault("delay", "POST", path, seconds=600.0, when="after"))
    with monkeypatch.context() as hurried:
        hurried.setattr(pool_of_the_bot(), "DELIVERY_SECONDS", 0.2)
        await grant(town, "said once")
        # It may have been tried again by now: an answer of Discord's wakes whoever waits for one.
        await is_stored(Notification, Q(waits_for__isnull=False) | Q(attempts__gt=1))
    await town.dm_says(town.boris, "said once")
    await nothing_waits(town.now())
    assert count_dms(town.boris, "said once") == 1


async def test_while_the_address_is_shut_out_no_request_is_made_and_it_is_said_once(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    await town.olga.at("general").run(
        "settings board", channel=town.local.channel("interviews"), log=town.local.channel("admin-log")
    )
    await nothing_waits(town.now())
    await told_first(town)
    banned = town.local.faults.add(Fault("ban", "POST", r"^/channels/\d+/messages$", seconds=1.0))
    await town.olga.run("settings grant", member=town.boris, amount=1, reason="late")
    await town.dm_says(town.boris, "late")
    assert banned.hits == 1
    await town.until(
        lambda: any("blocked my address" in message.text for message in town.log()), "the log channel"
    )
    said = [one.getMessage() for one in caplog.records if "shut out this address" in one.getMessage()]
    assert len(said) == 1
    assert count_dms(town.boris, "late") == 1


async def test_the_first_answer_after_an_outage_wakes_all_who_wait_for_it(frozen_town: Town) -> None:
    town = frozen_town
    await town.open_board()
    path = await told_first(town)
    away = town.local.faults.add(Fault("status", "POST", path, status=503, times=1))
    await town.olga.run("settings grant", member=town.boris, amount=1, reason="after it")
    await town.until(lambda: away.hits == 1, "the outage")
    await something_was_put_off()
    assert count_dms(town.boris, "after it") == 0
    # The clock stands still: no pause ends by itself.
    await town.olga.run("settings grant", member=town.chen, amount=1, reason="a word")
    await town.dm_says(town.chen, "a word")
    await town.dm_says(town.boris, "after it")


async def test_answers_wake_those_who_wait_for_discord_once_a_minute_at_most(
    frozen_town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The row that waits may be the only one that meets an error, each time."""
    town = frozen_town
    await town.open_board()
    path = await told_first(town)
    seconds, pool = Seconds(time.monotonic()), pool_of_the_bot()
    monkeypatch.setattr(pool, "time", seconds)

    async def fail_for_boris(reason: str) -> None:
        away = town.local.faults.add(Fault("status", "POST", path, status=503))
        await town.olga.run("settings grant", member=town.boris, amount=1, reason=reason)
        await town.until(lambda: away.hits == 1, "the outage")
        await something_was_put_off()

    async def answer(reason: str) -> None:
        """Have Chen told something, and wait until all that follows from Discord's answer is written."""
        await town.olga.run("settings grant", member=town.chen, amount=1, reason=reason)
        await is_noted(town.chen)

    await fail_for_boris("first")
    await answer("one")
    await town.dm_says(town.boris, "first")
    await nothing_waits(town.now())

    await fail_for_boris("second")
    seconds.now += pool.WAKES_EVERY_SECONDS - 1
    await answer("two")
    assert await Notification.filter(waits_for=WaitsFor.DISCORD).count() == 1

    seconds.now += 1
    await answer("three")
    await town.dm_says(town.boris, "second")


async def test_a_closed_log_channel_is_told_to_the_owner_and_ends_no_dispute(town: Town) -> None:
    await open_board_with_log(town)
    await an_interview(town)
    await forge_form(town.boris, "interview:noshow:1", text="")
    town.local.delete_channel("admin-log")
    await forge_form(town.alice, "interview:dispute:1", text=WHY)
    await town.dm_says(town.olga, "канал журнала вашего сервера")
    decide_by = (await Dispute.get(interview_id=1)).decide_by

    town.clock.advance(timedelta(days=6))
    async with asyncio.timeout(60):
        while not await _is_later(decide_by):  # noqa: ASYNC110 - nothing tells of it
            await asyncio.sleep(LOOK_SECONDS)
    town.clock.advance(timedelta(days=2))
    await town.olga.at("general").run(
        "settings board", channel=town.local.channel("interviews"), log=town.local.channel("general")
    )

    await town.until(
        lambda: any(WHY in message.text for message in town.olga.messages("general")), "the dispute"
    )
    assert (await Dispute.get(interview_id=1)).ruling is None
    # Once a day, and no oftener.
    assert count_dms(town.olga, "канал журнала вашего сервера") <= 3


async def _is_later(moment: datetime) -> bool:
    return (await Dispute.get(interview_id=1)).decide_by > moment
