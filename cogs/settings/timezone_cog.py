"""/timezone."""

import re

import discord
from discord import app_commands

from cogs._client.bot import SparringBot
from cogs._shared import choices
from cogs._shared.answers import acknowledge, acknowledge_update, answer
from cogs._shared.components import rows
from cogs._shared.patience import in_time
from cogs._shared.people import asked, asked_in_server, speaker_for
from cogs._shared.routing import RoutedCog, on_component, on_form
from cogs._shared.sent import sent_fields
from cogs._shared.zone_choice import ASK, ZONE, zone_form, zone_question, zone_readings
from services import people

Interaction = discord.Interaction[SparringBot]


class TimezoneCog(RoutedCog):
    """In which zone a member's typed times are read."""

    @app_commands.command(description="Set the time zone in which your typed times are read")
    @app_commands.describe(zone="A city, a country, an offset such as UTC+3, or what time it is for you now")
    async def timezone(self, interaction: Interaction, zone: app_commands.Range[str, 1, 100]) -> None:
        """Set the member's time zone."""
        await acknowledge(interaction)
        await self._set(interaction, zone)

    @on_component(ASK)
    async def ask(self, interaction: Interaction, _match: re.Match[str]) -> None:
        """Ask for the member's zone where it is missed."""
        await interaction.response.send_modal(zone_form(speaker_for(interaction), ASK))

    @on_form(ASK)
    async def find(self, interaction: Interaction, _match: re.Match[str]) -> None:
        """Offer the zones that fit best."""
        await acknowledge(interaction)
        typed = sent_fields(interaction).get("zone", "")
        by = asked(interaction)
        text, items = zone_question(
            by.speak, typed, zone_readings(by, typed), lambda zone: f"zone:set:{zone}", again=ASK
        )
        await answer(interaction, text, view=rows(items))

    @on_component(rf"zone:set:{ZONE}")
    async def take(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Take a zone that was offered."""
        await acknowledge_update(interaction)
        await self._set(interaction, match["zone"])

    @timezone.autocomplete("zone")
    @in_time
    async def complete_zone(self, interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
        """Offer zones by city, country, offset or the time it is there."""
        return choices.zones(asked(interaction), current)

    async def _set(self, interaction: Interaction, zone: str) -> None:
        by = asked(interaction)
        if interaction.guild_id is not None:
            await asked_in_server(interaction)
        else:
            # A zone is one over all servers.
            await people.meet_person(by.user_id, interaction.user.display_name, by.speak.language, by.now)
        name = await people.set_zone(by.user_id, zone)
        await answer(interaction, by.speak("zone-set", zone=name, now=by.speak.wall_time(by.now, name)))
