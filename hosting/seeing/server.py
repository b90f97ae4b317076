"""The pages on which a process says how it is: `/metrics`, `/healthz` and `/readyz` on METRICS_PORT."""

import asyncio
import contextvars
import errno
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

from aiohttp import web
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4

from cogs._client.bot import SparringBot
from hosting.failures import CannotStartError
from hosting.seeing.looks import Look
from hosting.seeing.metrics import Metrics, build
from hosting.seeing.readiness import Readiness, readiness
from hosting.seeing.scrape import Scrape
from services import happenings
from services.delivery.backlog import backlog
from services.happenings import Happening
from services.outages import ask_database, database_health

PORT_TAKEN = "Port {port} of {host} is taken: choose another one in METRICS_PORT."
HOST_NOT_MINE = (
    "METRICS_HOST and METRICS_PORT name {host}, port {port}, where nothing can be served: {error}."
)

OUTBOX_KEPT_SECONDS = 5.0
"""For how long it counts what the outbox was seen to hold, however often somebody scrapes."""

DATABASE_KEPT_SECONDS = 1.0
"""For how long it counts whether the database answers."""

SCRAPE_SECONDS = 1.5
"""How long a scrape waits for the database."""

READY_SECONDS = 2.0
"""How long the database may take to answer a trifle."""

GOODBYE_SECONDS = 0.1
"""How long a shutdown waits for whoever is just looking."""

Said = TypeVar("Said")


class Seeing:
    """Serves the pages of one process.

    Args:
        host: The address on which they are served.
        port: The port.

    Attributes:
        metrics: Hears what happens in the bot.
    """

    def __init__(self, host: str, port: int) -> None:
        self.metrics = Metrics()
        self._host, self._port = host, port

    @asynccontextmanager
    async def of(
        self, bot: SparringBot, seconds: Callable[[], float] = time.monotonic
    ) -> AsyncIterator[None]:
        """Serve the pages of a bot while the body runs; the database is open.

        Raises:
            CannotStartError: the address cannot be had.
        """
        pages = _Pages(bot, self.metrics, seconds)
        application = web.Application()
        application.add_routes(
            [
                web.get("/metrics", pages.metrics),
                web.get("/healthz", pages.healthz),
                web.get("/readyz", pages.readyz),
            ]
        )
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=GOODBYE_SECONDS)
        await runner.setup()
        try:
            await self._listen(runner)
            yield
        finally:
            await runner.cleanup()
            await pages.stop()

    async def _listen(self, runner: web.AppRunner) -> None:
        try:
            await web.TCPSite(runner, self._host, self._port).start()
        except OSError as error:
            said = PORT_TAKEN if error.errno == errno.EADDRINUSE else HOST_NOT_MINE
            named = said.format(host=self._host, port=self._port, error=error.strerror or error)
            raise CannotStartError(named) from error


class _Pages:
    def __init__(self, bot: SparringBot, metrics: Metrics, seconds: Callable[[], float]) -> None:
        self._bot = bot
        self._metrics = metrics
        self._build = build()
        # Requests may come in another context than the one in which the database is open.
        self._context = contextvars.copy_context()
        self._outbox = Look(lambda: backlog(bot.clock()), kept_seconds=OUTBOX_KEPT_SECONDS, seconds=seconds)
        self._database = Look(_answers, kept_seconds=DATABASE_KEPT_SECONDS, seconds=seconds)

    async def stop(self) -> None:
        """Ask the database no more."""
        await self._outbox.stop()
        await self._database.stop()

    async def healthz(self, _request: web.Request) -> web.Response:
        """Answer: whoever can do that lives."""
        return web.json_response({"alive": True})

    async def readyz(self, _request: web.Request) -> web.Response:
        """Say whether the process can do its work, and how each part is."""
        parts = await self._readiness(READY_SECONDS)
        is_ready = all(state.is_ready for state in parts.values())
        said = {part.value: {"ready": state.is_ready, "state": state.words} for part, state in parts.items()}
        return web.json_response({"ready": is_ready, "parts": said}, status=200 if is_ready else 503)

    async def metrics(self, _request: web.Request) -> web.Response:
        """Say all metrics, also while the database is away."""
        found, parts = await asyncio.gather(
            self._outbox.within(SCRAPE_SECONDS), self._readiness(SCRAPE_SECONDS)
        )
        bot = self._bot
        scrape = Scrape(
            now=bot.clock(),
            build=self._build,
            readiness=parts,
            database=self._in_context(database_health),
            backlog=found,
            shards=bot.gateway.look(),
            gateway_losses=bot.gateway.losses,
            discord_outages=bot.reach.outages,
            discord_is_away=bot.reach.is_away,
            bookings=happenings.so_far(Happening.BOOKED),
            completed=happenings.so_far(Happening.COMPLETED),
            limits_met=bot.rate_limits.met,
            beats={loop.value: age for loop, age in bot.pulse.ages().items()},
        )
        text = self._metrics.text(scrape)
        return web.Response(body=text, headers={"Content-Type": CONTENT_TYPE_PLAIN_0_0_4})

    async def _readiness(self, patience: float) -> Readiness:
        async def answers() -> bool:
            return await self._database.within(patience) or False

        return await readiness(
            self._bot.gateway.look, self._bot.pulse, answers, lambda: self._in_context(database_health)
        )

    def _in_context(self, ask: Callable[[], Said]) -> Said:
        return self._context.copy().run(ask)


async def _answers() -> bool:
    await ask_database()
    return True
