"""What works by itself, each beside the others: delivery, timetable, heart, the look at the boards."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import discord
from discord.ext import commands

from cogs._client.bot import SparringBot
from cogs._client.pulse import Loop
from cogs._shared.permitted import PERMISSIONS, missing_permissions
from cogs.delivery.board_check import look_at_boards
from cogs.delivery.heart import LOOK_SECONDS, Heart, identity
from cogs.delivery.pool import LAST_WORK_SECONDS, LONGEST_SLEEP_SECONDS, PAUSE_AFTER_FAULT_SECONDS, Pool
from services import deleted, drafts, erased, housekeeping, removed_servers, running_dry, settings, timetable
from services.delivery import preparing, processes, queue, retention
from services.finding import offering
from services.outages import OutageError
from services.privacy import erasing
from services.thanks import giving
from services.transaction import moved_clock

_log = logging.getLogger(__name__)

HOUSEKEEPING_EVERY_SECONDS = 300.0

TIDIED_EVERY = timedelta(hours=1)
"""How often what is kept for weeks or months is looked at; nothing depends on the hour at which it goes."""

GOODBYE_SECONDS = 0.6
"""How long a shutdown waits for the database."""

Work = Callable[[], Coroutine[Any, Any, None]]

_OPENS_A_CHANNEL = PERMISSIONS.value | discord.Permissions(administrator=True).value


class DeliveryCog(commands.Cog):
    """Works from the login on until the bot shuts down."""

    def __init__(self, bot: SparringBot) -> None:
        self.bot = bot
        self._pool = Pool(bot)
        self._heart = Heart(identity())
        self._tasks: list[asyncio.Task[None]] = []
        self._begun = asyncio.Event()
        self._tidied_at: datetime | None = None

    async def cog_load(self) -> None:
        """Begin to work."""
        works: dict[str, Work] = {
            "heart": partial(self._forever, self._look, "heart"),
            "writer": self._pool.writer.run,
            "timetable": partial(self._forever_by_the_clock, self._keep_the_timetable, "timetable"),
            "housekeeping": partial(self._forever_by_the_clock, self._keep_house, "housekeeping"),
            "boards": partial(look_at_boards, self.bot),
        }
        self._tasks.append(asyncio.create_task(self._deliver(), name="delivery"))
        for name, work in works.items():
            self._tasks.append(asyncio.create_task(self._after_begin(work), name=name))

    async def cog_unload(self) -> None:
        """Stop: what is being sent may come to an end, what is not is given back."""
        delivering, *others = self._tasks
        await _cancelled([delivering])
        with contextlib.suppress(OutageError, TimeoutError):
            async with asyncio.timeout(LAST_WORK_SECONDS + GOODBYE_SECONDS / 2):
                await self._pool.stop()
        await _cancelled(others)
        if self._begun.is_set():
            with contextlib.suppress(OutageError, TimeoutError):
                async with asyncio.timeout(GOODBYE_SECONDS):
                    await processes.leave(self._heart.me)

    @commands.Cog.listener()
    async def on_guild_channel_update(
        self, before: discord.abc.GuildChannel, after: discord.abc.GuildChannel
    ) -> None:
        """Show again what a channel was closed to, once its own permissions are mended."""
        if missing_permissions(before.permissions_for(after.guild.me)):
            await self._show_again(after.guild, [after])

    @commands.Cog.listener()
    async def on_guild_role_update(self, before: discord.Role, after: discord.Role) -> None:
        """Show again what channels may have been closed to, once a role of the bot's allows more."""
        gained = after.permissions.value & ~before.permissions.value
        if gained & _OPENS_A_CHANNEL and after in after.guild.me.roles:
            await self._show_again(after.guild, after.guild.channels)

    @commands.Cog.listener()
    async def on_member_update(self, before: discord.Member, after: discord.Member) -> None:
        """Show again what channels were closed to, once the bot has other roles; it hears of itself only."""
        closed = [one for one in after.guild.channels if missing_permissions(one.permissions_for(before))]
        await self._show_again(after.guild, closed)

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Notice that a board or log channel is deleted."""
        guild = channel.guild
        await self._notice(
            deleted.forget_channel(guild.id, channel.id, guild.owner_id, self.bot.clock()), guild
        )

    @commands.Cog.listener()
    async def on_guild_role_delete(self, role: discord.Role) -> None:
        """Notice that the role that is pinged in the log channel is deleted."""
        await self._notice(deleted.forget_role(role.guild.id, role.id), role.guild)

    async def _notice(self, noticing: Awaitable[None], guild: discord.Guild) -> None:
        """Note what was deleted; if the database is away, it is noticed when it is next missed."""
        try:
            await noticing
        except OutageError as outage:
            _log.warning("What was deleted in server %s is not noted yet: %s", guild.id, outage)

    async def _show_again(self, guild: discord.Guild, channels: Iterable[discord.abc.GuildChannel]) -> None:
        """Show again what those of the channels missed that are open to the bot now."""
        is_open = {one.id for one in channels if not missing_permissions(one.permissions_for(guild.me))}
        if not is_open:
            return
        try:
            await settings.show_again(guild.id, is_open, self.bot.clock())
        except OutageError as outage:
            _log.warning("Server %s is not shown again what it missed: %s", guild.id, outage)

    async def _deliver(self) -> None:
        """Make this process known, as soon as the database lets it, and deliver."""
        while not self._begun.is_set():
            try:
                self._pool.begin(await self._heart.begin(), await preparing.installation())
                self._begun.set()
            except OutageError:
                await asyncio.sleep(PAUSE_AFTER_FAULT_SECONDS)
            except Exception:  # noqa: BLE001 - it outlives every fault
                _log.exception("Delivery cannot begin yet.")
                await asyncio.sleep(PAUSE_AFTER_FAULT_SECONDS)
        await self._pool.run()

    async def _look(self) -> float:
        await self._heart.look()
        self.bot.pulse.beat(Loop.HEART)
        return LOOK_SECONDS

    async def _keep_the_timetable(self) -> float:
        """Do what happens by itself, when its time has come."""
        now = self.bot.clock()
        await queue.forgive_the_clock(now)
        await offering.forgive_the_clock(now)
        if await timetable.run_due(now):
            return 0.0
        moment = await timetable.next_step(now)
        left = LONGEST_SLEEP_SECONDS if moment is None else (moment - now).total_seconds()
        self.bot.pulse.beat(Loop.TIMETABLE)
        return min(left, LONGEST_SLEEP_SECONDS)

    async def _keep_house(self) -> float:
        """Do what nobody waits for: remove what is old, look at how points are doing, give thanks."""
        now, kept = self.bot.clock(), timedelta(days=self.bot.keeps_notifications_days)
        # What grows fastest first: a fault in what follows must not let it grow.
        removed = await retention.remove_old(kept, now)
        await running_dry.look(now)
        await giving.look(now)
        await drafts.forget_old(now)
        await erased.remove_old(now)
        is_more = await self._tidy(now)
        await erasing.finish_begun(now)
        is_more |= await removed_servers.remove_due(self.bot.has_lost, now)
        is_more |= removed == retention.AT_ONCE
        return 1.0 if is_more else HOUSEKEEPING_EVERY_SECONDS

    async def _tidy(self, now: datetime) -> bool:
        """Remove, once an hour, what is kept for weeks or months; tell whether there may be more of it."""
        if self._tidied_at is not None and abs(now - self._tidied_at) < TIDIED_EVERY:
            return False
        is_more = await housekeeping.remove_old(now)
        self._tidied_at = None if is_more else now
        return is_more

    async def _after_begin(self, work: Work) -> None:
        await self._begun.wait()
        await work()

    async def _forever_by_the_clock(self, turn: Callable[[], Awaitable[float]], name: str) -> None:
        """Do something again and again, and at once when the clock was moved."""
        async with moved_clock() as moved:
            await self._forever(turn, name, moved)

    async def _forever(
        self, turn: Callable[[], Awaitable[float]], name: str, wake: asyncio.Event | None = None
    ) -> None:
        """Do something again and again; each turn returns how many seconds it is until the next."""
        wake = wake or asyncio.Event()
        while True:
            wake.clear()
            try:
                pause = await turn()
            except OutageError:
                pause = PAUSE_AFTER_FAULT_SECONDS
            except Exception:  # noqa: BLE001 - it outlives every fault
                _log.exception("%s met a fault and goes on.", name)
                pause = PAUSE_AFTER_FAULT_SECONDS
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await wake.wait()


async def _cancelled(tasks: list[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
