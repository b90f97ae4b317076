"""Stored interviews: finding one that a person may know of, holding it, and storing what changed of it."""

from datetime import datetime

from models import MockInterview
from models.joined import Whole, wholes
from models.rows import Hold, find_one
from models.rows import find as find_rows
from services import actions
from services.interviews import public
from services.refusals import InterviewNotFound


async def find(number: int, server_id: int | None, user_id: int) -> MockInterview:
    """Return a stored interview that this person may know of.

    In a server that is every interview of the server; in a DM (no server) only the person's own. A number of
    another server is answered as if it did not exist, so nothing can be learnt by guessing.

    Raises:
        InterviewNotFound: there is none.
    """
    return known_to(user_id, server_id, number, await stored(number))


async def find_whole(number: int, server_id: int | None, user_id: int) -> Whole:
    """Return a stored interview that this person may know of with all that belongs to it (one statement).

    Raises:
        InterviewNotFound: there is none.
    """
    whole = (await wholes([number])).get(number) if is_number(number) else None
    known_to(user_id, server_id, number, None if whole is None else whole.interview)
    assert whole is not None  # noqa: S101 - else it is known to nobody
    return whole


async def whole_of(row: MockInterview) -> Whole:
    """Return all that belongs to a stored interview."""
    return (await wholes([row.id]))[row.id]


def is_number(number: int) -> bool:
    """Tell whether a row could have this number."""
    return 0 < number < 2**31


async def stored(number: int) -> MockInterview | None:
    """Return a stored interview, or None where there is none, as for a number that none could have."""
    return await find_one(MockInterview, "id = :id", {"id": number}) if is_number(number) else None


def known_to(user_id: int, server_id: int | None, number: int, row: MockInterview | None) -> MockInterview:
    """Return an interview if this person may know of it (`find`).

    Raises:
        InterviewNotFound: they may not, or there is none.
    """
    if row is None:
        raise InterviewNotFound(number=number)
    mine = user_id in {row.interviewer_id, row.interviewee_id, row.host_id}
    if (server_id is None and not mine) or (server_id is not None and row.server_id != server_id):
        raise InterviewNotFound(number=number)
    return row


async def hold(number: int) -> MockInterview:
    """Return a stored interview, which nobody else changes until the caller's transaction ends."""
    (row,) = await find_rows(MockInterview, "id = :id", {"id": number}, hold=Hold.ALONE)
    return row


async def find_held(number: int, server_id: int | None, user_id: int) -> MockInterview:
    """Return a stored interview that this person may know of, held until the caller's transaction ends.

    Raises:
        InterviewNotFound: there is none.
    """
    held = None
    if is_number(number):
        held = await find_one(MockInterview, "id = :id", {"id": number}, hold=Hold.ALONE)
    return known_to(user_id, server_id, number, held)


async def held_by_host(user_id: int, server_id: int | None, number: int, now: datetime) -> MockInterview:
    """Return the interview, held until the transaction ends, if its host may still change it.

    Raises:
        Refusal: what `find` and `actions.check_may_change` raise.
    """
    row = await find_held(number, server_id, user_id)
    actions.check_may_change(public(row), user_id, now)
    return row


async def store_change(row: MockInterview, now: datetime, *changed: str) -> None:
    """Store the fields that were changed of an interview that the caller holds, as its next revision.

    When the next thing happens by itself is stored with every change (`services.timetable`).
    """
    row.revision += 1
    row.updated_at = now
    await row.save(update_fields=[*changed, "revision", "updated_at", "next_step_at"])
