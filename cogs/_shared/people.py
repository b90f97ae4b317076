"""Who acts, as the services want to know them."""

from datetime import datetime
from typing import Any

import discord

from cogs._shared.translation import Speaker, language_of
from services import people
from services.people import Member


def speaker_for(interaction: discord.Interaction[Any]) -> Speaker:
    """Return a speaker of the language in which the reader uses Discord."""
    return Speaker(language_of(interaction.locale))


async def member_of(interaction: discord.Interaction[Any], now: datetime) -> Member:
    """Return who acts, made known to the database.

    Raises:
        RuntimeError: the interaction did not come from a server, which guild-only commands exclude.
    """
    if interaction.guild_id is None:
        raise RuntimeError("this needs a server")
    member = as_member(interaction.guild_id, interaction.user, language_of(interaction.locale))
    await people.meet(member, now, server_language=language_of(interaction.guild_locale or "en"))
    return member


def as_member(server_id: int, user: discord.User | discord.Member, language: str) -> Member:
    """Return a person of Discord as a member of a server."""
    return Member(server_id, user.id, user.display_name, language)
