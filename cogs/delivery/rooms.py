"""Meeting rooms: Google is asked beside the other deliveries, so that a slow Google holds up nobody."""

import asyncio
import contextlib
import logging
from functools import partial

from cogs._shared.client import SparringBot
from cogs.delivery.outcomes import Outcomes
from services import delivery, rooms
from services.delivery import Delivery
from services.google_meet import GoogleMeetError
from services.outages import OutageError

_log = logging.getLogger(__name__)

AT_ONCE = 5
"""Rooms that are asked for at the same time."""


class RoomMaker:
    """Makes rooms for interviews that were booked without a link."""

    def __init__(self, bot: SparringBot, outcomes: Outcomes) -> None:
        self._bot = bot
        self._outcomes = outcomes
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._claims: dict[int, Delivery] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def begin(self, row: Delivery) -> None:
        """Begin to settle a row; the worker goes on meanwhile.

        A row that waits for its turn for longer than its lease is claimed again. It is under way already, so
        that claim only takes the place of the one before.
        """
        is_under_way = row.id in self._claims
        self._claims[row.id] = row
        if not is_under_way:
            task = asyncio.create_task(self._settle(row.id), name=f"room-{row.id}")
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Wait for what is under way; Google answers, or does not, within its time."""
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _settle(self, number: int) -> None:
        """Make a room or ask for a link; whatever happens is noted in the row, so nothing is raised.

        Where the database is away, the row is claimed again when its lease has run out.
        """
        with contextlib.suppress(OutageError):
            try:
                async with self._turns:
                    if await self._try_if_held(number):
                        done = partial(delivery.delivered, number, self._bot.clock())
                        await self._outcomes.note(number, done)
            except OutageError:
                raise
            except Exception as error:  # noqa: BLE001 - tried again, and the others go on
                _log.exception("No room could be made for notification %s.", number)
                failure = partial(delivery.failed, number, repr(error), self._bot.clock())
                await self._outcomes.note(number, failure)
            finally:
                del self._claims[number]

    async def _try_if_held(self, number: int) -> bool:
        """Settle a row, unless it was dropped while it waited, or another process took it over."""
        row = self._claims[number]
        return await delivery.keep(row, self._bot.clock()) and await self._try(row)

    async def _try(self, row: Delivery) -> bool:
        """Settle a row once; tell whether it is done, and not to be tried again."""
        if row.interview is None:
            return True
        number, booking = row.interview.id, int(row.payload["booking"])
        google = self._bot.google_meet
        if google is None or not await rooms.is_wanted(number):
            await rooms.room_not_made(number, booking, self._bot.clock())
            return True
        try:
            link = await google.create_space()
        except GoogleMeetError as error:
            _log.warning("Google made no room for interview %s: %s", number, error)
            await rooms.room_not_made(
                number, booking, self._bot.clock(), reason=error.reason, facts=error.facts
            )
            if error.is_temporary:
                await delivery.failed(row.id, error.reason, self._bot.clock())
            return not error.is_temporary
        made = partial(rooms.room_made, number, booking, link, self._bot.clock())
        await self._outcomes.note(row.id, made)
        return True
