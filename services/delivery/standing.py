"""The direct messages that have to stay true: a link that changes, a button that can no longer be used.

A message is known as long as there is something on it that may change; then it is forgotten.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from tortoise.expressions import Q

from models import MockInterview, Notification, NotificationState
from services.delivery import outbox
from services.delivery.kinds import AnyMessage, read


@dataclass(frozen=True)
class Standing:
    """A direct message that was sent for a row: what it told, and where it stands in the person's channel."""

    id: int
    message: AnyMessage
    message_id: int


async def standing(number: int, user_id: int) -> list[Standing]:
    """Return the messages about an interview that one person was sent and that may have to change."""
    rows = await Notification.filter(
        interview_id=number, recipient_id=user_id, message_id__isnull=False
    ).order_by("id")
    return [
        Standing(row.id, read(row.kind, row.payload), row.message_id)
        for row in rows
        if row.message_id is not None
    ]


async def forget(ids: Collection[int]) -> None:
    """Forget messages on which nothing can change any more."""
    if ids:
        await Notification.filter(id__in=list(ids)).update(message_id=None)


async def refresh_after_change(changed_at: Mapping[int, datetime], now: datetime) -> None:
    """Have the messages about interviews that have changed brought up to date, read or missed.

    What was written with the change, or after it, shows it already. `changed_at` (UTC) is by interview.
    """
    if not changed_at:
        return
    may_change = Q(message_id__isnull=False) | Q(state=NotificationState.MISSED)
    known = Notification.filter(may_change, interview_id__in=list(changed_at))
    people: dict[int, set[int]] = {}
    for row in await known.only("interview_id", "recipient_id", "created_at"):
        number, user_id = row.interview_id, row.recipient_id
        if number is not None and user_id is not None and row.created_at < changed_at[number]:
            people.setdefault(number, set()).add(user_id)
    for interview in await MockInterview.filter(id__in=list(people)) if people else []:
        await outbox.refresh(interview, sorted(people[interview.id]), now)
