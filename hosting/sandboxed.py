"""`bot.py --sandbox`: the bot, unchanged, on a local Discord and Google that this process starts too."""

import json
import logging
import tempfile
from contextlib import AsyncExitStack
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import SecretStr

from hosting.failures import CannotStartError
from hosting.opening import open_database
from hosting.running import run_bot
from models.database import PROJECT
from services.environment import Environment

if TYPE_CHECKING:
    from sandbox import LocalGoogle, Sandbox, SandboxClock

_log = logging.getLogger("sparring")

SANDBOX_DATABASE = Path("data/sandbox.sqlite3")
SANDBOX_DISCORD = SANDBOX_DATABASE.with_suffix(".discord.json")
"""What the local Discord holds: messages and people's settings."""
TOUR = PROJECT / "locales" / "tour.json"
"""The steps of the first interview, which the local Discord's page shows."""


async def run_in_sandbox(environment: Environment, *, port: int, is_fresh: bool) -> None:
    """Run the bot on a local Discord with a page; one that is fresh has forgotten what was done before.

    Raises:
        CannotStartError: the database cannot be opened, or the port is taken.
    """
    from sandbox import LocalGoogle, SandboxClock  # noqa: PLC0415 - only here is it needed
    from services import tryout  # noqa: PLC0415
    from services.transaction import clock_was_moved  # noqa: PLC0415

    if is_fresh:
        for file in SANDBOX_DATABASE.parent.glob(SANDBOX_DATABASE.stem + ".*"):
            file.unlink()
    clock = SandboxClock()
    clock.on_jump(lambda _now: clock_was_moved())
    google = LocalGoogle()
    local = _local_discord(clock, google)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(open_database(f"sqlite://{SANDBOX_DATABASE}"))
        try:
            await local.start(port=port)
        except OSError as error:
            raise CannotStartError(
                f"Port {port} is taken: choose another with --port ({error.strerror})."
            ) from error
        stack.push_async_callback(local.stop)
        await google.start()
        stack.push_async_callback(google.stop)
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        await tryout.prepare([int(guild_id) for guild_id in local.world.guilds], clock.now())
        _log.info("The local Discord is at %s: open it in a browser.", local.page_url)
        await run_bot(_pointed_at(environment, local, google, folder), clock.now, guild_ready_timeout=0.1)


def _local_discord(clock: "SandboxClock", google: "LocalGoogle") -> "Sandbox":
    """Make a Discord with a study server; its page leads through a first interview and offers every fault."""
    from sandbox import Sandbox, study_server  # noqa: PLC0415
    from services import timetable  # noqa: PLC0415

    async def next_event() -> datetime | None:
        return await timetable.next_due(clock.now())

    tour = json.loads(TOUR.read_text(encoding="utf-8"))
    world = study_server(bot_name="Sparring")
    local = Sandbox(world=world, clock=clock, tour=tour, kept_in=SANDBOX_DISCORD)
    local.next_event = next_event
    for fault in google.extra_faults:
        local.offer_fault(fault)
    return local


def _pointed_at(
    environment: Environment, local: "Sandbox", google: "LocalGoogle", folder: Path
) -> Environment:
    """Return the settings with which the bot finds the local Discord and Google, and no other."""
    return environment.model_copy(
        update={
            "discord_token": SecretStr(local.bot_token),
            "discord_api_url": local.api_url,
            "google_application_credentials": str(google.write_authorized_user(folder)),
            "google_meet_subject": "",
            "google_meet_api_url": google.api_url,
        }
    )
