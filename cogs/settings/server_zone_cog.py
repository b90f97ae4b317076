"""The answers to the question which zone an admin means for the server."""

import re

import discord

from cogs._client.bot import SparringBot
from cogs._shared.admins import admin, changed_by
from cogs._shared.answers import acknowledge_form, acknowledge_update, answer
from cogs._shared.people import speaker_for
from cogs._shared.routing import RoutedCog, on_component, on_form
from cogs._shared.sent import sent_fields, sent_value
from cogs._shared.zone_choice import ZONE, zone_form
from cogs.settings.overview import settings_embed
from cogs.settings.server_zone import REST, zone_or_question
from services import settings
from services.settings import TimesChange

Interaction = discord.Interaction[SparringBot]


class ServerZoneCog(RoutedCog):
    """Which zone `/settings times` meant."""

    @on_component(rf"settings:zone:{ZONE}:{REST}")
    async def take(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Take a zone that was offered."""
        await acknowledge_update(interaction)
        await self._set(interaction, match["zone"], match)

    @on_component(rf"settings:zones:{REST}")
    async def take_from_menu(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Take a zone of the menu."""
        await acknowledge_update(interaction)
        await self._set(interaction, sent_value(interaction), match)

    @on_component(rf"settings:ask-zone:{REST}")
    async def ask(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Open the form to type it again."""
        language, hours, notice = match["language"], match["accept_hours"], match["notice"] or ""
        custom_id = f"settings:ask-zone:{language}:{hours}:{notice}"
        await interaction.response.send_modal(zone_form(speaker_for(interaction), custom_id))

    @on_form(rf"settings:ask-zone:{REST}")
    async def find(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Take the zone that was typed, or ask again."""
        await acknowledge_form(interaction)
        by = await admin(interaction)
        typed = sent_fields(interaction).get("zone", "")
        zone = await zone_or_question(interaction, by, typed, *_rest(match))
        if zone is not None:
            await self._set(interaction, zone, match)

    async def _set(self, interaction: Interaction, zone: str, match: re.Match[str]) -> None:
        by = await admin(interaction)
        language, accept_hours, notice = _rest(match)
        change = TimesChange(zone=zone, language=language, accept_hours=accept_hours, notice=notice)
        server = await settings.set_times(by.server_id, change, by.now, by=changed_by(by))
        await answer(interaction, by.speak("settings-saved"), embed=settings_embed(by.speak, server))


def _rest(match: re.Match[str]) -> tuple[str | None, int | None, int | None]:
    """Return the language, the hours of accepting and the notice that came with the zone."""
    hours, notice = match["accept_hours"], match["notice"]
    return match["language"] or None, int(hours) if hours else None, int(notice) if notice else None
