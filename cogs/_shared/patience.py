"""Work before the first answer to an interaction: only as long as Discord certainly still waits for one."""

import asyncio
import contextlib
import functools
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

import discord
from discord import app_commands

from services.outages import OutageError

PATIENCE_SECONDS = 1.5
"""How long the database may take before an interaction is answered without asking it: what cannot be
acknowledged first (a form, suggestions) has to come within `discord_limits.FIRST_ANSWER_SECONDS`, the way
to Discord included.
"""

Cog = TypeVar("Cog")
Suggesting = Callable[
    [Cog, discord.Interaction[Any], str], Coroutine[Any, Any, list[app_commands.Choice[str]]]
]


_going_on: "set[asyncio.Future[Any]]" = set()
"""What took too long and is not waited for any more: the event loop alone would not keep it alive."""


async def within_patience(asked: "asyncio.Future[Any]") -> bool:
    """Wait for the outcome of something, but not for long; tell whether it is there."""
    done, _ = await asyncio.wait({asked}, timeout=PATIENCE_SECONDS)
    return bool(done)


def forget(asked: "asyncio.Future[Any]") -> None:
    """Let something that took too long go on, and take note of its outcome without using it."""
    _going_on.add(asked)
    asked.add_done_callback(_take_note)


def _take_note(done: "asyncio.Future[Any]") -> None:
    _going_on.discard(done)
    if not done.cancelled():
        done.exception()


def in_time(suggest: Suggesting[Cog]) -> Suggesting[Cog]:
    """Let an autocomplete suggest nothing where it takes too long or the database is away.

    The member can go on typing.
    """

    @functools.wraps(suggest)
    async def suggest_in_time(
        cog: Cog, interaction: discord.Interaction[Any], current: str
    ) -> list[app_commands.Choice[str]]:
        asked = asyncio.ensure_future(suggest(cog, interaction, current))
        if await within_patience(asked):
            with contextlib.suppress(OutageError):
                return await asked
        forget(asked)
        return []

    return suggest_in_time
