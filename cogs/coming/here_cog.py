"""The button with which a participant says that they are there."""

import re

import discord

from cogs._client.bot import SparringBot
from cogs._shared.answers import acknowledge, answer
from cogs._shared.markup import person
from cogs._shared.people import asked
from cogs._shared.routing import RoutedCog, on_component
from services.coming import checking_in

Interaction = discord.Interaction[SparringBot]


class HereCog(RoutedCog):
    """Being there."""

    @on_component(r"interview:here:(?P<number>\d{1,10})")
    async def check_in(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Note that a member is there, and say whether the other is."""
        await acknowledge(interaction)
        by, number = asked(interaction), int(match["number"])
        done = await checking_in.check_in(by.user_id, by.server_id, number, by.now)
        said = by.speak(
            "here-noted",
            number=number,
            member=person(done.other_id or 0, by.speak),
            other="here" if done.is_other_here else "open",
        )
        await answer(interaction, said)
