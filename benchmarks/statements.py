"""How many statements the database is asked for each DM that is delivered."""

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from discord.gateway import DiscordWebSocket
from discord.http import Route
from tortoise.log import db_client_logger

from benchmarks.sent import SentDms
from benchmarks.stage import a_stage, beside, databases, in_minutes, say
from sandbox import SandboxClock
from services.transaction import clock_was_moved
from tests.acceptance.conftest import Town

BOUND = 3.0
START = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
REMINDED_BEFORE = timedelta(minutes=10)
PATIENCE_SECONDS = 300.0
SETTLED_SECONDS = 1.0
"""After how long without a statement everything is noted."""


class Statements(logging.Filter):
    """Counts what Tortoise logs, which is each statement once, and lets none of it through.

    Attributes:
        count: How many there were.
    """

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def filter(self, record: logging.LogRecord) -> bool:
        """Count a statement; the beats of a process, once a second, belong to no message."""
        self.count += "bot_process" not in record.getMessage()
        return False

    async def settled(self) -> int:
        """Wait until no more come; return how many there were."""
        seen = -1
        while seen != self.count:
            seen = self.count
            await asyncio.sleep(SETTLED_SECONDS)
        return seen


async def measure(engine: str, *, messages: int) -> bool:
    """Let reminders come due, print the statements for each, and tell whether they are within the bound."""
    base, gateway = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    clock = SandboxClock(START, frozen=True)
    clock.on_jump(lambda _now: clock_was_moved())
    with databases(engine) as (fresh, folder):
        async with a_stage(fresh.migrated(), folder, members=messages, clock=clock) as stage:
            await stage.remind(int(REMINDED_BEFORE.total_seconds() // 60))
            starts_at = in_minutes(stage.now(), 24 * 60)
            members = stage.crowd
            await stage.book_all(list(zip(members[::2], members[1::2], strict=True)), starts_at)
            await stage.forget_what_is_due()
            stage.move_to(starts_at - REMINDED_BEFORE - timedelta(minutes=1))
            town = Town(stage.local, clock)
            await town.start_bot()
            try:
                await stage.quiet()
                with _counted() as statements:
                    before = await statements.settled()
                    sent = SentDms(stage.local, members)
                    stage.move_to(starts_at - REMINDED_BEFORE)
                    await stage.local.wait_until(
                        lambda: sent.count >= messages, PATIENCE_SECONDS, "the reminders"
                    )
                    asked = await statements.settled() - before
            finally:
                await town.stop_bot()
                Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = base, gateway
    say(f"    {asked} statements for {messages} reminders, the search for them included")
    return beside(f"statements a DM, {engine}", asked / messages, BOUND, unit="statements")


@contextmanager
def _counted() -> Iterator[Statements]:
    statements, level = Statements(), db_client_logger.level
    db_client_logger.addFilter(statements)
    db_client_logger.setLevel(logging.DEBUG)
    try:
        yield statements
    finally:
        db_client_logger.setLevel(level)
        db_client_logger.removeFilter(statements)
