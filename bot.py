"""Sparring: the composition root. Reads the settings, then does what its command line asks for.

`python bot.py` runs it on Discord; `python bot.py --sandbox` on a local Discord of its own, with a page;
`python bot.py check` tries the settings and says what is wrong; `backup`, `restore`, `verify` and `copy-to`
see to it that nothing is lost.
"""

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from pydantic import ValidationError

from hosting.backups.making import backup
from hosting.backups.nightly import nightly_backups
from hosting.backups.restoring import restore
from hosting.backups.verifying import verify
from hosting.checking import check
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
    async with open_database(environment.database_url), nightly_backups(environment, _now):
        await run_bot(environment, _now)
    return EXIT_OK


async def _check(environment: Environment, _options: argparse.Namespace) -> int:
    return EXIT_OK if await check(environment, _now) else EXIT_SOMETHING_WRONG


async def _copy_to(environment: Environment, options: argparse.Namespace) -> int:
    from hosting.backups.moving import copy_to  # noqa: PLC0415 - only here is the delivery's heart needed

    return await copy_to(environment, options)


def _now() -> datetime:
    return datetime.now(UTC)


def _parser() -> argparse.ArgumentParser:
    """Return the parser; what an action does is its `act`, which gives the exit status."""
    parser = argparse.ArgumentParser(description="Sparring, a Discord bot for practising job interviews.")
    _add_options_of_running(parser)
    actions = parser.add_subparsers(metavar="action", title="actions, of which run is meant without one")
    _add_options_of_running(actions.add_parser("run", help="run the bot until it is told to stop"))
    checking = actions.add_parser("check", help="try the settings, say what is wrong, and end")
    checking.set_defaults(act=_check)
    backing_up = actions.add_parser("backup", help="write everything into a new file, while the bot runs too")
    backing_up.add_argument("file", help="where to")
    backing_up.set_defaults(act=backup)
    restoring = actions.add_parser("restore", help="make a backup the database again, where there is none")
    restoring.add_argument("file", help="the backup")
    restoring.set_defaults(act=restore, clock=_now)
    verifying = actions.add_parser("verify", help="say whether a backup, or the database, is whole")
    verifying.add_argument("file", nargs="?", help="the backup; without it the database is verified")
    verifying.set_defaults(act=verify)
    moving = actions.add_parser("copy-to", help="copy everything into another, empty database")
    moving.add_argument("url", help="its address, as DATABASE_URL would have it")
    moving.set_defaults(act=_copy_to)
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
