"""Answering an interaction: acknowledge first, then work, then say.

The acknowledgement comes before any query, so it is in time however slow the database is, and it decides
which of two processes of the bot handles an interaction that reached both: Discord accepts only one.
"""

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


async def answer(
    interaction: discord.Interaction[Any],
    content: str | None = None,
    *,
    embed: discord.Embed | None = None,
    embeds: list[discord.Embed] | None = None,
    view: discord.ui.View | None = None,
    file: discord.File | None = None,
) -> None:
    """Say the answer to an acknowledged interaction, replacing what its message showed, files included."""
    shown = embeds if embeds is not None else [embed] if embed is not None else []
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


async def add(
    interaction: discord.Interaction[Any],
    content: str = MISSING,
    *,
    embed: discord.Embed = MISSING,
    view: discord.ui.View = MISSING,
) -> None:
    """Say something more, privately, after an answer or beside the message that was clicked."""
    await interaction.followup.send(
        content=content,
        embed=embed,
        view=view,
        ephemeral=True,
        allowed_mentions=discord.AllowedMentions.none(),
    )
