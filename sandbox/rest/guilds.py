"""Servers, members and roles."""

from sandbox.errors import DiscordRefusal, ErrorCode
from sandbox.gateway.intents import Intent
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


@routes.add("GET", "/guilds/{guild_id}/members")
def list_members(call: Call) -> Reply:
    """Return members by id; for this an application needs the members intent."""
    if not call.backend.settings.granted_intents & Intent.GUILD_MEMBERS:
        raise DiscordRefusal(ErrorCode.MISSING_ACCESS)
    guild, limit = _guild(call), call.limit(1, 1000)
    after = int(call.query.get("after") or 0)
    members = sorted(guild.members.values(), key=lambda one: int(one.user.id))
    return Reply([member.to_json() for member in members if int(member.user.id) > after][:limit])


@routes.add("GET", "/guilds/{guild_id}/members/search")
def search_members(call: Call) -> Reply:
    """Return members whose name or nickname starts with a text."""
    guild, limit = _guild(call), call.limit(1, 1000)
    prefix = call.query.get("query", "").casefold()
    found = [
        member.to_json()
        for member in guild.members.values()
        if any(
            (name or "").casefold().startswith(prefix)
            for name in (member.user.name, member.user.display_name, member.nick)
        )
    ]
    return Reply(found[:limit])


@routes.add("GET", "/guilds/{guild_id}/members/{user_id}")
def get_member(call: Call) -> Reply:
    """Return a member."""
    return Reply(find_member(_guild(call), call.params["user_id"]).to_json())


@routes.add("PATCH", "/guilds/{guild_id}/members/@me")
def change_own_nickname(call: Call) -> Reply:
    """Change the bot's nickname."""
    guild = _guild(call)
    need_in_guild(call.backend, guild, Permission.CHANGE_NICKNAME)
    member = call.backend.world.bot_member(guild)
    member.nick = call.form.get("nick")
    announce_member(call.backend, guild, member)
    return Reply(member.to_json())


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


@routes.add("GET", "/guilds/{guild_id}/roles/{role_id}")
def get_role(call: Call) -> Reply:
    """Return a role."""
    return Reply(find_role(_guild(call), call.params["role_id"]).to_json())
