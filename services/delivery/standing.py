"""The direct messages that have to stay true: a link that changes, a button that can no longer be used.

A message is known as long as there is something on it that may change; then it is forgotten.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from models import AlertState, MockInterview, Notification, NotificationKind, WishAlert
from models.moments import moment_of
from models.statements import run_for
from services.delivery import outbox
from services.delivery.kinds import AnyMessage, read

_MAY_CHANGE = (
    "SELECT interview_id, recipient_id, created_at FROM notification"
    " WHERE interview_id IN (:numbers) AND message_id IS NOT NULL"
    " UNION ALL SELECT interview_id, recipient_id, created_at FROM notification"
    " WHERE interview_id IN (:numbers) AND state = 'missed'"
)
"""Each half by an index of its own: together PostgreSQL would read all that was missed."""


@dataclass(frozen=True)
class Standing:
    """A direct message that was sent for a row: what it told, and where it stands in the person's channel."""

    id: int
    message: AnyMessage
    message_id: int


async def standing(number: int, user_id: int) -> list[Standing]:
    """Return the messages about an interview that one person was sent and that may have to change.

    Who has passed an interview of which they were told is shown no more of it.
    """
    rows = await Notification.filter(
        interview_id=number, recipient_id=user_id, message_id__isnull=False
    ).order_by("id")
    alerts = [row for row in rows if row.kind is NotificationKind.WISH_ALERT]
    passed = WishAlert.filter(interview_id=number, user_id=user_id, state=AlertState.PASSED)
    if alerts and await passed.exists():
        rows = [row for row in rows if row not in alerts]
    return [
        Standing(row.id, read(row.kind, row.payload), row.message_id)
        for row in rows
        if row.message_id is not None
    ]


async def forget(ids: Collection[int]) -> None:
    """Forget messages on which nothing can change any more."""
    if ids:
        await Notification.filter(id__in=list(ids)).update(message_id=None)


async def refresh_after_change(
    changed_at: Mapping[int, datetime], now: datetime, *, change: str = "", renames: bool = False
) -> None:
    """Have the messages about interviews that have changed brought up to date, read or missed.

    What was written with the change, or after it, shows it already. `changed_at` (UTC) is by interview. With
    `renames` somebody in it was erased.
    """
    if not changed_at:
        return
    people: dict[int, set[int]] = {}
    for row in await run_for(changed_at.keys(), _MAY_CHANGE, {}):
        number, user_id = row["interview_id"], row["recipient_id"]
        if user_id is not None and moment_of(row["created_at"]) < changed_at[number]:
            people.setdefault(number, set()).add(user_id)
    for interview in await MockInterview.filter(id__in=list(people)) if people else []:
        await outbox.refresh(interview, sorted(people[interview.id]), now, change=change, renames=renames)
