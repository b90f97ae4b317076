"""The bot as a process: run until a signal or Discord ends it, and shut down in time."""

import asyncio
import contextlib
import ctypes
import gc
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from discord.http import Route

from cogs._client.bot import SparringBot
from cogs._client.ending import shut_down
from hosting import exit_statuses
from hosting.failures import LOGIN_REFUSED, CannotStartError, complain, failures_named, missing_features_named
from services.environment import Environment
from services.google_meet import open_google_meet
from services.proxies import ProxyNotRightError

if TYPE_CHECKING:
    from hosting.seeing.server import Seeing

_log = logging.getLogger("sparring")

Result = TypeVar("Result")

SWITCH_SECONDS = 0.0005
"""How long one thread may go on while another wants to."""

LAST_RESORT_SECONDS = 4.7
"""After how long a process that was told to end does so, whatever still hangs; what counts is stored."""


def run_to_end(work: Coroutine[Any, Any, Result]) -> Result:
    """Run the program in an event loop: uvloop's, where it exists, does the same for less."""
    # SQLite's thread would wait up to Python's five milliseconds for each turn while the loop is busy.
    sys.setswitchinterval(SWITCH_SECONDS)
    factory: Callable[[], asyncio.AbstractEventLoop] | None = None
    with contextlib.suppress(ImportError):
        from uvloop import new_event_loop  # noqa: PLC0415 - there is none for Windows

        factory = new_event_loop
    with asyncio.Runner(loop_factory=factory) as runner:
        return runner.run(work)


async def run_bot(
    environment: Environment,
    clock: Callable[[], datetime],
    *,
    guild_ready_timeout: float = 2.0,
    is_wary: bool = True,
) -> None:
    """Run the bot on an open database until a signal stops it; `is_wary`, it looks for a second one.

    Raises:
        CannotStartError: Discord refuses the token or cannot be reached, or a port is taken.
    """
    proxy = _proxy_to_discord(environment)
    Route.BASE = environment.discord_api_url.rstrip("/")
    google_meet = open_google_meet(environment)
    seeing = _seeing(environment)
    bot = SparringBot(
        clock,
        google_meet=google_meet,
        shards=environment.shard_ids,
        shard_count=environment.shard_count,
        guild_ready_timeout=guild_ready_timeout,
        keeps_notifications_days=environment.notifications_kept_days,
        observer=None if seeing is None else seeing.metrics,
        proxy=proxy,
        is_wary=is_wary,
    )
    stop = _stop_on_signals()
    async with AsyncExitStack() as stack:
        if google_meet is not None:
            stack.push_async_callback(google_meet.close)
        if seeing is not None:
            await stack.enter_async_context(seeing.of(bot))
        running = asyncio.create_task(bot.start(environment.discord_token.get_secret_value()))
        with missing_features_named(), failures_named(environment.discord_api_url, proxy):
            await _run_until(stop, bot, running)


def _seeing(environment: Environment) -> "Seeing | None":
    """Return what serves the metrics, where they are wanted."""
    if environment.metrics_port is None:
        return None
    from hosting.seeing.server import Seeing  # noqa: PLC0415 - it takes memory, and few want it

    return Seeing(environment.metrics_host, environment.metrics_port)


def _proxy_to_discord(environment: Environment) -> str | None:
    """Return the proxy for Discord, and look that the one for Google can be used too.

    Raises:
        CannotStartError: One of them is none that can be used.
    """
    try:
        if environment.google_application_credentials:
            environment.proxies.for_url(environment.google_meet_api_url)
        return environment.proxies.for_discord(environment.discord_api_url)
    except ProxyNotRightError as error:
        raise CannotStartError(str(error)) from None


async def _run_until(stop: asyncio.Event, bot: SparringBot, running: asyncio.Task[None]) -> None:
    """Wait until the bot ends by itself, is told to, or is turned away; then shut it down."""
    tidy = asyncio.create_task(_freeze_when_ready(bot))
    stopped = asyncio.create_task(stop.wait())
    refused = asyncio.create_task(bot.token_watch.refused(bot))
    done, _ = await asyncio.wait({running, stopped, refused}, return_when=asyncio.FIRST_COMPLETED)
    for helper in (tidy, stopped, refused):
        helper.cancel()
    _log.info("Shutting down.")
    await shut_down(bot, running)
    if stopped in done:
        if running.done() and not running.cancelled() and running.exception() is not None:
            _log.info("Discord was out of reach at the end: %s", running.exception())
        return
    if refused in done:
        raise CannotStartError(LOGIN_REFUSED)
    await running


async def _freeze_when_ready(bot: SparringBot) -> None:
    """Take what is loaded by now out of garbage collection: full collections make the longest answers."""
    await bot.wait_until_ready()
    gc.collect()
    gc.freeze()
    _give_memory_back()


def _give_memory_back() -> None:
    """Return to the system what only the start needed: 3 MB where Python had to compile it all.

    glibc keeps what became free between what is in use, unless it is asked.
    """
    with contextlib.suppress(AttributeError, OSError, TypeError):  # other C libraries know no such function
        ctypes.CDLL(None).malloc_trim(0)


def _stop_on_signals() -> asyncio.Event:
    """Return an event that a signal sets; from then on the process has so long to come to an end."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    def begin_to_stop() -> None:
        if not stop.is_set():
            stop.set()
            last_resort = threading.Timer(LAST_RESORT_SECONDS, _end_at_once)
            last_resort.daemon = True
            last_resort.start()

    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, begin_to_stop)
        except (NotImplementedError, RuntimeError):
            # Windows knows no handlers in the loop, and a thread may set none: Ctrl-C still arrives there.
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(begin_to_stop))
    return stop


def _end_at_once() -> None:
    complain("The shutdown hangs and is cut short; what was not sent yet is sent after the next start.")
    os._exit(exit_statuses.OK)
