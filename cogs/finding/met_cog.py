"""Whether a member has had an interview with somebody before, in this server."""

import discord

from cogs._client.bot import SparringBot
from cogs._shared.answers import answer, in_one_request
from cogs._shared.meetings import have_met_with
from cogs._shared.people import asked, asked_in_server
from cogs._shared.routing import RoutedCog
from services.finding.met import met
from services.refusals import NoServer

Interaction = discord.Interaction[SparringBot]


class MetCog(RoutedCog):
    """How often two have met; only the two can ask."""

    async def have_we_met(self, interaction: Interaction, member: discord.User | discord.Member) -> None:
        """Say how often the two have met here, and when last."""
        async with in_one_request(interaction):
            speak = asked(interaction).speak
            if member.bot or member.id == interaction.user.id:
                await answer(interaction, speak("met-bot" if member.bot else "met-oneself"))
                return
            if interaction.guild_id is None:
                raise NoServer
            by = await asked_in_server(interaction)
            found = await met(by.server_id, by.user_id, member.id)
            await answer(interaction, have_met_with(speak, found, member.id))
