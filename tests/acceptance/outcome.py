"""What came of a story: what is stored, what the board shows, and what each member was told."""

import re
from dataclasses import dataclass

from models import MockInterview, Notification, NotificationKind, NotificationState, PointsEntry
from sandbox import Member
from tests.acceptance.conftest import Town

_MOMENT = re.compile(r"<t:\d+(:\w)?>|\d{4}-\d\d-\d\dT[\d:.+]+|\b[0-9a-f]{16}\b")
"""Seconds pass differently from one telling of a story to the next, and so do digests of them."""

_MESSAGE = re.compile(r"(https://discord\.com/channels/\d+/\d+/)\d+")
"""So do the ids that messages get."""

_COMMAND = re.compile(r"(</[^:>]+:)\d+>")
"""And those of commands, by which they are clickable."""

_SHOWN = {NotificationKind.CARD, NotificationKind.PANEL, NotificationKind.EVENT, NotificationKind.REFRESH}


@dataclass(frozen=True)
class Outcome:
    """Everything that has to be the same when a story is told again."""

    interviews: list[tuple[object, ...]]
    ledger: list[tuple[object, ...]]
    rows: list[tuple[str, NotificationState]]
    board: list[str]
    dms: dict[str, list[str]]


async def outcome_of(town: Town, *members: Member) -> Outcome:
    """Return what came of the story that these members lived through."""
    interviews = await MockInterview.all().order_by("id")
    entries = await PointsEntry.all().order_by("id").select_related("account")
    rows = await Notification.all()
    return Outcome(
        interviews=[
            (row.id, row.status, row.interviewer_id, row.interviewee_id, row.topic, row.revision)
            for row in interviews
        ],
        ledger=[
            (entry.account.user_id, entry.amount, entry.balance_after, entry.reason, entry.interview_id)
            for entry in entries
        ],
        # How many changes of a card are shown as one depends on the pace; what it shows at last does not.
        rows=sorted((_timeless(row.dedupe_key), row.state) for row in rows if row.kind not in _SHOWN),
        board=[_timeless(f"{message.text} {_labels(message.components)}") for message in town.board()],
        dms={member.name: [_timeless(dm.text) for dm in member.dms()] for member in members},
    )


def _timeless(text: str) -> str:
    return _COMMAND.sub(r"\1<command>>", _MESSAGE.sub(r"\1<message>", _MOMENT.sub("<moment>", text)))


def _labels(components: list[dict[str, object]]) -> list[object]:
    return [one["label"] for one in components if one.get("label")]
