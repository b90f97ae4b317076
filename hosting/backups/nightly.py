"""A backup each night, where BACKUP_DIR says into which folder.

The folder knows what is due: its newest backup is older than this night, or there is none. So one is made too
when the bot was not running at night, and at once when the folder is new. Of several processes with one
folder one makes it: whoever has the lock in the folder, which ends with its process.
"""

import asyncio
import contextlib
import logging
import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, time, timedelta
from pathlib import Path

from hosting.backups.failures import said_in_a_sentence
from hosting.backups.folder import alone_in, backups_in, name_for, remove_old, set_aside
from hosting.backups.making import SUFFIXES, make
from hosting.failures import CannotStartError
from models.database import is_sqlite
from services.environment import Environment

_log = logging.getLogger(__name__)

NIGHT = time(3)
"""From when on a night's backup is due, in UTC."""

SPREAD_MINUTES = 60
"""Within how long after that: several bots of one machine are not to begin at once."""

FOUND_WRONG = (
    "Something is wrong with what was written, which stays in {folder} as a file that ends in .wrong, and"
    " counts for none: {wrong} `bot.py verify` says whether the database has it too; older backups stay."
)

TRY_AGAIN = timedelta(hours=1)

LOOK_SECONDS = 60.0


class Nights:
    """Makes the backups of one process.

    Args:
        environment: The settings: which database, which folder, how many are kept.
        delay: How long after the night's hour its backup is due.
    """

    def __init__(self, environment: Environment, delay: timedelta = timedelta(0)) -> None:
        self._url = environment.database_url
        self._folder = Path(environment.backup_dir)
        self._kept = environment.backups_kept
        self._delay = delay
        self._not_before: datetime | None = None
        self._said: str | None = None

    async def look(self, now: datetime) -> None:
        """Make a backup if one is due; what goes wrong is said once, and tried again in an hour."""
        if self._not_before is not None and self._not_before - TRY_AGAIN <= now < self._not_before:
            return
        try:
            with said_in_a_sentence(self._folder):
                # In a thread, as all that waits for the disk: no click waits for a folder of the network.
                if not await asyncio.to_thread(self._is_due, now):
                    return
                async with alone_in(self._folder) as is_alone:
                    # While it waited for its turn, another process may have made it.
                    if is_alone and await asyncio.to_thread(self._is_due, now):
                        await self._make(now)
        except CannotStartError as error:
            self._not_before = now + TRY_AGAIN
            self._say(str(error))
        except Exception:  # noqa: BLE001 - whatever it is, the next night is not to go without
            self._not_before = now + TRY_AGAIN
            _log.exception("The nightly backup has failed by a bug; it is tried again in an hour.")

    def _is_due(self, now: datetime) -> bool:
        self._folder.mkdir(parents=True, exist_ok=True)
        night = now.replace(hour=NIGHT.hour, minute=0, second=0, microsecond=0)
        if now < night + self._delay:
            night -= timedelta(days=1)
        # A file from the future is of a clock that ran ahead.
        made = [moment for moment, _ in backups_in(self._folder) if moment <= now]
        return not made or made[0] < night

    async def _make(self, now: datetime) -> None:
        file = self._folder / name_for(now, SUFFIXES[is_sqlite(self._url)])
        wrong = [verdict.sentence for verdict in await make(self._url, file) if not verdict.is_fine]
        if wrong:
            await asyncio.to_thread(set_aside, file)
            raise CannotStartError(FOUND_WRONG.format(folder=self._folder, wrong=" ".join(wrong)))
        await asyncio.to_thread(remove_old, self._folder, self._kept)
        _log.info("Backed up to %s, and verified.", file)
        self._not_before = self._said = None

    def _say(self, sentence: str) -> None:
        if sentence != self._said:
            _log.error("The nightly backup was not made, and is tried again in an hour. %s", sentence)
            self._said = sentence


@asynccontextmanager
async def nightly_backups(environment: Environment, clock: Callable[[], datetime]) -> AsyncIterator[None]:
    """See to the nightly backups while the body runs; one that is being made then is given up."""
    if not environment.backup_dir:
        yield
        return
    delay = timedelta(minutes=random.uniform(0, SPREAD_MINUTES))  # noqa: S311 - no secret
    looking = asyncio.create_task(_look_on(Nights(environment, delay), clock))
    try:
        yield
    finally:
        looking.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await looking


async def _look_on(nights: Nights, clock: Callable[[], datetime]) -> None:
    while True:
        await nights.look(clock())
        await asyncio.sleep(LOOK_SECONDS)
