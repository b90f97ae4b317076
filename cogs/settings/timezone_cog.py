"""/timezone, the form that asks for a zone, and the offer to move what was published under another."""

import re

import discord
from discord import app_commands

from cogs._client.bot import SparringBot
from cogs._shared import choices
from cogs._shared.answers import acknowledge, acknowledge_update, answer
from cogs._shared.patience import in_time
from cogs._shared.people import asked, asked_in_server, speaker_for
from cogs._shared.routing import RoutedCog, on_component, on_form
from cogs._shared.sent import sent_fields, sent_value
from cogs._shared.zone_choice import ASK, ZONE, ZoneWays, read_typed_zone, zone_form, zone_question
from cogs._shared.zone_offers import KEEP, MOVE, offer_to_move, shifts_of, what_came_of_it
from services import people, zone_moves

Interaction = discord.Interaction[SparringBot]

_WAYS = ZoneWays(take=lambda zone: f"zone:set:{zone}", menu="zone:menu", again=ASK)


class TimezoneCog(RoutedCog):
    """In which zone a member's typed times are read."""

    @app_commands.command(description="Set the time zone in which your typed times are read")
    @app_commands.describe(zone="A city, a country, an offset such as UTC+3, or what time it is for you now")
    async def timezone(self, interaction: Interaction, zone: app_commands.Range[str, 1, 100]) -> None:
        """Set the member's time zone."""
        await acknowledge(interaction)
        await self._set_typed(interaction, zone)

    @on_component(ASK)
    async def ask(self, interaction: Interaction, _match: re.Match[str]) -> None:
        """Ask for the member's zone where it is missed."""
        await interaction.response.send_modal(zone_form(speaker_for(interaction), ASK))

    @on_form(ASK)
    async def find(self, interaction: Interaction, _match: re.Match[str]) -> None:
        """Set the zone that was typed, or offer those that could be meant."""
        await acknowledge(interaction)
        await self._set_typed(interaction, sent_fields(interaction).get("zone", ""))

    @on_component(rf"zone:set:{ZONE}")
    async def take(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Take a zone that was offered."""
        await acknowledge_update(interaction)
        await self._set(interaction, match["zone"])

    @on_component("zone:menu")
    async def take_from_menu(self, interaction: Interaction, _match: re.Match[str]) -> None:
        """Take a zone of the menu."""
        await acknowledge_update(interaction)
        await self._set(interaction, sent_value(interaction))

    @on_component(MOVE)
    async def move(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Move what was published under another zone, as it was offered."""
        await acknowledge_update(interaction)
        by = asked(interaction)
        outcomes = await zone_moves.move(by.user_id, by.server_id, shifts_of(match["shifts"]), by.now)
        await answer(interaction, what_came_of_it(by.speak, outcomes))

    @on_component(KEEP)
    async def keep(self, interaction: Interaction, _match: re.Match[str]) -> None:
        """Leave what was published under another zone as it is."""
        await acknowledge_update(interaction)
        await answer(interaction, speaker_for(interaction)("zone-kept"))

    @timezone.autocomplete("zone")
    @in_time
    async def complete_zone(self, interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
        """Offer zones by city, country, offset or the time it is there."""
        return choices.zones(asked(interaction), current)

    async def _set_typed(self, interaction: Interaction, typed: str) -> None:
        by = asked(interaction)
        reading = read_typed_zone(by, typed)
        if reading.zone is not None:
            await self._set(interaction, reading.zone)
            return
        text, view = zone_question(by.speak, typed, reading.choices, _WAYS)
        await answer(interaction, text, view=view)

    async def _set(self, interaction: Interaction, zone: str) -> None:
        by = asked(interaction)
        if interaction.guild_id is not None:
            before = (await asked_in_server(interaction)).zone
        else:
            # A zone is one over all servers.
            await people.meet_person(by.user_id, interaction.user.display_name, by.speak.language, by.now)
            before = await people.reading_zone(by.user_id, None)
        name = await people.set_zone(by.user_id, zone)
        said = by.speak("zone-set", zone=name, now=by.speak.wall_time(by.now, name))
        # What was published in a server whose zone counted is not known here to have been read in it.
        is_known = before.is_own or by.server_id is not None
        offered = await offer_to_move(by, before.name, name) if is_known else None
        if offered is None:
            await answer(interaction, said)
        else:
            await answer(interaction, f"{said}\n\n{offered[0]}", view=offered[1])
