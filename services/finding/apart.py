"""People who are not to be paired: one asks for it, and neither books the other any more, in any server.

Only whoever asked ever sees it (design, section 13). So what it leads to has to look like something else:

- Whoever may not book reads `NotAvailable`, as where a host wants no more interviews that week in the seat
  they have, be it to give or to take. What the host wants is theirs to change at any moment and counts over
  all servers, so no card that somebody else can book, or the same person can in another week, shows which of
  the two it was.
- Both come at the end of all checks, from one statement that is run with every booking
  (`services.finding.between`), and whatever was done until then is rolled back.
- It is in no log, no audit and no count, and no page of an admin's.
"""

from dataclasses import dataclass
from datetime import datetime

from tortoise.exceptions import IntegrityError

from models import KeptApart, MockInterview
from models.statements import run
from services import erased, people
from services.finding.between import Between
from services.finding.refusals import ApartFromOneself, NotAvailable, TooManyKeptApart
from services.holding import is_number
from services.interviews import Role
from services.refusals import BeingErased
from services.transaction import use_case
from services.writing import unsaid

_ARE_APART = (
    "SELECT (SELECT COUNT(*) FROM kept_apart WHERE user_id = :one AND other_id = :other)"
    " + (SELECT COUNT(*) FROM kept_apart WHERE user_id = :other AND other_id = :one) AS apart"
)

KEPT_APART_MAXIMUM = 50
"""From how many one person can be kept apart."""

_LARGEST_ID = 2**63 - 1

LISTED_AT_ONCE = 25
"""As many as one of Discord's menus takes."""


@dataclass(frozen=True)
class Other:
    """Somebody with whom a person is not paired; `user_id` is None where they were erased since."""

    id: int
    user_id: int | None
    name: str
    since: datetime


@dataclass(frozen=True)
class Others:
    """A page of them, the latest first; pages count from 0."""

    rows: tuple[Other, ...]
    count: int
    page: int
    pages: int


async def keep_apart(user_id: int, other_id: int, now: datetime) -> None:
    """Have two people not be paired any more; to ask for it twice is the same as once.

    Both are to be known. They are held: a booking of one with the other is either there before this is
    stored, or sees it.

    Raises:
        ApartFromOneself: it is they themselves.
        TooManyKeptApart: there are 50 already.
        BeingErased: one of the two was erased meanwhile.
    """
    if user_id == other_id:
        raise ApartFromOneself
    async with use_case():
        await people.lock({user_id, other_id})
        mine = KeptApart.filter(user_id=user_id)
        if await mine.filter(other_id=other_id).exists():
            return
        # Who was erased and is back without an account may be known by the mark alone.
        if await mine.filter(mark=await erased.mark_of(other_id)).update(other_id=other_id, mark=""):
            return
        if await mine.count() >= KEPT_APART_MAXIMUM:
            raise TooManyKeptApart(maximum=KEPT_APART_MAXIMUM)
        row = KeptApart(user_id=user_id, other_id=other_id, since=now)
        try:
            await KeptApart.bulk_create([row], ignore_conflicts=True)
        except IntegrityError:
            # One of the two was erased since they were met.
            raise BeingErased from None
        await unsaid.drop_between(user_id, other_id, now)


async def let_together(user_id: int, other_id: int) -> bool:
    """Let two people be paired again, as far as this one is concerned; tell whether they were kept apart."""
    if not 0 < other_id <= _LARGEST_ID:
        return False
    async with use_case():
        return bool(await KeptApart.filter(user_id=user_id, other_id=other_id).delete())


async def let_erased(user_id: int, row_id: int) -> bool:
    """Take one back that is about somebody who was erased, by its number; tell whether there was one."""
    if not is_number(row_id):
        return False
    async with use_case():
        return bool(await KeptApart.filter(id=row_id, user_id=user_id, other_id__isnull=True).delete())


async def are_kept_apart_by(user_id: int, other_id: int) -> bool:
    """Tell whether this person has asked not to be paired with the other."""
    return await KeptApart.exists(user_id=user_id, other_id=other_id)


async def are_kept_apart(user_id: int, other_id: int) -> bool:
    """Tell whether one of two has asked not to be paired with the other; it is one statement whoever has."""
    (found,) = await run(_ARE_APART, {"one": user_id, "other": other_id})
    return bool(found["apart"] > 0)


async def list_of(user_id: int, page: int = 0) -> Others:
    """Return with whom a person is not paired, a page of it; one beyond the last is the last."""
    mine = KeptApart.filter(user_id=user_id)
    count = await mine.count()
    pages = max(1, -(-count // LISTED_AT_ONCE))
    page = min(page, pages - 1)
    rows = mine.order_by("-id").offset(page * LISTED_AT_ONCE).limit(LISTED_AT_ONCE).select_related("other")
    found = [
        Other(row.id, row.other_id, "" if row.other is None else row.other.name, row.since)
        for row in await rows
    ]
    return Others(tuple(found), count, page, pages)


def check_available(found: Between, row: MockInterview, guest_id: int) -> None:
    """Check that nothing that anybody has set for themselves keeps a guest from a card.

    Raises:
        NotAvailable: the host wants no more interviews in their seat that week, or the two are kept apart.
    """
    seat = Role.INTERVIEWEE if row.interviewer_id == guest_id else Role.INTERVIEWER
    is_full = found.caps[seat].is_reached(row.scheduled_time, found.near[seat])
    if found.are_apart or is_full:
        raise NotAvailable(number=row.id)
