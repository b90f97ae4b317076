"""Rows that were taken, with the present state of what they tell of: one query for some rows at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from models import Dispute, Installation, MockInterview, Notification, NotificationKind, NotificationState
from models.joined import Joined, Whole, joined
from services.delivery.kinds import AnyMessage, read
from services.delivery.kinds.message import Call, Present, Recipient
from services.interviews import Private, host_of, public
from services.invitations import Entry, entry_of
from services.places import Place, place
from services.server_settings import settings_of
from services.viewing import private_of_whole

DISCORD_REMEMBERS = timedelta(minutes=1)
"""How long Discord certainly drops a message that is sent again with the same nonce."""

_SERIES = {
    NotificationKind.REMINDER: {NotificationKind.REMINDER},
    NotificationKind.STARTED: {NotificationKind.STARTED, NotificationKind.FEEDBACK_DUE},
    NotificationKind.FEEDBACK_DUE: {NotificationKind.FEEDBACK_DUE},
}
"""Of which kinds a later row makes one needless: who is asked for feedback is not asked for the other."""


@dataclass(frozen=True)
class Delivery:
    """One row to deliver, with the present state of what it tells of.

    `nonce` tells Discord that a repeat is one. `written_at` is when the change was made that it tells of,
    `tried_at` when the row was first taken, if that was before: a message of it may stand. `entry` is what
    its calendar file is about, if it goes with one. `revision` is that of the interview as it is shown.
    `attempts` counts the tries up to this one.
    """

    id: int
    message: AnyMessage
    present: Present
    nonce: str
    due_at: datetime
    written_at: datetime
    attempts: int = 1
    tried_at: datetime | None = None
    entry: Entry | None = None
    revision: int | None = None

    @property
    def language(self) -> str:
        """The language of whoever reads it: the recipient's, else the server's."""
        recipient = self.present.recipient
        return (recipient.language if recipient else None) or self.present.settings.language

    @property
    def server_id(self) -> int:
        """The server that it belongs to."""
        return self.present.settings.server_id

    @property
    def number(self) -> int:
        """The interview that it is about; 0 where it is about none."""
        return self.present.interview.id if self.present.interview is not None else 0

    @property
    def may_stand(self) -> bool:
        """Whether an earlier try may have posted it, so long ago that the nonce alone does not tell."""
        return self.tried_at is not None and abs(self.present.now - self.tried_at) > DISCORD_REMEMBERS


@dataclass(frozen=True)
class Prepared:
    """What is to be delivered, and the rows that no longer hold."""

    deliveries: tuple[Delivery, ...]
    overtaken: tuple[int, ...]
    unreadable: tuple[int, ...] = ()


async def installation() -> str:
    """Return the name that tells this database's messages from another's."""
    return (await Installation.get(id=1)).name


async def prepare(claimed: Sequence[int], name: str, now: datetime) -> Prepared:
    """Return rows that were taken ready to be sent, in their order.

    Args:
        claimed: Their ids.
        name: The name of this database (`installation`).
        now: The present moment (UTC).
    """
    found = await joined(claimed)
    taken = [found[number] for number in claimed if number in found]
    disputes = await _disputes(taken)
    superseded = await _superseded([row.notification for row in taken], now)
    deliveries, overtaken, unreadable = [], [], []
    for row in taken:
        number = row.notification.id
        try:
            message = read(row.notification.kind, row.notification.payload)
        except (KeyError, ValueError):
            unreadable.append(number)
            continue
        present = _present(row, disputes.get(row.notification.interview_id or 0), now)
        present = replace(present, is_followed=row.is_followed, is_superseded=number in superseded)
        if message.still_holds(present):
            deliveries.append(_delivery(row, message, present, name))
        else:
            overtaken.append(number)
    return Prepared(tuple(deliveries), tuple(overtaken), tuple(unreadable))


def _delivery(joined_row: Joined, message: AnyMessage, present: Present, name: str) -> Delivery:
    row, interview = joined_row.notification, joined_row.interview
    return Delivery(
        id=row.id,
        message=message,
        present=present,
        nonce=f"{name}-{row.id}",
        due_at=row.due_at,
        written_at=row.created_at,
        attempts=row.attempts,
        tried_at=row.tried_at if row.attempts > 1 else None,
        entry=_entry(row, interview),
        revision=None if interview is None else interview.revision,
    )


def _present(row: Joined, dispute: Dispute | None, now: datetime) -> Present:
    server, user, interview = row.server, row.recipient, row.interview
    settings = settings_of(server)
    panel = place(server.panel_channel_id, server.panel_message_id)
    recipient = None
    if user is not None:
        recipient = Recipient(
            user.id, user.language, user.wants_reminders, user.dm_channel_id, user.dms_closed_at
        )
    stands = row.call
    call = None if stands is None else Call(Place(stands.channel_id, stands.message_id), stands.newest)
    if interview is None:
        return Present(
            now=now,
            settings=settings,
            recipient=recipient,
            panel=panel,
            is_missed=server.panel_is_missed,
            call=call,
        )
    return Present(
        now=now,
        settings=settings,
        recipient=recipient,
        interview=public(interview, host_of(row.host)),
        mine=None if user is None else _mine(row, interview, user.id, dispute, now),
        booking=interview.booking,
        guest_was_asked=interview.guest_was_asked,
        card=place(interview.card_channel_id, interview.card_message_id),
        panel=panel,
        event_id=None if row.event is None else row.event.event_id,
        is_missed=interview.card_is_missed,
        call=call,
        is_other_unreachable=row.is_other_unreachable,
    )


def _mine(
    row: Joined, interview: MockInterview, user_id: int, dispute: Dispute | None, now: datetime
) -> Private:
    whole = Whole(interview, row.feedback, row.report, row.proposal, dispute, row.host)
    return private_of_whole(whole, user_id, now)


async def _disputes(rows: Sequence[Joined]) -> dict[int, Dispute]:
    """Return the latest dispute of each interview that can have one: there is feedback, or a report."""
    numbers = {
        row.interview.id
        for row in rows
        if row.interview is not None and (row.feedback is not None or row.report is not None)
    }
    if not numbers:
        return {}
    found = await Dispute.filter(interview_id__in=list(numbers)).order_by("id")
    return {dispute.interview_id: dispute for dispute in found}


async def _superseded(rows: Sequence[Notification], now: datetime) -> set[int]:
    """Return the rows of which a later one of the same series is due too, as after an outage."""
    timed = [row for row in rows if row.kind in _SERIES]
    if not timed:
        return set()
    others = await Notification.filter(
        interview_id__in=list({row.interview_id for row in timed}),
        kind__in=list(_SERIES),
        state__in=(NotificationState.PENDING, NotificationState.SENT, NotificationState.MISSED),
        due_at__lte=now,
    ).values_list("interview_id", "recipient_id", "kind", "due_at")
    return {
        row.id
        for row in timed
        if any(
            (interview_id, recipient_id) == (row.interview_id, row.recipient_id)
            and kind in _SERIES[row.kind]
            and due_at > row.due_at
            for interview_id, recipient_id, kind, due_at in others
        )
    }


def _entry(row: Notification, interview: MockInterview | None) -> Entry | None:
    """Return what a calendar file of the row is about: the interview as it is now.

    But one that takes an interview out counts as the change that it tells of. The card may have been booked
    again since, and then the entry of that booking has to win, whichever file is opened last.
    """
    if interview is None or row.recipient_id is None:
        return None
    entry = entry_of(interview, row.recipient_id)
    return replace(entry, sequence=int(row.payload.get("revision", entry.sequence)))
