"""What became of the rows that were sent, kept here until the database takes it.

A row that was sent while the database went away would be sent again when it is back. Discord drops a repeat
by its nonce, but only for some minutes; so what could not be noted is remembered, and noted first.
"""

import logging
from collections.abc import Awaitable, Callable

from services.outages import OutageError

_log = logging.getLogger(__name__)

Write = Callable[[], Awaitable[object]]


class Outcomes:
    """Notes what became of rows; what the database does not take is noted when it is back."""

    def __init__(self) -> None:
        self._waiting: dict[int, Write] = {}

    async def note(self, number: int, write: Write) -> None:
        """Note what became of a row; writing it twice has to be the same as once.

        Raises:
            OutageError: the database is away; `catch_up` will note it.
        """
        try:
            await write()
        except OutageError:
            self._waiting[number] = write
            raise

    async def catch_up(self) -> None:
        """Note what could not be noted before.

        Raises:
            OutageError: the database is still away.
        """
        for number, write in list(self._waiting.items()):
            try:
                await write()
            except OutageError:
                raise
            except Exception:  # noqa: BLE001 - the row is claimed again, and the others go on
                _log.exception("What became of notification %s could not be noted.", number)
            # Another write for the row may have been put off while this one was under way.
            if self._waiting.get(number) is write:
                del self._waiting[number]
