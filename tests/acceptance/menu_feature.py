"""A feature with commands in the menu of a member, which only tests load."""
# ruff: noqa: ARG002 - discord.py decides on the parameters of callbacks

import discord

from cogs._client.bot import SparringBot
from cogs._shared.answers import acknowledge, answer, in_one_request
from cogs._shared.member_menus import Target, on_member_menu
from cogs._shared.people import asked_in_server
from cogs._shared.routing import RoutedCog
from services.refusals import InterviewNotFound

Interaction = discord.Interaction[SparringBot]


class MenuCog(RoutedCog):
    """Says whom it was asked about, refuses, or breaks."""

    @on_member_menu("Wave at them!")
    async def wave(self, interaction: Interaction, target: Target) -> None:
        """Say who waves at whom."""
        async with in_one_request(interaction):
            by = await asked_in_server(interaction)
            is_member = isinstance(target, discord.Member)
            said = f"{by.member.user_id} waves at {target.id}, {'a member' if is_member else 'a user'}"
            await answer(interaction, said)

    @on_member_menu("Refuse")
    async def refuse(self, interaction: Interaction, target: Target) -> None:
        """Refuse, by some rule."""
        await acknowledge(interaction)
        raise InterviewNotFound(number=7)

    # Called as a slash command is.
    @on_member_menu("board")
    async def break_down(self, interaction: Interaction, target: Target) -> None:
        """Have a fault."""
        raise ZeroDivisionError


async def setup(bot: SparringBot) -> None:
    """Load the feature."""
    await bot.add_cog(MenuCog(bot))
