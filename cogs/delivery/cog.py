"""The worker: in a loop, what is due by itself, then what waits in the outbox."""

import asyncio
import contextlib
import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

import discord
from discord.ext import commands

from cogs._shared.client import PERMISSIONS, SparringBot, missing_permissions
from cogs.delivery.board_check import check_boards
from cogs.delivery.sender import Sender
from services import delivery, settings, timetable
from services.outages import OutageError
from services.transaction import committed

_log = logging.getLogger(__name__)

BATCH = 20
"""Rows that are sent at the same time."""

LONGEST_SLEEP_SECONDS = 15.0
"""How long the worker sleeps at most, whatever is due when: another process may have written something and
died before it sent it, and a clock may be set."""

BOARDS_ARE_CHECKED_EVERY = timedelta(hours=1)

PAUSE_AFTER_FAULT_SECONDS = 5.0
LAST_WORK_SECONDS = 10.0
"""How long a shutdown waits for what is being sent."""

_OPENS_A_CHANNEL = PERMISSIONS.value | discord.Permissions(administrator=True).value


class DeliveryCog(commands.Cog):
    """Runs the worker from when the bot is connected until it shuts down."""

    def __init__(self, bot: SparringBot) -> None:
        self.bot = bot
        self._sender = Sender(bot)
        self._stopping = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._boards_checked_at: datetime | None = None
        self._looking: asyncio.Task[None] | None = None

    async def cog_load(self) -> None:
        """Start the worker."""
        self._task = asyncio.create_task(self._run(), name="delivery")

    async def cog_unload(self) -> None:
        """Stop the worker once it has finished what it is sending."""
        self._stopping.set()
        if self._task is not None:
            done, _ = await asyncio.wait({self._task}, timeout=LAST_WORK_SECONDS)
            if not done:
                self._task.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await self._task
        if self._looking is not None:
            self._looking.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._looking
        await self._sender.close()

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

    async def _show_again(self, guild: discord.Guild, channels: Iterable[discord.abc.GuildChannel]) -> None:
        """Show again what those of the channels missed that are open to the bot now."""
        is_open = {one.id for one in channels if not missing_permissions(one.permissions_for(guild.me))}
        if not is_open:
            return
        try:
            await settings.show_again(guild.id, is_open, self.bot.clock())
        except OutageError as outage:
            _log.warning("Server %s is not shown again what it missed: %s", guild.id, outage)

    async def _run(self) -> None:
        if not await self._ready():
            return
        async with committed() as news:
            while not self._stopping.is_set():
                news.clear()
                try:
                    now = self.bot.clock()
                    pause = 0.0 if await self._work(now) else await self._idle_seconds(now)
                except OutageError:
                    # That the database is away, and that it is back, stands once each in the log.
                    pause = PAUSE_AFTER_FAULT_SECONDS
                except Exception:  # noqa: BLE001 - the worker outlives every fault
                    _log.exception("The worker met a fault and goes on.")
                    pause = PAUSE_AFTER_FAULT_SECONDS
                if pause > 0:
                    await self._sleep(news, pause)

    async def _ready(self) -> bool:
        """Wait until the bot is connected; tell whether it is, and not being shut down."""
        ready = asyncio.create_task(self.bot.wait_until_ready())
        stopping = asyncio.create_task(self._stopping.wait())
        _, pending = await asyncio.wait({ready, stopping}, return_when=asyncio.FIRST_COMPLETED)
        for wait in pending:
            wait.cancel()
        return not self._stopping.is_set()

    async def _work(self, now: datetime) -> bool:
        """Do what is due now; tell whether there was anything."""
        await self._sender.catch_up()
        self._check_boards(now)
        happened = await timetable.run_due(now)
        await delivery.bring_forward(now)
        claimed = await delivery.claim(now, BATCH)
        sent = await asyncio.gather(
            *(self._sender.deliver(number) for number in claimed), return_exceptions=True
        )
        for outcome in sent:
            if outcome is not None:
                raise outcome
        return bool(happened or claimed)

    async def _idle_seconds(self, since: datetime) -> float:
        """Return how long nothing will be due, as far as that is known.

        `since` is when nothing was: what has become due after it must not be passed over.
        """
        moment = await timetable.next_look(since)
        if moment is None:
            return LONGEST_SLEEP_SECONDS
        return min((moment - self.bot.clock()).total_seconds(), LONGEST_SLEEP_SECONDS)

    def _check_boards(self, now: datetime) -> None:
        """Look once at the start and then every hour whether what should stand on the boards is there.

        Beside the worker: one look takes a request for each server, and what is due must not wait for it.
        """
        last = self._boards_checked_at
        is_looking = self._looking is not None and not self._looking.done()
        # A clock that was set back must not put the next look off for longer than an hour.
        if not is_looking and (last is None or abs(now - last) >= BOARDS_ARE_CHECKED_EVERY):
            self._boards_checked_at = now
            self._looking = asyncio.create_task(check_boards(self.bot), name="boards")

    async def _sleep(self, news: asyncio.Event, seconds: float) -> None:
        """Sleep until something was written, the bot shuts down, or the time is over."""
        waits = {asyncio.create_task(news.wait()), asyncio.create_task(self._stopping.wait())}
        _, pending = await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        for wait in pending:
            wait.cancel()
