"""The pool: a fixed number of rows on their way at once, each next one taken as soon as there is room.

Nobody waits for somebody else. A server has only a share of the pool while others wait, and never all of it;
some places are kept for what somebody has just clicked for; what would wait for one of Discord's limits goes
back until there is room.
"""

import asyncio
import logging
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

import discord

from cogs._client.bot import SparringBot
from cogs._client.pulse import Loop
from cogs._client.rate_limits import LOOK_AGAIN_SECONDS, Bucket
from cogs.delivery.faults import Verdict, fault_of, is_shut_out, retry_after_of
from cogs.delivery.rooms import RoomMaker
from cogs.delivery.sender import Sender
from cogs.delivery.writer import Writer
from services.delivery import outcomes, preparing, queue, standing
from services.delivery.kinds.message import Urgency
from services.delivery.kinds.others import Room
from services.delivery.kinds.shown import Card
from services.delivery.preparing import Delivery
from services.delivery.queue import WaitsFor
from services.outages import OutageError
from services.transaction import committed

_log = logging.getLogger(__name__)

SIZE = 64
"""Rows on their way at once."""

SHARE = 16
"""How many of them are one server's while others wait."""

MOST = 40
"""How many of them are one server's at most."""

KEPT_FOR_CLICKS = 16
"""Places that only what somebody has just clicked for may take."""

TURN_SECONDS = 0.025
"""How long at least it is from one claim to the next: what comes back meanwhile is taken together."""

READIED_EVERY_SECONDS = 0.2
"""How often, while much is going on, it is looked whose moment has come."""

OLDEST_FIRST_EVERY = 8
"""Of so many claims one takes what has waited longest, however little urgent it is."""

DELIVERY_SECONDS = 20.0
"""How long one delivery may take. Then it counts as failed, and is tried again."""

LONGEST_SLEEP_SECONDS = 15.0
"""How long nobody looks, whatever is due when: another process may have written something and died before it
sent it, and a clock may be set."""

PAUSE_AFTER_FAULT_SECONDS = 5.0
PAUSE_AFTER_BUG = timedelta(minutes=15)
"""How long a row waits that could not be made ready by a bug."""

LAST_WORK_SECONDS = 2.0
"""How long a shutdown waits for what is being sent."""

GOOGLE_KEEPS = 200
"""Rooms that wait for Google in this process; more go back, and a slow Google keeps nothing else waiting."""

GOOGLE_SECONDS = 10.0
"""How long such a room waits until it is taken again."""

WITHOUT_DATABASE = "database"
"""Why a delivery failed that asks the database on the way; else it is what Discord made of it (`Verdict`)."""

WAKES_EVERY_SECONDS = 60.0
"""How often an answer of Discord's wakes those who wait for one: a row that alone meets an error each time
must not be tried again with every message that gets through."""


class Pool:
    """Takes rows and has them sent.

    Args:
        bot: Through whom they are sent.
    """

    def __init__(self, bot: SparringBot) -> None:
        self.me = 0
        self._name = ""
        self._bot = bot
        self._sender = Sender(bot)
        self._news = asyncio.Event()
        self.writer = Writer(bot.clock, self._wake)
        self._rooms = RoomMaker(bot, self.writer)
        self._out: dict[asyncio.Task[None], int] = {}
        self._claims = 0
        self._may_have_more = False
        self._discord_is_away = False
        self._was_shut_out = 0.0
        self._woke_at = -WAKES_EVERY_SECONDS
        self._readied_at = -READIED_EVERY_SECONDS
        self._turned_at = 0.0
        self._next_moment: datetime | None = None

    def begin(self, me: int, name: str) -> None:
        """Take rows as this process, of the database of that name."""
        self.me = self.writer.me = me
        self._name = name

    async def run(self) -> None:
        """Deliver until cancelled."""
        async with committed() as news:
            self._news = news
            while True:
                news.clear()
                try:
                    pause = await self._turn()
                    self._bot.pulse.beat(Loop.DELIVERY)
                except OutageError:
                    # That the database is away, and that it is back, stands once each in the log.
                    pause, self._may_have_more = PAUSE_AFTER_FAULT_SECONDS, True
                except Exception:  # noqa: BLE001 - the pool outlives every fault
                    _log.exception("The pool met a fault and goes on.")
                    pause, self._may_have_more = PAUSE_AFTER_FAULT_SECONDS, True
                if pause > 0:
                    await self._sleep(news, pause)
                await asyncio.sleep(self._turned_at + TURN_SECONDS - time.monotonic())

    async def stop(self) -> None:
        """Let what is being sent come to an end, but not for long, and note what came of it."""
        if self._out:
            await asyncio.wait(self._out, timeout=LAST_WORK_SECONDS)
        for task in self._out:
            task.cancel()
        await self._rooms.stop()
        await self.writer.flush()

    async def _turn(self) -> float:
        """Take what there is room for; return how many seconds to wait for news before the next look."""
        now = self._bot.clock()
        await self._say_if_shut_out(now)
        await self._give_back_what_is_unknown()
        has_looked = await self._ready_what_is_due(now)
        room = self._room()
        if room is None:
            return max(self._bot.rate_limits.all_rest_for(), 0.2)
        self._claims += 1
        self._turned_at = time.monotonic()
        is_turn_of_age = self._claims % OLDEST_FIRST_EVERY == 0 and room.least is not Urgency.CLICKED
        claimed = await queue.claim(self.me, room, now, oldest_first=is_turn_of_age)
        if not claimed:
            return self._idle_seconds(has_looked=has_looked) if room.least is not Urgency.CLICKED else 0.2
        for prepared in await self._prepared(claimed):
            await self._drop(prepared)
            await self._begin(prepared.deliveries)
        return 0.0 if self._room() is not None else LONGEST_SLEEP_SECONDS

    async def _prepared(self, claimed: Sequence[int]) -> Sequence[preparing.Prepared]:
        """Return rows together, or each by itself if one has that fail: it would hold up all others."""
        try:
            return [await self._prepare(claimed)]
        except OutageError:
            raise
        except Exception:  # noqa: BLE001 - only the culprit is put off
            _log.exception("Notifications %s could not be made ready together.", claimed)
        return [await self._prepared_alone(number) for number in claimed]

    async def _prepared_alone(self, number: int) -> preparing.Prepared:
        try:
            return await self._prepare([number])
        except OutageError:
            raise
        except Exception as error:  # noqa: BLE001 - the others go on
            _log.exception("Notification %s could not be made ready, and will be tried again.", number)
            until = self._bot.clock() + PAUSE_AFTER_BUG
            await queue.put_off(self.me, [number], until, WaitsFor.TRY, error=repr(error))
            return preparing.Prepared((), ())

    async def _prepare(self, claimed: Sequence[int]) -> preparing.Prepared:
        return await preparing.prepare(claimed, self._name, self._bot.clock())

    async def _give_back_what_is_unknown(self) -> None:
        """Give back what a turn that met a fault may have taken and lost sight of."""
        if self._may_have_more:
            await queue.release_all_but(
                self.me, set(self._out.values()) | self.writer.rows | self._rooms.rows
            )
            self._may_have_more = False

    def _room(self) -> queue.Room | None:
        """Return what can be taken now, or None where nothing can."""
        free = SIZE - len(self._out)
        limits = self._bot.rate_limits
        if free <= 0 or not limits.room_for_all(Urgency.CLICKED):
            return None
        if free <= KEPT_FOR_CLICKS or not limits.room_for_all(Urgency.TIMED):
            return queue.Room(free, SHARE, MOST, least=Urgency.CLICKED)
        return queue.Room(free - KEPT_FOR_CLICKS, SHARE, MOST)

    async def _drop(self, prepared: preparing.Prepared) -> None:
        now = self._bot.clock()
        if prepared.overtaken:
            await queue.finish(self.me, prepared.overtaken, "dropped", now)
            self._wake()
        if prepared.unreadable:
            _log.error("Notifications %s cannot be read, and are given up.", prepared.unreadable)
            await queue.finish(self.me, prepared.unreadable, "failed", now, error="unreadable")

    async def _begin(self, rows: Sequence[Delivery]) -> None:
        """Send rows on their way; what would wait for a limit goes back until its turn."""
        limits = self._bot.rate_limits
        turns: dict[float, list[int]] = {}
        # Before any of them is done: what follows from a change must not be lost with this process.
        changed_at = {row.number: row.written_at for row in rows if _tells_of_a_change(row)}
        await standing.refresh_after_change(changed_at, self._bot.clock())
        for row in rows:
            if isinstance(row.message, Room):
                if len(self._rooms.rows) < GOOGLE_KEEPS:
                    self._rooms.begin(self.me, row)
                else:
                    turns.setdefault(GOOGLE_SECONDS, []).append(row.id)
                continue
            bucket = self._sender.bucket(row)
            wait = 0.0 if bucket is None else limits.wait_for(bucket, row.message.urgency)
            if wait > LOOK_AGAIN_SECONDS:
                turns.setdefault(round(wait, 2), []).append(row.id)
                continue
            task = asyncio.create_task(self._in_turn(row, bucket, wait), name=f"notification-{row.id}")
            self._out[task] = row.id
            task.add_done_callback(self._done)
        now = self._bot.clock()
        for wait, ids in turns.items():
            await queue.give_back(self.me, ids, now + min(timedelta(seconds=wait), queue.LONGEST_WAIT))

    def _done(self, task: asyncio.Task[None]) -> None:
        del self._out[task]
        self._wake()

    def _wake(self) -> None:
        """Look again: there is room, or the next row of a lane may go."""
        self._news.set()

    async def _in_turn(self, row: Delivery, bucket: Bucket | None, wait: float) -> None:
        """Deliver one row after a moment, if there is room by then; the first answers tell of the limits."""
        while bucket is not None and 0 < wait <= LOOK_AGAIN_SECONDS:
            await asyncio.sleep(wait)
            wait = self._bot.rate_limits.wait_for(bucket, row.message.urgency)
        if wait > 0:
            until = self._bot.clock() + min(timedelta(seconds=wait), queue.LONGEST_WAIT)
            self.writer.note(partial(queue.give_back, self.me, [row.id], until), row)
            return
        await self._deliver(row)

    async def _deliver(self, row: Delivery) -> None:
        """Deliver one row; whatever happens is noted."""
        try:
            said = await self._within_time(row)
        except OutageError:
            self._bot.observer.not_delivered(row.message.KIND.value, WITHOUT_DATABASE)
            # The row is this process's own still: it is put back when the database takes it.
            put_off = partial(self._put_off, row, "the database was away", WaitsFor.TRY, 0.0)
            self.writer.note(put_off, row)
        except Exception as error:  # noqa: BLE001 - one row must not stop the others
            self._note_fault(row, error)
        else:
            if said is not None:
                self.writer.said(said)
                self._bot.observer.delivered(row.message.KIND.value)
            if row.message.ASKS_DISCORD:
                self._discord_answered()

    async def _within_time(self, row: Delivery) -> outcomes.Said | None:
        """Send a row, for as long as one delivery may take.

        While Discord has all requests wait nothing is cut off: discord.py 2.7 would let every later request
        wait for ever if the one that waits for the end of such a pause were cancelled.
        """
        sending = asyncio.ensure_future(self._sender.send(self.me, row))
        try:
            while True:
                rest = self._bot.rate_limits.all_rest_for()
                done, _ = await asyncio.wait({sending}, timeout=DELIVERY_SECONDS + rest)
                if done:
                    return await sending
                if self._bot.rate_limits.all_rest_for() == 0:
                    raise TimeoutError(f"no answer within {DELIVERY_SECONDS:.0f} seconds")
        finally:
            if not sending.done():
                sending.cancel()

    def _note_fault(self, row: Delivery, error: Exception) -> None:
        fault = fault_of(error)
        kind, now = row.message.KIND.value, self._bot.clock()
        self._bot.observer.not_delivered(kind, fault.verdict.value)
        if isinstance(error, discord.HTTPException) and is_shut_out(error):
            self._bot.rate_limits.shut_out(retry_after_of(error))
        if fault.verdict is Verdict.NEVER:
            _log.error("Notification %s (%s) is not taken by Discord: %r", row.id, kind, error)
            self._bot.observer.given_up(kind)
            self.writer.note(partial(outcomes.refused, self.me, row, repr(error), now), row)
            return
        if fault.verdict is Verdict.LIMITED:
            wait = max(fault.retry_after, self._bot.rate_limits.all_rest_for(), 1.0)
            until = now + min(timedelta(seconds=wait), queue.LONGEST_WAIT)
            # A part of it may have been done before the limit was met: it counts as tried.
            put_off = partial(queue.put_off, self.me, [row.id], until, WaitsFor.TURN, error=repr(error))
            self.writer.note(put_off, row)
            return
        waits_for = WaitsFor.DISCORD if fault.verdict is Verdict.AWAY else WaitsFor.TRY
        if fault.verdict is Verdict.AWAY:
            self._discord_is_away = True
            self._bot.reach.failed()
        self.writer.note(partial(self._put_off, row, repr(error), waits_for, fault.retry_after), row)

    async def _put_off(self, row: Delivery, error: str, waits_for: WaitsFor, retry_after: float) -> None:
        given_up = await outcomes.failed(
            self.me, row, error, self._bot.clock(), waits_for=waits_for, retry_after=retry_after
        )
        if given_up:
            self._bot.observer.given_up(row.message.KIND.value)
            _log.error("Notification %s was given up: %s", row.id, error)
        else:
            _log.warning("Notification %s will be tried again: %s", row.id, error)

    def _discord_answered(self) -> None:
        """Wake whoever waits for Discord, once it answers again."""
        self._bot.reach.worked()
        seconds = time.monotonic()
        if self._discord_is_away and seconds - self._woke_at >= WAKES_EVERY_SECONDS:
            self._discord_is_away, self._woke_at = False, seconds
            self.writer.note(queue.wake_after_outage)

    async def _say_if_shut_out(self, now: datetime) -> None:
        """Say once that this address is shut out, and once it is not any more tell the admins."""
        left = self._bot.rate_limits.shut_out_for()
        if left > 0 and not self._was_shut_out:
            self._was_shut_out = left
            _log.error("Discord has shut out this address: nothing is sent for %.0f seconds.", left)
        elif left == 0 and self._was_shut_out:
            # Before those that waited for it are made ready: their servers are told.
            await outcomes.was_shut_out(self._was_shut_out, now)
            self._was_shut_out = 0.0

    async def _ready_what_is_due(self, now: datetime) -> bool:
        """Make ready whose moment has come; while much is going on, some times a second are enough.

        Returns:
            Whether it was looked now.
        """
        seconds = time.monotonic()
        if seconds - self._readied_at < READIED_EVERY_SECONDS:
            return False
        self._next_moment = await queue.ready_what_is_due(now)
        self._readied_at = seconds
        return True

    def _idle_seconds(self, *, has_looked: bool) -> float:
        """Return how long nothing will be ready, as far as is known."""
        if not has_looked:
            # What was written since the last look may be due sooner than what was known then.
            return READIED_EVERY_SECONDS
        left = LONGEST_SLEEP_SECONDS
        if self._next_moment is not None:
            left = max((self._next_moment - self._bot.clock()).total_seconds(), 0.01)
        return min(left, LONGEST_SLEEP_SECONDS)

    @staticmethod
    async def _sleep(news: asyncio.Event, seconds: float) -> None:
        """Sleep until something was written or came back, or the time is over."""
        try:
            async with asyncio.timeout(seconds):
                await news.wait()
        except TimeoutError:
            return


def _tells_of_a_change(row: Delivery) -> bool:
    """Tell whether the interview of a row was changed after it was published, and not drawn again only."""
    return isinstance(row.message, Card) and not row.message.is_redrawn and bool(row.revision)
