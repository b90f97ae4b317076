"""The picker's clicks, the zone chosen in it, and the panel's button that opens it."""

import re

import discord

from cogs._client.bot import SparringBot
from cogs._shared.answers import acknowledge, acknowledge_form, acknowledge_update, answer
from cogs._shared.homes import asked_for_draft
from cogs._shared.people import asked, asked_in_server, speaker_for
from cogs._shared.routing import RoutedCog, on_component, on_form
from cogs._shared.sent import sent_fields, sent_value
from cogs._shared.zone_choice import ZONE, ZoneWays, read_typed_zone, zone_form, zone_question
from cogs._shared.zone_offers import add_offer_to_move
from cogs.interviews.picker.showing import show_picker
from cogs.interviews.picker.state import STATE, Choices, decode
from services import people

Interaction = discord.Interaction[SparringBot]


class PickerCog(RoutedCog):
    """Choosing role and time step by step."""

    @on_component(r"interview:start")
    async def start(self, interaction: Interaction, _match: re.Match[str]) -> None:
        """Open the picker from the panel."""
        await acknowledge(interaction)
        await show_picker(interaction, await asked_in_server(interaction), Choices())

    @on_component(rf"picker:(?P<field>day|hour|minute|length):{STATE}")
    async def choose(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Take a choice from one of the menus."""
        await acknowledge_update(interaction)
        chosen = decode(match.groupdict()).chosen(match["field"], sent_value(interaction))
        await show_picker(interaction, await asked_for_draft(interaction, chosen.draft), chosen)

    @on_component(rf"picker:role-(?P<seat>interviewer|interviewee):{STATE}")
    async def choose_role(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Take the choice of a seat."""
        await acknowledge_update(interaction)
        chosen = decode(match.groupdict()).chosen("role", match["seat"])
        await show_picker(interaction, await asked_for_draft(interaction, chosen.draft), chosen)

    @on_component(rf"picker:(?:page|instead|show):{STATE}")
    async def show(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Show the picker as the custom_id says: another page, a free time that was offered, or as it was."""
        await acknowledge_update(interaction)
        chosen = decode(match.groupdict())
        await show_picker(interaction, await asked_for_draft(interaction, chosen.draft), chosen)

    @on_component(rf"picker:zone:{STATE}")
    async def ask_zone(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Ask for the member's zone."""
        state = decode(match.groupdict()).encode()
        await interaction.response.send_modal(zone_form(speaker_for(interaction), f"picker:zone:{state}"))

    @on_form(rf"picker:zone:{STATE}")
    async def find_zone(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Go on in the zone that was typed, or ask which is meant; the picker waits behind the question."""
        await acknowledge_form(interaction)
        chosen = decode(match.groupdict())
        by = asked(interaction)
        typed = sent_fields(interaction).get("zone", "")
        reading = read_typed_zone(by, typed)
        if reading.zone is not None:
            await self._go_on_in(interaction, reading.zone, chosen)
            return
        text, view = zone_question(by.speak, typed, reading.choices, _ways(chosen.encode()))
        await answer(interaction, text, view=view)

    @on_component(rf"picker:in:{ZONE}:{STATE}")
    async def take_zone(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Take a zone that was offered."""
        await acknowledge_update(interaction)
        await self._go_on_in(interaction, match["zone"], decode(match.groupdict()))

    @on_component(rf"picker:zones:{STATE}")
    async def take_zone_from_menu(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Take a zone of the menu."""
        await acknowledge_update(interaction)
        await self._go_on_in(interaction, sent_value(interaction), decode(match.groupdict()))

    async def _go_on_in(self, interaction: Interaction, zone: str, chosen: Choices) -> None:
        """Set the member's zone and go on with what was chosen so far, in that zone."""
        before = (await asked_for_draft(interaction, chosen.draft)).zone.name
        await people.set_zone(interaction.user.id, zone)
        # Who asks has that zone from now on.
        by = await asked_for_draft(interaction, chosen.draft)
        await show_picker(interaction, by, chosen)
        await add_offer_to_move(interaction, by, before)


def _ways(state: str) -> ZoneWays:
    return ZoneWays(
        take=lambda zone: f"picker:in:{zone}:{state}",
        menu=f"picker:zones:{state}",
        again=f"picker:zone:{state}",
        back=f"picker:show:{state}",
    )
