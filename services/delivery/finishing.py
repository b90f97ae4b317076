"""Finishing rows of the outbox: what is not to be kept of one goes with the statement that finishes it.

That is what one person wrote to another (`services.delivery.kinds.written`): once it is sent, dropped, given
up or read, its text is nowhere in the database. And it is what a member suggests for the bank, which stands
in a row of its own until an admin decides. So whatever finishes rows of these kinds does it by this.
"""

from collections.abc import Collection
from datetime import datetime

from models import NotificationKind, NotificationState
from models.statements import emptied, run_for

_NOT_KEPT = {
    NotificationKind.WRITTEN: ("text",),
    NotificationKind.LOG_SUGGESTED: ("text", "notes", "topic", "language"),
}
"""The words that are not kept, by the kind of the row."""


def finished(state: str) -> str:
    """Return, as a part of a statement, what is set of a row that is finished; `state` is a value of SQL."""
    without = " ".join(
        f"WHEN '{kind.value}' THEN {emptied('payload', *words)}" for kind, words in _NOT_KEPT.items()
    )
    return (
        f"state = {state}, owner = NULL, finished_at = :now, payload = CASE kind {without} ELSE payload END"
    )


async def let_go(
    ids: Collection[int], state: NotificationState, now: datetime, *, waits: Collection[NotificationState]
) -> None:
    """Finish rows as `state`, of those ids that wait still: those in one of the states that are named."""
    waiting = ", ".join(f"'{one.value}'" for one in waits)
    await run_for(
        sorted(ids),
        f"UPDATE notification SET {finished(':state')} WHERE id IN (:numbers) AND state IN ({waiting})",  # noqa: S608 - the states' own names
        {"state": state.value, "now": now},
    )
