"""What is said around a booked interview, and when (design, section 5)."""

from collections import Counter
from datetime import datetime, timedelta

import pytest

from models import Notification, NotificationKind, NotificationState, Server
from services.delivery import planning, standing
from services.interviews import NO_SHOW_AFTER
from tests.services.delivery.working import deliver_all, delivered
from tests.support.factories import (
    NOW,
    SERVER,
    TOMORROW,
    Played,
    a_booking,
    outbox,
    stored,
)

LATER = NOW + timedelta(minutes=1)
"""A change after all that was said."""

pytestmark = pytest.mark.usefixtures("database")
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
PLANNED = (
    NotificationKind.REMINDER,
    NotificationKind.STARTED,
    NotificationKind.FEEDBACK_DUE,
    NotificationKind.REFRESH,
)


async def planned(played: Played) -> Counter[tuple[NotificationKind, int | None, datetime]]:
    """What waits for its moment."""
    rows = [row for row in await outbox(*PLANNED) if row.interview_id == played.id]
    return Counter(
        (row.kind, row.recipient_id, row.due_at)
        for row in rows
        if row.state is NotificationState.PENDING and row.waits_until is not None
    )


def expected(played: Played, offsets: tuple[int, ...]) -> Counter[tuple[NotificationKind, int, datetime]]:
    """What there has to be of an interview."""
    both = (played.host.user_id, played.guest.user_id)
    start = played.starts_at
    rows = [(NotificationKind.REMINDER, who, start - minutes * MINUTE) for minutes in offsets for who in both]
    rows += [(NotificationKind.REFRESH, who, start) for who in both]
    rows += [(NotificationKind.REFRESH, who, played.ends_at + 24 * HOUR) for who in both]
    rows += [(NotificationKind.STARTED, who, start + NO_SHOW_AFTER) for who in both]
    asked = played.interviewer.user_id
    rows += [(NotificationKind.FEEDBACK_DUE, asked, played.ends_at + hours * HOUR) for hours in (0, 1, 24)]
    return Counter(rows)


async def test_all_that_is_said_around_an_interview_is_planned_when_it_is_booked() -> None:
    played = await a_booking(starts_at=NOW + timedelta(days=3))

    assert await planned(played) == expected(played, (1440, 60, 10))


async def test_reminders_whose_moment_is_over_are_not_planned() -> None:
    played = await a_booking(starts_at=NOW + 30 * MINUTE)

    assert await planned(played) == expected(played, (10,))


async def test_what_is_planned_already_is_not_planned_again() -> None:
    played = await a_booking()
    before = [row.id for row in await outbox()]

    await planning.plan(await stored(played.id), NOW)

    assert [row.id for row in await outbox()] == before


async def test_what_is_dropped_is_planned_again_for_the_change_after_it() -> None:
    played = await a_booking()
    row = await stored(played.id)
    before = await planned(played)
    await planning.unplan(row, NOW)
    assert await planned(played) == Counter()

    row.revision += 1
    await planning.plan(row, NOW)

    assert await planned(played) == before


async def test_what_brings_messages_up_to_date_now_is_not_dropped_with_the_plan() -> None:
    played = await a_booking()
    await delivered(NOW)
    (told,) = await outbox(NotificationKind.BOOKED, to=played.guest)
    await Notification.filter(id=told.id).update(message_id=71)
    await standing.refresh_after_change({played.id: LATER}, NOW)
    waiting = [
        row.id
        for row in await outbox(NotificationKind.REFRESH)
        if row.state is NotificationState.PENDING and row.waits_until is None
    ]

    await planning.unplan(await stored(played.id), NOW)

    assert waiting
    kept = [row.id for row in await outbox(NotificationKind.REFRESH) if row.state == "pending"]
    assert kept == waiting


async def test_the_distances_are_the_servers() -> None:
    played = await a_booking(starts_at=NOW + timedelta(days=3))
    await planning.unplan(await stored(played.id), NOW)
    await Server.filter(id=SERVER).update(reminder_offsets=[5])
    row = await stored(played.id)
    row.revision += 1

    await planning.plan(row, NOW)

    assert await planned(played) == expected(played, (5,))


async def test_at_the_start_what_was_said_before_is_brought_up_to_date_for_both() -> None:
    played = await a_booking(starts_at=TOMORROW)
    await deliver_all(played.starts_at - MINUTE)

    brought = await deliver_all(played.starts_at)

    assert Counter(brought) == Counter(
        (NotificationKind.REFRESH, who.user_id) for who in (played.host, played.guest)
    )
