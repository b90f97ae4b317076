"""The queue: which row is next, and taking it, putting it off, finishing it.

A row that is ready is taken by a process and stays its own until it is finished or put off, or the process
dies (`services.delivery.processes`). Of one lane one row at a time is out, the one with the lowest id; a
unique index holds that, whichever processes want it.

Each step is one statement, or one for some rows at a time. Their texts are written out, since an ORM can say
neither what a claim has to find in one go nor which of the indexes over a part of the table it is meant for.
Where PostgreSQL could join whole tables instead of asking its indexes a few times (NOT EXISTS), it does so
while it has no statistics, and takes a hundred times as long: so those are asked for one row each.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from tortoise.exceptions import IntegrityError

from models import WaitsFor
from models.moments import moment_of
from models.statements import run, run_for
from services.delivery.finishing import finished
from services.delivery.kinds.message import Urgency

__all__ = ["WaitsFor"]

WINDOW = 64
"""Ready rows that one claim looks at; what a lane holds up behind its first row costs it one step each."""

READIED_AT_ONCE = 500
"""Rows whose moment has come that are made ready in one statement."""

LONGEST_WAIT = timedelta(hours=1)
"""How far ahead of now a row can be put off. What waits for longer was put off before the clock was set
back."""

_BY_URGENCY = ("urgency", "wanted_by")
_BY_AGE = ("due_at", "urgency")

_CLAIM = """
WITH busy AS (
    SELECT notification.server_id, COUNT(*) AS taken FROM notification
    WHERE notification.owner IS NOT NULL AND notification.state = 'pending' AND notification.kind <> 'room'
    GROUP BY notification.server_id),
ready AS (
    SELECT head.id, head.server_id, head.{first}, head.{second} FROM notification AS head
    WHERE head.state = 'pending' AND head.waits_until IS NULL AND head.owner IS NULL
      AND head.urgency <= :least
      AND head.server_id NOT IN (SELECT busy.server_id FROM busy WHERE busy.taken >= :most)
      AND (
        SELECT earlier.id FROM notification AS earlier
        WHERE earlier.lane = head.lane AND earlier.id < head.id AND earlier.state = 'pending'
          AND (earlier.waits_until IS NULL OR earlier.waits_for IS NOT NULL) LIMIT 1) IS NULL
      AND (
        SELECT taken.id FROM notification AS taken
        WHERE taken.lane = head.lane AND taken.state = 'pending' AND taken.owner IS NOT NULL LIMIT 1) IS NULL
    ORDER BY {inner} LIMIT :window),
ranked AS (
    SELECT ready.id, ready.{first}, ready.{second}, COALESCE(busy.taken, 0) + ROW_NUMBER() OVER (
        PARTITION BY ready.server_id ORDER BY ready.{first}, ready.{second}, ready.id) AS place
    FROM ready LEFT JOIN busy ON busy.server_id = ready.server_id)
UPDATE notification SET owner = :me, attempts = attempts + 1, tried_at = COALESCE(tried_at, :now)
WHERE owner IS NULL AND state = 'pending' AND id IN (
    SELECT ranked.id FROM ranked WHERE ranked.place <= :most
    ORDER BY CASE WHEN ranked.place <= :share THEN 0 ELSE 1 END, ranked.{first}, ranked.{second}, ranked.id
    LIMIT :free)
RETURNING id, {first}, {second}
"""


def _claim(order: tuple[str, str], inner: str) -> str:
    first, second = order
    return _CLAIM.format(first=first, second=second, inner=inner)


_STATEMENTS = {
    False: _claim(_BY_URGENCY, "head.urgency, head.wanted_by, head.id"),
    True: _claim(_BY_AGE, "head.due_at, head.id"),
}


@dataclass(frozen=True)
class Room:
    """How many rows a process can take, and how they are shared out among servers.

    `free` is how many in all. A server has at most `share` rows out while others wait, and never more than
    `most`. Rows less urgent than `least` are left.
    """

    free: int
    share: int
    most: int
    least: Urgency = Urgency.REDRAWN


async def claim(me: int, room: Room, now: datetime, *, oldest_first: bool = False) -> list[int]:
    """Take rows that are ready, the most urgent first, and return their ids in that order.

    With `oldest_first` urgency does not count: now and then a process takes what has waited longest, so that
    nothing waits for ever behind what is more urgent. Where another process takes a row of the same lane at
    the same moment, nothing is taken, and the next claim finds what is left.
    """
    try:
        rows = await run(
            _STATEMENTS[oldest_first],
            {
                "me": me,
                "now": now,
                "free": room.free,
                "share": room.share,
                "most": room.most,
                "least": room.least.value,
                "window": WINDOW,
            },
        )
    except IntegrityError:
        return []
    first, second = _BY_AGE if oldest_first else _BY_URGENCY
    ordered = sorted(rows, key=lambda row: (row[first], row[second], row["id"]))
    return [row["id"] for row in ordered]


async def ready_what_is_due(now: datetime) -> datetime | None:
    """Make ready whose moment has come, and return when the next moment is, or None."""
    moment = await _next_moment()
    while moment is not None and moment <= now:
        await run(
            "UPDATE notification SET waits_until = NULL, waits_for = NULL WHERE id IN ("
            " SELECT id FROM notification WHERE state = 'pending' AND waits_until IS NOT NULL"
            " AND waits_until <= :now ORDER BY waits_until LIMIT :many)",
            {"now": now, "many": READIED_AT_ONCE},
        )
        moment = await _next_moment()
    return moment


async def forgive_the_clock(now: datetime) -> None:
    """Make ready what was put off for longer than is ever done: before the clock was set back."""
    await run(
        "UPDATE notification SET waits_until = NULL, waits_for = NULL"
        " WHERE waits_for IS NOT NULL AND waits_until > :latest",
        {"latest": now + LONGEST_WAIT},
    )


async def put_off(
    me: int, ids: Collection[int], until: datetime, waits_for: WaitsFor | None, *, error: str = ""
) -> None:
    """Give rows back that were tried and are to be tried again.

    One that waits for nothing in particular lets the rows of its lane pass until then.
    """
    await run_for(
        ids,
        "UPDATE notification SET owner = NULL, waits_until = :until, waits_for = :reason, error = :error"
        " WHERE owner = :me AND state = 'pending' AND id IN (:numbers)",
        {
            "me": me,
            "until": until,
            "reason": None if waits_for is None else waits_for.value,
            "error": error[:300],
        },
    )


async def give_back(me: int, ids: Collection[int], until: datetime) -> None:
    """Give rows back of which nothing was sent: they wait for their turn, and it counts as no try."""
    await run_for(
        ids,
        "UPDATE notification SET owner = NULL, waits_until = :until, waits_for = 'turn',"
        " attempts = attempts - 1, tried_at = CASE WHEN attempts > 1 THEN tried_at END"
        " WHERE owner = :me AND state = 'pending' AND id IN (:numbers)",
        {"me": me, "until": until},
    )


async def keep(me: int, ids: Collection[int], until: datetime) -> None:
    """Give rows back of which nothing can be said yet: they wait as if they came due then, and no try counts.

    Nothing waits behind them. Whoever makes it possible to say them wakes their lane.
    """
    await run_for(
        ids,
        "UPDATE notification SET owner = NULL, waits_until = :until, waits_for = NULL, attempts = 0,"
        " tried_at = NULL WHERE owner = :me AND state = 'pending' AND id IN (:numbers)",
        {"me": me, "until": until},
    )


async def wake_lane(lane: str) -> None:
    """Make ready whatever waits in a lane."""
    await run(
        "UPDATE notification SET waits_until = NULL, waits_for = NULL"
        " WHERE lane = :lane AND state = 'pending' AND waits_until IS NOT NULL AND owner IS NULL",
        {"lane": lane},
    )


async def wake_after_outage() -> None:
    """Make ready whatever waits for Discord to come back."""
    await run(
        "UPDATE notification SET waits_until = NULL, waits_for = NULL"
        " WHERE waits_for IS NOT NULL AND waits_for = 'discord'",
        {},
    )


async def finish(me: int, ids: Collection[int], state: str, now: datetime, *, error: str = "") -> int:
    """Note what became of rows that this process has; return how many those are still."""
    rows = await run_for(
        ids,
        f"UPDATE notification SET {finished(':state')}, error = :error"  # noqa: S608 - names of the code's own
        " WHERE owner = :me AND state = 'pending' AND id IN (:numbers) RETURNING id",
        {"me": me, "state": state, "now": now, "error": error[:300]},
    )
    return len(rows)


async def keep_missed(me: int, number: int, error: str) -> bool:
    """Keep a row that this process has, and whose recipient takes no DMs, until they read it.

    Returns:
        Whether it was this process's still.
    """
    rows = await run(
        "UPDATE notification SET state = 'missed', owner = NULL, error = :error"
        " WHERE owner = :me AND state = 'pending' AND id = :number RETURNING id",
        {"me": me, "number": number, "error": error[:300]},
    )
    return bool(rows)


async def release_all(me: int) -> None:
    """Give back all that a process has; whoever takes it next knows that it was tried."""
    await run("UPDATE notification SET owner = NULL WHERE owner = :me", {"me": me})


async def release_all_but(me: int, ids: Collection[int]) -> None:
    """Give back what a process has without knowing it: rows whose claim was stored and never answered."""
    known = ", ".join(str(int(number)) for number in ids) or "0"
    await run(
        f"UPDATE notification SET owner = NULL WHERE owner = :me AND id NOT IN ({known})",  # noqa: S608 - numbers
        {"me": me},
    )


async def next_moment_after(now: datetime) -> datetime | None:
    """Return when the first of the rows that wait beyond `now` becomes ready, or None."""
    rows = await run(
        "SELECT waits_until FROM notification WHERE state = 'pending' AND waits_until IS NOT NULL"
        " AND waits_until > :now ORDER BY waits_until LIMIT 1",
        {"now": now},
    )
    return moment_of(rows[0]["waits_until"]) if rows else None


async def _next_moment() -> datetime | None:
    rows = await run(
        "SELECT waits_until FROM notification WHERE state = 'pending' AND waits_until IS NOT NULL"
        " ORDER BY waits_until LIMIT 1",
        {},
    )
    return moment_of(rows[0]["waits_until"]) if rows else None
