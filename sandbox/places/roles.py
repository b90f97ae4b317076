"""What roles allow in a whole server, so that the bot hears of it."""

from sandbox.backend import Backend
from sandbox.gateway.intents import Intent
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


def _own_roles(backend: Backend, guild: Guild) -> list[Role]:
    return [guild.roles[role_id] for role_id in backend.world.bot_member(guild).roles]


def _set(backend: Backend, guild: Guild, role: Role, permissions: int) -> None:
    role.permissions = permissions
    data = {"guild_id": guild.id, "role": role.to_json()}
    backend.gateway.dispatch("GUILD_ROLE_UPDATE", data, guild_id=guild.id, intent=Intent.GUILDS)
    tell_pages(backend, guild)
