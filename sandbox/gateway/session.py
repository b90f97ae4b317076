"""A gateway session: it outlives its connection, so that a client can resume it."""

import time
from collections import deque
from typing import Protocol

import orjson

from sandbox.gateway.intents import Intent
from sandbox.json_types import JsonObject

REPLAY_LIMIT = 2000
DETACHED_SECONDS = 120.0


class Line(Protocol):
    """A connection that carries a session."""

    def send(self, payload: bytes) -> None:
        """Queue a payload."""
        ...

    def abort(self) -> None:
        """Cut the connection without a word."""
        ...

    def turn_away(self) -> None:
        """End the connection because its token does not count any more."""
        ...


class Session:
    """What one identified client has been sent.

    Attributes:
        id: The session id that the client gives to resume.
        shard: Which of how many shards this session is.
        intents: What the client asked to hear of.
        sequence: The number of the latest event.
        line: The present connection, if any.
    """

    def __init__(self, session_id: str, shard: tuple[int, int], intents: int) -> None:
        self.id = session_id
        self.shard = shard
        self.intents = intents
        self.sequence = 0
        self.line: Line | None = None
        self._sent: deque[tuple[int, bytes]] = deque(maxlen=REPLAY_LIMIT)
        self._detached_at = time.monotonic()

    def covers(self, guild_id: str | None) -> bool:
        """Return whether events of a server, or of DMs for None, belong to this shard."""
        index, count = self.shard
        return index == (0 if guild_id is None else (int(guild_id) >> 22) % count)

    def wants(self, intent: Intent | None) -> bool:
        """Return whether the client asked for a group of events; None is for everyone."""
        return intent is None or bool(self.intents & intent)

    def dispatch(self, event: str, data: JsonObject | orjson.Fragment) -> None:
        """Send an event, and keep it for a replay; what several sessions get may be packed before."""
        self.sequence += 1
        # Packed at once: what the object says now is what is sent, also in a replay.
        self._keep_and_send(orjson.dumps({"op": 0, "t": event, "s": self.sequence, "d": data}))

    def send_as_event(self, payload: bytes) -> None:
        """Send a frame in the place of an event, whatever is in it, and keep it for a replay."""
        self.sequence += 1
        self._keep_and_send(payload)

    def _keep_and_send(self, payload: bytes) -> None:
        self._sent.append((self.sequence, payload))
        if self.line is not None:
            self.line.send(payload)

    def attach(self, line: Line) -> None:
        """Let a connection carry the session; an earlier one is cut."""
        if self.line is not None:
            self.line.abort()
        self.line = line

    def detach(self, line: Line) -> None:
        """Note that a connection has ended."""
        if self.line is line:
            self.line = None
            self._detached_at = time.monotonic()

    def missed_since(self, sequence: int) -> list[bytes] | None:
        """Return the events after a number, or None when they are no longer all known."""
        if sequence > self.sequence:
            return None
        missed = [payload for number, payload in self._sent if number > sequence]
        return missed if len(missed) == self.sequence - sequence else None

    @property
    def forgotten(self) -> bool:
        """Whether the session has been without a connection for too long to be resumed."""
        return self.line is None and time.monotonic() - self._detached_at > DETACHED_SECONDS
