"""Sparring: the composition root. Reads the settings, then does what its command line asks for.

`python bot.py` runs it on Discord; `python bot.py --sandbox` on a local Discord of its own, with a page;
`python bot.py check` tries the settings and says what is wrong; `python bot.py erase ID` erases what is
kept of a person.
"""

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from pydantic import ValidationError

from hosting.checking import check
from hosting.erasing import erase
from hosting.failures import NOT_CONFIGURED, CannotStartError, complain
from hosting.logs import log_at
from hosting.opening import open_database
from hosting.running import EXIT_OK, run_bot, run_to_end
from services.environment import Environment

EXIT_SOMETHING_WRONG = 1
EXIT_CANNOT_START = 2

SANDBOX_PORT = 8642


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the bot until it is told to stop; return the exit status."""
    options = _parser().parse_args(arguments)
    try:
        environment = Environment()
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]).upper() if first["loc"] else "SHARD_IDS"
        complain(f"{name} is not right: {first['msg']}. See .env.example.")
        return EXIT_CANNOT_START
    log_at(environment.log_level.upper())
    try:
        status: int = run_to_end(options.act(environment, options))
    except CannotStartError as error:
        complain(str(error))
        return EXIT_CANNOT_START
    except KeyboardInterrupt:
        return EXIT_OK
    return status


async def _run(environment: Environment, options: argparse.Namespace) -> int:
    if options.sandbox:
        from hosting.sandboxed import run_in_sandbox  # noqa: PLC0415 - only here is it needed

        await run_in_sandbox(environment, port=options.port, is_fresh=options.fresh)
        return EXIT_OK
    if not environment.discord_token.get_secret_value():
        raise CannotStartError(NOT_CONFIGURED)
    async with open_database(environment.database_url):
        await run_bot(environment, lambda: datetime.now(UTC))
    return EXIT_OK


async def _erase(environment: Environment, options: argparse.Namespace) -> int:
    is_done = await erase(environment, options.id, is_sure=options.yes, clock=lambda: datetime.now(UTC))
    return EXIT_OK if is_done else EXIT_SOMETHING_WRONG


async def _check(environment: Environment, _options: argparse.Namespace) -> int:
    return EXIT_OK if await check(environment) else EXIT_SOMETHING_WRONG


def _parser() -> argparse.ArgumentParser:
    """Return the parser; what an action does is its `act`, which gives the exit status."""
    parser = argparse.ArgumentParser(description="Sparring, a Discord bot for practising job interviews.")
    _add_options_of_running(parser)
    actions = parser.add_subparsers(metavar="action", title="actions, of which run is meant without one")
    _add_options_of_running(actions.add_parser("run", help="run the bot until it is told to stop"))
    checking = actions.add_parser("check", help="try the settings, say what is wrong, and end")
    checking.set_defaults(act=_check)
    erasing = actions.add_parser("erase", help="erase what is kept of a person, after asking you")
    erasing.add_argument("id", help="the person's id on Discord")
    erasing.add_argument("--yes", action="store_true", help="do not ask")
    erasing.set_defaults(act=_erase)
    return parser


def _add_options_of_running(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(act=_run)
    parser.add_argument(
        "--sandbox", action="store_true", help="run on a local Discord, without an account or a network"
    )
    parser.add_argument("--fresh", action="store_true", help="with --sandbox: forget everything first")
    parser.add_argument(
        "--port", type=int, default=SANDBOX_PORT, help="with --sandbox: the page's port (%(default)s)"
    )


if __name__ == "__main__":
    sys.exit(main())
