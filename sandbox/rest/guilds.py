"""Servers, members and roles."""

from sandbox.model.places import Guild
from sandbox.permissions import Permission
from sandbox.places.changes import announce_member
from sandbox.rest.lookup import find_guild, find_member, find_role, need_in_guild
from sandbox.rest.routing import Call, Reply, RouteTable

routes = RouteTable()


def _guild(call: Call) -> Guild:
    return find_guild(call.backend, call.params["guild_id"])


@routes.add("GET", "/guilds/{guild_id}")
def get_guild(call: Call) -> Reply:
    """Return a server."""
    guild = _guild(call)
    body = guild.to_json()
    if call.flag("with_counts"):
        body |= {
            "approximate_member_count": len(guild.members),
            "approximate_presence_count": len(guild.members),
        }
    return Reply(body)


@routes.add("GET", "/guilds/{guild_id}/members/{user_id}")
def get_member(call: Call) -> Reply:
    """Return a member."""
    return Reply(find_member(_guild(call), call.params["user_id"]).to_json())


@routes.add("PUT", "/guilds/{guild_id}/members/{user_id}/roles/{role_id}")
def give_role(call: Call) -> Reply:
    """Give a member a role."""
    guild = _guild(call)
    need_in_guild(call.backend, guild, Permission.MANAGE_ROLES)
    member, role = find_member(guild, call.params["user_id"]), find_role(guild, call.params["role_id"])
    if role.id not in member.roles:
        member.roles.append(role.id)
        announce_member(call.backend, guild, member)
    return Reply()


@routes.add("DELETE", "/guilds/{guild_id}/members/{user_id}/roles/{role_id}")
def take_role(call: Call) -> Reply:
    """Take a role from a member."""
    guild = _guild(call)
    need_in_guild(call.backend, guild, Permission.MANAGE_ROLES)
    member, role = find_member(guild, call.params["user_id"]), find_role(guild, call.params["role_id"])
    if role.id in member.roles:
        member.roles.remove(role.id)
        announce_member(call.backend, guild, member)
    return Reply()


@routes.add("GET", "/guilds/{guild_id}/roles")
def list_roles(call: Call) -> Reply:
    """Return a server's roles."""
    return Reply([role.to_json() for role in _guild(call).roles.values()])
