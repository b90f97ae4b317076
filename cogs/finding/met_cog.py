"""Whether a member has had an interview with somebody before, in this server."""

import discord

from cogs._client.bot import SparringBot
from cogs._shared.answers import answer, in_one_request
from cogs._shared.meetings import have_met
from cogs._shared.member_menus import Target, on_member_menu
from cogs._shared.people import asked_in_server
from cogs._shared.routing import RoutedCog
from services.finding.met import met

Interaction = discord.Interaction[SparringBot]


class MetCog(RoutedCog):
    """How often two have met; only the two can ask."""

    @on_member_menu("Have we met?")
    async def have_we_met(self, interaction: Interaction, member: Target) -> None:
        """Say how often the two have met here, and when last."""
        async with in_one_request(interaction):
            by = await asked_in_server(interaction)
            if member.bot or member.id == by.user_id:
                await answer(interaction, by.speak("met-bot" if member.bot else "met-oneself"))
                return
            found = await met(by.server_id, by.user_id, member.id, by.now)
            await answer(interaction, have_met(by.speak, found, member.id))
