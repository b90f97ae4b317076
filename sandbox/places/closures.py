"""Closing a channel to the bot, and opening it again as it was."""

from sandbox.backend import Backend
from sandbox.errors import ClientRefusal
from sandbox.json_types import JsonObject
from sandbox.model.places import Channel, Overwrite
from sandbox.permissions import Permission
from sandbox.places.changes import remove_overwrite, set_overwrite

_CLOSED = int(Permission.VIEW_CHANNEL | Permission.SEND_MESSAGES)


class Closures:
    """The channels that are closed to the bot, with what stood there before."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._before: dict[str, Overwrite | None] = {}

    def close(self, channel: Channel) -> None:
        """Take the right to see a channel and write in it from the bot."""
        guild = self._backend.world.guild_of(channel)
        if guild is None:
            raise ClientRefusal("Only a server's channel can be closed to the bot.")
        if channel.id not in self._before:
            bot_id = self._backend.world.bot.id
            self._before[channel.id] = channel.overwrites.get(bot_id)
            set_overwrite(self._backend, guild, channel, Overwrite(bot_id, 1, deny=_CLOSED))

    def open(self, channel: Channel) -> None:
        """Give the bot back what it had in a channel."""
        guild = self._backend.world.guild_of(channel)
        if guild is None or channel.id not in self._before:
            return
        before = self._before.pop(channel.id)
        if before is None:
            remove_overwrite(self._backend, guild, channel, self._backend.world.bot.id)
        else:
            set_overwrite(self._backend, guild, channel, before)

    def open_all(self) -> None:
        """Open all channels again."""
        for channel_id in list(self._before):
            channel = self._backend.world.channel(channel_id)
            if channel is None:
                del self._before[channel_id]
            else:
                self.open(channel)

    def to_json(self) -> list[JsonObject]:
        """Return the closed channels for the page."""
        closed = []
        for channel_id in self._before:
            channel = self._backend.world.channel(channel_id)
            name = channel_id if channel is None else f"#{channel.name}"
            closed.append({"kind": "deny_channel", "channel": channel_id, "path": name})
        return closed
