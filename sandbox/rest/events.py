"""Scheduled events of a server."""

from sandbox.errors import DiscordRefusal, ErrorCode
from sandbox.json_types import JsonObject
from sandbox.limits.events import check_event
from sandbox.model.events import SCHEDULED, ScheduledEvent
from sandbox.model.places import Guild
from sandbox.permissions import Permission
from sandbox.places.events import (
    MOST_EVENTS,
    add_event,
    announce_change,
    events_of,
    let_time_pass,
    remove_event,
)
from sandbox.rest.lookup import find_guild, need_in_guild
from sandbox.rest.routing import Call, Reply, RouteTable

routes = RouteTable()

_BASE = "/guilds/{guild_id}/scheduled-events"


def _guild(call: Call) -> Guild:
    return find_guild(call.backend, call.params["guild_id"])


def _find(call: Call) -> tuple[Guild, ScheduledEvent]:
    guild = _guild(call)
    let_time_pass(call.backend)
    event = guild.scheduled_events.get(call.params["guild_scheduled_event_id"])
    if event is None:
        raise DiscordRefusal(ErrorCode.UNKNOWN_SCHEDULED_EVENT)
    return guild, event


def _find_to_change(call: Call) -> tuple[Guild, ScheduledEvent]:
    """Return an event that the bot may change: its own, or any if it manages events."""
    guild, event = _find(call)
    is_own = event.creator_id == call.backend.world.bot.id
    own = Permission.CREATE_EVENTS if is_own else Permission(0)
    need_in_guild(call.backend, guild, Permission.MANAGE_EVENTS | own)
    return guild, event


def _shown(call: Call, event: ScheduledEvent) -> JsonObject:
    """Return an event as it is answered: who is interested is counted only where that is asked for."""
    hidden = set() if call.flag("with_user_count") else {"user_count"}
    return {name: value for name, value in event.raw.items() if name not in hidden}


@routes.add("GET", _BASE)
def list_events(call: Call) -> Reply:
    """Return a server's events that are not over."""
    return Reply([_shown(call, event) for event in events_of(call.backend, _guild(call))])


@routes.add("POST", _BASE)
def create_event(call: Call) -> Reply:
    """Create an event."""
    guild, backend = _guild(call), call.backend
    need_in_guild(backend, guild, Permission.CREATE_EVENTS)
    event = _blank(call, guild) | call.form
    check_event(event, call.form, SCHEDULED, backend.clock.now())
    if len(events_of(backend, guild)) >= MOST_EVENTS:
        raise DiscordRefusal(ErrorCode.EVENTS_MAXIMUM)
    made = ScheduledEvent(event)
    add_event(backend, guild, made)
    return Reply(_shown(call, made))


@routes.add("GET", _BASE + "/{guild_scheduled_event_id}")
def get_event(call: Call) -> Reply:
    """Return an event."""
    return Reply(_shown(call, _find(call)[1]))


@routes.add("PATCH", _BASE + "/{guild_scheduled_event_id}")
def change_event(call: Call) -> Reply:
    """Change an event."""
    guild, event = _find_to_change(call)
    if event.is_over:
        raise DiscordRefusal(ErrorCode.FINISHED_EVENT)
    check_event(event.raw | call.form, call.form, int(event.raw["status"]), call.backend.clock.now())
    event.raw.update(call.form)
    announce_change(call.backend, guild, event)
    return Reply(_shown(call, event))


@routes.add("DELETE", _BASE + "/{guild_scheduled_event_id}")
def delete_event(call: Call) -> Reply:
    """Delete an event."""
    guild, event = _find_to_change(call)
    remove_event(call.backend, guild, event)
    return Reply()


def _blank(call: Call, guild: Guild) -> JsonObject:
    """Return what a new event has that no request sets."""
    bot = call.backend.world.bot
    return {
        "id": call.backend.snowflakes.next(),
        "guild_id": guild.id,
        "channel_id": None,
        "creator_id": bot.id,
        "creator": bot.to_json(),
        "description": None,
        "image": None,
        "scheduled_end_time": None,
        "status": SCHEDULED,
        "entity_id": None,
        "entity_metadata": None,
        "recurrence_rule": None,
        "user_count": 0,
        "guild_scheduled_event_exceptions": [],
    }
