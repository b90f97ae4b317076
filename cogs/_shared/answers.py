"""Answering an interaction: acknowledge first, then work, then say.

The acknowledgement comes before any query, so it is in time however slow the database is, and it decides
which of two processes of the bot handles an interaction that reached both: Discord accepts only one.

What only reads may answer with its first request (`in_one_request`): it does no harm done twice.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import Any

import aiohttp
import discord
from discord.utils import MISSING


@dataclass(frozen=True)
class Picture:
    """A picture that an answer's embed shows: its file, and words for whoever does not see it."""

    name: str
    content: bytes
    words: str

    @property
    def url(self) -> str:
        """Return the address under which the embed of the same message shows it."""
        return f"attachment://{self.name}"

    def file(self) -> discord.File:
        """Return it as a file to send."""
        return discord.File(BytesIO(self.content), self.name, description=self.words)


async def acknowledge(interaction: discord.Interaction[Any]) -> None:
    """Show that the bot is at work; the answer will be seen only by whoever asked."""
    await interaction.response.defer(ephemeral=True, thinking=True)


async def acknowledge_update(interaction: discord.Interaction[Any]) -> None:
    """Take a click on the bot's own private message, which the answer will change."""
    await interaction.response.defer()


async def acknowledge_form(interaction: discord.Interaction[Any]) -> None:
    """Take a form: the answer changes the message whose button opened it, or is a new one if none did."""
    if interaction.message is None:
        await acknowledge(interaction)
    else:
        await acknowledge_update(interaction)


SOON_SECONDS = 1.0
"""How long what only reads may take, before whoever waits for it is shown that the bot is at work."""

_LATE = "late acknowledgement"
"""Under which name an interaction keeps what acknowledges it."""


@contextlib.asynccontextmanager
async def in_one_request(
    interaction: discord.Interaction[Any], *, updates: bool = False
) -> AsyncIterator[None]:
    """Let the body answer with the first request, if it is soon enough, and acknowledge it otherwise.

    For what only reads. With `updates` the answer changes the bot's own private message that was clicked.
    """
    late = _LateAcknowledgement(
        partial(acknowledge_update if updates else acknowledge, interaction), updates=updates
    )
    interaction.extras[_LATE] = late
    try:
        yield
    except BaseException:
        # What went wrong is answered by whoever catches it, and that first.
        with contextlib.suppress(aiohttp.ClientError, OSError, discord.HTTPException):
            await late.settle()
        raise
    await late.settle()


class _LateAcknowledgement:
    """Acknowledges an interaction after a while, unless it is answered by then."""

    def __init__(self, acknowledge_it: Callable[[], Awaitable[None]], *, updates: bool) -> None:
        self.updates = updates
        self._acknowledge = acknowledge_it
        self._is_begun = False
        self._task = asyncio.create_task(self._wait())

    async def settle(self) -> None:
        """Make sure that it is done, or is not begun any more.

        Raises:
            discord.HTTPException: Discord did not take it.
            aiohttp.ClientError: Its outcome is unknown.
        """
        if self._is_begun:
            await self._task
        else:
            self._task.cancel()

    async def _wait(self) -> None:
        await asyncio.sleep(SOON_SECONDS)
        self._is_begun = True
        await self._acknowledge()


async def answer(
    interaction: discord.Interaction[Any],
    content: str | None = None,
    *,
    embed: discord.Embed | None = None,
    embeds: list[discord.Embed] | None = None,
    view: discord.ui.View | None = None,
    file: discord.File | None = None,
) -> None:
    """Say the answer to an interaction, replacing what its message showed, files included."""
    shown = embeds if embeds is not None else [embed] if embed is not None else []
    late: _LateAcknowledgement | None = interaction.extras.get(_LATE)
    if late is not None:
        await late.settle()
        if not interaction.response.is_done():
            await _answer_at_once(interaction, content, shown, view, file, updates=late.updates)
            return
    edit = partial(
        interaction.edit_original_response,
        content=content,
        embeds=shown,
        view=view,
        attachments=[] if file is None else [file],
        allowed_mentions=discord.AllowedMentions.none(),
    )
    try:
        await edit()
    except (aiohttp.ClientError, OSError):
        # The work is done, and the member must not read that it failed: to say it twice does no harm.
        if file is not None:
            file.reset()
        await edit()


async def _answer_at_once(
    interaction: discord.Interaction[Any],
    content: str | None,
    embeds: list[discord.Embed],
    view: discord.ui.View | None,
    file: discord.File | None,
    *,
    updates: bool,
) -> None:
    nobody = discord.AllowedMentions.none()
    if updates:
        files = [] if file is None else [file]
        await interaction.response.edit_message(
            content=content, embeds=embeds, view=view, attachments=files, allowed_mentions=nobody
        )
        return
    await interaction.response.send_message(
        content,
        embeds=embeds,
        view=MISSING if view is None else view,
        file=MISSING if file is None else file,
        ephemeral=True,
        allowed_mentions=nobody,
    )


async def add(
    interaction: discord.Interaction[Any],
    content: str = MISSING,
    *,
    embed: discord.Embed | None = None,
    view: discord.ui.View | None = None,
    file: discord.File | None = None,
) -> None:
    """Say something more, privately, after an answer or beside the message that was clicked."""
    await interaction.followup.send(
        content=content,
        embed=MISSING if embed is None else embed,
        view=MISSING if view is None else view,
        file=MISSING if file is None else file,
        ephemeral=True,
        allowed_mentions=discord.AllowedMentions.none(),
    )
