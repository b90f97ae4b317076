"""How far each member has read, and telling the pages when that changes."""

from collections.abc import Iterable
from dataclasses import dataclass

from sandbox.backend import Backend
from sandbox.json_types import JsonObject
from sandbox.model.people import User
from sandbox.model.places import Channel


@dataclass(frozen=True)
class Mark:
    """What stands beside a channel in one member's list of channels.

    Attributes:
        unread: Whether there is something new.
        mentions: The number beside it: how often the member is mentioned; in a DM every message counts.
        last_read: The id of the last message that was read; none if nothing ever was.
    """

    unread: bool
    mentions: int
    last_read: str | None

    def to_json(self) -> JsonObject:
        """Return the mark as the page reads it."""
        return {"unread": self.unread, "mentions": self.mentions, "last_read": self.last_read}


def mark_of(backend: Backend, user_id: str, channel: Channel) -> Mark:
    """Return how far a member has read a channel."""
    messages = backend.messages
    is_direct = channel.recipient is not None
    counted = messages.unread if is_direct else messages.unread_pings
    return Mark(
        unread=any(True for _ in messages.unread(user_id, channel.id)),
        mentions=sum(1 for _ in counted(user_id, channel.id)),
        last_read=messages.last_read(user_id, channel.id),
    )


def marks_everywhere(backend: Backend, user: User) -> JsonObject:
    """Return in how many channels a member has something new, and how often it mentions them."""
    guilds = backend.world.guilds_of(user.id)
    channels = [one for guild in guilds for one in guild.channels.values() if backend.sees(user.id, one)]
    if user.id in backend.world.dms:
        channels.append(backend.world.dms[user.id])
    marks = [mark_of(backend, user.id, channel) for channel in channels]
    return {"unread": sum(one.unread for one in marks), "mentions": sum(one.mentions for one in marks)}


def announce_marks(backend: Backend, channel: Channel, user_ids: Iterable[str]) -> None:
    """Tell the pages of all marks that changed, in one event however many members there are."""
    told = backend.messages.told_marks
    if not backend.hub.watched:
        # A page that opens later asks for everything; what earlier ones were told is no longer known to any.
        told.clear()
        return
    changed = []
    for user_id in user_ids:
        mark = mark_of(backend, user_id, channel)
        if told.get((user_id, channel.id)) == mark:
            continue
        told[user_id, channel.id] = mark
        everywhere = marks_everywhere(backend, backend.world.users[user_id])
        changed.append({"member": user_id, "everywhere": everywhere} | mark.to_json())
    if changed:
        backend.hub.publish("unread", {"channel": channel.id, "marks": changed})
