"""How interviewees rate an interviewer, all in all: kept with the account, so that many cost no more."""

from dataclasses import dataclass

from models import MockInterview
from models.statements import run

SHOWN_FROM = 3
"""Ratings from which on there is a mean: of fewer it would be read who gave which."""

_COUNT = (
    "UPDATE user_points SET ratings = ratings + :more, rating_sum = rating_sum + :points"
    " WHERE server_id = :server AND user_id = :interviewer"
)


@dataclass(frozen=True)
class Rating:
    """The mean of the ratings of an interviewer, from 1 to 5, and how many there are."""

    mean: float
    count: int


def rating_of(count: int, total: int) -> Rating | None:
    """Return the mean of `count` ratings that add up to `total`, or None while there are too few."""
    return Rating(total / count, count) if count >= SHOWN_FROM else None


async def count(row: MockInterview, *, before: int | None, now: int) -> None:
    """Count the rating of an interview that the caller holds, in place of one `before`, if there was one."""
    values = {
        "more": 1 if before is None else 0,
        "points": now - (before or 0),
        "server": row.server_id,
        "interviewer": row.interviewer_id,
    }
    await run(_COUNT, values)
