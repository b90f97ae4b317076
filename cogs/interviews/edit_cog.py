"""The buttons and forms with which a host changes an interview."""

import asyncio
import re
from collections.abc import Callable

import discord

from cogs._client.bot import SparringBot
from cogs._shared.answers import acknowledge, answer
from cogs._shared.forms import Form
from cogs._shared.kept_text import all_typed, answer_with_text
from cogs._shared.patience import forget, within_patience
from cogs._shared.people import Asked, asked
from cogs._shared.routing import RoutedCog, on_component, on_form
from cogs._shared.sent import sent_fields
from cogs.interviews.edit_form import ASKING, decode, edit_form, typed_changes, typed_words, words_form
from cogs.interviews.editing import edit_card
from services import people, viewing
from services.interviews import Private
from services.refusals import Refusal

Interaction = discord.Interaction[SparringBot]

NUMBER = r"(?P<number>\d{1,10})"


class EditCog(RoutedCog):
    """Changing an interview by a form that shows what is set."""

    @on_component(rf"interview:edit:{NUMBER}")
    async def open_form(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Open the form for time, topic, level and link."""
        await _send_form(interaction, int(match["number"]), edit_form)

    @on_form(rf"interview:set:{NUMBER}:{ASKING}")
    async def take_form(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Change the interview as the form says."""
        await acknowledge(interaction)
        by, number, fields = asked(interaction), int(match["number"]), sent_fields(interaction)
        try:
            mine = await viewing.view_mine(number, by.server_id, by.user_id, by.now)
            zone = await _zone(by, mine)
            changes = typed_changes(by, fields, decode(match["minute"], match["length"]), zone, mine.link)
            read_in = zone if changes.starts_at is not None else None
            await edit_card(interaction, by, number, changes, all_typed(fields), read_in)
        except Refusal as refusal:
            await answer_with_text(interaction, refusal, all_typed(fields))

    @on_component(rf"interview:words:{NUMBER}")
    async def open_words(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Open the form for notes and language."""
        await _send_form(
            interaction, int(match["number"]), lambda speak, mine, _zone: words_form(speak, mine)
        )

    @on_form(rf"interview:words:{NUMBER}")
    async def take_words(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Change notes and language as the form says."""
        await acknowledge(interaction)
        by, fields = asked(interaction), sent_fields(interaction)
        try:
            await edit_card(interaction, by, int(match["number"]), typed_words(fields), all_typed(fields))
        except Refusal as refusal:
            await answer_with_text(interaction, refusal, all_typed(fields))


async def _send_form(interaction: Interaction, number: int, form: Callable[..., Form]) -> None:
    """Send a form filled in with what is set, unless it is known that nothing may be changed.

    A form has to come at once. Where the database is too slow for that the host is asked to click again: one
    that shows less than is set would wipe out the rest.
    """
    by = asked(interaction)
    finding = asyncio.ensure_future(_what_is_set(by, number))
    if not await within_patience(finding):
        forget(finding)
        await acknowledge(interaction)
        await answer(interaction, by.speak("details-later"))
        return
    mine, zone = await finding
    await interaction.response.send_modal(form(by.speak, mine, zone))


async def _what_is_set(by: Asked, number: int) -> tuple[Private, str]:
    mine = await viewing.view_hosted(number, by.server_id, by.user_id, by.now)
    return mine, await _zone(by, mine)


async def _zone(by: Asked, mine: Private) -> str:
    """Return the zone in which the host's times are read, also in a direct message."""
    return (await people.reading_zone(by.user_id, mine.interview.server_id)).name
