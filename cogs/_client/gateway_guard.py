"""What the gateway sends and discord.py cannot read harms nobody else.

Written for discord.py 2.7.1. There every error while a frame is decoded, or while an event is made into
objects, leaves `DiscordWebSocket.received_message`; `Shard.worker` takes it for the end, `Client.connect`
raises it, and with it the process ends for every server. Here an event that cannot be read is dropped, and
a frame that cannot even be decoded costs its shard one new connection.
"""

import asyncio
import logging
from collections.abc import Callable, MutableMapping
from typing import Any

import aiohttp
from discord import shard
from discord.backoff import ExponentialBackoff
from discord.errors import ConnectionClosed
from discord.gateway import DiscordWebSocket, ReconnectWebSocket

_log = logging.getLogger(__name__)

WRITTEN_FOR = "2.7.1"
"""The version of discord.py whose ways these are; with another one they are to be looked at anew."""

LONGEST_PAUSE_SECONDS = 30.0

_MADE_WITH_CARE = {"READY", "RESUMED"}
"""Events without which a session is none: where one cannot be read, the shard connects anew."""

_MEANT = (ReconnectWebSocket, ConnectionClosed, OSError, aiohttp.ClientError, TimeoutError)
"""What discord.py raises on purpose while it reads, or handles by itself: a connection that is over."""


class GuardedWebSocket(DiscordWebSocket):
    """A connection of a shard that survives a frame which cannot be read."""

    async def received_message(self, msg: Any, /) -> None:  # noqa: ANN401 - text or bytes, as in discord.py
        """Read a frame; one that cannot be read ends this connection, and the shard makes another.

        Raises:
            ReconnectWebSocket: The frame could not be read; the pause before the next connection is over.
        """
        try:
            await super().received_message(msg)
        except _MEANT:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it was, it must not end the process
            trouble = _trouble_of(self)
            pause = min(trouble.pauses.delay(), LONGEST_PAUSE_SECONDS)
            resume = trouble.may_resume(self)
            _log.warning(
                "A frame of the gateway could not be read (%s): shard %s connects again in %.1f s.",
                _named(error),
                self.shard_id,
                pause,
            )
            await self.close()
            await asyncio.sleep(pause)
            raise ReconnectWebSocket(self.shard_id, resume=resume) from None


class _Trouble:
    """What a shard remembers from one connection to the next."""

    def __init__(self) -> None:
        self.pauses: ExponentialBackoff[Any] = ExponentialBackoff()
        self._failed_at: tuple[str, int | None] | None = None

    def may_resume(self, connection: DiscordWebSocket) -> bool:
        """Tell whether to go on with the session, of which then nothing is missed.

        Not where there is none yet, and not where it broke at this very place before: a resumed session is
        sent again what it missed, so the frame would come for ever.
        """
        if connection.session_id is None:
            return False
        place = (connection.session_id, connection.sequence)
        is_new, self._failed_at = place != self._failed_at, place
        return is_new


def guard(client: shard.AutoShardedClient) -> None:
    """Let what a client's gateway sends and discord.py cannot read harm nobody else.

    To be called before the client connects. It holds for every client of this process that is sharded.
    """
    # discord.py offers no other place to say which class a shard connects with.
    shard.DiscordWebSocket = GuardedWebSocket  # type: ignore[misc]  # a name that is imported, not a class
    parsers: MutableMapping[str, Callable[..., Any]] = client._connection.parsers  # noqa: SLF001 - no other way
    for event in parsers.keys() - _MADE_WITH_CARE:
        parsers[event] = _dropping(event, parsers[event])


def _dropping(event: str, parse: Callable[..., Any]) -> Callable[..., Any]:
    def parse_or_drop(data: Any) -> None:  # noqa: ANN401 - whatever JSON it was
        try:
            parse(data)
        except Exception as error:  # noqa: BLE001 - one event harms nobody else
            log_dropped(f"An event {event}", error)

    return parse_or_drop


def _trouble_of(connection: DiscordWebSocket) -> _Trouble:
    """Return what is remembered of a connection's shard; it is kept with the client's own state."""
    known: dict[int | None, _Trouble] = connection._connection.__dict__.setdefault("_unreadable", {})  # noqa: SLF001
    return known.setdefault(connection.shard_id, _Trouble())


def log_dropped(what: str, error: Exception) -> None:
    """Say in one sentence of the log that something could not be read, and nothing of what was in it."""
    _log.warning("%s could not be read (%s) and is dropped.", what, _named(error))


def _named(error: Exception) -> str:
    """Return what went wrong and where in the code, without a word of what was sent."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return type(error).__name__
    file = trace.tb_frame.f_code.co_filename.rpartition("/")[2]
    return f"{type(error).__name__} at {file}:{trace.tb_lineno}"
