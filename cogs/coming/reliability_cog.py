"""/reliability: what becomes of the interviews on which a member agrees."""

import re

import discord
from discord import app_commands

from cogs._client.bot import SparringBot
from cogs._shared.answers import answer, in_one_request
from cogs._shared.entries import topic_of
from cogs._shared.homes import ask_for_server, asked_in_chosen, asked_where
from cogs._shared.markup import called
from cogs._shared.people import AskedInServer
from cogs._shared.reliability import own_reliability
from cogs._shared.routing import RoutedCog, on_component
from cogs._shared.server_names import name_of
from cogs._shared.translation import Speaker, timestamp
from services.coming import reliability
from services.coming.reliability import Commitment

Interaction = discord.Interaction[SparringBot]


class ReliabilityCog(RoutedCog):
    """How reliable a member is, for themselves."""

    @app_commands.command(
        description="How many of your interviews you kept, as those who have one with you read it"
    )
    async def reliability(self, interaction: Interaction) -> None:
        """Show a member's own numbers, and the interviews that they come of."""
        async with in_one_request(interaction):
            by = await asked_where(interaction)
            if isinstance(by, list):
                await ask_for_server(interaction, by, "server:reliability")
            else:
                await _show(interaction, by)

    @on_component(r"server:reliability")
    async def reliability_in_server(self, interaction: Interaction, match: re.Match[str]) -> None:  # noqa: ARG002
        """Show it for the server that was chosen in a direct message."""
        async with in_one_request(interaction, updates=True):
            await _show(interaction, await asked_in_chosen(interaction))


async def _show(interaction: Interaction, by: AskedInServer) -> None:
    record, found = await reliability.own(by.server_id, by.user_id, by.now)
    lines = [own_reliability(by.speak, record), "", *(_line(by.speak, one) for one in found)]
    server = None if interaction.guild_id is not None else await name_of(interaction.client, by.server_id)
    title = (
        by.speak("reliability-title")
        if server is None
        else by.speak("reliability-title-in", server=called(server))
    )
    embed = discord.Embed(title=title, description="\n".join(lines), colour=discord.Colour.blurple())
    embed.add_field(
        name=by.speak("reliability-wrong"), value=by.speak("reliability-wrong-text"), inline=False
    )
    await answer(interaction, embed=embed)


def _line(speak: Speaker, one: Commitment) -> str:
    return speak(
        "reliability-line",
        number=one.number,
        topic=topic_of(speak, one.topic),
        at=timestamp(one.at, "d"),
        outcome="disputed" if one.is_disputed else one.outcome.value,
    )
