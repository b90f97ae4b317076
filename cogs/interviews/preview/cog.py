"""The preview's clicks and its form: publish, change the details, change the time."""

import asyncio
import re
from dataclasses import replace
from datetime import UTC, datetime

import discord

from cogs._client.bot import SparringBot
from cogs._shared.answers import acknowledge, acknowledge_form, acknowledge_update, answer
from cogs._shared.homes import asked_for_draft
from cogs._shared.kept_text import all_typed, answer_with_text
from cogs._shared.patience import forget, within_patience
from cogs._shared.people import asked
from cogs._shared.routing import RoutedCog, on_component, on_form
from cogs._shared.sent import sent_fields
from cogs.interviews.picker.showing import show_picker
from cogs.interviews.picker.state import STATE, decode, of_seat
from cogs.interviews.preview.details import details_form, typed_details
from cogs.interviews.preview.showing import show_preview
from cogs.interviews.published import say_published
from services import drafts
from services.drafts import Details, Draft, Seat
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
        chosen = decode(match.groupdict())
        fields = sent_fields(interaction)
        by = await asked_for_draft(interaction, chosen.draft)
        role = chosen.role or Role.INTERVIEWER
        try:
            seat = replace(chosen.seat(by.zone.name), role=role)
        except Refusal:
            # The picker says what is wrong with the time, and what was typed waits for a better one.
            seat = Seat(role, None, chosen.length)
        try:
            kept = await drafts.keep(by.member, seat, typed_details(fields), by.now, number=chosen.draft)
        except Refusal as refusal:
            await answer_with_text(interaction, refusal, all_typed(fields))
            return
        if kept.card is None:
            await show_picker(interaction, by, replace(chosen, draft=kept.number))
        else:
            await show_preview(interaction, by, kept)

    @on_component(rf"picker:preview:{STATE}")
    async def take_time(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Go back to the preview with what was picked instead."""
        await acknowledge_update(interaction)
        chosen = decode(match.groupdict())
        by = await asked_for_draft(interaction, chosen.draft)
        seat = chosen.seat(by.zone.name)
        kept = await drafts.choose(by.user_id, by.server_id, chosen.draft or 0, seat, by.now)
        await show_preview(interaction, by, kept)

    @on_component(rf"preview:publish:{NUMBER}")
    async def publish(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Publish the draft; one that is refused stays, and the preview says why."""
        await acknowledge_update(interaction)
        by = await asked_for_draft(interaction, int(match["number"]))
        number = int(match["number"])
        try:
            published = await drafts.publish(by.member, number, by.now)
        except DraftGone:
            raise
        except Refusal as refusal:
            kept = await drafts.find(by.user_id, by.server_id, number)
            await show_preview(interaction, by, kept, refusal)
            return
        await say_published(interaction, by, published)

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
        by = await asked_for_draft(interaction, int(match["number"]))
        try:
            kept = await drafts.describe(
                by.user_id, by.server_id, int(match["number"]), typed_details(fields), by.now
            )
        except Refusal as refusal:
            await answer_with_text(interaction, refusal, all_typed(fields))
            return
        await show_preview(interaction, by, kept)

    @on_component(rf"preview:time:{NUMBER}")
    async def change_time(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Go back to the picker with the choices; what was typed is kept."""
        await acknowledge_update(interaction)
        by = await asked_for_draft(interaction, int(match["number"]))
        kept = await drafts.find(by.user_id, by.server_id, int(match["number"]))
        await show_picker(interaction, by, of_seat(kept.seat, by.zone.name, kept.number))

    @on_component(rf"preview:at:{NUMBER}:(?P<start>\d{{1,11}})")
    async def take_free_time(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Take a free time that was offered for one that is taken."""
        await acknowledge_update(interaction)
        number = int(match["number"])
        by = await asked_for_draft(interaction, number)
        kept = await drafts.find(by.user_id, by.server_id, number)
        starts_at = datetime.fromtimestamp(int(match["start"]), UTC)
        seat = replace(kept.seat, starts_at=starts_at)
        kept = await drafts.choose(by.user_id, by.server_id, number, seat, by.now)
        await show_preview(interaction, by, kept)


async def _send_form(interaction: Interaction, custom_id: str, number: int | None) -> None:
    """Send the form for the details, filled in with what a draft says.

    A form has to come at once. Where the database is too slow for that the member is asked to click again:
    a form with less in it than was typed would wipe out the rest.
    """
    by, details = asked(interaction), Details()
    if number is not None:
        finding = asyncio.ensure_future(_draft(interaction, number))
        if not await within_patience(finding):
            forget(finding)
            await acknowledge(interaction)
            await answer(interaction, by.speak("details-later"))
            return
        details = (await finding).details
    await interaction.response.send_modal(details_form(by.speak, custom_id, details))


async def _draft(interaction: Interaction, number: int) -> Draft:
    server_id = interaction.guild_id
    if server_id is None:
        server_id = (await asked_for_draft(interaction, number)).server_id
    return await drafts.find(interaction.user.id, server_id, number)
