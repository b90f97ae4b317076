"""Sparring: the composition root. Reads the settings, opens the database, runs the bot, shuts down.

`python bot.py` runs it on Discord; `python bot.py --sandbox` on a local Discord of its own, with a page;
`python bot.py check` tries the settings and says what is wrong.
"""

import argparse
import asyncio
import contextlib
import ctypes
import gc
import json
import logging
import os
import signal
import sys
import tempfile
import threading
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import aiohttp
import discord
from discord.ext import commands
from discord.http import Route
from pydantic import SecretStr, ValidationError

from cogs._client.bot import SparringBot
from cogs._client.checkup import Finding, discord_findings
from cogs._client.ending import shut_down
from cogs._shared.discord_errors import AUTHENTICATION_FAILED
from models.database import DatabaseUnreachableError, database
from models.migrating import AnotherMigratesError, MigrationFailedError
from services.environment import Environment
from services.google_meet import GoogleMeetError, open_google_meet
from services.outages import OutageError
from services.settings import Channels, all_channels

if TYPE_CHECKING:
    from sandbox import LocalGoogle, Sandbox, SandboxClock

_log = logging.getLogger("sparring")

Result = TypeVar("Result")

EXIT_OK = 0
EXIT_SOMETHING_WRONG = 1
EXIT_CANNOT_START = 2

NOT_CONFIGURED = (
    "DISCORD_TOKEN is not set: create an application at https://discord.com/developers/applications, copy the"
    " token of its bot into the environment or into .env, or try Sparring without any account with:"
    " uv run bot.py --sandbox"
)
LOGIN_REFUSED = (
    "Discord refused the token in DISCORD_TOKEN: reset it on the page Bot of"
    " https://discord.com/developers/applications and set the new one."
)
GATEWAY_REFUSED = (
    "Discord's gateway turned the bot away for good (close code {code}): check SHARD_COUNT and SHARD_IDS,"
    " and update Sparring if there is a newer version."
)
DISCORD_UNREACHABLE = "Discord does not answer at {url}: check the network and DISCORD_API_URL ({error})."
DATABASE_UNREACHABLE = "The database does not answer: check DATABASE_URL and that its server runs ({error})."
MIGRATION_FAILED = (
    "The database could not be brought up to date ({error}). Nothing in it was changed, and the version of"
    " Sparring that ran before still works with it. Free some room if there is none left, and start again;"
    " otherwise report what the log says above."
)
ANOTHER_MIGRATES = (
    "Another process has been bringing the database up to date for more than {error}: wait until it is done,"
    " or end it if it hangs, and start again."
)
DATABASE_WENT_AWAY = (
    "The database was opened and then failed ({error}): see to its server or disk, and try again."
)
FEATURE_NOT_FOUND = (
    "EXTENSIONS in cogs/__init__.py lists {name}, and there is no {folder}: correct the name, or make the"
    " package."
)
FEATURE_WITHOUT_SETUP = (
    "{name} is listed in cogs/__init__.py and cannot be loaded: {folder}/__init__.py has no"
    " `async def setup(bot)`, which adds its cogs."
)

SWITCH_SECONDS = 0.0005
"""How long one thread may go on while another wants to."""

LAST_RESORT_SECONDS = 4.7
"""After how long a process that was told to end does so, whatever still hangs; what counts is stored."""

SECRETIVE = ("discord.http", "discord.webhook", "discord.gateway", "aiosqlite", "asyncpg", "google")
"""Loggers of libraries that tell at DEBUG what they send and receive: tokens, links, feedback, SQL values."""

SANDBOX_DATABASE = Path("data/sandbox.sqlite3")
SANDBOX_DISCORD = SANDBOX_DATABASE.with_suffix(".discord.json")
"""What the local Discord holds: messages and people's settings."""
SANDBOX_PORT = 8642
TOUR = Path(__file__).parent / "locales" / "tour.json"
"""The steps of the first interview, which the local Discord's page shows."""


class CannotStartError(Exception):
    """The bot cannot run; the message says in one sentence why and what to do."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the bot until it is told to stop; return the exit status."""
    options = _parser().parse_args(arguments)
    try:
        environment = Environment()
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]).upper() if first["loc"] else "SHARD_IDS"
        _complain(f"{name} is not right: {first['msg']}. See .env.example.")
        return EXIT_CANNOT_START
    _log_at(environment.log_level.upper())
    try:
        if options.action == "check":
            return run_to_end(_check(environment))
        run_to_end(_run_in_sandbox(environment, options) if options.sandbox else _run(environment))
    except CannotStartError as error:
        _complain(str(error))
        return EXIT_CANNOT_START
    except KeyboardInterrupt:
        return EXIT_OK
    return EXIT_OK


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


def _log_at(level: str) -> None:
    """Begin to log; secrets never get there, whatever the level."""
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)-7s %(name)s: %(message)s")
    wanted = logging.getLogger().level
    logging.getLogger("tortoise").setLevel(max(wanted, logging.WARNING))
    for name in SECRETIVE:
        logging.getLogger(name).setLevel(max(wanted, logging.INFO))


async def _run(environment: Environment) -> None:
    if not environment.discord_token.get_secret_value():
        raise CannotStartError(NOT_CONFIGURED)
    async with _open_database(environment.database_url):
        await run_bot(environment, lambda: datetime.now(UTC))


async def _check(environment: Environment) -> int:
    """Try the database, Discord and Google, print what was found, and return the exit status."""
    findings = [finding async for finding in _findings(environment)]
    for finding in findings:
        print("ok   " if finding.is_fine else "WRONG", finding.sentence)  # noqa: T201 - this is the answer
    return EXIT_OK if all(finding.is_fine for finding in findings) else EXIT_SOMETHING_WRONG


async def _findings(environment: Environment) -> AsyncIterator[Finding]:
    servers: list[Channels] = []
    try:
        async with _open_database(environment.database_url):
            servers = await all_channels()
        yield Finding(is_fine=True, sentence="The database answers and is up to date.")
    except CannotStartError as error:
        yield Finding(is_fine=False, sentence=str(error))
    except OutageError as error:
        yield Finding(is_fine=False, sentence=DATABASE_WENT_AWAY.format(error=error))
    token = environment.discord_token.get_secret_value()
    if token:
        Route.BASE = environment.discord_api_url.rstrip("/")
        async for finding in discord_findings(token, servers):
            yield finding
    else:
        yield Finding(is_fine=False, sentence=NOT_CONFIGURED)
    yield await _google_finding(environment)


async def _google_finding(environment: Environment) -> Finding:
    google_meet = open_google_meet(environment)
    if google_meet is None:
        return Finding(is_fine=True, sentence="No Google credentials are set: hosts are asked for links.")
    try:
        await google_meet.check()
    except GoogleMeetError as error:
        return Finding(is_fine=False, sentence=str(error))
    finally:
        await google_meet.close()
    return Finding(is_fine=True, sentence="Google takes the credentials for meeting rooms.")


async def run_bot(
    environment: Environment, clock: Callable[[], datetime], *, guild_ready_timeout: float = 2.0
) -> None:
    """Run the bot on an open database until a signal stops it.

    Raises:
        CannotStartError: Discord refuses the token or cannot be reached.
    """
    Route.BASE = environment.discord_api_url.rstrip("/")
    # The bot never speaks: discord.py need not warn of the libraries for it.
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    google_meet = open_google_meet(environment)
    bot = SparringBot(
        clock,
        google_meet=google_meet,
        shards=environment.shard_ids,
        shard_count=environment.shard_count,
        guild_ready_timeout=guild_ready_timeout,
        keeps_notifications_days=environment.notifications_kept_days,
    )
    stop = _stop_on_signals()
    async with AsyncExitStack() as stack:
        if google_meet is not None:
            stack.push_async_callback(google_meet.close)
        running = asyncio.create_task(bot.start(environment.discord_token.get_secret_value()))
        with missing_features_named(), _failures_named(environment.discord_api_url):
            await _run_until(stop, bot, running)


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


@contextmanager
def missing_features_named() -> Iterator[None]:
    """Say of a feature that is listed and cannot be loaded what it lacks.

    Raises:
        CannotStartError: there is no such package, or it has no `setup`.
    """
    try:
        yield
    except commands.ExtensionNotFound as error:
        raise CannotStartError(_of_feature(FEATURE_NOT_FOUND, error.name)) from error
    except commands.NoEntryPointError as error:
        raise CannotStartError(_of_feature(FEATURE_WITHOUT_SETUP, error.name)) from error


def _of_feature(sentence: str, name: str) -> str:
    return sentence.format(name=name, folder=name.replace(".", "/"))


@contextmanager
def _failures_named(url: str) -> Iterator[None]:
    """Say of what keeps the bot from Discord what it is and what to do."""
    try:
        yield
    except discord.LoginFailure as error:
        raise CannotStartError(LOGIN_REFUSED) from error
    except discord.ConnectionClosed as error:
        refusal = LOGIN_REFUSED if error.code == AUTHENTICATION_FAILED else GATEWAY_REFUSED
        raise CannotStartError(refusal.format(code=error.code)) from error
    except (aiohttp.ClientError, OSError, discord.HTTPException, discord.GatewayNotFound) as error:
        raise CannotStartError(DISCORD_UNREACHABLE.format(url=url, error=error)) from error


@asynccontextmanager
async def _open_database(url: str) -> AsyncIterator[None]:
    async with AsyncExitStack() as stack:
        try:
            await stack.enter_async_context(database(url))
        except DatabaseUnreachableError as error:
            raise CannotStartError(DATABASE_UNREACHABLE.format(error=error)) from error
        except MigrationFailedError as error:
            raise CannotStartError(MIGRATION_FAILED.format(error=error)) from error
        except AnotherMigratesError as error:
            raise CannotStartError(ANOTHER_MIGRATES.format(error=error)) from error
        yield


async def _run_in_sandbox(environment: Environment, options: argparse.Namespace) -> None:
    """Run the bot, unchanged, on a local Discord and Google that this process starts too."""
    from sandbox import LocalGoogle, SandboxClock  # noqa: PLC0415 - only here is it needed
    from services import tryout  # noqa: PLC0415
    from services.transaction import clock_was_moved  # noqa: PLC0415

    if options.fresh:
        for file in SANDBOX_DATABASE.parent.glob(SANDBOX_DATABASE.stem + ".*"):
            file.unlink()
    clock = SandboxClock()
    clock.on_jump(lambda _now: clock_was_moved())
    google = LocalGoogle()
    local = _local_discord(clock, google)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(_open_database(f"sqlite://{SANDBOX_DATABASE}"))
        try:
            await local.start(port=options.port)
        except OSError as error:
            raise CannotStartError(
                f"Port {options.port} is taken: choose another with --port ({error.strerror})."
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
    _complain("The shutdown hangs and is cut short; what was not sent yet is sent after the next start.")
    os._exit(EXIT_OK)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Sparring, a Discord bot for practising job interviews.")
    parser.add_argument(
        "action", nargs="?", choices=["run", "check"], default="run", help="check tries the settings and ends"
    )
    parser.add_argument(
        "--sandbox", action="store_true", help="run on a local Discord, without an account or a network"
    )
    parser.add_argument("--fresh", action="store_true", help="with --sandbox: forget everything first")
    parser.add_argument(
        "--port", type=int, default=SANDBOX_PORT, help="with --sandbox: the page's port (%(default)s)"
    )
    return parser


def _complain(sentence: str) -> None:
    print(sentence, file=sys.stderr)  # noqa: T201 - the one thing that a person reads


if __name__ == "__main__":
    sys.exit(main())
