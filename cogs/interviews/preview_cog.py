"""The preview's clicks and its form: publish, change the details, change the time."""

import asyncio
import re
from dataclasses import replace
from datetime import UTC, datetime

import discord

from cogs._shared.answers import acknowledge, acknowledge_form, acknowledge_update, answer
from cogs._shared.client import SparringBot
from cogs._shared.kept_text import all_typed, answer_with_text
from cogs._shared.patience import forget, within_patience
from cogs._shared.people import member_of, speaker_for
from cogs._shared.routing import RoutedCog, on_component, on_form
from cogs._shared.sent import sent_fields
from cogs.interviews.picker_state import STATE, decode, of_seat
from cogs.interviews.picking import show_picker
from cogs.interviews.preview import details_form, typed_details
from cogs.interviews.previewing import show_preview
from cogs.interviews.publishing import say_published
from services import drafts, people
from services.drafts import Details, Seat
from services.interviews import Role
from services.refusals import DraftGone, Refusal

Interaction = discord.Interaction[SparringBot]

NUMBER = r"(?P<number>\d{1,10})"


class PreviewCog(RoutedCog):
    """The last steps before an interview is published."""

    @on_component(rf"picker:details:{STATE}")
    async def open_form(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Open the form for what remains: topic, level, language, link and notes."""
        chosen = decode(match.groupdict())
        await _send_form(interaction, f"picker:publish:{chosen.encode()}", chosen.draft)

    @on_form(rf"picker:publish:{STATE}")
    async def take_form(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Keep what was picked and typed, and show it as it will appear."""
        await acknowledge_form(interaction)
        now = interaction.client.clock()
        chosen = decode(match.groupdict())
        fields = sent_fields(interaction)
        member = await member_of(interaction, now)
        role = chosen.role or Role.INTERVIEWER
        try:
            zone = await people.zone_of(member.user_id, member.server_id)
            seat = replace(chosen.seat(zone), role=role)
        except Refusal:
            # The picker says what is wrong with the time, and what was typed waits for a better one.
            seat = Seat(role, None, chosen.length)
        try:
            kept = await drafts.keep(member, seat, typed_details(fields), now, number=chosen.draft)
        except Refusal as refusal:
            await answer_with_text(interaction, refusal, all_typed(fields))
            return
        if kept.draft is None:
            await show_picker(interaction, replace(chosen, draft=kept.number))
        else:
            await show_preview(interaction, kept)

    @on_component(rf"picker:preview:{STATE}")
    async def take_time(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Go back to the preview with what was picked instead."""
        await acknowledge_update(interaction)
        now = interaction.client.clock()
        chosen = decode(match.groupdict())
        zone = await people.zone_of(interaction.user.id, interaction.guild_id)
        seat = chosen.seat(zone)
        kept = await drafts.choose(interaction.user.id, interaction.guild_id, chosen.draft or 0, seat, now)
        await show_preview(interaction, kept)

    @on_component(rf"preview:publish:{NUMBER}")
    async def publish(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Publish the draft; one that is refused stays, and the preview says why."""
        await acknowledge_update(interaction)
        now = interaction.client.clock()
        member = await member_of(interaction, now)
        number = int(match["number"])
        try:
            published = await drafts.publish(member, number, now)
        except DraftGone:
            raise
        except Refusal as refusal:
            kept = await drafts.find(member.user_id, member.server_id, number)
            await show_preview(interaction, kept, refusal)
            return
        await say_published(interaction, published)

    @on_component(rf"preview:details:{NUMBER}")
    async def change_details(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Open the form again, filled in."""
        number = int(match["number"])
        await _send_form(interaction, f"preview:change:{number}", number)

    @on_form(rf"preview:change:{NUMBER}")
    async def take_details(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Show the preview with what was typed now."""
        await acknowledge_form(interaction)
        fields = sent_fields(interaction)
        try:
            kept = await drafts.describe(
                interaction.user.id,
                interaction.guild_id,
                int(match["number"]),
                typed_details(fields),
                interaction.client.clock(),
            )
        except Refusal as refusal:
            await answer_with_text(interaction, refusal, all_typed(fields))
            return
        await show_preview(interaction, kept)

    @on_component(rf"preview:time:{NUMBER}")
    async def change_time(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Go back to the picker with the choices; what was typed is kept."""
        await acknowledge_update(interaction)
        kept = await drafts.find(interaction.user.id, interaction.guild_id, int(match["number"]))
        zone = await people.zone_of(interaction.user.id, interaction.guild_id)
        await show_picker(interaction, of_seat(kept.seat, zone, kept.number))

    @on_component(rf"preview:at:{NUMBER}:(?P<start>\d{{1,11}})")
    async def take_free_time(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Take a free time that was offered for one that is taken."""
        await acknowledge_update(interaction)
        user_id, server_id, number = interaction.user.id, interaction.guild_id, int(match["number"])
        kept = await drafts.find(user_id, server_id, number)
        starts_at = datetime.fromtimestamp(int(match["start"]), UTC)
        seat = replace(kept.seat, starts_at=starts_at)
        now = interaction.client.clock()
        await show_preview(interaction, await drafts.choose(user_id, server_id, number, seat, now))


async def _send_form(interaction: Interaction, custom_id: str, number: int | None) -> None:
    """Send the form for the details, filled in with what a draft says.

    A form has to come at once. Where the database is too slow for that the member is asked to click again:
    a form with less in it than was typed would wipe out the rest.
    """
    speak = speaker_for(interaction)
    details = Details()
    if number is not None:
        asked = asyncio.ensure_future(drafts.find(interaction.user.id, interaction.guild_id, number))
        if not await within_patience(asked):
            forget(asked)
            await acknowledge(interaction)
            await answer(interaction, speak("details-later"))
            return
        details = (await asked).details
    await interaction.response.send_modal(details_form(speak, custom_id, details))
