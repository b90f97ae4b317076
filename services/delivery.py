"""Delivering the outbox: which row is next, whether it still holds, and what became of it.

A row is claimed for a while, sent, and then finished; a process that dies between is taken over when its
claim runs out. What is sent twice in that case carries the same nonce, and Discord drops the repeat.
"""

import random
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from tortoise.expressions import F, Q, Subquery
from tortoise.functions import Min

from models import (
    MockInterview,
    Notification,
    NotificationKind,
    NotificationState,
    ScheduledEvent,
    Server,
    User,
)
from services import disputes, notifications
from services.disputes import Case
from services.interviews import Interview, Private, hold, private, public
from services.invitations import Entry, entry_of
from services.relevance import still_holds
from services.settings import ServerSettings, of
from services.transaction import use_case

__all__ = ["NotificationKind"]

LEASE = timedelta(seconds=60)
"""How long a claimed row belongs to its process."""

GIVE_UP_AFTER = timedelta(hours=24)
"""How long after it was due a row is tried."""

LOOK_AHEAD = 10
"""Due rows that are looked at for each that is claimed: several may stand in one lane."""

TRIES_AT_LEAST = 5
"""How often a row is tried before it is given up: a clock that was set forward, or a bot that was away for a
day, makes it look older than its tries are."""

FIRST_PAUSE_SECONDS = 2.0
LONGEST_PAUSE_SECONDS = 900.0
DOUBLINGS = 10
"""From the first pause to more than the longest."""

LONGEST_HOLD = timedelta(hours=1)
"""How far ahead of now a row can be claimed or put off, whatever Discord asks for. What is held for longer
was held before the clock was set back, and is free."""

CLOCKS_MAY_DIFFER = timedelta(seconds=5)
"""How far ahead of now a row may have been written: the clocks of two machines are never quite the same."""


@dataclass(frozen=True)
class Delivery:
    """One row to deliver, with the present state of what it tells of.

    `entry` is what its calendar file is about, if it goes with one. `event_id` is the event that is known to
    show the interview, for a row that looks after it. `attempt` counts the claims of the row up to this one.
    """

    id: int
    kind: NotificationKind
    settings: ServerSettings
    recipient_id: int | None
    language: str
    interview: Interview | None
    mine: Private | None
    card: tuple[int, int] | None
    panel: tuple[int, int] | None
    payload: dict[str, Any]
    case: Case | None = None
    entry: Entry | None = None
    event_id: int | None = None
    attempt: int = 1

    @property
    def nonce(self) -> str:
        """What tells Discord that a repeat is a repeat; unique per row, at most 25 characters."""
        return f"sparring-{self.id}"

    @property
    def is_repeat(self) -> bool:
        """Whether it was tried before: nobody may have learned what came of that."""
        return self.attempt > 1


async def claim(now: datetime, limit: int) -> list[int]:
    """Claim up to `limit` rows that are due, at most one a lane, and return their ids in order.

    Of two processes that want one row one gets it: PostgreSQL locks what is claimed and passes over what
    another process has locked, SQLite lets one process at a time write.
    """
    candidates = await _heads(now, limit)
    if not candidates:
        return []
    async with use_case():
        free = Notification.filter(
            Q(leased_until__isnull=True) | ~_held(now),
            id__in=candidates,
            state=NotificationState.PENDING,
        )
        claimed = {row.id for row in await free.select_for_update(skip_locked=True)}
        if claimed:
            await Notification.filter(id__in=list(claimed)).update(
                leased_until=now + LEASE, attempts=F("attempts") + 1
            )
    return [number for number in candidates if number in claimed]


async def next_free(now: datetime) -> datetime | None:
    """Return when the first of the due rows that a process has, or that wait for their next try, is free."""
    due = Notification.filter(state=NotificationState.PENDING, due_at__lte=now)
    first = await due.filter(_held(now)).order_by("leased_until").first()
    return None if first is None else first.leased_until


def _held(now: datetime) -> Q:
    """Rows that nobody may claim now."""
    return Q(leased_until__gt=now, leased_until__lte=now + LONGEST_HOLD)


async def bring_forward(now: datetime) -> int:
    """Let what was to be said at once, and was written by a clock that ran ahead, be due; return how much.

    That clock may have been this machine's, set back since, or another machine's. What is planned for a
    moment of its own stays: that moment is still to come.
    """
    from_ahead = Notification.filter(
        state=NotificationState.PENDING,
        created_at__gt=now + CLOCKS_MAY_DIFFER,
        due_at__gt=now,
        due_at__lte=F("created_at"),
    )
    # There is hardly ever any, and an update that finds nothing makes writers wait on SQLite all the same.
    return await from_ahead.update(due_at=now) if await from_ahead.exists() else 0


async def _heads(now: datetime, limit: int) -> list[int]:
    """Return the first due row of each lane of which none is on its way, the longest due first.

    In steps, so that each costs what is due, however much waits for later: asked for in one query, SQLite
    goes through every lane there is.
    """
    due = Notification.filter(state=NotificationState.PENDING, due_at__lte=now)
    on_their_way = due.filter(_held(now)).values("lane")
    free = due.filter(~Q(lane__in=Subquery(on_their_way))).order_by("due_at", "id").limit(limit * LOOK_AHEAD)
    lanes = list(dict.fromkeys(str(lane) for lane in await free.values_list("lane", flat=True)))[:limit]
    if not lanes:
        return []
    heads = due.filter(lane__in=lanes).annotate(head=Min("id")).group_by("lane").values_list("lane", "head")
    first = {str(lane): int(str(head)) for lane, head in await heads}
    return [first[lane] for lane in lanes if lane in first]


async def prepare(number: int, now: datetime) -> Delivery | None:
    """Return a claimed row ready to be sent; None, and dropped, if it no longer holds."""
    row = await Notification.get(id=number).select_related("server", "recipient", "interview")
    if not await still_holds(row, now):
        await _finish(number, NotificationState.DROPPED, now)
        return None
    server: Server = row.server
    recipient: User | None = row.recipient
    interview: MockInterview | None = row.interview
    mine = None
    if interview is not None and row.recipient_id is not None:
        mine = await private(interview, row.recipient_id, now)
    return Delivery(
        id=row.id,
        kind=row.kind,
        settings=of(server),
        recipient_id=row.recipient_id,
        language=(recipient.language if recipient else None) or server.language,
        interview=public(interview) if interview else None,
        mine=mine,
        card=_place(interview.card_channel_id, interview.card_message_id) if interview else None,
        panel=_place(server.panel_channel_id, server.panel_message_id),
        payload=row.payload,
        case=await _case(row),
        entry=_entry(row, interview),
        event_id=await _event_id(row),
        attempt=row.attempts,
    )


async def keep(delivery: Delivery, now: datetime) -> bool:
    """Hold a claimed row for a lease from now on; tell whether it is still held by this claim.

    It is not if its lease ran out and it was claimed again, or if it is settled or dropped.
    """
    mine = Notification.filter(id=delivery.id, state=NotificationState.PENDING, attempts=delivery.attempt)
    return await mine.update(leased_until=now + LEASE) == 1


async def delivered(number: int, now: datetime) -> None:
    """Note that a row was delivered."""
    await _finish(number, NotificationState.SENT, now)


async def card_posted(delivery: Delivery, channel_id: int, message_id: int, now: datetime) -> None:
    """Note where a card stands now, and that its row was delivered."""
    async with use_case():
        if delivery.interview is not None:
            interview = await hold(delivery.interview.id)
            interview.card_channel_id, interview.card_message_id = channel_id, message_id
            await interview.save(update_fields=["card_channel_id", "card_message_id"])
            # An event says where the card is.
            await notifications.show_event(interview, now, key=f":card:{message_id}")
        await _finish(delivery.id, NotificationState.SENT, now)


async def panel_posted(delivery: Delivery, channel_id: int, message_id: int, now: datetime) -> None:
    """Note where the panel stands now, and that its row was delivered."""
    async with use_case():
        await Server.filter(id=delivery.settings.server_id).update(
            panel_channel_id=channel_id, panel_message_id=message_id
        )
        await _finish(delivery.id, NotificationState.SENT, now)


async def dispute_posted(delivery: Delivery, channel_id: int, message_id: int, now: datetime) -> None:
    """Note where admins are asked to decide, and that the row was delivered."""
    async with use_case():
        if delivery.case is not None:
            number, kind = delivery.case.interview.id, delivery.case.dispute.kind
            await disputes.note_message(number, kind, channel_id, message_id)
        await _finish(delivery.id, NotificationState.SENT, now)


async def refused(number: int, error: str, now: datetime) -> None:
    """Note that a row can never be delivered: it is not tried again, and holds up nothing that follows it."""
    await _give_up(await Notification.get(id=number), error, now)


async def unreachable(delivery: Delivery, error: str, now: datetime) -> None:
    """Note that a person takes no DMs: they are called once to the board channel (design, section 5)."""
    async with use_case():
        await _finish(delivery.id, NotificationState.FAILED, now, error)
        if delivery.settings.board_channel_id is not None:
            about = f"interview:{delivery.interview.id}" if delivery.interview else f"row:{delivery.id}"
            await notifications.write(
                NotificationKind.UNREACHABLE,
                now,
                server_id=delivery.settings.server_id,
                recipient_id=delivery.recipient_id,
                interview_id=delivery.interview.id if delivery.interview else None,
                lane=f"board:{delivery.settings.server_id}",
                key=f"{about}:{delivery.recipient_id}",
            )


async def board_closed(delivery: Delivery, now: datetime) -> None:
    """Have the admins told, once a day, that the bot cannot show cards in the board channel."""
    await notifications.write(
        NotificationKind.BOARD_CLOSED,
        now,
        server_id=delivery.settings.server_id,
        lane=f"log:{delivery.settings.server_id}",
        key=f"{delivery.settings.server_id}:{delivery.settings.board_channel_id}:{now.date()}",
    )


async def failed(number: int, error: str, now: datetime, *, retry_after: float | None = None) -> bool:
    """Note a try that failed; the next comes after a growing pause. Tell whether the row was given up.

    `retry_after` (seconds) is what Discord asked for.
    """
    row = await Notification.get(id=number)
    if now - row.due_at > GIVE_UP_AFTER and row.attempts >= TRIES_AT_LEAST:
        await _give_up(row, error, now)
        return True
    pause = min(FIRST_PAUSE_SECONDS * 2 ** min(row.attempts - 1, DOUBLINGS), LONGEST_PAUSE_SECONDS)
    pause *= random.uniform(0.8, 1.2)  # noqa: S311 - it only has to differ
    until = now + min(timedelta(seconds=max(pause, retry_after or 0.0)), LONGEST_HOLD)
    await Notification.filter(id=number, state=NotificationState.PENDING).update(
        leased_until=until, error=error[:300]
    )
    return False


async def _give_up(row: Notification, error: str, now: datetime) -> None:
    """Try a row no longer; a message to a person that never arrived is told to the admins.

    A card is shown with its next change, and admins hear of a closed channel anyway.
    """
    async with use_case():
        await _finish(row.id, NotificationState.FAILED, now, error)
        if row.recipient_id is not None:
            await notifications.write(
                NotificationKind.GIVEN_UP,
                now,
                server_id=row.server_id,
                interview_id=row.interview_id,
                lane=f"log:{row.server_id}",
                key=f"{row.id}",
                payload={"recipient_id": row.recipient_id},
            )


async def _event_id(row: Notification) -> int | None:
    """Return the event that is known to show the interview, for a row that looks after it."""
    if row.kind is not NotificationKind.EVENT:
        return None
    event = await ScheduledEvent.get_or_none(interview_id=row.interview_id)
    return event.event_id if event is not None else None


async def _case(row: Notification) -> Case | None:
    if row.kind is not NotificationKind.DISPUTE or row.interview_id is None:
        return None
    return await disputes.case(row.interview_id, disputes.DisputeKind(row.payload["kind"]))


def _entry(row: Notification, interview: MockInterview | None) -> Entry | None:
    """Return what a calendar file of the row is about: the interview as it is now.

    But one that takes an interview out counts as the change that it tells of. The card may have been booked
    again since, and then the entry of that booking has to win, whichever file is opened last.
    """
    if interview is None or row.recipient_id is None:
        return None
    entry = entry_of(interview, row.recipient_id)
    return replace(entry, sequence=int(row.payload.get("revision", entry.sequence)))


def _place(channel_id: int | None, message_id: int | None) -> tuple[int, int] | None:
    return (channel_id, message_id) if channel_id is not None and message_id is not None else None


async def _finish(number: int, state: NotificationState, now: datetime, error: str = "") -> None:
    await Notification.filter(id=number, state=NotificationState.PENDING).update(
        state=state, finished_at=now, leased_until=None, error=error[:300]
    )
