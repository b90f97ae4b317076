"""Shutting the bot down, in an order that leaves little undone and within a time that nothing can stretch."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

from cogs._client.bot import SparringBot

_log = logging.getLogger(__name__)

WORK_SECONDS = 3.2
"""How long what is being sent and answered may go on: a little longer than the worker itself takes."""

CLOSE_SECONDS = 0.6
"""How long the goodbye to Discord may take. discord.py waits half a minute for a gateway that is silent."""

CANCEL_SECONDS = 0.2

SHUTDOWN_SECONDS = WORK_SECONDS + CLOSE_SECONDS + 2 * CANCEL_SECONDS
"""How long a shutdown takes at most, but for what then is closed beside Discord."""


async def shut_down(bot: SparringBot, running: asyncio.Task[None]) -> None:
    """Stop the worker, answer who waits, say goodbye to Discord, and end the task in which the bot runs.

    Whatever Discord does, this takes no longer than `SHUTDOWN_SECONDS`: what is not done by then is not lost,
    for it stands in the database. Errors of the task are left to whoever asks for its outcome.
    """
    await _for_at_most(WORK_SECONDS, bot.remove_cog("DeliveryCog"), bot.at_work.finish())
    bot.at_work.cancel()
    if not await _for_at_most(CLOSE_SECONDS, bot.close()):
        await _for_at_most(CANCEL_SECONDS, bot.http.close())
    # A shard may pause in this task, for minutes, before it connects again; closing does not end that.
    running.cancel()
    await asyncio.wait({running}, timeout=CANCEL_SECONDS)


async def _for_at_most(seconds: float, *works: Coroutine[Any, Any, object]) -> bool:
    """Do things at the same time, for so long; tell whether they came to an end, be it with an error."""
    tasks = {asyncio.ensure_future(work) for work in works}
    done, late = await asyncio.wait(tasks, timeout=seconds)
    for task in late:
        task.cancel()
    for task in done:
        if not task.cancelled() and (error := task.exception()) is not None:
            _log.warning("A part of the shutdown failed.", exc_info=error)
    return not late
