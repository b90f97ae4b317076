"""Interviews as lines of a list and as choices: the database filters, pages and counts them.

Each is one statement, which reads what is shown and little more, however many cards are open and however much
is over. Their texts are made once (`models.statements`).
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import chain, islice
from typing import Any, Protocol

from models import InterviewStatus
from models.folded import folded
from models.moments import moment_of
from models.statements import is_postgres, run
from services.interviews import HOLD_OUTLIVED_BY, LIVE, Role, end_after

LIST_MAXIMUM = 25
"""Interviews in one list, or of one kind among suggestions."""

COUNTED_AHEAD = 50
"""Pages of the board that are counted beyond the one that is shown."""

READ_IN_FULL = 100
"""Open interviews, the soonest, whose whole label is held against what was typed."""


class Line(Protocol):
    """What a line of a list or a choice shows of an interview."""

    @property
    def id(self) -> int:
        """Its number."""

    @property
    def host_id(self) -> int:
        """Who published it."""

    @property
    def host_role(self) -> Role:
        """The host's seat."""

    @property
    def open_role(self) -> Role | None:
        """The free seat of a card that can be booked."""

    @property
    def starts_at(self) -> datetime:
        """When it starts (UTC)."""

    @property
    def duration(self) -> int:
        """How long it lasts, in minutes."""

    @property
    def topic(self) -> str:
        """What it is about."""

    @property
    def status(self) -> InterviewStatus:
        """Where it stands in its life."""


@dataclass(frozen=True)
class Listed:
    """An interview as a line of a list or a choice; `starts_at` in UTC, `duration` in minutes.

    `has_feedback` tells that the interviewer has left some, where that was asked for.
    """

    id: int
    host_id: int
    host_name: str
    host_role: Role
    interviewer_id: int | None
    interviewee_id: int | None
    starts_at: datetime
    duration: int
    topic: str
    status: InterviewStatus
    has_feedback: bool = False

    @property
    def open_role(self) -> Role | None:
        """The free seat of a card that can be booked."""
        return self.host_role.other if self.status is InterviewStatus.PENDING else None

    @property
    def ends_at(self) -> datetime:
        """When it ends (UTC)."""
        return end_after(self.starts_at, self.duration)

    def role_of(self, user_id: int) -> Role:
        """Return the seat of a participant."""
        return Role.INTERVIEWER if self.interviewer_id == user_id else Role.INTERVIEWEE

    def other_than(self, user_id: int) -> int | None:
        """Return who sits across from a participant."""
        return self.interviewee_id if self.interviewer_id == user_id else self.interviewer_id

    def is_open_to(self, user_id: int) -> bool:
        """Tell whether a person could take its free seat, as `actions.check_may_book` decides."""
        return self.open_role is not None and self.host_id != user_id


@dataclass(frozen=True)
class Page:
    """A page of the board; `number` is counted from 0.

    `count` and `pages` are those of all that was found; `is_more` tells that there are more, which were not
    counted.
    """

    rows: tuple[Listed, ...]
    number: int
    pages: int
    count: int
    is_more: bool


@dataclass(frozen=True)
class Mine:
    """A person's interviews: those that are not over, soonest first, and the others, latest first."""

    upcoming: tuple[Listed, ...]
    past: tuple[Listed, ...]


Label = Callable[[Listed], str]
"""How an interview reads as a choice."""


async def board(
    server_id: int, now: datetime, *, role: Role | None, topic: str, page: int, size: int
) -> Page:
    """Return a page of the open interviews of a server, soonest first; the last one where there is none such.

    `role` is the seat that is free, `topic` a part of the topic in any case, `page` is counted from 0, and
    `size` is how many interviews it has.
    """
    wanted = folded(topic)
    first, ahead = page * size, (page + COUNTED_AHEAD) * size
    rows = await run(
        _board(_open(), role, has_topic=bool(wanted), contains=_contains()),
        {
            "server": server_id,
            "now": now,
            "let_go": now - HOLD_OUTLIVED_BY,
            "wanted": wanted,
            "first": first,
            "limit": size,
            "ahead": ahead + 1,
        },
    )
    counted = rows[0]["counted"]
    if 0 < counted <= first:
        last = (counted - 1) // size
        return await board(server_id, now, role=role, topic=topic, page=last, size=size)
    count = min(counted, ahead)
    return Page(
        rows=tuple(listed(row) for row in rows if row["id"] is not None),
        number=page if counted else 0,
        pages=max(1, -(-count // size)),
        count=count,
        is_more=counted > ahead,
    )


async def open_to(
    server_id: int, user_id: int, now: datetime, typed: str, limit: int, label: Label
) -> list[Listed]:
    """Return open interviews of a server that a person could take: the soonest, or those that were meant.

    The one whose number was typed comes first; then, soonest first, those whose number begins with it or
    whose topic or host contains what was typed; then those of the soonest 100 whose label contains it.
    """
    wanted = folded(typed)
    number, digits = _number_in(wanted)
    soonest, fitting, named, _ = await _parts(
        _open_to(_open(), contains=_contains() if wanted else None),
        {
            "server": server_id,
            "me": user_id,
            "now": now,
            "let_go": now - HOLD_OUTLIVED_BY,
            "wanted": wanted,
            "number": number,
            "digits": digits,
            "limit": limit,
            "read_in_full": READ_IN_FULL,
        },
    )
    if not wanted:
        return soonest
    fits = dict.fromkeys((*named, *fitting))
    by_label = (one for one in soonest if one not in fits and wanted in folded(label(one)))
    return list(islice(chain(fits, by_label), limit))


async def mine(server_id: int | None, user_id: int, now: datetime) -> Mine:
    """Return a person's interviews, 25 ahead and 25 past; without a server those of all."""
    upcoming, past, *_ = await _parts(_mine(here(server_id)), _values(server_id, user_id, now))
    return Mine(tuple(upcoming), tuple(reversed(past)))


async def own(
    server_id: int | None, user_id: int, now: datetime, typed: str, limit: int, label: Label
) -> list[Listed]:
    """Return a person's interviews, 25 that are not over and 25 that are, or those that were meant.

    The one whose number was typed comes first, then those of the next 100 and of the latest 100 that are over
    whose label contains what was typed.
    """
    upcoming, past, named, _ = await _parts(
        _mine(here(server_id), is_searched=bool(folded(typed))), _values(server_id, user_id, now, typed)
    )
    return _containing(typed, (*named, *upcoming, *reversed(past)), limit, label)


async def hosted(
    server_id: int | None, user_id: int, now: datetime, typed: str, limit: int, label: Label
) -> list[Listed]:
    """Return the interviews that a person hosts and that are not over, as `own` does."""
    found, named, *_ = await _parts(
        _hosted(here(server_id), is_searched=bool(folded(typed))), _values(server_id, user_id, now, typed)
    )
    return _containing(typed, (*named, *found), limit, label)


async def with_feedback(
    server_id: int | None, user_id: int, now: datetime, typed: str, limit: int, label: Label
) -> list[Listed]:
    """Return the interviews of which a person has feedback to write, to accept, or accepted, as `own` does.

    What waits longest to be written comes first; of what was received the latest.
    """
    to_write, to_accept, completed, named = await _parts(
        _with_feedback(here(server_id), is_searched=bool(folded(typed))),
        _values(server_id, user_id, now, typed),
    )
    found = (*named, *to_write, *reversed(to_accept), *reversed(completed))
    return _containing(typed, found, limit, label)


def _containing(typed: str, found: Iterable[Listed], limit: int, label: Label) -> list[Listed]:
    wanted = folded(typed)
    number, _ = _number_in(wanted)
    fitting = (one for one in found if one.id == number or not wanted or wanted in folded(label(one)))
    return list(islice(dict.fromkeys(fitting), limit))


def _number_in(wanted: str) -> tuple[int, str]:
    """Return the number that was typed, 0 without one, and the pattern of those that begin with it.

    A label that was chosen and is changed again, `#12 · …`, begins with one too.
    """
    match = re.match(r"#?(\d{1,9})$", wanted, re.ASCII)
    if match is not None:
        return int(match[1]), f"{int(match[1])}%"
    match = re.match(r"#(\d{1,9}) ", wanted, re.ASCII)
    return (int(match[1]) if match is not None else 0), ""


def _values(server_id: int | None, user_id: int, now: datetime, typed: str = "") -> dict[str, object]:
    wanted = folded(typed)
    number, _ = _number_in(wanted)
    limit = READ_IN_FULL if wanted else LIST_MAXIMUM
    return {"server": server_id, "me": user_id, "now": now, "limit": limit, "number": number}


async def _parts(
    statement: str, values: Mapping[str, object]
) -> tuple[list[Listed], list[Listed], list[Listed], list[Listed]]:
    """Return what the parts of a statement found (`_named`), each in the order of the starts."""
    parts: tuple[list[Listed], list[Listed], list[Listed], list[Listed]] = ([], [], [], [])
    for row in await run(statement, values):
        parts[row["part"]].append(listed(row))
    for part in parts:
        part.sort(key=_start)
    return parts


def _start(one: Listed) -> tuple[datetime, int]:
    return one.starts_at, one.id


def listed(row: Mapping[str, Any], *, has_feedback: bool = False) -> Listed:
    """Return what a statement found of one interview (`SHOWN`, `HOST_NAME`)."""
    return Listed(
        id=row["id"],
        host_id=row["host_id"],
        host_name=row["host_name"],
        host_role=Role.INTERVIEWER if row["host_id"] == row["interviewer_id"] else Role.INTERVIEWEE,
        interviewer_id=row["interviewer_id"],
        interviewee_id=row["interviewee_id"],
        starts_at=moment_of(row["scheduled_time"]),
        duration=row["duration"],
        topic=row["topic"],
        status=InterviewStatus(row["status"]),
        has_feedback=has_feedback,
    )


SHOWN = "id, host_id, interviewer_id, interviewee_id, scheduled_time, duration, topic, status"
"""What is read of an interview for a list."""
HOST_NAME = '(SELECT name FROM "user" WHERE "user".id = found.host_id) AS host_name'
_HAS_ENDED = " AND ends_at <= :now"
_NOTICE = "(SELECT {notice} FROM server WHERE server.id = :server)"
_OPENS_SQLITE = "strftime('%Y-%m-%d %H:%M:%f000+00:00', :now, {notice})"
_OPENS_POSTGRES = "CAST(:now AS TIMESTAMPTZ) + {notice}"
_SEATS = ("interviewer_id", "interviewee_id")
_WITH_NUMBER = "id = :number"


def _open() -> str:
    """Return the condition of the cards of a server with a seat that anybody can still take.

    That is one held for nobody, and further ahead than the server's shortest notice
    (`services.actions.check_in_time`).
    """
    if is_postgres():
        opens = _OPENS_POSTGRES.format(notice=_NOTICE.format(notice="notice_minutes * INTERVAL '1 minute'"))
    else:
        opens = _OPENS_SQLITE.format(notice=_NOTICE.format(notice="'+' || notice_minutes || ' minutes'"))
    held = "(held_until IS NULL OR held_until <= :let_go)"
    return f"server_id = :server AND status = 'pending' AND scheduled_time > {opens} AND {held}"


def _contains() -> str:
    """Return the name of the function that finds a text in another: unlike LIKE it knows no wildcards."""
    return "strpos" if is_postgres() else "instr"


def here(server_id: int | None) -> str:
    """Return the condition of a person's interviews in one server.

    The sign keeps a database from looking for the person in all that the server has: by its own index.
    """
    return "" if server_id is None else " AND +server_id = :server"


@cache
def _board(is_open: str, role: Role | None, *, has_topic: bool, contains: str) -> str:
    """Return the statement of the board: how many there are, with each row of the page, or with none."""
    condition = is_open
    if role is not None:
        # Asked for as such, empty seats would be read by the index of the seat: all that there are, anywhere.
        condition += f" AND COALESCE({role.value}_id, 0) < 1"
    if has_topic:
        condition += f" AND {contains}(topic_folded, :wanted) > 0"
    ahead = f"SELECT id FROM mock_interview WHERE {condition} LIMIT :ahead"  # noqa: S608 - names of this file
    return (
        f"SELECT {SHOWN}, counted, {HOST_NAME}"  # noqa: S608
        f" FROM (SELECT COUNT(*) AS counted FROM ({ahead}) AS ahead) AS counting"
        f" LEFT JOIN ({_first(condition)} OFFSET :first) AS found ON TRUE ORDER BY scheduled_time, id"
    )


@cache
def _open_to(is_open: str, *, contains: str | None) -> str:
    """Return the statement of what a person could take: the soonest, those that fit, and the one named."""
    condition = f"{is_open} AND host_id <> :me"
    if contains is None:
        return _named(_first(condition))
    host = '(SELECT name_folded FROM "user" WHERE "user".id = mock_interview.host_id)'
    fits = (
        f"({contains}(topic_folded, :wanted) > 0 OR {contains}({host}, :wanted) > 0"
        " OR CAST(mock_interview.id AS TEXT) LIKE :digits)"
    )
    return _named(
        _first(condition, limit=":read_in_full"),
        _first(f"{condition} AND {fits}"),
        _first(f"id = :number AND {condition}"),
    )


@cache
def _mine(here: str, *, is_searched: bool = False) -> str:
    """Return the statement of a person's interviews, those ahead, those that are over, and the one named.

    For each seat and status there is an index in the order of the starts: for all of them at once a database
    would read and sort all that a person ever had.
    """
    by_number = [_first(f"{_WITH_NUMBER} AND :me IN (interviewer_id, interviewee_id){here}")]
    return _named(
        first_of_all(upcoming(here)), first_of_all(over(here), " DESC"), *(by_number if is_searched else ())
    )


@cache
def _hosted(here: str, *, is_searched: bool = False) -> str:
    """Return the statement of what a person hosts and is ahead, and of the one named; a host has a seat."""
    hosted = upcoming(f"{here} AND host_id = :me")
    by_number = [_first(f"{_WITH_NUMBER} AND ({' OR '.join(hosted)})")]
    return _named(first_of_all(hosted), *(by_number if is_searched else ()))


def upcoming(further: str) -> list[str]:
    """Return the conditions of a person's interviews that are not over: one for each index that has some."""
    return [
        f"{seat} = :me AND status = '{status.value}' AND ends_at > :now{further}"
        for seat in _SEATS
        for status in LIVE
    ]


def over(further: str) -> list[str]:
    """Return the conditions of a person's interviews that are over, as `upcoming` does."""
    return [
        f"{seat} = :me AND status = '{status.value}'{_HAS_ENDED if status in LIVE else ''}{further}"
        for seat in _SEATS
        for status in InterviewStatus
    ]


@cache
def _with_feedback(here: str, *, is_searched: bool = False) -> str:
    """Return the statement of feedback to write, to accept, and accepted, and of that of the one named."""
    started = f"status = 'booked' AND scheduled_time <= :now{here}"
    feedback = "FROM interview_feedback WHERE interview_id = mock_interview.id)"
    to_write = f"interviewer_id = :me AND {started} AND (SELECT id {feedback} IS NULL"
    to_accept = f"interviewee_id = :me AND {started} AND NOT (SELECT is_accepted {feedback}"
    accepted = f"interviewee_id = :me AND status = 'completed'{here}"
    by_number = [_first(f"{_WITH_NUMBER} AND ({to_write} OR {to_accept} OR {accepted})")]
    return _named(
        _first(to_write),
        _first(to_accept, " DESC"),
        _first(accepted, " DESC"),
        *(by_number if is_searched else ()),
    )


def _named(*parts: str) -> str:
    """Return the statement of several parts, each row with the number of its part and its host's name."""
    numbered = " UNION ALL ".join(
        f"SELECT *, {place} AS part FROM ({part}) AS part_{place}"  # noqa: S608
        for place, part in enumerate(parts)
    )
    return f"SELECT {SHOWN}, part, {HOST_NAME} FROM ({numbered}) AS found"  # noqa: S608


def first_of_all(conditions: Sequence[str], order: str = "") -> str:
    """Return the selection of the first interviews for which one of several conditions holds."""
    each = " UNION ALL ".join(f"SELECT * FROM ({_first(one, order)}) AS few" for one in conditions)  # noqa: S608
    return f"SELECT * FROM ({each}) AS together ORDER BY scheduled_time{order}, id{order} LIMIT :limit"  # noqa: S608


def _first(condition: str, order: str = "", limit: str = ":limit") -> str:
    """Return the selection of the first interviews for which a condition holds, by their starts."""
    return (
        f"SELECT {SHOWN} FROM mock_interview WHERE {condition}"  # noqa: S608
        f" ORDER BY scheduled_time{order}, id{order} LIMIT {limit}"
    )
