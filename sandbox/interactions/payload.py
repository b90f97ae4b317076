"""The INTERACTION_CREATE object, with all that Discord tells the bot."""

from sandbox.backend import Backend
from sandbox.json_types import JsonObject
from sandbox.limits.messages import MAXIMUM_FILE
from sandbox.model.interactions import Interaction
from sandbox.model.messages import Message
from sandbox.model.people import Member, User
from sandbox.model.places import Channel, Guild
from sandbox.permissions import channel_permissions

_NOT_RESOLVED = {"deaf", "mute"}


def interaction_json(backend: Backend, interaction: Interaction, channel: Channel) -> JsonObject:
    """Return what the gateway sends for an interaction."""
    user = backend.world.users[interaction.user_id]
    guild = backend.world.guild_of(channel)
    payload: JsonObject = {
        "id": interaction.id,
        "application_id": backend.world.application_id,
        "type": int(interaction.kind),
        "data": interaction.data,
        "channel_id": channel.id,
        "channel": channel.to_json(),
        "token": interaction.token,
        "version": 1,
        "locale": user.locale,
        "app_permissions": str(backend.permissions_in(backend.world.bot.id, channel)),
        "entitlements": [],
        "entitlement_sku_ids": [],
        "attachment_size_limit": MAXIMUM_FILE,
    }
    if guild is None:
        payload |= {"user": user.to_json(), "context": 1, "authorizing_integration_owners": {"0": "0"}}
    else:
        payload |= _guild_part(guild, user, channel, backend)
    message = backend.messages.get(interaction.message_id) if interaction.message_id else None
    if message is not None:
        payload["message"] = _message_json(message, channel)
    return payload


def _guild_part(guild: Guild, user: User, channel: Channel, backend: Backend) -> JsonObject:
    may = str(backend.permissions_in(user.id, channel))
    return {
        "guild_id": guild.id,
        "guild": {"id": guild.id, "locale": guild.locale, "features": []},
        "guild_locale": guild.locale,
        "member": guild.members[user.id].to_json() | {"permissions": may},
        "channel": channel.to_json() | {"permissions": may},
        "context": 0,
        "authorizing_integration_owners": {"0": guild.id},
    }


def _message_json(message: Message, channel: Channel) -> JsonObject:
    return message.raw if channel.guild_id is None else message.raw | {"guild_id": channel.guild_id}


def resolved_users(users: list[User], guild: Guild | None, channel: Channel) -> JsonObject:
    """Return the `resolved` part for users, with their membership where they are members."""
    part: JsonObject = {"users": {user.id: user.to_json() for user in users}}
    there = {} if guild is None else guild.members
    members = {
        user.id: _partial_member(guild, there[user.id], channel)
        for user in users
        if guild is not None and user.id in there
    }
    return part | {"members": members} if members else part


def _partial_member(guild: Guild, member: Member, channel: Channel) -> JsonObject:
    """Return a membership without what Discord leaves out where it resolves one."""
    body = member.to_json(with_user=False)
    left = {key: value for key, value in body.items() if key not in _NOT_RESOLVED}
    return left | {"permissions": str(channel_permissions(guild, member, channel))}
