"""Meeting rooms: Google is asked beside the deliveries, so that a slow Google holds up nobody."""

import asyncio
import logging
from functools import partial

from cogs._client.bot import SparringBot
from cogs.delivery.writer import Writer
from services import rooms
from services.delivery import outcomes
from services.delivery.kinds.others import Room
from services.delivery.outcomes import Said
from services.delivery.preparing import Delivery
from services.google_meet import GoogleMeetError

_log = logging.getLogger(__name__)

AT_ONCE = 5
"""Rooms that are asked for at the same time."""

LAST_WORK_SECONDS = 1.0
"""How long a shutdown waits for Google."""


class RoomMaker:
    """Makes rooms for interviews that were booked without a link."""

    def __init__(self, bot: SparringBot, writer: Writer) -> None:
        self._bot = bot
        self._writer = writer
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._tasks: dict[asyncio.Task[None], int] = {}

    @property
    def rows(self) -> set[int]:
        """The rows whose rooms are asked for, or wait for their turn."""
        return set(self._tasks.values())

    def begin(self, me: int, row: Delivery) -> None:
        """Begin to settle a row; it stays this process's own until that is noted."""
        task = asyncio.create_task(self._settle(me, row), name=f"room-{row.id}")
        self._tasks[task] = row.id
        task.add_done_callback(self._tasks.pop)

    async def stop(self) -> None:
        """Wait for what is under way, but not for long."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=LAST_WORK_SECONDS)
        for task in self._tasks:
            task.cancel()

    async def _settle(self, me: int, row: Delivery) -> None:
        """Make a room or ask for a link; whatever happens is noted."""
        try:
            async with self._turns:
                is_done = await self._try(me, row)
        except Exception as error:  # noqa: BLE001 - tried again, and the others go on
            _log.exception("No room could be made for notification %s.", row.id)
            self._writer.note(partial(outcomes.failed, me, row, repr(error), self._bot.clock()), row)
        else:
            if is_done:
                self._writer.said(Said(row))

    async def _try(self, me: int, row: Delivery) -> bool:
        """Settle a row once; tell whether it is done, and not to be tried again."""
        if row.present.interview is None or not isinstance(row.message, Room):
            return True
        number, booking, now = row.number, row.message.booking, self._bot.clock()
        google = self._bot.google_meet
        if google is None or not await rooms.is_wanted(number):
            self._writer.note(partial(rooms.room_not_made, number, booking, now), row)
            return True
        try:
            link = await google.create_space()
        except GoogleMeetError as error:
            _log.warning("Google made no room for interview %s: %s", number, error)
            not_made = partial(rooms.room_not_made, number, booking, self._bot.clock())
            self._writer.note(partial(not_made, reason=error.reason, facts=error.facts), row)
            if error.is_temporary:
                self._writer.note(partial(outcomes.failed, me, row, error.reason, self._bot.clock()), row)
            return not error.is_temporary
        self._writer.note(partial(rooms.room_made, number, booking, link, self._bot.clock()), row)
        return True
