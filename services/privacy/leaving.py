"""Somebody who is being erased, and what stands in their place."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime

from models import Erasure, User
from models.statements import run
from services.refusals import NothingKept
from services.tombstones import new_tombstone
from services.transaction import use_case

AT_ONCE = 20
"""Erasures that are read at a time to be finished."""

_HOLD = 'UPDATE "user" SET exported_at = exported_at WHERE id = :person RETURNING id'
"""So that whoever makes something anew for them is done by then, or sees that it was begun."""


@dataclass(frozen=True)
class Leaving:
    """Whose data goes, and the id of nobody that comes in their place."""

    user_id: int
    tombstone_id: int

    @property
    def ids(self) -> dict[str, object]:
        """Return both as values of a statement."""
        return {"person": self.user_id, "nobody": self.tombstone_id}


async def begin(user_id: int, now: datetime) -> Leaving:
    """Note that somebody is being erased: from now on nothing is made anew for them.

    What was begun and not finished is the same once more.

    Raises:
        NothingKept: they are not known.
    """
    async with use_case():
        known = await Erasure.get_or_none(user_id=user_id)
        if known is None:
            if not await run(_HOLD, {"person": user_id}):
                raise NothingKept
            row = Erasure(user_id=user_id, tombstone_id=new_tombstone(), begun_at=now)
            await Erasure.bulk_create([row], ignore_conflicts=True)
            known = await Erasure.get(user_id=user_id)
        begun = Leaving(user_id, known.tombstone_id)
        await stand_in(begun, now)
        return begun


async def stand_in(leaving: Leaving, now: datetime) -> None:
    """Make sure that there is the row that stands in their place."""
    await User.bulk_create([User(id=leaving.tombstone_id, created_at=now)], ignore_conflicts=True)


async def begun_before(moment: datetime) -> AsyncIterator[Leaving]:
    """Give the erasures that were begun before a moment and are not finished, some read at a time."""
    last = 0
    while rows := await Erasure.filter(begun_at__lt=moment, id__gt=last).order_by("id").limit(AT_ONCE):
        for row in rows:
            last = row.id
            yield Leaving(row.user_id, row.tombstone_id)
