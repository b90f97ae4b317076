"""`bot.py erase ID`: erases what is kept of a person who has asked whoever hosts the bot for it.

It works beside a running bot: what others have to be told is delivered by that.
"""

import argparse
import sys
from datetime import datetime

from hosting import exit_statuses
from hosting.as_found import check_it_is_ours
from hosting.failures import DATABASE_WENT_AWAY, CannotStartError, complain
from hosting.opening import open_database
from services.environment import Environment
from services.outages import OutageError
from services.privacy import erasing
from services.privacy.erasing import Prospect
from services.refusals import NothingKept

_LARGEST = 2**63

NO_ID = (
    "{typed} is no id of a person: that is a number of 17 to 19 digits. In Discord, switch on the developer"
    " mode (Settings, Advanced), then right-click the person and choose Copy User ID."
)
NOT_KNOWN = "Nothing is kept of that person: they never used this bot, or were erased before."
ASKED = (
    "All that is kept of {user_id} will be erased, in every server. Interviews ahead that are called off:"
    " {ahead}. Points that are lost: {points}. This cannot be undone. Type ERASE to go on: "
)
NOBODY_TO_ASK = "Nobody can be asked here whether you are sure: say so with --yes."
LEFT = "Nothing was erased."
DONE = "Done: their data is erased. A running bot tells those with whom they had something ahead."
CUT_OFF = (
    "The erasure was begun, and the database failed before its end ({error}). A running bot finishes it; or"
    " give the same command again."
)


async def erase(environment: Environment, options: argparse.Namespace) -> int:
    """Erase what is kept of a person, after asking.

    Raises:
        CannotStartError: the database is none of this version, cannot be opened, or failed.
    """
    user_id = _id_of(options.id)
    if user_id is None:
        complain(NO_ID.format(typed=options.id))
        return exit_statuses.SOMETHING_WRONG
    await check_it_is_ours(environment.database_url)
    async with open_database(environment.database_url, pool_size=environment.database_pool_size):
        try:
            found = await erasing.prospect(user_id, options.clock())
            if not (options.yes or _is_sure(user_id, found)):
                return exit_statuses.SOMETHING_WRONG
            await _erase(user_id, options.clock())
        except NothingKept:
            complain(NOT_KNOWN)
            return exit_statuses.SOMETHING_WRONG
        except OutageError as error:
            raise CannotStartError(DATABASE_WENT_AWAY.format(error=error)) from error
    print(DONE)  # noqa: T201 - this is the answer
    return exit_statuses.OK


async def _erase(user_id: int, now: datetime) -> None:
    try:
        await erasing.erase(user_id, now)
    except OutageError as error:
        raise CannotStartError(CUT_OFF.format(error=error)) from error


def _id_of(typed: str) -> int | None:
    number = int(typed) if typed.isascii() and typed.isdecimal() else 0
    return number if 0 < number < _LARGEST else None


def _is_sure(user_id: int, found: Prospect) -> bool:
    """Ask whoever gave the command; tell whether they are sure."""
    if not sys.stdin.isatty():
        complain(NOBODY_TO_ASK)
        return False
    print(ASKED.format(user_id=user_id, ahead=found.ahead, points=found.points), end="", flush=True)  # noqa: T201
    if sys.stdin.readline().strip().casefold() == erasing.WORDS[0].casefold():
        return True
    complain(LEFT)
    return False
