"""What was written and has not got to whom it is for: it does not any more once the two are kept apart."""

from datetime import datetime

from models import Notification, NotificationKind, NotificationState
from services.delivery import finishing

_WAITS = (NotificationState.PENDING, NotificationState.MISSED)


async def drop_between(one_id: int, other_id: int, now: datetime) -> None:
    """Drop what either has written to the other and nobody has read, within the caller's transaction."""
    both = {one_id, other_id}
    waiting = Notification.filter(
        recipient_id__in=list(both), kind=NotificationKind.WRITTEN, state__in=_WAITS
    ).only("id", "recipient_id", "payload")
    ids = [row.id for row in await waiting if {row.recipient_id, row.payload.get("member_id")} == both]
    await finishing.let_go(ids, NotificationState.DROPPED, now, waits=_WAITS)
