"""Noting what became of rows: many at once, and later where the database is away.

What was sent is noted beside the next deliveries, whatever has gathered since the last note in one statement.
A row stays this process's own until it is noted, so nothing is sent twice meanwhile.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime

from services.delivery import outcomes
from services.delivery.outcomes import Said
from services.outages import OutageError

_log = logging.getLogger(__name__)

AT_ONCE = 100
GATHERED_SECONDS = 0.02
"""How long what is to be noted may wait for more of it."""

PAUSE_SECONDS = 5.0
"""How long until what the database did not take is offered to it again."""

Note = Callable[[], Awaitable[object]]


class Writer:
    """Writes what became of rows, in the order in which it hears of it.

    Args:
        clock: The present moment (UTC).
        noted: Is called when something was written: the next row of a lane may go now.
    """

    def __init__(self, clock: Callable[[], datetime], noted: Callable[[], None]) -> None:
        self.me = 0
        self._clock = clock
        self._noted = noted
        self._said: list[Said] = []
        self._notes: list[Note] = []
        self._something = asyncio.Event()

    def said(self, said: Said) -> None:
        """Have it noted that a row was sent."""
        self._said.append(said)
        self._something.set()

    def note(self, note: Note) -> None:
        """Have something else noted; writing it twice has to be the same as once."""
        self._notes.append(note)
        self._something.set()

    async def run(self) -> None:
        """Write whatever there is, until it is cancelled."""
        while True:
            await self._something.wait()
            await asyncio.sleep(GATHERED_SECONDS)
            self._something.clear()
            try:
                await self.flush()
            except OutageError:
                await asyncio.sleep(PAUSE_SECONDS)
                self._something.set()
            except Exception:  # noqa: BLE001 - the writer outlives every fault
                _log.exception("What became of notifications could not be noted.")

    async def flush(self) -> None:
        """Write all that there is now.

        Raises:
            OutageError: the database is away; what it did not take is kept.
        """
        while self._said or self._notes:
            # What follows from a row comes before the note that it is done.
            for note in list(self._notes):
                await self._write(note)
            said = self._said[:AT_ONCE]
            await outcomes.sent(self.me, said, self._clock())
            del self._said[: len(said)]
            self._noted()

    async def _write(self, note: Note) -> None:
        try:
            await note()
        except OutageError:
            raise
        except Exception:  # noqa: BLE001 - the others go on
            _log.exception("What became of a notification could not be noted.")
        self._notes.remove(note)
