"""A person's own interviews, page by page: what is ahead soonest first, what is over latest first.

Each page is one statement. It begins beside the row at which the page before it ended, so that the tenth
costs no more than the first.
"""

from datetime import datetime
from enum import StrEnum
from functools import cache

from models.statements import run
from services.listing import HOST_NAME, SHOWN, Listed, first_of_all, here, listed, over, upcoming
from services.paging import FIRST_PAGE, PAGE_SIZE, Asked, Part, Turn, part_of

_BESIDE = "(SELECT scheduled_time FROM mock_interview WHERE id = :beside)"
_FEEDBACK = "EXISTS (SELECT 1 FROM interview_feedback WHERE interview_feedback.interview_id = found.id)"


class Half(StrEnum):
    """Which of a person's interviews; the values stand in custom_ids and never change."""

    UPCOMING = "upcoming"
    PAST = "past"


async def own_list(
    server_id: int | None, user_id: int, now: datetime, half: Half, asked: Asked = FIRST_PAGE
) -> Part[Listed]:
    """Return a page of a person's interviews; without a server those of all.

    Where there is nothing (any more) beside the row that was named, the first page is returned.
    """
    rows = await run(
        _page(half, asked.turn, here(server_id)),
        {"server": server_id, "me": user_id, "now": now, "beside": asked.beside, "limit": PAGE_SIZE + 1},
    )
    if not rows and asked.turn is not Turn.FIRST:
        return await own_list(server_id, user_id, now, half)
    return part_of([listed(row, has_feedback=bool(row["has_feedback"])) for row in rows], asked)


@cache
def _page(half: Half, turn: Turn, in_server: str) -> str:
    """Return the statement of a page; one before another is read from there backwards."""
    goes_up = (half is Half.UPCOMING) is not (turn is Turn.PREVIOUS)
    further = in_server if turn is Turn.FIRST else in_server + _beyond(">" if goes_up else "<")
    order = "" if goes_up else " DESC"
    found = first_of_all(upcoming(further) if half is Half.UPCOMING else over(further), order)
    return (
        f"SELECT {SHOWN}, {HOST_NAME}, {_FEEDBACK} AS has_feedback"  # noqa: S608 - names of these files
        f" FROM ({found}) AS found ORDER BY scheduled_time{order}, id{order}"
    )


def _beyond(sign: str) -> str:
    """Return the condition of what comes after a row, or before it; of one time the number decides."""
    return f" AND scheduled_time {sign}= {_BESIDE} AND (scheduled_time {sign} {_BESIDE} OR id {sign} :beside)"
