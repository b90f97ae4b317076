"""The buttons with which an interview is moved: to a free time, and by the guest who confirms or declines."""

import re
from datetime import UTC, datetime

import discord

from cogs._client.bot import SparringBot
from cogs._shared.answers import acknowledge, answer
from cogs._shared.calendar_files import calendar_file
from cogs._shared.components import link_button, participant_buttons, rows
from cogs._shared.interview_embeds import google_calendar, private_card
from cogs._shared.people import asked
from cogs._shared.routing import RoutedCog, on_component
from cogs.interviews.editing import edit_card
from services import moves
from services.editing import Changes
from services.invitations import Method

Interaction = discord.Interaction[SparringBot]


class MovesCog(RoutedCog):
    """Moving an interview by a click."""

    @on_component(r"move:confirm:(?P<proposal>\d{1,10})")
    async def confirm(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Confirm the time that the host proposes; the interview moves there."""
        await acknowledge(interaction)
        by = asked(interaction)
        moved = await moves.confirm(by.user_id, by.server_id, int(match["proposal"]), by.now)
        interview = moved.mine.interview
        calendar = link_button(by.speak("button-calendar"), google_calendar(by.speak, moved.mine))
        await answer(
            interaction,
            by.speak(
                "move-confirmed",
                number=interview.id,
                what="length" if moved.is_length else "time",
                when=interview.starts_at,
                length=by.speak("minutes", minutes=interview.duration),
            ),
            embed=private_card(by.speak, moved.mine, moved.settings.price),
            view=rows([*participant_buttons(by.speak, moved.mine), calendar]),
            file=await calendar_file(by.speak, moved.entry, Method.PUBLISH, by.now),
        )

    @on_component(r"move:decline:(?P<proposal>\d{1,10})")
    async def decline(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Decline the time that the host proposes; the interview stays as it is."""
        await acknowledge(interaction)
        by = asked(interaction)
        declined = await moves.decline(by.user_id, by.server_id, int(match["proposal"]), by.now)
        interview = declined.mine.interview
        await answer(
            interaction,
            by.speak(
                "move-declined",
                number=interview.id,
                what="length" if declined.is_length else "time",
                when=interview.starts_at,
            ),
            embed=private_card(by.speak, declined.mine, declined.settings.price),
            view=rows(participant_buttons(by.speak, declined.mine)),
        )

    @on_component(r"move:to:(?P<number>\d{1,10}):(?P<minute>\d{1,9}):(?P<length>\d{1,3})")
    async def move_to(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Move an interview to a free time that was offered for one that is taken."""
        await acknowledge(interaction)
        starts_at = datetime.fromtimestamp(int(match["minute"]) * 60, UTC)
        changes = Changes(starts_at=starts_at, duration=int(match["length"]) or None)
        await edit_card(interaction, asked(interaction), int(match["number"]), changes)
