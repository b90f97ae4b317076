"""`bot.py --sandbox`: the bot, unchanged, on a local Discord and Google that this process starts too."""

import errno
import json
import logging
import os
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
        CannotStartError: the database cannot be opened, the port cannot be had, or there is nowhere to write.
    """
    from sandbox import LocalGoogle, SandboxClock  # noqa: PLC0415 - only here is it needed
    from services import tryout  # noqa: PLC0415
    from services.transaction import clock_was_moved  # noqa: PLC0415

    _prepare_folder(is_fresh=is_fresh)
    clock = SandboxClock()
    clock.on_jump(lambda _now: clock_was_moved())
    google = LocalGoogle()
    local = _local_discord(clock, google)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(open_database(f"sqlite://{SANDBOX_DATABASE}"))
        try:
            await local.start(port=port)
        except OSError as error:
            raise CannotStartError(_of_port(port, error)) from error
        stack.push_async_callback(local.stop)
        await google.start()
        stack.push_async_callback(google.stop)
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        await tryout.prepare([int(guild_id) for guild_id in local.world.guilds], clock.now())
        _log.info("Open the local Discord in a browser: %s", local.page_url)
        pointed = _pointed_at(environment, local, google, folder)
        await run_bot(pointed, clock.now, guild_ready_timeout=0.1, is_wary=False)


def _prepare_folder(*, is_fresh: bool) -> None:
    """Look that there can be written where the sandbox keeps its data; forget what is there for a fresh one.

    Raises:
        CannotStartError: There cannot.
    """
    folder = SANDBOX_DATABASE.parent.absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
        if is_fresh:
            for file in folder.glob(SANDBOX_DATABASE.stem + ".*"):
                file.unlink()
    except OSError as error:
        raise CannotStartError(
            f"The sandbox cannot keep its data in {folder} ({error.strerror}): start it in a folder where you"
            " may write, or end what has its files open."
        ) from error


def _of_port(port: int, error: OSError) -> str:
    """Say why the page cannot have a port."""
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is taken: choose another with --port, or 0 for any that is free."
    # asyncio's own words name the address too, and end in what the system says.
    return f"Port {port} cannot be had ({os.strerror(error.errno or 0)}): choose one above 1023 with --port."


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
    nothing = SecretStr("")
    return environment.model_copy(
        update={
            "discord_token": SecretStr(local.bot_token),
            "discord_api_url": local.api_url,
            "google_application_credentials": str(google.write_authorized_user(folder)),
            "google_meet_subject": "",
            "google_meet_api_url": google.api_url,
            "discord_proxy": nothing,
            "https_proxy": nothing,
            "http_proxy": nothing,
            "all_proxy": nothing,
        }
    )
