"""An interview with all that belongs to it, or a notification with all that it is about, in one statement.

Tortoise 1.1 makes the text of a query anew each time, and for seven tables that costs several times what the
database takes for it. So it is put together here once, from the models' own columns, and the rows become the
same instances as Tortoise makes of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from tortoise.models import Model

from models.absence import NoShowReport
from models.call import BoardCall
from models.dispute import Dispute, DisputeKind
from models.event import ScheduledEvent
from models.feedback import InterviewFeedback
from models.interview import MockInterview
from models.move import MoveProposal
from models.notification import Notification
from models.rows import joined_row, listed
from models.server import Server
from models.statements import run_for
from models.user import User

Join = tuple[str, type[Model], str]

_HOST: Join = ("host", User, "host.id = interview.host_id")
_OF_INTERVIEW: tuple[Join, ...] = (
    ("feedback", InterviewFeedback, "feedback.interview_id = interview.id"),
    ("report", NoShowReport, "report.interview_id = interview.id"),
    ("proposal", MoveProposal, "proposal.interview_id = interview.id"),
)
_OF_NOTIFICATION: tuple[Join, ...] = (
    ("server", Server, "server.id = notification.server_id"),
    ("recipient", User, "recipient.id = notification.recipient_id"),
    ("interview", MockInterview, "interview.id = notification.interview_id"),
    _HOST,
    *_OF_INTERVIEW,
    ("event", ScheduledEvent, "event.interview_id = interview.id"),
    (
        "call",
        BoardCall,
        "call.server_id = notification.server_id AND call.user_id = notification.recipient_id",
    ),
)
# By its kind each: asked for the latest, PostgreSQL reads the whole table.
_DISPUTES: tuple[Join, ...] = tuple(
    (
        f"dispute_{kind.value}",
        Dispute,
        f"dispute_{kind.value}.interview_id = interview.id AND dispute_{kind.value}.kind = '{kind.value}'",
    )
    for kind in DisputeKind
)
_IS_FOLLOWED = (
    "EXISTS (SELECT 1 FROM notification AS later"
    " WHERE later.lane = notification.lane AND later.id > notification.id AND later.state = 'pending'"
    " AND later.waits_until IS NULL)"
)
_IS_OTHER_UNREACHABLE = (
    'EXISTS (SELECT 1 FROM "user" AS other'
    " WHERE other.id IN (interview.interviewer_id, interview.interviewee_id)"
    " AND other.id <> notification.recipient_id AND other.dms_closed_at IS NOT NULL)"
)


@dataclass(frozen=True)
class Whole:
    """An interview with its feedback, its report of absence, its open proposal and its latest dispute.

    `host` is who published it, where that was read too.
    """

    interview: MockInterview
    feedback: InterviewFeedback | None
    report: NoShowReport | None
    proposal: MoveProposal | None
    dispute: Dispute | None
    host: User | None = None


@dataclass(frozen=True)
class Joined:
    """A notification with its server and recipient, its interview with its host, and what there is of that.

    `call` is where the recipient is called on the server's board. `is_followed` tells that a later one of its
    lane is ready, `is_other_unreachable` that whoever sits across from the recipient takes no DMs.
    """

    notification: Notification
    server: Server
    recipient: User | None
    interview: MockInterview | None
    host: User | None
    feedback: InterviewFeedback | None
    report: NoShowReport | None
    proposal: MoveProposal | None
    event: ScheduledEvent | None
    call: BoardCall | None
    is_followed: bool
    is_other_unreachable: bool


async def wholes(numbers: Sequence[int]) -> dict[int, Whole]:
    """Return interviews by their ids with all that belongs to them; one that is not there is left out."""
    found = [_whole_of(row) for row in await run_for(numbers, _selecting_wholes(), {})]
    return {one.interview.id: one for one in found}


async def joined(ids: Sequence[int]) -> dict[int, Joined]:
    """Return notifications by their ids; one that is gone is left out."""
    found = [_of(row) for row in await run_for(ids, _selecting_joined(), {})]
    return {one.notification.id: one for one in found}


@cache
def _selecting_wholes() -> str:
    selecting = _selecting("interview", MockInterview, (_HOST, *_OF_INTERVIEW, *_DISPUTES))
    return f"{selecting} WHERE interview.id IN (:numbers)"


@cache
def _selecting_joined() -> str:
    more = f", {_IS_FOLLOWED} AS is_followed, {_IS_OTHER_UNREACHABLE} AS is_other_unreachable"
    selecting = _selecting("notification", Notification, _OF_NOTIFICATION, more)
    return f"{selecting} WHERE notification.id IN (:numbers)"


def _selecting(alias: str, model: type[Model], joins: Sequence[Join], more: str = "") -> str:
    tables = ((alias, model), *((name, other) for name, other, _ in joins))
    columns = ", ".join(listed(table, name) for name, table in tables)
    joined_tables = " ".join(
        f'LEFT JOIN "{other._meta.db_table}" AS {name} ON {condition}'  # noqa: SLF001 - as Tortoise itself
        for name, other, condition in joins
    )
    table = model._meta.db_table  # noqa: SLF001 - as Tortoise itself
    return f'SELECT {columns}{more} FROM "{table}" AS {alias} {joined_tables}'  # noqa: S608 - the models' names


def _whole_of(row: Mapping[str, Any]) -> Whole:
    interview = joined_row(MockInterview, "interview", row)
    assert interview is not None  # noqa: S101 - the statement asks for interviews
    disputes = [found for alias, _, _ in _DISPUTES if (found := joined_row(Dispute, alias, row)) is not None]
    return Whole(
        interview,
        joined_row(InterviewFeedback, "feedback", row),
        joined_row(NoShowReport, "report", row),
        joined_row(MoveProposal, "proposal", row),
        max(disputes, key=lambda dispute: dispute.id, default=None),
        joined_row(User, "host", row),
    )


def _of(row: Mapping[str, Any]) -> Joined:
    server = joined_row(Server, "server", row)
    notification = joined_row(Notification, "notification", row)
    assert server is not None  # noqa: S101 - held by foreign keys
    assert notification is not None  # noqa: S101 - the statement asks for notifications
    return Joined(
        notification,
        server,
        joined_row(User, "recipient", row),
        joined_row(MockInterview, "interview", row),
        joined_row(User, "host", row),
        joined_row(InterviewFeedback, "feedback", row),
        joined_row(NoShowReport, "report", row),
        joined_row(MoveProposal, "proposal", row),
        joined_row(ScheduledEvent, "event", row),
        joined_row(BoardCall, "call", row),
        bool(row["is_followed"]),
        bool(row["is_other_unreachable"]),
    )
