"""What stands in a member's menu, done from a button of the tests' own.

The handlers get the interaction and the member, as they do from the menu itself.
"""

import re
from typing import Any

import discord

from sandbox import Answer, Member
from tests.acceptance.conftest import Town
from tests.acceptance.witness import forge

_HANDLERS = {"keep_apart": "BlockCog", "have_we_met": "MetCog"}


async def from_menu(town: Town, who: Member, handler: str, other_id: int | str) -> Answer:
    """Have a member choose something from the menu of another, and return the answer."""
    bot = town.bot
    assert bot is not None
    # Words alone: what is done has a name of as many as others have.
    name = f"tests:{handler.replace('_', '-')}"
    cog: Any = bot.get_cog(_HANDLERS[handler])

    async def handle(interaction: discord.Interaction[Any], match: re.Match[str]) -> None:
        await getattr(cog, handler)(interaction, await interaction.client.fetch_user(int(match["member"])))

    if name not in bot.routes.names():
        pattern = re.compile(rf"{name}:(?P<member>\d{{1,20}})")
        bot.routes.add(discord.InteractionType.component, pattern, handle)
    return await forge(who, f"{name}:{other_id}")


async def keep_apart(town: Town, who: Member, other: Member) -> Answer:
    """Have a member ask not to be paired with another."""
    return await from_menu(town, who, "keep_apart", other.id)


async def have_we_met(town: Town, who: Member, other: Member) -> Answer:
    """Have a member ask how often they have met another."""
    return await from_menu(town, who, "have_we_met", other.id)
