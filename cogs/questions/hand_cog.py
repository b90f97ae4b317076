"""The buttons and menus under the questions that an interviewer has at hand."""

import re

import discord

from cogs._client.bot import SparringBot
from cogs._shared.answers import acknowledge, acknowledge_update
from cogs._shared.people import asked
from cogs._shared.routing import RoutedCog, on_component
from cogs._shared.sent import sent_value, whole
from cogs.questions.hand_message import answer_with_hand
from services.questions import drawing

Interaction = discord.Interaction[SparringBot]

_DRAW = r"(?P<draw>\d{1,10})"
_INTERVIEW = r"(?P<number>\d{1,10})"


class HandCog(RoutedCog):
    """What an interviewer has at hand."""

    @on_component(rf"questions:draw:{_INTERVIEW}")
    async def draw(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Draw for the interview of a reminder."""
        await acknowledge(interaction)
        await self._look(interaction, int(match["number"]))

    @on_component(rf"questions:open:{_INTERVIEW}")
    async def open_one(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Show another of them in full."""
        await acknowledge_update(interaction)
        await self._look(interaction, int(match["number"]), shown=whole(sent_value(interaction)))

    @on_component(rf"questions:topic:{_INTERVIEW}")
    async def draw_of_topic(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Draw about a topic that was chosen."""
        await acknowledge_update(interaction)
        by = asked(interaction)
        hand = await drawing.draw(
            by.user_id,
            by.server_id,
            int(match["number"]),
            by.speak.language,
            by.now,
            only=sent_value(interaction),
        )
        await answer_with_hand(interaction, by.speak, hand)

    @on_component(rf"questions:another:{_DRAW}")
    async def another(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Lay another question into the place of one."""
        await acknowledge_update(interaction)
        by = asked(interaction)
        found = await drawing.another(by.user_id, by.server_id, int(match["draw"]), by.speak.language, by.now)
        said = by.speak("draw-asked-kept") if found.was_asked else None
        await answer_with_hand(interaction, by.speak, found.hand, shown=found.drawn, said=said)

    @on_component(rf"questions:(?P<mark>asked|unasked):{_DRAW}")
    async def mark(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Note that a question was asked, or that it was not."""
        await acknowledge_update(interaction)
        by, draw_id = asked(interaction), int(match["draw"])
        hand = await drawing.mark_asked(
            by.user_id,
            by.server_id,
            draw_id,
            by.now,
            is_asked=match["mark"] == "asked",
            language=by.speak.language,
        )
        await answer_with_hand(interaction, by.speak, hand, shown=draw_id)

    @on_component(rf"questions:went:{_DRAW}")
    async def note_how_it_went(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Note how a question went."""
        await acknowledge_update(interaction)
        by, draw_id = asked(interaction), int(match["draw"])
        hand = await drawing.note_how_it_went(
            by.user_id,
            by.server_id,
            draw_id,
            whole(sent_value(interaction)),
            by.now,
            language=by.speak.language,
        )
        await answer_with_hand(interaction, by.speak, hand, shown=draw_id)

    async def _look(self, interaction: Interaction, number: int, *, shown: int = 0) -> None:
        by = asked(interaction)
        hand = await drawing.look(by.user_id, by.server_id, number, by.speak.language, by.now)
        await answer_with_hand(interaction, by.speak, hand, shown=shown)
