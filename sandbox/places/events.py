"""Scheduled events of a server, so that everyone hears of what becomes of them."""

from sandbox.backend import Backend
from sandbox.gateway.intents import Intent
from sandbox.model.events import ScheduledEvent
from sandbox.model.places import Guild
from sandbox.places.changes import tell_pages

MOST_EVENTS = 100
"""Events of a server that are not over."""


def events_of(backend: Backend, guild: Guild) -> list[ScheduledEvent]:
    """Return a server's events that are coming or going on."""
    let_time_pass(backend)
    return [event for event in guild.scheduled_events.values() if not event.is_over]


def add_event(backend: Backend, guild: Guild, event: ScheduledEvent) -> None:
    """Put a new event into a server's list."""
    guild.scheduled_events[event.id] = event
    _announce(backend, guild, "CREATE", event)


def announce_change(backend: Backend, guild: Guild, event: ScheduledEvent) -> None:
    """Tell of an event that was changed."""
    _announce(backend, guild, "UPDATE", event)


def remove_event(backend: Backend, guild: Guild, event: ScheduledEvent) -> None:
    """Take an event out of a server's list."""
    del guild.scheduled_events[event.id]
    _announce(backend, guild, "DELETE", event)


def let_time_pass(backend: Backend) -> None:
    """Begin and end what its time has come for; it is looked at when the clock jumps, and when asked for."""
    now = backend.clock.now()
    for guild in backend.world.guilds.values():
        for event in guild.scheduled_events.values():
            status = event.status_at(now)
            if status != event.raw["status"]:
                event.raw["status"] = status
                announce_change(backend, guild, event)


def _announce(backend: Backend, guild: Guild, change: str, event: ScheduledEvent) -> None:
    name = f"GUILD_SCHEDULED_EVENT_{change}"
    backend.gateway.dispatch(name, event.raw, guild_id=guild.id, intent=Intent.GUILD_SCHEDULED_EVENTS)
    tell_pages(backend, guild)
