"""What `bot.py check` looks at on Discord: the token, and what the bot may do in each board channel."""

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass

import aiohttp
import discord

from cogs._client.answers_of_others import is_shut_out, reason_of, refuse_pages, shut_out_for, spoken
from cogs._shared.permitted import look_at_server, missing_permissions
from services.settings import Channels


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; a sentence says what is wrong and what to do, or that all is well."""

    is_fine: bool
    sentence: str


async def discord_findings(
    token: str, servers: Iterable[Channels], proxy: str | None = None
) -> AsyncIterator[Finding]:
    """Look at the token, then at the channels of every server that has set them; through a proxy, if any."""
    # It never connects. Without this intent discord.py would warn all the same, as if one had to be set.
    client = discord.Client(intents=discord.Intents(guilds=True), proxy=proxy)
    refuse_pages(client.http)
    async with client:
        try:
            await client.login(token)
        except discord.LoginFailure:
            yield Finding(
                is_fine=False,
                sentence="Discord refuses DISCORD_TOKEN: reset it on the page Bot of the developer portal.",
            )
            return
        except (aiohttp.ClientError, OSError, discord.HTTPException) as error:
            yield Finding(is_fine=False, sentence=_unreachable(error, proxy))
            return
        yield Finding(is_fine=True, sentence=f"Discord knows the bot as {client.user}.")
        for server in servers:
            for finding in await _channels(client, server):
                yield finding


def _unreachable(error: Exception, proxy: str | None) -> str:
    if isinstance(error, discord.HTTPException) and is_shut_out(error):
        left = spoken(shut_out_for(error))
        return f"Discord has shut out this address for {left}, for too many requests: try again then."
    return f"Discord does not answer: check the network ({reason_of(error, proxy)})."


async def _channels(client: discord.Client, server: Channels) -> list[Finding]:
    try:
        look = await look_at_server(client, server.server_id)
    except (discord.NotFound, discord.Forbidden):
        sentence = (
            f"Server {server.server_id}: the bot is not in it any more. Invite it again, or ignore this."
        )
        return [Finding(is_fine=False, sentence=sentence)]
    except (aiohttp.ClientError, OSError, discord.HTTPException) as error:
        sentence = f"Server {server.server_id} could not be looked at: {error}. Try again in a minute."
        return [Finding(is_fine=False, sentence=sentence)]
    guild, found = look.guild, []
    for name, channel_id in (("board", server.board_channel_id), ("log", server.log_channel_id)):
        if channel_id is None:
            continue
        place = look.channels.get(channel_id)
        if place is None:
            sentence = f"{guild.name}: the {name} channel is gone. Set another with /settings board."
            found.append(Finding(is_fine=False, sentence=sentence))
            continue
        missing = missing_permissions(look.allowed_in(channel_id))
        if missing:
            names = ", ".join(permission.replace("_", " ") for permission in missing)
            sentence = f"{guild.name}: in #{place.name} ({name}) the bot lacks: {names}. Allow it there."
            found.append(Finding(is_fine=False, sentence=sentence))
        else:
            sentence = f"{guild.name}: #{place.name} ({name}) is open to the bot."
            found.append(Finding(is_fine=True, sentence=sentence))
    if server.board_channel_id is None:
        sentence = f"{guild.name}: no board channel yet. Set one with /settings board."
        found.append(Finding(is_fine=False, sentence=sentence))
    if server.makes_events and not look.me.guild_permissions.create_events:
        sentence = f"{guild.name}: the bot lacks Create Events. Allow it, or switch /settings events off."
        found.append(Finding(is_fine=False, sentence=sentence))
    return found
