"""Channels and their permissions."""

from sandbox.errors import DiscordRefusal, ErrorCode
from sandbox.limits.form import FormErrors
from sandbox.model.places import TEXT_CHANNEL, Channel, Guild, Overwrite
from sandbox.permissions import Permission
from sandbox.places.changes import announce_channel, remove_channel, remove_overwrite, set_overwrite
from sandbox.rest.lookup import find_channel, find_guild, need_in_guild
from sandbox.rest.routing import Call, Reply, RouteTable

routes = RouteTable()

_PLAIN_FIELDS = {
    "name": "name",
    "topic": "topic",
    "position": "position",
    "nsfw": "nsfw",
    "parent_id": "parent_id",
}


def _guild_channel(call: Call, *needed: Permission) -> tuple[Guild, Channel]:
    channel = find_channel(call.backend, call.params["channel_id"], *needed)
    guild = call.backend.world.guild_of(channel)
    if guild is None:
        raise DiscordRefusal(ErrorCode.MISSING_ACCESS)
    return guild, channel


def _overwrites(call: Call) -> dict[str, Overwrite]:
    return {
        str(one["id"]): Overwrite(
            str(one["id"]), int(one["type"]), int(one.get("allow") or 0), int(one.get("deny") or 0)
        )
        for one in call.form.get("permission_overwrites") or []
    }


def _check(call: Call, *, creating: bool) -> None:
    errors = FormErrors()
    if creating or "name" in call.form:
        errors.length(("name",), call.form.get("name"), low=1, high=100)
    if call.form.get("topic") is not None:
        errors.length(("topic",), call.form["topic"], high=1024)
    errors.raise_if_any()


@routes.add("GET", "/channels/{channel_id}")
def get_channel(call: Call) -> Reply:
    """Return a channel."""
    return Reply(find_channel(call.backend, call.params["channel_id"]).to_json())


@routes.add("PATCH", "/channels/{channel_id}")
def change_channel(call: Call) -> Reply:
    """Change a channel."""
    guild, channel = _guild_channel(call, Permission.MANAGE_CHANNELS)
    _check(call, creating=False)
    for key, attribute in _PLAIN_FIELDS.items():
        if key in call.form:
            setattr(channel, attribute, call.form[key])
    if "rate_limit_per_user" in call.form:
        channel.slowmode = call.form["rate_limit_per_user"]
    if "permission_overwrites" in call.form:
        need_in_guild(call.backend, guild, Permission.MANAGE_ROLES)
        channel.overwrites = _overwrites(call)
    announce_channel(call.backend, guild, channel, "update")
    return Reply(channel.to_json())


@routes.add("DELETE", "/channels/{channel_id}")
def delete_channel(call: Call) -> Reply:
    """Delete a channel."""
    guild, channel = _guild_channel(call, Permission.MANAGE_CHANNELS)
    remove_channel(call.backend, guild, channel)
    return Reply(channel.to_json())


@routes.add("GET", "/guilds/{guild_id}/channels")
def list_channels(call: Call) -> Reply:
    """Return a server's channels."""
    guild = find_guild(call.backend, call.params["guild_id"])
    return Reply([channel.to_json() for channel in guild.channels.values()])


@routes.add("POST", "/guilds/{guild_id}/channels")
def create_channel(call: Call) -> Reply:
    """Create a channel."""
    guild = find_guild(call.backend, call.params["guild_id"])
    need_in_guild(call.backend, guild, Permission.MANAGE_CHANNELS)
    _check(call, creating=True)
    if call.form.get("permission_overwrites"):
        need_in_guild(call.backend, guild, Permission.MANAGE_ROLES)
    channel = Channel(
        id=call.backend.snowflakes.next(),
        type=call.form.get("type") or TEXT_CHANNEL,
        guild_id=guild.id,
        name=call.form["name"],
        topic=call.form.get("topic"),
        position=call.form.get("position") or len(guild.channels),
        parent_id=call.form.get("parent_id"),
        nsfw=bool(call.form.get("nsfw")),
        slowmode=call.form.get("rate_limit_per_user") or 0,
        overwrites=_overwrites(call),
    )
    guild.channels[channel.id] = channel
    announce_channel(call.backend, guild, channel, "create")
    return Reply(channel.to_json(), status=201)


@routes.add("PUT", "/channels/{channel_id}/permissions/{target_id}")
def put_permissions(call: Call) -> Reply:
    """Set a channel's permissions for a role or member."""
    guild, channel = _guild_channel(call, Permission.MANAGE_ROLES)
    form, target = call.form, call.params["target_id"]
    if target not in (guild.members if form.get("type") == 1 else guild.roles):
        raise DiscordRefusal(ErrorCode.UNKNOWN_OVERWRITE)
    overwrite = Overwrite(target, int(form["type"]), int(form.get("allow") or 0), int(form.get("deny") or 0))
    set_overwrite(call.backend, guild, channel, overwrite)
    return Reply()


@routes.add("DELETE", "/channels/{channel_id}/permissions/{target_id}")
def delete_permissions(call: Call) -> Reply:
    """Take a channel's permissions for a role or member away."""
    guild, channel = _guild_channel(call, Permission.MANAGE_ROLES)
    if call.params["target_id"] not in channel.overwrites:
        raise DiscordRefusal(ErrorCode.UNKNOWN_OVERWRITE)
    remove_overwrite(call.backend, guild, channel, call.params["target_id"])
    return Reply()
