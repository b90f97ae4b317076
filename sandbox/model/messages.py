"""Messages, ephemeral ones included, and who has read what."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sandbox.json_types import JsonObject

SUPPRESS_EMBEDS = 1 << 2
EPHEMERAL = 1 << 6
LOADING = 1 << 7
SUPPRESS_NOTIFICATIONS = 1 << 12
COMPONENTS_V2 = 1 << 15

NONCES_ARE_KEPT = timedelta(minutes=5)
"""How long a repeat of a nonce is known for one. Discord promises no more than "the past few minutes"."""


@dataclass(eq=False)
class Message:
    """A message as it stands.

    Attributes:
        raw: Discord's message object; edits change it in place.
        only_for: The one user who sees it, when it is ephemeral.
        notified: The ids of the users whom it pinged.
        token: The interaction token that made it, when an interaction did.
    """

    raw: JsonObject
    only_for: str | None = None
    notified: list[str] = field(default_factory=list)
    token: str | None = None

    @property
    def id(self) -> str:
        """The snowflake."""
        return str(self.raw["id"])

    @property
    def channel_id(self) -> str:
        """Where it stands."""
        return str(self.raw["channel_id"])

    @property
    def author_id(self) -> str:
        """Who wrote it."""
        return str(self.raw["author"]["id"])

    @property
    def flags(self) -> int:
        """Discord's message flags."""
        return int(self.raw["flags"])

    @flags.setter
    def flags(self, value: int) -> None:
        self.raw["flags"] = value

    @property
    def loading(self) -> bool:
        """Whether it is a deferred answer that still says "thinking"."""
        return bool(self.flags & LOADING)


class MessageStore:
    """All messages by id and by channel, with nonces and reading marks.

    Attributes:
        told_marks: What the open pages know of each member's mark at each channel.
    """

    def __init__(self) -> None:
        self._by_id: dict[str, Message] = {}
        self._by_channel: dict[str, dict[str, Message]] = {}
        self._nonces: dict[tuple[str, str, str], tuple[str, datetime]] = {}
        self._read: dict[tuple[str, str], int] = {}
        # Apart from the others: each member's number is counted for every message, which most do not ping.
        self._pings: dict[str, dict[str, Message]] = {}
        self.told_marks: dict[tuple[str, str], object] = {}

    def add(self, message: Message) -> None:
        """Append a message to its channel."""
        self._by_id[message.id] = message
        self._by_channel.setdefault(message.channel_id, {})[message.id] = message
        self.ping(message, message.notified)

    def ping(self, message: Message, user_ids: list[str]) -> None:
        """Note whom a message pings."""
        message.notified = user_ids
        if user_ids:
            self._pings.setdefault(message.channel_id, {})[message.id] = message

    def remove(self, message: Message) -> None:
        """Take a message away."""
        self._by_id.pop(message.id, None)
        self._by_channel.get(message.channel_id, {}).pop(message.id, None)
        self._pings.get(message.channel_id, {}).pop(message.id, None)

    def get(self, message_id: str) -> Message | None:
        """Return a message by id."""
        return self._by_id.get(message_id)

    @property
    def everywhere(self) -> list[Message]:
        """All messages, in the order in which they were sent."""
        return list(self._by_id.values())

    @property
    def read_marks(self) -> dict[tuple[str, str], int]:
        """The id of the last message that was seen, by user and channel."""
        return self._read

    def in_channel(self, channel_id: str) -> list[Message]:
        """Return a channel's messages, the oldest first."""
        return list(self._by_channel.get(channel_id, {}).values())

    def remember_nonce(self, message: Message, nonce: str, now: datetime) -> None:
        """Keep for some minutes which message its author sent with a nonce."""
        self._nonces[message.channel_id, message.author_id, nonce] = message.id, now

    def with_nonce(self, channel_id: str, author_id: str, nonce: str, now: datetime) -> Message | None:
        """Return the message that an author has sent with this nonce in the past minutes."""
        message_id, sent_at = self._nonces.get((channel_id, author_id, nonce), ("", now))
        return self._by_id.get(message_id) if now - sent_at < NONCES_ARE_KEPT else None

    def mark_read(self, user_id: str, channel_id: str) -> None:
        """Note that a user has seen everything in a channel."""
        channel = self._by_channel.get(channel_id)
        if channel:
            self._read[user_id, channel_id] = int(next(reversed(channel)))

    def last_read(self, user_id: str, channel_id: str) -> str | None:
        """Return the id of the last message that a user has seen in a channel."""
        last_read = self._read.get((user_id, channel_id))
        return None if last_read is None else str(last_read)

    def unread(self, user_id: str, channel_id: str) -> Iterator[Message]:
        """Give what is new to a user in a channel, the newest first."""
        last_read = self._read.get((user_id, channel_id), 0)
        for message in reversed(self._by_channel.get(channel_id, {}).values()):
            if int(message.id) <= last_read:
                return
            if message.author_id != user_id and message.only_for in (None, user_id):
                yield message

    def unread_pings(self, user_id: str, channel_id: str) -> Iterator[Message]:
        """Give the new messages that pinged a user in a channel."""
        last_read = self._read.get((user_id, channel_id), 0)
        for message in self._pings.get(channel_id, {}).values():
            if int(message.id) > last_read and user_id in message.notified:
                yield message
