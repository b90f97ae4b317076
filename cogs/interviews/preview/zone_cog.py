"""Choosing one's zone in the preview: the hour that was typed or picked is kept, on that zone's clocks."""

import re
from dataclasses import replace

import discord

from cogs._client.bot import SparringBot
from cogs._shared.answers import acknowledge_form, acknowledge_update, answer
from cogs._shared.people import asked, asked_in_server, speaker_for
from cogs._shared.routing import RoutedCog, on_component, on_form
from cogs._shared.sent import sent_fields, sent_value
from cogs._shared.zone_choice import ZONE, ZoneWays, read_typed_zone, zone_form, zone_question
from cogs._shared.zone_offers import add_offer_to_move
from cogs.interviews.picker.showing import show_picker
from cogs.interviews.picker.state import of_seat
from cogs.interviews.preview.showing import show_preview
from services import drafts, people
from services.refusals import Refusal
from services.times import read_wall, wall_of

Interaction = discord.Interaction[SparringBot]

NUMBER = r"(?P<number>\d{1,10})"


class PreviewZoneCog(RoutedCog):
    """The zone of whoever has none, chosen while nothing is public yet."""

    @on_component(rf"preview:zone:{NUMBER}")
    async def ask(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Ask for the member's zone."""
        custom_id = f"preview:zone:{match['number']}"
        await interaction.response.send_modal(zone_form(speaker_for(interaction), custom_id))

    @on_form(rf"preview:zone:{NUMBER}")
    async def find(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Take the zone that was typed, or ask which is meant; the preview waits behind the question."""
        await acknowledge_form(interaction)
        by, number = asked(interaction), int(match["number"])
        typed = sent_fields(interaction).get("zone", "")
        reading = read_typed_zone(by, typed)
        if reading.zone is not None:
            await self._go_on_in(interaction, reading.zone, number)
            return
        text, view = zone_question(by.speak, typed, reading.choices, _ways(number))
        await answer(interaction, text, view=view)

    @on_component(rf"preview:in:{ZONE}:{NUMBER}")
    async def take(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Take a zone that was offered."""
        await acknowledge_update(interaction)
        await self._go_on_in(interaction, match["zone"], int(match["number"]))

    @on_component(rf"preview:zones:{NUMBER}")
    async def take_from_menu(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Take a zone of the menu."""
        await acknowledge_update(interaction)
        await self._go_on_in(interaction, sent_value(interaction), int(match["number"]))

    @on_component(rf"preview:show:{NUMBER}")
    async def show(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Go back to the preview without a change."""
        await acknowledge_update(interaction)
        by = await asked_in_server(interaction)
        await show_preview(interaction, by, await drafts.find(by.user_id, by.server_id, int(match["number"])))

    async def _go_on_in(self, interaction: Interaction, zone: str, number: int) -> None:
        """Set the member's zone and show when the draft starts there; where it cannot, open the picker."""
        before = await asked_in_server(interaction)
        kept = await drafts.find(before.user_id, before.server_id, number)
        await people.set_zone(before.user_id, zone)
        by = await asked_in_server(interaction)
        seat, refused = kept.seat, None
        if seat.starts_at is not None:
            wall, second = wall_of(seat.starts_at, before.zone.name)
            try:
                seat = replace(seat, starts_at=read_wall(wall, by.zone.name, second=second))
            except Refusal as refusal:
                seat, refused = replace(seat, starts_at=None), refusal
        kept = await drafts.choose(by.user_id, by.server_id, number, seat, by.now)
        if refused is None:
            await show_preview(interaction, by, kept)
        else:
            await show_picker(interaction, by, of_seat(seat, by.zone.name, number), refused)
        await add_offer_to_move(interaction, by, before.zone.name)


def _ways(number: int) -> ZoneWays:
    return ZoneWays(
        take=lambda zone: f"preview:in:{zone}:{number}",
        menu=f"preview:zones:{number}",
        again=f"preview:zone:{number}",
        back=f"preview:show:{number}",
    )
