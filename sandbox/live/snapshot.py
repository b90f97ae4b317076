"""Everything that one member sees, messages aside."""

from sandbox.backend import Backend
from sandbox.client.commands import usable_commands
from sandbox.clock import iso
from sandbox.json_types import JsonObject
from sandbox.limits.messages import MAXIMUM_FILE
from sandbox.live.events import events_json
from sandbox.model.people import User
from sandbox.model.places import Channel, Guild
from sandbox.permissions import Permission
from sandbox.posting.marks import mark_of, marks_everywhere


def snapshot(backend: Backend, me: User) -> JsonObject:
    """Return what the page needs to show one member's client."""
    world = backend.world
    guilds = world.guilds_of(me.id)
    dm = world.open_dm(me)
    people = [user for user in world.users.values() if not user.bot]
    return {
        "now": iso(backend.clock.now()),
        "me": me.to_json() | _client_of(backend, me),
        "bot": world.bot.to_json(),
        "bot_online": backend.gateway.online,
        "members": [_member(backend, user) for user in people],
        "guilds": [_guild(backend, guild, me) for guild in guilds],
        "dms": [{"id": dm.id, "recipient": world.bot.to_json()} | mark_of(backend, me.id, dm).to_json()],
        "largest_file": MAXIMUM_FILE,
        "commands": {guild.id: usable_commands(backend, me, guild.id) for guild in guilds},
    }


def _client_of(backend: Backend, user: User) -> JsonObject:
    admin = any(backend.is_admin(user.id, guild) for guild in backend.world.guilds_of(user.id))
    return {
        "locale": user.locale,
        "dms_open": user.dms_open,
        "is_admin": admin,
        "servers": [
            {"id": guild.id, "name": guild.name, "is_member": user.id in guild.members}
            for guild in backend.world.guilds.values()
        ],
    }


def _member(backend: Backend, user: User) -> JsonObject:
    guilds = backend.world.guilds_of(user.id)
    memberships = [guild.members[user.id] for guild in guilds]
    return {
        "user": user.to_json(),
        "nick": next((one.nick for one in memberships if one.nick), None),
        "roles": [role for one in memberships for role in one.roles],
        "guilds": [guild.id for guild in guilds],
        **marks_everywhere(backend, user),
        **_client_of(backend, user),
    }


def _guild(backend: Backend, guild: Guild, me: User) -> JsonObject:
    visible = [channel for channel in guild.channels.values() if backend.sees(me.id, channel)]
    return {
        "id": guild.id,
        "name": guild.name,
        "roles": [role.to_json() for role in guild.roles.values()],
        "channels": [_channel(backend, channel, me) for channel in visible],
        "events": events_json(backend, guild, me),
    }


def _channel(backend: Backend, channel: Channel, me: User) -> JsonObject:
    return {
        "id": channel.id,
        "name": channel.name,
        "type": channel.type,
        "topic": channel.topic,
        "can_send": bool(backend.permissions_in(me.id, channel) & Permission.SEND_MESSAGES),
        **mark_of(backend, me.id, channel).to_json(),
    }
