"""What servers are called, also those that another process holds or that have not been announced yet."""

import time
from typing import NamedTuple
from weakref import WeakKeyDictionary

import discord

ASKED_AGAIN_SECONDS = 3600.0
"""How long a name is believed that Discord was asked for."""

REMEMBERED = 1000


class _Told(NamedTuple):
    name: str
    at: float


_told: "WeakKeyDictionary[discord.Client, dict[int, _Told]]" = WeakKeyDictionary()


async def name_of(client: discord.Client, server_id: int) -> str | None:
    """Return what a server is called; None where the bot is not in it any more.

    Raises:
        discord.HTTPException: Discord does not say.
        aiohttp.ClientError: Discord does not answer.
    """
    guild = client.get_guild(server_id)
    # Before it is announced, a server has no name.
    if guild is not None and guild.name:
        return guild.name
    known = _told.setdefault(client, {})
    told = known.get(server_id)
    if told is not None and time.monotonic() - told.at < ASKED_AGAIN_SECONDS:
        return told.name
    try:
        fetched = await client.fetch_guild(server_id, with_counts=False)
    except (discord.NotFound, discord.Forbidden):
        return None
    if len(known) >= REMEMBERED:
        known.clear()
    known[server_id] = _Told(fetched.name, time.monotonic())
    return fetched.name
