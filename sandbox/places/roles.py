"""What roles allow in a whole server, so that the bot hears of it."""

from sandbox.backend import Backend
from sandbox.gateway.intents import Intent
from sandbox.json_types import JsonObject
from sandbox.model.places import Guild, Role
from sandbox.permissions import Permission
from sandbox.places.changes import tell_pages


def forbid(backend: Backend, guild: Guild, permission: Permission) -> None:
    """Take a permission from the bot: from everyone, and from each role that it has."""
    for role in [guild.everyone, *_own_roles(backend, guild)]:
        _set(backend, guild, role, role.permissions & ~permission)


def permit(backend: Backend, guild: Guild, permission: Permission) -> None:
    """Give the bot's own role a permission."""
    for role in _own_roles(backend, guild):
        _set(backend, guild, role, role.permissions | permission)


def add(backend: Backend, guild: Guild, role: Role) -> None:
    """Make a role."""
    guild.roles[role.id] = role
    _dispatch(backend, guild, "GUILD_ROLE_CREATE", {"role": role.to_json()})


def remove(backend: Backend, guild: Guild, role: Role) -> None:
    """Delete a role, and take it from whoever has it."""
    guild.roles.pop(role.id, None)
    for member in guild.members.values():
        member.roles = [one for one in member.roles if one != role.id]
    _dispatch(backend, guild, "GUILD_ROLE_DELETE", {"role_id": role.id})


def _own_roles(backend: Backend, guild: Guild) -> list[Role]:
    return [guild.roles[role_id] for role_id in backend.world.bot_member(guild).roles]


def _set(backend: Backend, guild: Guild, role: Role, permissions: int) -> None:
    role.permissions = permissions
    _dispatch(backend, guild, "GUILD_ROLE_UPDATE", {"role": role.to_json()})


def _dispatch(backend: Backend, guild: Guild, event: str, data: JsonObject) -> None:
    backend.gateway.dispatch(event, {"guild_id": guild.id} | data, guild_id=guild.id, intent=Intent.GUILDS)
    tell_pages(backend, guild)
