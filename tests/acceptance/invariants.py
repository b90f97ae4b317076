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
)
from models.backups.reading import OpenDatabase
from sandbox import Member, MessageView
from services.delivery.preparing import installation
from services.verification import broken
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
    NotificationKind.ALERTING,
    NotificationKind.PAIRING,
}


async def the_database_verifies() -> None:
    """Check what `bot.py verify` checks: balances, the ledger, paid seats, rewards, ratings."""
    assert await broken(OpenDatabase()) == []


async def nobody_is_in_two_places() -> None:
    """Check that nobody has, or had, two interviews at the same time, those that are over too."""
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
