"""/progress: how somebody gets on, for themselves alone, and what they want to be looked at next."""

import re

import discord
from discord import app_commands

from cogs._client.bot import SparringBot
from cogs._shared.answers import acknowledge_update, in_one_request
from cogs._shared.people import asked
from cogs._shared.routing import RoutedCog, on_component
from cogs.progress.showing import show_progress
from services.progress import goals

Interaction = discord.Interaction[SparringBot]


class ProgressCog(RoutedCog):
    """A member's own progress."""

    @app_commands.command(description="How your interviews went, and what to do next; only you see it")
    async def progress(self, interaction: Interaction) -> None:
        """Show scores, next steps, and what is said of them as an interviewer."""
        async with in_one_request(interaction):
            await show_progress(interaction, asked(interaction))

    @on_component(r"progress:(?P<what>done|open):(?P<number>\d{1,10})")
    async def mark(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Note that a next step is done, or not after all."""
        await acknowledge_update(interaction)
        by = asked(interaction)
        await goals.mark(by.user_id, int(match["number"]), by.now, is_done=match["what"] == "done")
        await show_progress(interaction, by)

    @on_component(r"progress:share:(?P<number>\d{1,10})")
    async def share(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Let the interviewer of a booking read what is still to be done."""
        await acknowledge_update(interaction)
        by, number = asked(interaction), int(match["number"])
        await goals.share(by.user_id, number, by.now)
        await show_progress(interaction, by, by.speak("goals-shared", number=number))

    @on_component(r"progress:keep:(?P<number>\d{1,10})")
    async def keep(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Let them read it no more."""
        await acknowledge_update(interaction)
        by, number = asked(interaction), int(match["number"])
        await goals.keep(by.user_id, number, by.now)
        await show_progress(interaction, by, by.speak("goals-kept", number=number))
