"""The button with which a member reads what direct messages did not bring them."""

import re

import discord

from cogs._client.bot import SparringBot
from cogs._shared.answers import acknowledge, add, answer
from cogs._shared.people import Asked, asked
from cogs._shared.routing import RoutedCog, on_component
from cogs.delivery.calls import MISSED_BUTTON
from cogs.delivery.direct_messages import direct_message
from services.delivery import missed
from services.delivery.kinds.direct import Direct
from services.delivery.preparing import Delivery

Interaction = discord.Interaction[SparringBot]

AT_ONCE = 5
"""Messages that one click shows; Discord limits how many may follow an answer."""


class MissedCog(RoutedCog):
    """What a member has missed."""

    @on_component(MISSED_BUTTON)
    async def show(self, interaction: Interaction, _match: re.Match[str]) -> None:
        """Show whoever clicked what they have missed themselves, each as it would have been sent."""
        await acknowledge(interaction)
        by = asked(interaction)
        waiting = await missed.waiting(by.server_id or 0, by.user_id, by.now)
        if not waiting:
            await answer(interaction, by.speak("missed-nothing"))
            return
        some, more = waiting[:AT_ONCE], len(waiting[AT_ONCE:])
        await answer(interaction, by.speak("missed-shown", more=more))
        await _show(interaction, by, some)


async def _show(interaction: Interaction, by: Asked, waiting: tuple[Delivery, ...]) -> None:
    """Show messages one after the other; what was shown counts as read, whatever becomes of the rest."""
    shown: list[int] = []
    try:
        for row in waiting:
            if isinstance(row.message, Direct):
                said = await direct_message(by.speak, row, row.message, None)
                await add(interaction, said.content, embed=said.embed, view=said.view, file=said.file)
                shown.append(row.id)
    finally:
        if shown:
            await missed.read(by.server_id or 0, by.user_id, shown, by.now)
