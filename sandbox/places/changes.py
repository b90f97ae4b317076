"""Changing channels, permissions and members, so that everyone hears of it."""

from sandbox.backend import Backend
from sandbox.clock import iso
from sandbox.gateway.intents import Intent
from sandbox.model.people import Member, User
from sandbox.model.places import Channel, Guild, Overwrite


def tell_pages(backend: Backend, guild: Guild) -> None:
    """Have the pages of a server's members look again at what there is."""
    backend.hub.publish("guild", {"id": guild.id}, visible_to=lambda user_id: user_id in guild.members)


def announce_channel(backend: Backend, guild: Guild, channel: Channel, change: str) -> None:
    """Tell of a channel that was created, updated or deleted (`change`)."""
    event = f"CHANNEL_{change.upper()}"
    backend.gateway.dispatch(event, channel.to_json(), guild_id=guild.id, intent=Intent.GUILDS)
    tell_pages(backend, guild)


def set_overwrite(backend: Backend, guild: Guild, channel: Channel, overwrite: Overwrite) -> None:
    """Set what a channel allows and denies to a role or member."""
    channel.overwrites[overwrite.id] = overwrite
    announce_channel(backend, guild, channel, "update")


def remove_overwrite(backend: Backend, guild: Guild, channel: Channel, target_id: str) -> None:
    """Take a channel's own permissions of a role or member away."""
    channel.overwrites.pop(target_id, None)
    announce_channel(backend, guild, channel, "update")


def remove_channel(backend: Backend, guild: Guild, channel: Channel) -> None:
    """Delete a channel of a server."""
    guild.channels.pop(channel.id, None)
    announce_channel(backend, guild, channel, "delete")


def remove_bot(backend: Backend, guild: Guild) -> None:
    """Take the bot out of a server."""
    guild.members.pop(backend.world.bot.id, None)
    backend.gateway.dispatch("GUILD_DELETE", {"id": guild.id}, guild_id=guild.id, intent=Intent.GUILDS)
    tell_pages(backend, guild)


def add_bot(backend: Backend, guild: Guild) -> None:
    """Bring the bot back into a server."""
    bot = backend.world.bot
    roles = [role.id for role in guild.roles.values() if role.bot_id == bot.id]
    guild.members[bot.id] = Member(user=bot, joined_at=iso(backend.clock.now()), roles=roles)
    backend.gateway.announce_guild(guild)
    tell_pages(backend, guild)


def announce_member(backend: Backend, guild: Guild, member: Member) -> None:
    """Tell of a member whose roles or nickname changed; the bot always hears of itself."""
    data = member.to_json() | {"guild_id": guild.id}
    intent = None if member.user.bot else Intent.GUILD_MEMBERS
    backend.gateway.dispatch("GUILD_MEMBER_UPDATE", data, guild_id=guild.id, intent=intent)
    announce_user(backend, member.user)


def announce_user(backend: Backend, user: User) -> None:
    """Tell the pages of a user whose language, DMs or rights changed."""
    backend.hub.publish("member", {"id": user.id})


def join(backend: Backend, guild: Guild, member: Member) -> None:
    """Add a member to a server."""
    guild.members[member.user.id] = member
    data = member.to_json() | {"guild_id": guild.id}
    backend.gateway.dispatch("GUILD_MEMBER_ADD", data, guild_id=guild.id, intent=Intent.GUILD_MEMBERS)
    announce_user(backend, member.user)


def leave(backend: Backend, guild: Guild, user: User) -> None:
    """Take a member out of a server."""
    guild.members.pop(user.id, None)
    data = {"guild_id": guild.id, "user": user.to_json()}
    backend.gateway.dispatch("GUILD_MEMBER_REMOVE", data, guild_id=guild.id, intent=Intent.GUILD_MEMBERS)
    announce_user(backend, user)
