"""Having everything erased that is kept of a person (design, section 3, "People's data").

It is done in steps, each of which leaves a state that is right, and each can be done twice. That it was begun
is a row, so that whatever ends a process meanwhile, another finishes it. The person's own row goes last: that
it can go proves that nothing refers to it any more.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from tortoise.exceptions import IntegrityError

from models import Erasure, User
from models.statements import run
from models.wiping import empty_the_log
from services import departures
from services.outages import OutageError
from services.privacy import accounts, apart, leaving, nameless, sweeping
from services.privacy.leaving import Leaving
from services.privacy.registry import TABLES
from services.refusals import EraseWordWrong, NothingKept
from services.thanks import wanting
from services.tombstones import is_erased
from services.transaction import begun_anew

_log = logging.getLogger(__name__)

WORDS = ("ERASE", "СТЕРЕТЬ")
"""What is typed to have everything erased, in whichever language."""

LEFT_ALONE_FOR = timedelta(minutes=2)
"""After how long another process takes an erasure for one that was cut off."""

_TRIES = 5
"""How often it is begun again where something was made anew by what was under way when it began."""


@dataclass(frozen=True)
class Prospect:
    """What having everything erased would do: interviews ahead are called off, and balances are lost."""

    ahead: int
    points: int


async def prospect(user_id: int, now: datetime) -> Prospect:
    """Return what having everything erased would do, before somebody is asked whether they want it.

    Raises:
        NothingKept: they are not known.
    """
    if not await User.exists(id=user_id):
        raise NothingKept
    (held,) = await run(
        "SELECT COALESCE(SUM(balance), 0) AS points FROM user_points WHERE user_id = :person",
        {"person": user_id},
    )
    return Prospect(len(await departures.ahead(user_id, now)), int(held["points"]))


def check_word(typed: str, word: str) -> None:
    """Check that somebody typed the word that says that they are sure; `word` is that of their language.

    Raises:
        EraseWordWrong: they typed something else.
    """
    if typed.strip().casefold() not in {one.casefold() for one in WORDS}:
        raise EraseWordWrong(word=word)


async def erase(user_id: int, now: datetime) -> None:
    """Erase what is kept of a person.

    Raises:
        NothingKept: they are not known.
    """
    await finish(await leaving.begin(user_id, now), now)


@begun_anew
async def finish(one: Leaving, now: datetime) -> None:
    """Do what is left to do of an erasure that was begun."""
    if not is_erased(one.user_id):
        # Before removals of servers spared that row, one could take it along: such an erasure goes on too.
        await leaving.stand_in(one, now)
        # While their accounts and interviews still say where they were thanked.
        await wanting.take_back(one.user_id, now)
        for is_last in (*[False] * (_TRIES - 1), True):
            await accounts.end_what_is_ahead(one, now)
            await accounts.close_all(one, now)
            await nameless.make_all_nameless(one, now)
            await sweeping.forget_notes(one)
            await sweeping.forget_reasons(one)
            await sweeping.forget_rulings(one, now)
            await sweeping.forget_decided(one)
            await sweeping.forget_calls(one, now)
            await apart.forget(one)
            seen = await sweeping.sweep_all(one, now)
            if await _remove(one, is_last=is_last):
                break
        for table in TABLES:
            # What was told meanwhile by what was under way. Ids in JSON keep no row from being removed.
            if table.payloads:
                await sweeping.sweep_payloads(table, one, now, after=seen[table])
        await Erasure.filter(user_id=one.user_id).update(user_id=one.tombstone_id)
    if await empty_the_log():
        await Erasure.filter(user_id=one.tombstone_id).delete()
        _log.info("What was kept of somebody has been erased, as they asked.")


async def finish_begun(now: datetime) -> None:
    """Finish what was begun a while ago and cut off; a fault in one does not hold up the others."""
    async for one in leaving.begun_before(now - LEFT_ALONE_FOR):
        try:
            await finish(one, now)
        except OutageError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, the others go on
            # Its words may name whom it is about.
            _log.error("An erasure could not be finished yet (%s).", type(error).__name__)


async def _remove(one: Leaving, *, is_last: bool) -> bool:
    """Remove the person's own row; tell whether nothing referred to it any more."""
    try:
        await run('DELETE FROM "user" WHERE id = :person', {"person": one.user_id})
    except IntegrityError:
        if is_last:
            raise
        return False
    return True
