"""Sparring: the composition root. Reads its command line and the settings, then does what is asked for.

`python bot.py` runs it on Discord; `python bot.py --sandbox` on a local Discord of its own, with a page;
`python bot.py check` tries the settings and says what is wrong; `python bot.py health` asks one that runs
how it is; `backup`, `restore`, `verify` and `copy-to` see to it that nothing is lost,
and `erase` that nothing is kept of somebody who wants that.

Each action loads what it needs, and nothing before: `health` is asked for every some seconds.
"""

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from pkgutil import resolve_name

from hosting import exit_statuses
from hosting.console import speak_on_any_console

SANDBOX_PORT, LAST_PORT = 8642, 65535

DOTENV = Path(__file__).parent / ".env"


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks for; return the exit status."""
    speak_on_any_console()
    options = _parser().parse_args(arguments)
    if options.at_once:
        status: int = resolve_name(options.at_once)(DOTENV)
        return status
    return _act(options)


def _act(options: argparse.Namespace) -> int:
    """Read the settings and do an action with them, in an event loop."""
    from hosting.configuration import read_environment, warn_of_misspelled
    from hosting.failures import CannotStartError, complain, own_faults_named
    from hosting.logs import log_at
    from hosting.running import run_to_end

    try:
        environment = read_environment()
        log_at(environment.log_level.upper(), environment.log_format)
        warn_of_misspelled()
        with own_faults_named():
            status: int = run_to_end(resolve_name(options.act)(environment, options))
    except CannotStartError as error:
        complain(str(error))
        return exit_statuses.CANNOT_START
    except KeyboardInterrupt:
        return exit_statuses.OK
    return status


def _now() -> datetime:
    return datetime.now(UTC)


def _parser() -> argparse.ArgumentParser:
    """Return the parser. Of each action `act` names what does it in an event loop, with settings and options.

    One that needs no loop has `at_once` instead, which gets the file of the settings.
    """
    parser = argparse.ArgumentParser(description="Sparring, a Discord bot for practicing job interviews.")
    parser.set_defaults(at_once="", clock=_now)
    _add_options_of_running(parser)
    actions = parser.add_subparsers(metavar="action", title="actions, of which run is meant without one")
    _add_options_of_running(actions.add_parser("run", help="run the bot until it is told to stop"))
    checking = actions.add_parser("check", help="try the settings, say what is wrong, and end")
    checking.set_defaults(act="hosting.checking:check")
    asking = actions.add_parser("health", help="ask the bot that runs with METRICS_PORT how it is, and end")
    asking.set_defaults(at_once="hosting.seeing.health:health")
    backing_up = actions.add_parser("backup", help="write everything into a new file, while the bot runs too")
    backing_up.add_argument("file", help="where to")
    backing_up.set_defaults(act="hosting.backups.making:backup")
    restoring = actions.add_parser("restore", help="make a backup the database again, where there is none")
    restoring.add_argument("file", help="the backup")
    restoring.set_defaults(act="hosting.backups.restoring:restore")
    verifying = actions.add_parser("verify", help="say whether a backup, or the database, is whole")
    verifying.add_argument("file", nargs="?", help="the backup; without it the database is verified")
    verifying.set_defaults(act="hosting.backups.verifying:verify")
    moving = actions.add_parser("copy-to", help="copy everything into another, empty database")
    moving.add_argument("url", help="its address, as DATABASE_URL would have it")
    moving.set_defaults(act="hosting.backups.moving:copy_to")
    erasing = actions.add_parser("erase", help="erase what is kept of a person, after asking you")
    erasing.add_argument("id", help="the person's id on Discord")
    erasing.add_argument("--yes", action="store_true", help="do not ask")
    erasing.set_defaults(act="hosting.erasing:erase")
    return parser


def _add_options_of_running(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(act="hosting.starting:run")
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
