"""A notification with all that it is about, in one statement whose text is made once.

Tortoise 1.1 makes the text of a query anew each time, and for seven tables that costs several times what the
database takes for it. So it is put together here once, from the models' own columns, and the rows become the
same instances as Tortoise makes of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from tortoise.models import Model

from models.absence import NoShowReport
from models.event import ScheduledEvent
from models.feedback import InterviewFeedback
from models.interview import MockInterview
from models.move import MoveProposal
from models.notification import Notification
from models.rows import columns, instance
from models.server import Server
from models.statements import run_for
from models.user import User

_JOINS: tuple[tuple[str, type[Model], str], ...] = (
    ("server", Server, "server.id = notification.server_id"),
    ("recipient", User, "recipient.id = notification.recipient_id"),
    ("interview", MockInterview, "interview.id = notification.interview_id"),
    ("feedback", InterviewFeedback, "feedback.interview_id = interview.id"),
    ("report", NoShowReport, "report.interview_id = interview.id"),
    ("proposal", MoveProposal, "proposal.interview_id = interview.id"),
    ("event", ScheduledEvent, "event.interview_id = interview.id"),
)
_IS_FOLLOWED = (
    "EXISTS (SELECT 1 FROM notification AS later"
    " WHERE later.lane = notification.lane AND later.id > notification.id AND later.state = 'pending'"
    " AND later.waits_until IS NULL)"
)
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Joined:
    """A notification with its server and recipient, its interview, and what there is of that.

    `is_followed` tells that a later one of its lane is ready.
    """

    notification: Notification
    server: Server
    recipient: User | None
    interview: MockInterview | None
    feedback: InterviewFeedback | None
    report: NoShowReport | None
    proposal: MoveProposal | None
    event: ScheduledEvent | None
    is_followed: bool


async def joined(ids: Sequence[int]) -> dict[int, Joined]:
    """Return notifications by their ids; one that is gone is left out."""
    found = [_of(row) for row in await run_for(ids, _statement(), {})]
    return {one.notification.id: one for one in found}


@cache
def _statement() -> str:
    tables = (("notification", Notification), *((alias, model) for alias, model, _ in _JOINS))
    listed = ", ".join(
        f'{alias}."{column}" AS {alias}__{column}' for alias, model in tables for column in columns(model)
    )
    joins = " ".join(
        f'LEFT JOIN "{model._meta.db_table}" AS {alias} ON {condition}'  # noqa: SLF001 - as Tortoise itself
        for alias, model, condition in _JOINS
    )
    return (
        f"SELECT {listed}, {_IS_FOLLOWED} AS is_followed"  # noqa: S608 - the models' own names
        f" FROM notification {joins} WHERE notification.id IN (:numbers)"
    )


def _of(row: Mapping[str, Any]) -> Joined:
    server = _instance(Server, "server", row)
    notification = _instance(Notification, "notification", row)
    assert server is not None  # noqa: S101 - held by foreign keys
    assert notification is not None  # noqa: S101
    return Joined(
        notification,
        server,
        _instance(User, "recipient", row),
        _instance(MockInterview, "interview", row),
        _instance(InterviewFeedback, "feedback", row),
        _instance(NoShowReport, "report", row),
        _instance(MoveProposal, "proposal", row),
        _instance(ScheduledEvent, "event", row),
        bool(row["is_followed"]),
    )


def _instance(model: type[Row], alias: str, row: Mapping[str, Any]) -> Row | None:
    """Return the row of one of the tables, or None where there is none."""
    if row[f"{alias}__id"] is None:
        return None
    return instance(model, row, f"{alias}__")
