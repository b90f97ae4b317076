"""Sparring: the composition root. Reads its command line and the settings, then does what is asked for.

`python bot.py` runs it on Discord; `python bot.py --sandbox` on a local Discord of its own, with a page;
`python bot.py check` tries the settings and says what is wrong; `python bot.py health` asks one that runs
how it is.

Each action loads what it needs, and nothing before: `health` is asked for every some seconds.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from hosting.console import speak_on_any_console

if TYPE_CHECKING:
    from services.environment import Environment

EXIT_OK = 0
EXIT_SOMETHING_WRONG = 1
EXIT_CANNOT_START = 2

SANDBOX_PORT, LAST_PORT = 8642, 65535

DOTENV = Path(__file__).parent / ".env"


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks for; return the exit status."""
    speak_on_any_console()
    options = _parser().parse_args(arguments)
    at_once: Callable[[], int] | None = options.at_once
    return _act(options) if at_once is None else at_once()


def _act(options: argparse.Namespace) -> int:
    """Read the settings and do an action with them, in an event loop."""
    from hosting.configuration import read_environment
    from hosting.failures import CannotStartError, complain, own_faults_named
    from hosting.logs import log_at
    from hosting.running import run_to_end

    try:
        environment = read_environment()
        log_at(environment.log_level.upper(), environment.log_format)
        with own_faults_named():
            status: int = run_to_end(options.act(environment, options))
    except CannotStartError as error:
        complain(str(error))
        return EXIT_CANNOT_START
    except KeyboardInterrupt:
        return EXIT_OK
    return status


async def _run(environment: "Environment", options: argparse.Namespace) -> int:
    from hosting.failures import NOT_CONFIGURED, CannotStartError
    from hosting.opening import open_database
    from hosting.running import run_bot

    if options.sandbox:
        from hosting.sandboxed import run_in_sandbox

        await run_in_sandbox(environment, port=options.port, is_fresh=options.fresh)
        return EXIT_OK
    if not environment.discord_token.get_secret_value():
        raise CannotStartError(NOT_CONFIGURED)
    async with open_database(environment.database_url, pool_size=environment.database_pool_size):
        await run_bot(environment, _now)
    return EXIT_OK


async def _check(environment: "Environment", _options: argparse.Namespace) -> int:
    from hosting.checking import check

    return EXIT_OK if await check(environment, _now) else EXIT_SOMETHING_WRONG


def _now() -> datetime:
    return datetime.now(UTC)


def _health() -> int:
    from hosting.seeing.health import health

    return health(DOTENV)


def _parser() -> argparse.ArgumentParser:
    """Return the parser; what an action does is its `act`, which gives the exit status.

    An action that needs no settings read, and no event loop, has `at_once` instead.
    """
    parser = argparse.ArgumentParser(description="Sparring, a Discord bot for practising job interviews.")
    parser.set_defaults(at_once=None)
    _add_options_of_running(parser)
    actions = parser.add_subparsers(metavar="action", title="actions, of which run is meant without one")
    _add_options_of_running(actions.add_parser("run", help="run the bot until it is told to stop"))
    checking = actions.add_parser("check", help="try the settings, say what is wrong, and end")
    checking.set_defaults(act=_check)
    asking = actions.add_parser("health", help="ask the bot that runs with METRICS_PORT how it is, and end")
    asking.set_defaults(at_once=_health)
    return parser


def _add_options_of_running(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(act=_run)
    parser.add_argument(
        "--sandbox", action="store_true", help="run on a local Discord, without an account or a network"
    )
    parser.add_argument("--fresh", action="store_true", help="with --sandbox: forget everything first")
    parser.add_argument(
        "--port",
        type=_port,
        default=SANDBOX_PORT,
        help="with --sandbox: the page's port, 0 for any that is free (%(default)s)",
    )


def _port(text: str) -> int:
    if not (text.isdecimal() and int(text) <= LAST_PORT):
        raise argparse.ArgumentTypeError(f"{text!r} is no port: a number from 1 to {LAST_PORT}, or 0 for any")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
