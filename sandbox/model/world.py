"""Everybody and everywhere: the users, the servers and the DM channels."""

from dataclasses import dataclass, field

from sandbox.errors import UnknownName
from sandbox.model.people import Member, User
from sandbox.model.places import DM_CHANNEL, Channel, Guild


@dataclass(eq=False)
class World:
    """The people and servers that a sandbox starts with, and what becomes of them.

    Attributes:
        bot: The application's own user.
        application_id: The id of the application.
        users: Everyone by id, the bot included.
        guilds: The servers by id, in the order in which they are shown.
        dms: The opened DM channels by the user's id.
    """

    bot: User
    application_id: str
    users: dict[str, User] = field(default_factory=dict)
    guilds: dict[str, Guild] = field(default_factory=dict)
    dms: dict[str, Channel] = field(default_factory=dict)
    _dm_channels: dict[str, Channel] = field(default_factory=dict)

    def user_named(self, name: str) -> User:
        """Return the user with a user name or display name, in any case.

        Raises:
            UnknownName: Nobody is called so.
        """
        wanted = name.casefold()
        for user in self.users.values():
            if wanted in (user.name.casefold(), user.display_name.casefold(), user.id):
                return user
        raise UnknownName(f"Nobody in this world is called {name!r}.")

    def guild_named(self, name: str) -> Guild:
        """Return the server with a name, in any case, or an id.

        Raises:
            UnknownName: No server is called so.
        """
        wanted = name.casefold()
        for guild in self.guilds.values():
            if wanted in (guild.name.casefold(), guild.id):
                return guild
        raise UnknownName(f"There is no server called {name!r}.")

    def guilds_of(self, user_id: str) -> list[Guild]:
        """Return the servers in which a user is."""
        return [guild for guild in self.guilds.values() if user_id in guild.members]

    def channel(self, channel_id: str) -> Channel | None:
        """Return a channel of any kind by id."""
        for guild in self.guilds.values():
            if channel_id in guild.channels:
                return guild.channels[channel_id]
        return self._dm_channels.get(channel_id)

    def channel_named(self, name: str, guild: Guild | None = None) -> Channel:
        """Return a server's channel by name (with or without #) or id; of any server by default.

        Raises:
            UnknownName: No channel is called so.
        """
        wanted = name.removeprefix("#").casefold()
        for place in self.guilds.values() if guild is None else [guild]:
            for channel in place.channels.values():
                if wanted in (channel.name.casefold(), channel.id):
                    return channel
        raise UnknownName(f"There is no channel called {name!r}.")

    def guild_of(self, channel: Channel) -> Guild | None:
        """Return the server of a channel, none for a DM."""
        return None if channel.guild_id is None else self.guilds[channel.guild_id]

    def open_dm(self, user: User) -> Channel:
        """Return the DM channel of the bot with a user, made when first asked for."""
        if user.id not in self.dms:
            # Derived from the user's id: the bot may remember the channel from an earlier run.
            channel_id = str(int(user.id) + (1 << 21))
            channel = Channel(id=channel_id, type=DM_CHANNEL, recipient=user)
            self.dms[user.id] = self._dm_channels[channel_id] = channel
        return self.dms[user.id]

    def bot_member(self, guild: Guild) -> Member:
        """Return the bot's membership of a server."""
        return guild.members[self.bot.id]
