"""/timezone."""

import discord
from discord import app_commands

from cogs._shared import choices
from cogs._shared.answers import acknowledge, answer
from cogs._shared.client import SparringBot
from cogs._shared.patience import in_time
from cogs._shared.people import member_of, speaker_for
from cogs._shared.routing import RoutedCog
from services import people

Interaction = discord.Interaction[SparringBot]


class TimezoneCog(RoutedCog):
    """In which zone a member's typed times are read."""

    @app_commands.command(description="Set the time zone in which your typed times are read")
    @app_commands.guild_only()
    @app_commands.describe(zone="A city, a country, an offset such as UTC+3, or what time it is for you now")
    async def timezone(self, interaction: Interaction, zone: app_commands.Range[str, 1, 100]) -> None:
        """Set the member's time zone."""
        await acknowledge(interaction)
        now = interaction.client.clock()
        member = await member_of(interaction, now)
        name = await people.set_zone(member.user_id, zone)
        speak = speaker_for(interaction)
        await answer(interaction, speak("zone-set", zone=name, now=speak.wall_time(now, name)))

    @timezone.autocomplete("zone")
    @in_time
    async def complete_zone(self, interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
        """Offer zones by city, country, offset or the time it is there."""
        return choices.zones(interaction, current)
