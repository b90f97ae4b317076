"""How the list of rubrics looks. Pure functions."""

from collections.abc import Iterable, Sequence

import discord

from cogs._shared.discord_limits import EMBED_FIELD_VALUE_MAXIMUM
from cogs._shared.markup import plain, shorten
from cogs._shared.translation import Speaker
from services.rubrics.sets import Offered
from services.rubrics.words import said


def list_embed(speak: Speaker, rubrics: Sequence[Offered], *, is_used: bool) -> discord.Embed:
    """Return the bot's rubrics and the server's own, and whether they are used."""
    embed = discord.Embed(
        title=speak("rubrics-title"),
        description=speak("rubrics-are-on" if is_used else "rubrics-are-off"),
        colour=discord.Colour.blurple(),
    )
    own = _lines(speak, (one for one in rubrics if one.is_own))
    embed.add_field(
        name=speak("rubrics-of-mine"),
        value=_lines(speak, (one for one in rubrics if not one.is_own)),
        inline=False,
    )
    embed.add_field(name=speak("rubrics-own"), value=own or speak("rubrics-own-none"), inline=False)
    return embed


def _lines(speak: Speaker, rubrics: Iterable[Offered]) -> str:
    """Return a line for each; as many as a server can have find room, whatever they are called."""
    lines = (
        speak("rubrics-line", name=plain(said(one.name, speak.language)), version=one.version)
        for one in rubrics
    )
    return shorten("\n".join(lines), EMBED_FIELD_VALUE_MAXIMUM)
