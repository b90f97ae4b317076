"""Messages of the bot in channels: posting, changing, removing them, and finding one that was not noted."""

import contextlib
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

import discord
from discord.http import Route
from discord.utils import MISSING

from cogs._client.rate_limits import FIRST_AT_ONCE
from services.delivery.preparing import Delivery
from services.places import Place

_log = logging.getLogger(__name__)

CLOCKS_MAY_DIFFER = timedelta(minutes=1)
"""How far apart the bot's clock and Discord's may be, when messages since a moment are looked at."""

LOOKED_AT = 1000
"""Messages of a channel that are looked at, at most, for one that may stand there."""

Same = Callable[[discord.Message], bool]


class Messages:
    """What a bot posts through its own client."""

    def __init__(self, client: discord.Client) -> None:
        self._client = client

    async def open(self, user_id: int) -> int:
        """Open the channel of somebody's direct messages; return its number.

        Where answers tell nothing of limits, discord.py has one request of a kind wait for the other (2.7),
        though there is nothing to wait for: so these are of several kinds to it, until an answer tells.
        """
        # The low bits of an id count within a millisecond, and are mostly the same.
        kind = str((user_id >> 22) % FIRST_AT_ONCE)
        route = Route("POST", "/users/@me/channels", metadata=kind)
        channel = await self._client.http.request(route, json={"recipient_id": user_id})
        return int(channel["id"])

    async def post(
        self,
        row: Delivery,
        channel_id: int,
        content: str | None = None,
        *,
        embed: discord.Embed | None = None,
        view: discord.ui.View | None = None,
        file: discord.File | None = None,
        silent: bool = False,
        mentions: discord.AllowedMentions | None = None,
        same: Same,
    ) -> int:
        """Post the message of a row, once; return its number.

        Discord drops a repeat by its nonce for some minutes. Later, one that an earlier try posted is looked
        for: `same` knows it among the bot's own messages of the channel.
        """
        if row.may_stand:
            standing = await self.find(channel_id, same, row.tried_at)
            if standing is not None:
                return standing
        posted = await self._client.get_partial_messageable(channel_id).send(
            content=content,
            # An embed that is asked whether it is one counts all its characters.
            embed=MISSING if embed is None else embed,
            view=MISSING if view is None else view,
            file=MISSING if file is None else file,
            nonce=row.nonce,
            silent=silent,
            allowed_mentions=mentions or MISSING,
        )
        return posted.id

    async def find(self, channel_id: int, same: Same, since: datetime | None) -> int | None:
        """Return the first of the bot's own messages since a moment that is the one looked for, or None."""
        me = self._client.user.id if self._client.user is not None else 0
        after = None if since is None else since - CLOCKS_MAY_DIFFER
        channel = self._client.get_partial_messageable(channel_id)
        async for message in channel.history(limit=LOOKED_AT, after=after, oldest_first=True):
            if message.author.id == me and same(message):
                return message.id
        return None

    async def edit(
        self,
        place: Place,
        embed: discord.Embed | None,
        view: discord.ui.View | None,
        *,
        content: str | None = None,
    ) -> bool:
        """Change a message, its text where one is given; tell whether it was still there."""
        message = self._client.get_partial_messageable(place.channel_id).get_partial_message(place.message_id)
        try:
            await message.edit(content=MISSING if content is None else content, embed=embed, view=view)
        except discord.NotFound:
            return False
        return True

    async def take_down(self, place: Place) -> None:
        """Delete a message; one that is gone already is as good.

        Raises:
            discord.HTTPException: Discord does not let the bot, or fails.
        """
        channel = self._client.get_partial_messageable(place.channel_id)
        with contextlib.suppress(discord.NotFound):
            await channel.get_partial_message(place.message_id).delete()

    async def remove(self, place: Place) -> None:
        """Delete a message that stands where it no longer belongs, if that can be done."""
        channel = self._client.get_partial_messageable(place.channel_id)
        try:
            await channel.get_partial_message(place.message_id).delete()
        except (discord.HTTPException, discord.RateLimited) as error:
            _log.info("An old message could not be removed: %s", error)
