"""Noting what became of rows: many at once, and later where the database is away.

What was sent is noted beside the next deliveries, whatever has gathered since the last note in one statement.
A row stays this process's own until it is noted, so nothing is sent twice meanwhile. One that cannot be noted
since the bot has a bug is tried again later: then it is looked first whether its message stands.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple

from services.delivery import outcomes, queue
from services.delivery.outcomes import Said
from services.delivery.preparing import Delivery
from services.delivery.queue import WaitsFor
from services.outages import OutageError

_log = logging.getLogger(__name__)

AT_ONCE = 100
GATHERED_SECONDS = 0.02
"""How long at least it is from one note to the next: what comes meanwhile is noted together."""

PAUSE_SECONDS = 5.0
"""How long until what the database did not take is offered to it again."""

PAUSE_AFTER_BUG = timedelta(minutes=2)
"""How long a row waits that could not be noted, times its tries: longer than Discord certainly remembers it,
so that the next try looks for its message."""

Note = Callable[[], Awaitable[object]]


class _Pending(NamedTuple):
    """A note that is still to be written, and the row that it is about.

    `is_last_try` tells that it puts the row off: if that fails by a bug too, there is nothing left to do.
    """

    write: Note
    row: Delivery | None
    is_last_try: bool = False


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
        self._notes: list[_Pending] = []
        self._turn = asyncio.Lock()
        self._wrote_at = 0.0
        self._something = asyncio.Event()

    @property
    def rows(self) -> set[int]:
        """The rows of which something is still to be noted."""
        return {one.row.id for one in self._said} | {one.row.id for one in self._notes if one.row is not None}

    def said(self, said: Said) -> None:
        """Have it noted that a row was sent."""
        self._said.append(said)
        self._something.set()

    def note(self, note: Note, row: Delivery | None = None) -> None:
        """Have something else noted; writing it twice has to be the same as once.

        `row` is what it is about: if the note fails by a bug, the row is tried again later.
        """
        self._notes.append(_Pending(note, row))
        self._something.set()

    async def run(self) -> None:
        """Write whatever there is, until it is cancelled."""
        while True:
            await self._something.wait()
            await asyncio.sleep(self._wrote_at + GATHERED_SECONDS - time.monotonic())
            self._something.clear()
            self._wrote_at = time.monotonic()
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
        # A shutdown has it written while the writer may be at it.
        async with self._turn:
            while self._said or self._notes:
                # What follows from a row comes before the note that it is done.
                while self._notes:
                    await self._write_first_note()
                await self._write_said()
                self._noted()

    async def _write_first_note(self) -> None:
        note, row, is_last_try = self._notes[0]
        try:
            await note()
        except OutageError:
            raise
        except Exception as error:  # noqa: BLE001 - the others go on
            what = "a notification" if row is None else f"notification {row.id}"
            _log.exception("What became of %s could not be noted.", what)
            if row is not None and not is_last_try:
                self._notes.insert(1, _Pending(self._put_off(row, error), row, is_last_try=True))
        del self._notes[0]

    async def _write_said(self) -> None:
        """Note together which rows were sent, or each by itself if one of them has that fail."""
        said, now = self._said[:AT_ONCE], self._clock()
        try:
            await outcomes.sent(self.me, said, now)
        except OutageError:
            raise
        except Exception:  # noqa: BLE001 - only the culprit is put off
            _log.exception("What was sent could not be noted together.")
            self._notes += [_Pending(partial(outcomes.sent, self.me, [one], now), one.row) for one in said]
        del self._said[: len(said)]

    def _put_off(self, row: Delivery, error: Exception) -> Note:
        until = self._clock() + min(PAUSE_AFTER_BUG * row.attempts, queue.LONGEST_WAIT)
        return partial(queue.put_off, self.me, [row.id], until, WaitsFor.TRY, error=repr(error))
