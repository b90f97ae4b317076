"""What `bot.py --sandbox` shows, for tests in the browser and for the pictures of the README."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator

from discord.gateway import DiscordWebSocket
from discord.http import Route

from cogs._client.bot import SparringBot
from hosting.sandboxed import TOUR
from sandbox import Sandbox, SandboxClock, study_server
from services import timetable, tryout
from services.transaction import clock_was_moved
from tests.acceptance.conftest import PATIENT_SECONDS
from tests.support.patience import until_servers_are_known


@contextlib.asynccontextmanager
async def playground() -> AsyncIterator[Sandbox]:
    """Run the bot in a local Discord, on a database that is open, until the body ends."""
    base, gateway = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    clock = SandboxClock()
    clock.on_jump(lambda _now: clock_was_moved())
    tour = json.loads(TOUR.read_text(encoding="utf-8"))
    local = Sandbox(
        world=study_server(bot_name="Sparring"), clock=clock, tour=tour, answer_seconds=PATIENT_SECONDS
    )
    local.next_event = lambda: timetable.next_due(clock.now())
    await local.start(port=0)
    await tryout.prepare([int(guild_id) for guild_id in local.world.guilds], clock.now())
    Route.BASE = local.api_url
    bot = SparringBot(clock.now, guild_ready_timeout=0.05)
    running = asyncio.create_task(bot.start(local.bot_token))
    try:
        await local.wait_until(lambda: local.gateway.online, reason="the bot")
        await asyncio.wait_for(until_servers_are_known(bot), 60)
        yield local
    finally:
        await bot.remove_cog("DeliveryCog")
        await bot.close()
        await asyncio.gather(running, return_exceptions=True)
        await local.stop()
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = base, gateway
