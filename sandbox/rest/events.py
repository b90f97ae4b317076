"""Scheduled events of a server."""

from sandbox.errors import DiscordRefusal, ErrorCode
from sandbox.gateway.intents import Intent
from sandbox.json_types import JsonObject
from sandbox.limits.form import FormErrors
from sandbox.model.places import Guild
from sandbox.permissions import Permission
from sandbox.rest.lookup import find_guild, need_in_guild
from sandbox.rest.routing import Call, Reply, RouteTable

routes = RouteTable()

_BASE = "/guilds/{guild_id}/scheduled-events"
_SCHEDULED = 1
_EXTERNAL = 3


def _find(call: Call) -> tuple[Guild, JsonObject]:
    guild = find_guild(call.backend, call.params["guild_id"])
    event = guild.scheduled_events.get(call.params["guild_scheduled_event_id"])
    if event is None:
        raise DiscordRefusal(ErrorCode.UNKNOWN_SCHEDULED_EVENT)
    return guild, event


def _check(event: JsonObject) -> None:
    errors = FormErrors()
    errors.length(("name",), event.get("name"), low=1, high=100)
    if event.get("description") is not None:
        errors.length(("description",), event["description"], high=1000)
    if not event.get("scheduled_start_time"):
        errors.required(("scheduled_start_time",))
    if event.get("entity_type") == _EXTERNAL:
        if not event.get("scheduled_end_time"):
            errors.required(("scheduled_end_time",))
        location = (event.get("entity_metadata") or {}).get("location")
        errors.length(("entity_metadata", "location"), location, low=1, high=100)
    errors.raise_if_any()


def _announce(call: Call, guild: Guild, change: str, event: JsonObject) -> None:
    name = f"GUILD_SCHEDULED_EVENT_{change}"
    call.backend.gateway.dispatch(name, event, guild_id=guild.id, intent=Intent.GUILD_SCHEDULED_EVENTS)
    call.backend.hub.changed()


@routes.add("GET", _BASE)
def list_events(call: Call) -> Reply:
    """Return a server's events."""
    return Reply(list(find_guild(call.backend, call.params["guild_id"]).scheduled_events.values()))


@routes.add("POST", _BASE)
def create_event(call: Call) -> Reply:
    """Create an event."""
    guild = find_guild(call.backend, call.params["guild_id"])
    need_in_guild(call.backend, guild, Permission.CREATE_EVENTS)
    bot = call.backend.world.bot
    event: JsonObject = {
        "id": call.backend.snowflakes.next(),
        "guild_id": guild.id,
        "channel_id": None,
        "creator_id": bot.id,
        "creator": bot.to_json(),
        "description": None,
        "image": None,
        "scheduled_end_time": None,
        "status": _SCHEDULED,
        "entity_id": None,
        "entity_metadata": None,
        "recurrence_rule": None,
        "user_count": 0,
        "guild_scheduled_event_exceptions": [],
    } | call.form
    _check(event)
    guild.scheduled_events[event["id"]] = event
    _announce(call, guild, "CREATE", event)
    return Reply(event)


@routes.add("GET", _BASE + "/{guild_scheduled_event_id}")
def get_event(call: Call) -> Reply:
    """Return an event."""
    return Reply(_find(call)[1])


@routes.add("PATCH", _BASE + "/{guild_scheduled_event_id}")
def change_event(call: Call) -> Reply:
    """Change an event."""
    guild, event = _find(call)
    need_in_guild(call.backend, guild, Permission.CREATE_EVENTS)
    _check(event | call.form)
    event.update(call.form)
    _announce(call, guild, "UPDATE", event)
    return Reply(event)


@routes.add("DELETE", _BASE + "/{guild_scheduled_event_id}")
def delete_event(call: Call) -> Reply:
    """Delete an event."""
    guild, event = _find(call)
    need_in_guild(call.backend, guild, Permission.CREATE_EVENTS)
    del guild.scheduled_events[event["id"]]
    _announce(call, guild, "DELETE", event)
    return Reply()
