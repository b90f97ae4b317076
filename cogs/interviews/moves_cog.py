"""The buttons with which an interview is moved: to a free time, and by the guest who confirms it."""

import re
from datetime import UTC, datetime

import discord

from cogs._shared.answers import acknowledge, answer
from cogs._shared.calendar_files import calendar_file
from cogs._shared.client import SparringBot
from cogs._shared.components import link_button, participant_buttons, rows
from cogs._shared.interview_embeds import google_calendar, private_card
from cogs._shared.people import speaker_for
from cogs._shared.routing import RoutedCog, on_component
from cogs.interviews.editing import edit_card
from services import moves, settings
from services.editing import Changes
from services.invitations import Method

Interaction = discord.Interaction[SparringBot]


class MovesCog(RoutedCog):
    """Moving an interview by a click."""

    @on_component(r"move:confirm:(?P<proposal>\d{1,10})")
    async def confirm(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Confirm the time that the host proposes; the interview moves there."""
        await acknowledge(interaction)
        now = interaction.client.clock()
        moved = await moves.confirm(interaction.user.id, interaction.guild_id, int(match["proposal"]), now)
        speak = speaker_for(interaction)
        interview = moved.mine.interview
        price = (await settings.get(interview.server_id)).price
        calendar = link_button(speak("button-calendar"), google_calendar(speak, moved.mine))
        await answer(
            interaction,
            speak("move-confirmed", number=interview.id, when=interview.starts_at),
            embed=private_card(speak, moved.mine, price),
            view=rows([*participant_buttons(speak, moved.mine), calendar]),
            file=calendar_file(speak, moved.entry, Method.PUBLISH, now),
        )

    @on_component(r"move:to:(?P<number>\d{1,10}):(?P<minute>\d{1,9}):(?P<length>\d{1,3})")
    async def move_to(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Move an interview to a free time that was offered for one that is taken."""
        await acknowledge(interaction)
        starts_at = datetime.fromtimestamp(int(match["minute"]) * 60, UTC)
        changes = Changes(starts_at=starts_at, duration=int(match["length"]) or None)
        await edit_card(interaction, int(match["number"]), changes)
