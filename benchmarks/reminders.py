"""Thousands of reminders that come due at one moment, and a booking in the middle of them."""

import asyncio
import time
from datetime import timedelta

from benchmarks.sent import SentDms
from benchmarks.stage import A_DAY, B, a_stage, beside, databases, in_minutes, say

ALL_OUT_SECONDS = 60.0
BOOKING_SECONDS = 2.0
PATIENCE_SECONDS = 900.0
LEAD = timedelta(seconds=30)
"""How long before the moment the bot is started."""

REMINDED_BEFORE = timedelta(minutes=10)


async def measure(engine: str, *, reminders: int) -> bool:
    """Let so many reminders come due, print the figures, and tell whether they are within their bounds."""
    with databases(engine) as (fresh, folder):
        async with a_stage(fresh.migrated(), folder, members=reminders + 2) as stage:
            host, guest, *others = stage.crowd
            await stage.remind(int(REMINDED_BEFORE.total_seconds() // 60))
            starts_at = in_minutes(stage.now(), A_DAY)
            pairs = list(zip(others[::2], others[1::2], strict=True))
            await stage.book_all(pairs, starts_at)
            number = await stage.publish(host, starts_at + timedelta(days=1), B)
            await stage.meet_all([guest], B)
            await stage.forget_what_is_due()
            due_at = starts_at - REMINDED_BEFORE
            stage.move_to(due_at - LEAD)
            await stage.start_bot()
            sent = SentDms(stage.local, others)
            if stage.now() >= due_at or sent.count:
                raise SystemExit("The bot took too long to start: this machine is too busy.")
            await asyncio.sleep((due_at - stage.now()).total_seconds())
            began = time.monotonic()
            wanted = 2 * len(pairs)
            await stage.local.wait_until(lambda: sent.count >= wanted // 2, PATIENCE_SECONDS, "half of them")
            say(f"    half of {wanted} after {time.monotonic() - began:.1f} s")
            booking = await stage.seconds_to_both(host, guest, number, PATIENCE_SECONDS)
            await stage.local.wait_until(lambda: sent.count >= wanted, PATIENCE_SECONDS, "the others")
            taken = time.monotonic() - began
            assert (sent.count, sent.most) == (wanted, 1)  # noqa: S101 - each arrived once
    return beside(f"{wanted} reminders, {engine}", taken, ALL_OUT_SECONDS) & beside(
        f"DMs of a booking in the middle of them, {engine}", booking, BOOKING_SECONDS
    )
