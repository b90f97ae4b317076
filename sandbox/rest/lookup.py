"""Finding what an address names, with Discord's refusals where the bot may not."""

from sandbox.backend import Backend
from sandbox.errors import DiscordRefusal, ErrorCode
from sandbox.model.messages import Message
from sandbox.model.people import Member, User
from sandbox.model.places import Channel, Guild, Role
from sandbox.permissions import Permission, guild_permissions


def find_guild(backend: Backend, guild_id: str) -> Guild:
    """Return a server in which the bot is."""
    guild = backend.world.guilds.get(guild_id)
    if guild is None or backend.world.bot.id not in guild.members:
        raise DiscordRefusal(ErrorCode.UNKNOWN_GUILD)
    return guild


def find_channel(backend: Backend, channel_id: str, *needed: Permission) -> Channel:
    """Return a channel that the bot can see and in which it has the needed permissions."""
    channel = backend.world.channel(channel_id)
    if channel is None:
        raise DiscordRefusal(ErrorCode.UNKNOWN_CHANNEL)
    may = backend.permissions_in(backend.world.bot.id, channel)
    if not may & Permission.VIEW_CHANNEL:
        raise DiscordRefusal(ErrorCode.MISSING_ACCESS)
    for permission in needed:
        if not may & permission:
            raise DiscordRefusal(ErrorCode.MISSING_PERMISSIONS)
    return channel


def find_message(backend: Backend, channel: Channel, message_id: str) -> Message:
    """Return a message of a channel; ephemeral ones are out of the bot's reach here."""
    message = backend.messages.get(message_id)
    if message is None or message.channel_id != channel.id or message.only_for is not None:
        raise DiscordRefusal(ErrorCode.UNKNOWN_MESSAGE)
    return message


def find_user(backend: Backend, user_id: str) -> User:
    """Return a user."""
    user = backend.world.users.get(user_id)
    if user is None:
        raise DiscordRefusal(ErrorCode.UNKNOWN_USER)
    return user


def find_member(guild: Guild, user_id: str) -> Member:
    """Return a member of a server."""
    member = guild.members.get(user_id)
    if member is None:
        raise DiscordRefusal(ErrorCode.UNKNOWN_MEMBER)
    return member


def find_role(guild: Guild, role_id: str) -> Role:
    """Return a role of a server."""
    role = guild.roles.get(role_id)
    if role is None:
        raise DiscordRefusal(ErrorCode.UNKNOWN_ROLE)
    return role


def need_in_guild(backend: Backend, guild: Guild, permission: Permission) -> None:
    """Refuse unless the bot has a permission in the server."""
    if not guild_permissions(guild, backend.world.bot_member(guild)) & permission:
        raise DiscordRefusal(ErrorCode.MISSING_PERMISSIONS)
