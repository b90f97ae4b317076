"""Looking at a server's events and deleting one as a member."""

from sandbox.backend import Backend
from sandbox.errors import ClientRefusal
from sandbox.model.events import ScheduledEvent
from sandbox.model.people import User
from sandbox.model.places import Guild
from sandbox.permissions import Permission, guild_permissions
from sandbox.places.events import events_of, remove_event


def visible_events(backend: Backend, guild: Guild) -> list[ScheduledEvent]:
    """Return a server's events, the soonest first."""
    return sorted(events_of(backend, guild), key=lambda event: (event.starts_at, int(event.id)))


def may_delete(guild: Guild, user: User, event: ScheduledEvent) -> bool:
    """Tell whether a member may delete an event: an own one, or any if they manage events."""
    may = guild_permissions(guild, guild.members[user.id])
    own = Permission.CREATE_EVENTS if event.creator_id == user.id else Permission(0)
    return bool(may & (Permission.MANAGE_EVENTS | own))


def delete_event_as(backend: Backend, guild: Guild, user: User, event_id: str) -> None:
    """Delete an event as a member.

    Raises:
        ClientRefusal: The member may not, or there is no such event.
    """
    event = guild.scheduled_events.get(event_id)
    if event is None or event.is_over or user.id not in guild.members:
        raise ClientRefusal("There is no such event.")
    if not may_delete(guild, user, event):
        raise ClientRefusal("You may not delete this event.")
    remove_event(backend, guild, event)
