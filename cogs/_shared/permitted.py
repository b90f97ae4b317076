"""What the bot needs in a server, and what Discord lets it do there, also where its own memory does not say.

Servers are announced one by one after the start, and until then the bot knows of a server, its channels and
its own roles there as good as nothing. So nothing is called missing or forbidden before Discord was asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import discord
from discord import app_commands

Interaction = discord.Interaction[discord.Client]

PERMISSIONS = discord.Permissions(
    view_channel=True, send_messages=True, embed_links=True, read_message_history=True
)
"""What the bot needs in a board channel; the invite link asks for exactly this.

Files go only into direct messages and answers to interactions, where no permission is needed for them.
"""


def missing_permissions(allowed: discord.Permissions) -> list[str]:
    """Return the names of what the bot needs in a board or log channel and may not do there."""
    return [name for name, needed in PERMISSIONS if needed and not getattr(allowed, name)]


class TextChannelOption(app_commands.Transformer[discord.Client]):
    """An option that takes a text channel, also one of a server that has not been announced yet."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """Return what Discord calls such an option."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """Return which channels are offered."""
        return [discord.ChannelType.text, discord.ChannelType.news]

    async def transform(self, _interaction: Interaction, value: object, /) -> app_commands.AppCommandChannel:
        """Return the channel as the interaction carries it.

        Raises:
            app_commands.TransformerError: It is none of these.
        """
        if not isinstance(value, app_commands.AppCommandChannel) or value.type not in self.channel_types:
            raise app_commands.TransformerError(value, self.type, self)
        return value


TextChannel = app_commands.Transform[app_commands.AppCommandChannel, TextChannelOption]


@dataclass(frozen=True)
class ServerLook:
    """A server as Discord has it at the moment.

    Attributes:
        guild: The server, with its roles.
        channels: Its channels by id, those included that the bot cannot see.
        me: The bot as its member.
    """

    guild: discord.Guild
    channels: Mapping[int, discord.abc.GuildChannel]
    me: discord.Member

    def allowed_in(self, channel_id: int) -> discord.Permissions:
        """Return what the bot may do in a channel; nothing where there is none."""
        channel = self.channels.get(channel_id)
        return discord.Permissions.none() if channel is None else channel.permissions_for(self.me)


async def look_at_server(client: discord.Client, server_id: int) -> ServerLook:
    """Ask Discord for a server; three requests.

    Raises:
        discord.NotFound: The bot is not in it.
        discord.Forbidden: The bot is not in it.
        discord.HTTPException: Discord does not say.
        aiohttp.ClientError: Discord does not answer.
    """
    guild = await client.fetch_guild(server_id, with_counts=False)
    channels = {channel.id: channel for channel in await guild.fetch_channels()}
    me = await guild.fetch_member(client.user.id if client.user is not None else 0)
    return ServerLook(guild, channels, me)


async def missing_in(interaction: Interaction, channel_id: int) -> list[str]:
    """Return the names of what the bot needs in a channel of the interaction's server and may not do there.

    Raises:
        discord.HTTPException: Discord does not say.
        aiohttp.ClientError: Discord does not answer.
    """
    for allowed in (_told(interaction, channel_id), _remembered(interaction, channel_id)):
        if allowed is not None and not missing_permissions(allowed):
            return []
    look = await _look(interaction)
    return missing_permissions(discord.Permissions.none() if look is None else look.allowed_in(channel_id))


async def may_make_events(interaction: Interaction) -> bool:
    """Tell whether the bot may make events in the interaction's server.

    Raises:
        discord.HTTPException: Discord does not say.
        aiohttp.ClientError: Discord does not answer.
    """
    guild = _announced(interaction)
    if guild is not None and guild.me.guild_permissions.create_events:
        return True
    look = await _look(interaction)
    return look is not None and look.me.guild_permissions.create_events


def _told(interaction: Interaction, channel_id: int) -> discord.Permissions | None:
    """Return what the interaction says of the channel from which it came."""
    return interaction.app_permissions if interaction.channel_id == channel_id else None


def _remembered(interaction: Interaction, channel_id: int) -> discord.Permissions | None:
    guild = _announced(interaction)
    channel = None if guild is None else guild.get_channel(channel_id)
    return None if guild is None or channel is None else channel.permissions_for(guild.me)


def _announced(interaction: Interaction) -> discord.Guild | None:
    """Return the interaction's server if Discord has announced it to this process."""
    guild = None if interaction.guild_id is None else interaction.client.get_guild(interaction.guild_id)
    # Before it is announced the server stands there without anything in it.
    return (
        None
        if guild is None or guild.unavailable or guild.get_member(_own_id(interaction)) is None
        else guild
    )


def _own_id(interaction: Interaction) -> int:
    return interaction.client.user.id if interaction.client.user is not None else 0


async def _look(interaction: Interaction) -> ServerLook | None:
    """Ask Discord for the interaction's server; None where the bot is not in it."""
    if interaction.guild_id is None:
        return None
    try:
        return await look_at_server(interaction.client, interaction.guild_id)
    except (discord.NotFound, discord.Forbidden):
        return None
