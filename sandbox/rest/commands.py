"""Registering application commands, globally and per server."""

from sandbox.errors import DiscordRefusal, ErrorCode
from sandbox.json_types import JsonObject, without_nulls
from sandbox.limits.commands import MAXIMUM_PER_TYPE, check_command, check_commands
from sandbox.limits.form import FormErrors
from sandbox.rest.lookup import find_guild
from sandbox.rest.routing import Call, Reply, RouteTable

routes = RouteTable()

_GLOBAL = "/applications/{application_id}/commands"
_GUILD = "/applications/{application_id}/guilds/{guild_id}/commands"


def _scope(call: Call) -> str | None:
    if call.params["application_id"] != call.backend.world.application_id:
        raise DiscordRefusal(ErrorCode.UNKNOWN_APPLICATION)
    guild_id = call.params.get("guild_id")
    return None if guild_id is None else find_guild(call.backend, guild_id).id


def _stored(call: Call, scope: str | None, body: JsonObject, previous: JsonObject | None) -> JsonObject:
    """Return a command as Discord keeps it: with an id, a version, and what was left out."""
    version = call.backend.snowflakes.next()
    command: JsonObject = {
        "id": version if previous is None else previous["id"],
        "application_id": call.backend.world.application_id,
        "version": version,
        "type": 1,
        "name": "",
        "name_localizations": None,
        "description": "",
        "description_localizations": None,
        "default_member_permissions": None,
        "dm_permission": True,
        "contexts": None,
        "integration_types": [0],
        "nsfw": False,
    }
    if scope is not None:
        command["guild_id"] = scope
    command |= {key: without_nulls(value) for key, value in body.items() if value is not None}
    if command["default_member_permissions"] is not None:
        command["default_member_permissions"] = str(command["default_member_permissions"])
    return command


def _shown(command: JsonObject, *, localizations: bool) -> JsonObject:
    """Return a command as an answer shows it; listings leave localizations out unless asked."""
    if localizations:
        return command
    hidden = ("name_localizations", "description_localizations")
    shown = {key: value for key, value in command.items() if key not in hidden}
    for part in ("options", "choices"):
        if command.get(part):
            shown[part] = [_shown(one, localizations=False) for one in command[part]]
    return shown


def _changed(call: Call) -> None:
    call.backend.hub.publish("commands", {})


def _list(call: Call) -> Reply:
    full = call.flag("with_localizations")
    commands = call.backend.commands.in_scope(_scope(call))
    return Reply([_shown(command, localizations=full) for command in commands])


def _replace(call: Call) -> Reply:
    scope = _scope(call)
    errors = FormErrors()
    bodies = [
        body for _, body in errors.objects((), call.body or [], high=sum(MAXIMUM_PER_TYPE.values()) + 1)
    ]
    errors.raise_if_any()
    check_commands(bodies)
    store = call.backend.commands
    fresh = [
        _stored(call, scope, body, store.named(scope, body["name"], body.get("type") or 1)) for body in bodies
    ]
    store.replace(scope, fresh)
    _changed(call)
    return Reply(fresh)


def _create(call: Call) -> Reply:
    scope = _scope(call)
    check_command(call.form)
    store = call.backend.commands
    type_ = call.form.get("type") or 1
    previous = store.named(scope, call.form["name"], type_)
    same_type = [one for one in store.in_scope(scope) if one["type"] == type_]
    if previous is None and len(same_type) >= MAXIMUM_PER_TYPE.get(type_, 1):
        raise DiscordRefusal(ErrorCode.COMMANDS_MAXIMUM)
    command = _stored(call, scope, call.form, previous)
    store.put(scope, command)
    _changed(call)
    return Reply(command, status=201 if previous is None else 200)


def _find(call: Call) -> JsonObject:
    command = call.backend.commands.get(_scope(call), call.params["command_id"])
    if command is None:
        raise DiscordRefusal(ErrorCode.UNKNOWN_COMMAND)
    return command


def _get(call: Call) -> Reply:
    return Reply(_find(call))


def _patch(call: Call) -> Reply:
    command = _find(call)
    body = {
        key: command[key] for key in ("name", "description", "type", "options") if key in command
    } | call.form
    check_command(body)
    changed = _stored(call, _scope(call), command | call.form, command) | {"id": command["id"]}
    changed["version"] = call.backend.snowflakes.next()
    call.backend.commands.put(_scope(call), changed)
    _changed(call)
    return Reply(changed)


def _delete(call: Call) -> Reply:
    call.backend.commands.remove(_scope(call), _find(call)["id"])
    _changed(call)
    return Reply()


for _base in (_GLOBAL, _GUILD):
    routes.add("GET", _base)(_list)
    routes.add("PUT", _base)(_replace)
    routes.add("POST", _base)(_create)
    routes.add("GET", _base + "/{command_id}")(_get)
    routes.add("PATCH", _base + "/{command_id}")(_patch)
    routes.add("DELETE", _base + "/{command_id}")(_delete)
