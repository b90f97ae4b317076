"""What has to hold after any story, however it went."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from itertools import pairwise

from models import (
    InterviewStatus,
    MockInterview,
    Notification,
    NotificationKind,
    NotificationState,
    PointsEntry,
    PointsReason,
    UserPoints,
)
from sandbox import Member, MessageView
from services.delivery.preparing import installation
from tests.acceptance.conftest import Town

LIVE = {InterviewStatus.PENDING, InterviewStatus.BOOKED}
PAID_FOR = LIVE | {InterviewStatus.COMPLETED, InterviewStatus.NO_SHOW}
SHOWN = {
    InterviewStatus.PENDING: "open",
    InterviewStatus.BOOKED: "booked",
    InterviewStatus.CANCELLED: "canceled",
    InterviewStatus.COMPLETED: "completed",
    InterviewStatus.EXPIRED: "expired",
    InterviewStatus.LAPSED: "closed without feedback",
    InterviewStatus.NO_SHOW: "no-show",
}
_NUMBER = re.compile(r"#(\d+) · ")
NOT_DIRECT = {
    NotificationKind.CARD,
    NotificationKind.PANEL,
    NotificationKind.DISPUTE,
    NotificationKind.REFRESH,
}


async def the_ledger_adds_up() -> None:
    """Check each balance against its entries, and that a seat is paid for while it is held and no longer."""
    interviews = {row.id: row for row in await MockInterview.all()}
    for account in await UserPoints.all():
        entries = await PointsEntry.filter(account_id=account.id).order_by("id")
        assert account.balance == sum(entry.amount for entry in entries) >= 0
        assert all(two.balance_after == one.balance_after + two.amount for one, two in pairwise(entries))
        paid: Counter[int] = Counter()
        for entry in entries:
            if entry.reason in {PointsReason.SEAT, PointsReason.REFUND}:
                paid[entry.interview_id or 0] -= entry.amount
        for number, amount in paid.items():
            row = interviews[number]
            keeps = row.status in PAID_FOR and row.interviewee_id == account.user_id
            assert amount >= 0 if keeps else amount == 0, (number, row.status, amount)


async def rewards_follow_accepted_feedback() -> None:
    """Check that each completed interview was rewarded once, and no other."""
    completed = await MockInterview.filter(status=InterviewStatus.COMPLETED).values_list("id", flat=True)
    rewarded = await PointsEntry.filter(reason=PointsReason.REWARD).values_list("interview_id", flat=True)
    assert sorted(map(str, rewarded)) == sorted(map(str, completed))


async def nobody_is_in_two_places() -> None:
    """Check that nobody has, or had, two interviews at the same time."""
    taken: dict[int, list[tuple[datetime, datetime]]] = {}
    for row in await MockInterview.filter(status__in=PAID_FOR):
        for person in (row.interviewer_id, row.interviewee_id):
            if person is not None:
                taken.setdefault(person, []).append((row.scheduled_time, row.ends_at))
    for spans in taken.values():
        assert all(one[1] <= two[0] for one, two in pairwise(sorted(spans)))


async def each_message_arrived_once(town: Town, members: Iterable[Member]) -> None:
    """Check the DMs against the outbox: each row is one message, by the nonce that it was sent with."""
    name = await installation()
    due = Notification.filter(due_at__lte=town.now())
    left = await due.filter(state__in=(NotificationState.PENDING, NotificationState.FAILED))
    assert [(row.dedupe_key, row.state, row.error) for row in left] == []
    for member in members:
        arrived = Counter(dm.nonce for dm in member.dms())
        assert set(arrived.values()) <= {1}
        rows = await Notification.filter(recipient_id=int(member.id)).exclude(kind__in=NOT_DIRECT)
        sent = {f"{name}-{row.id}" for row in rows if row.state is NotificationState.SENT}
        # What was sent and not yet noted when the bot died may be untrue when the next one looks at it.
        overtaken = {f"{name}-{row.id}" for row in rows if row.state is NotificationState.DROPPED}
        assert sent <= arrived.keys() <= sent | overtaken


async def the_board_is_true(town: Town) -> None:
    """Check that each interview stands there at most once, with its true state, and once while it is live."""
    cards: dict[int, list[MessageView]] = {}
    for card in town.board()[1:]:
        named = _NUMBER.search(card.text)
        assert named is not None, card
        cards.setdefault(int(named[1]), []).append(card)
    for row in await MockInterview.all():
        mine = cards.get(row.id, [])
        assert all(f"#{row.id} · {SHOWN[row.status]}" in card.text for card in mine), (row.status, mine)
        assert len(mine) == 1 if row.status in LIVE else len(mine) <= 1
        assert [_can_be_booked(card) for card in mine] == [row.status is InterviewStatus.PENDING] * len(mine)


def _can_be_booked(card: MessageView) -> bool:
    return any((button.custom_id or "").startswith("interview:book:") for button in card.buttons)
