"""What became of a row, where it is more than that it was sent or is to be tried again."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from models import (
    Coming,
    MockInterview,
    Notification,
    NotificationState,
    Server,
    ThankYou,
    User,
    WaitsFor,
)
from models.statements import AT_ONCE, run, run_for
from services import disputes
from services.delivery import missed, outbox, queue
from services.delivery.finishing import finished
from services.delivery.kinds.direct import Direct, LogClosed, MoveProposed, MoveTakenBack, Reminder
from services.delivery.kinds.message import Address
from services.delivery.kinds.others import BoardClosed, GivenUp, ShutOut
from services.delivery.kinds.shown import Card, DisputeCase, Panel, Thanks, Unreachable
from services.delivery.outbox import Letter
from services.delivery.preparing import Delivery
from services.interviews import LIVE
from services.transaction import begun_anew, look_again, use_case

GIVE_UP_AFTER = timedelta(hours=24)
"""How long after it was due a row is tried where Discord is away; where it answers, the kind says it."""

TRIES_AT_LEAST = 5
"""How often a row is tried before it is given up: a clock that was set forward, or a bot that was away for a
day, makes it look older than its tries are."""

LINES_KEPT = timedelta(days=30)
"""How long what admins are to read waits for another log channel, where theirs was deleted."""

STEPS_ASIDE_AFTER = 3
"""Tries after which what Discord does not take lets what follows in its lane go first, if the kind does."""

FIRST_PAUSE_SECONDS = 2.0
LONGEST_PAUSE_SECONDS = 900.0
DOUBLINGS = 10
"""From the first pause to more than the longest."""


class DirectChannel(NamedTuple):
    """A person, and the channel of the direct messages to them."""

    user_id: int
    channel_id: int


@dataclass(frozen=True)
class Said:
    """A row that was sent.

    `message_id` is the direct message that it became, where that shows a link or a button that may one day
    no longer be right. `opened` is the channel that was opened for it.
    """

    row: Delivery
    message_id: int | None = None
    opened: DirectChannel | None = None


async def sent(me: int, said: Sequence[Said], now: datetime) -> None:
    """Note that rows were sent; writing it twice is the same as once.

    What was shown of an interview that has changed meanwhile is brought up to date.
    """
    if not said:
        return
    if any(isinstance(one.row.message, MoveProposed | MoveTakenBack) for one in said):
        await _note_questions(said)
    if asked := [one.row for one in said if _waits_for_answer(one.row)]:
        await _note_who_was_asked(asked)
    opened = [one.opened for one in said if one.opened is not None]
    open_again = {
        one.row.present.recipient.id
        for one in said
        if isinstance(one.row.message, Direct)
        and not one.row.message.IS_SECRET
        and one.row.present.recipient is not None
        and one.row.present.recipient.dms_closed_at is not None
    }
    if open_again:
        await missed.are_open_again(open_again)
    await note_channels(dict(opened))
    # A few at a time and in the order of their ids: whoever drops some of them meanwhile must not be blocked.
    ordered = sorted(said, key=lambda one: one.row.id)
    for first in range(0, len(ordered), AT_ONCE):
        await _note_sent(me, ordered[first : first + AT_ONCE], now)


@begun_anew
async def _note_sent(me: int, said: Sequence[Said], now: datetime) -> None:
    async with use_case(counts=False):
        await _finish_sent(me, said, now)


def _waits_for_answer(row: Delivery) -> bool:
    return isinstance(row.message, Reminder) and row.message.waits_for_answer(row.present)


async def _note_who_was_asked(rows: Sequence[Delivery]) -> None:
    """Note who was asked whether they come, unless they have said so: silence counts only after that."""
    for row in sorted(rows, key=lambda row: row.number):
        recipient, interview = row.present.recipient, row.present.interview
        if recipient is None or interview is None:
            continue
        whose = "host_coming" if interview.host_id == recipient.id else "guest_coming"
        # What was moved meanwhile has not been asked about.
        unasked = MockInterview.filter(
            id=row.number, booking=row.present.booking, scheduled_time=interview.starts_at
        )
        await unasked.filter(**{whose: Coming.UNASKED}).update(**{whose: Coming.ASKED})


async def note_channels(opened: Mapping[int, int]) -> None:
    """Note the channels that were opened for people's direct messages, one person at a time.

    A statement for several would hold one while it waits for another, and so might a booking of the two.
    """
    for user_id, channel_id in sorted(opened.items()):
        await User.filter(id=user_id).update(dm_channel_id=channel_id)


async def _finish_sent(me: int, said: Sequence[Said], now: datetime) -> None:
    rows = await run_for(
        {one.row.id: one.message_id for one in said},
        f"UPDATE notification SET {finished(':state')}, error = '',"  # noqa: S608 - names of the code's own
        " message_id = :given WHERE owner = :me AND state = 'pending' AND id IN (:numbers)"
        " RETURNING id, message_id,"
        " (SELECT revision FROM mock_interview WHERE mock_interview.id = interview_id) AS revision",
        {"me": me, "now": now, "state": NotificationState.SENT.value},
    )
    shown = {one.row.id: one.row.revision for one in said}
    changed = [row["id"] for row in rows if row["message_id"] and row["revision"] != shown[row["id"]]]
    await _refresh([*changed, *await _dropped_too_late(said, {row["id"] for row in rows})], now)


async def _dropped_too_late(said: Sequence[Said], noted: set[int]) -> list[int]:
    """Remember the messages of rows that were dropped while they were sent: they are right no longer."""
    stand = {one.row.id: one.message_id for one in said if one.row.id not in noted and one.message_id}
    rows = await run_for(
        stand,
        "UPDATE notification SET message_id = :given"
        " WHERE state = 'dropped' AND id IN (:numbers) RETURNING id",
        {},
    )
    return [row["id"] for row in rows]


async def forget_channel(user_id: int) -> None:
    """Forget the channel of somebody's direct messages, which is gone."""
    await User.filter(id=user_id).update(dm_channel_id=None)


async def card_posted(me: int, row: Delivery, channel_id: int, message_id: int, now: datetime) -> None:
    """Note where a card stands now, and that its row was delivered."""
    async with use_case():
        interview = await MockInterview.filter(id=row.number).select_for_update(no_key=True).get()
        interview.card_channel_id, interview.card_message_id = channel_id, message_id
        interview.card_is_missed = False
        await interview.save(update_fields=["card_channel_id", "card_message_id", "card_is_missed"])
        # An event says where the card is.
        await outbox.show_event(interview, now, change=f":card:{message_id}")
        if interview.revision != row.revision:
            # What changed while it was being posted may have looked for it before it stood.
            await outbox.show_card(interview, now, change=f":row:{row.id}")
        await queue.finish(me, [row.id], NotificationState.SENT, now)


async def card_taken_down(me: int, row: Delivery, now: datetime) -> None:
    """Note that a card stands nowhere any more, and that its row was delivered."""
    async with use_case():
        await MockInterview.filter(id=row.number).update(
            card_channel_id=None, card_message_id=None, card_is_missed=False
        )
        await queue.finish(me, [row.id], NotificationState.SENT, now)


async def panel_taken_down(me: int, row: Delivery, now: datetime) -> None:
    """Note that the panel stands nowhere any more, and that its row was delivered."""
    async with use_case():
        await Server.filter(id=row.server_id).update(
            panel_channel_id=None, panel_message_id=None, panel_is_missed=False
        )
        await queue.finish(me, [row.id], NotificationState.SENT, now)


async def to_be_posted(row: Delivery, gone: int, now: datetime) -> None:
    """Have a card put onto the board that a change found not standing there; `gone` is its old message."""
    async with use_case():
        interview = await MockInterview.get(id=row.number)
        is_redrawn = isinstance(row.message, Card) and row.message.is_redrawn
        letter = outbox.post_letter(interview, change=f":row:{row.id}", replaces=gone, is_redrawn=is_redrawn)
        await outbox.write([letter], now)


async def stands_already(row: Delivery, now: datetime) -> None:
    """Have a card brought up to date that was to be posted and stands: a row before it has posted it."""
    async with use_case():
        interview = await MockInterview.get(id=row.number)
        await outbox.show_card(interview, now, change=f":row:{row.id}", is_redrawn=True)


async def card_shows_its_end(row: Delivery, now: datetime) -> None:
    """Note when the card of an interview that is over leaves the board, by the server's present setting."""
    hours = row.present.settings.card_hours
    over = MockInterview.filter(id=row.number, status__not_in=LIVE, card_message_id__isnull=False)
    await over.update(card_leaves_at=now + timedelta(hours=hours) if hours else None)


async def panel_posted(me: int, row: Delivery, channel_id: int, message_id: int, now: datetime) -> None:
    """Note where the panel stands now, and that its row was delivered."""
    async with use_case():
        await Server.filter(id=row.server_id).update(
            panel_channel_id=channel_id, panel_message_id=message_id, panel_is_missed=False
        )
        await queue.finish(me, [row.id], NotificationState.SENT, now)


async def dispute_posted(
    me: int, row: Delivery, about: disputes.DisputeKind, channel_id: int, message_id: int, now: datetime
) -> None:
    """Note where admins are asked to decide, and that the row was delivered."""
    async with use_case():
        await disputes.note_message(row.number, about, channel_id, message_id)
        await queue.finish(me, [row.id], NotificationState.SENT, now)


async def failed(
    me: int,
    row: Delivery,
    error: str,
    now: datetime,
    *,
    waits_for: WaitsFor = WaitsFor.TRY,
    retry_after: float = 0.0,
) -> bool:
    """Note a try that failed; the next comes after a growing pause. Tell whether the row was given up.

    `retry_after` (seconds) is what Discord asked for.
    """
    keeps_trying = isinstance(row.message, DisputeCase)
    is_refused = waits_for is WaitsFor.TRY
    tried_for = row.message.REFUSED_FOR if is_refused else GIVE_UP_AFTER
    if now - row.due_at > tried_for and row.attempts >= TRIES_AT_LEAST and not keeps_trying:
        await refused(me, row, error, now)
        return True
    pause = min(FIRST_PAUSE_SECONDS * 2 ** min(row.attempts - 1, DOUBLINGS), LONGEST_PAUSE_SECONDS)
    pause *= random.uniform(0.8, 1.2)  # noqa: S311 - it only has to differ
    until = now + min(timedelta(seconds=max(pause, retry_after)), queue.LONGEST_WAIT)
    steps_aside = is_refused and row.message.steps_aside and row.attempts >= STEPS_ASIDE_AFTER
    await queue.put_off(me, [row.id], until, None if steps_aside else waits_for, error=error)
    return False


async def refused(me: int, row: Delivery, error: str, now: datetime) -> None:
    """Give a row up; it holds up nothing that follows it.

    A message to a person that never arrived, or a call to one, is told to the admins, unless nobody else may
    hear of it. A card, panel or thank-you is shown again when its channel is looked at and open
    (`services.boards`).
    """
    async with use_case():
        if not await queue.finish(me, [row.id], NotificationState.FAILED, now, error=error):
            return
        if isinstance(row.message, Card):
            await MockInterview.filter(id=row.number).update(card_is_missed=True)
        elif isinstance(row.message, Panel):
            await Server.filter(id=row.server_id).update(panel_is_missed=True)
        elif isinstance(row.message, Thanks):
            await ThankYou.filter(id=row.message.thanks).update(is_missed=True)
        elif row.present.recipient is not None and _is_told_of(row):
            told = GivenUp(row=row.id, recipient_id=row.present.recipient.id)
            await outbox.write([Letter(told, Address(row.server_id, row.number or None))], now)


def _is_told_of(row: Delivery) -> bool:
    """Tell whether admins are told that something never arrived."""
    if isinstance(row.message, Direct):
        return not row.message.IS_SECRET
    return isinstance(row.message, Unreachable)


async def unheard(me: int, row: Delivery, error: str, now: datetime) -> None:
    """Note that a message did not reach somebody who is gone; nobody has to be told of it."""
    await queue.finish(me, [row.id], NotificationState.FAILED, now, error=error)


async def needless(me: int, row: Delivery, now: datetime) -> None:
    """Note that a row is not to be sent after all."""
    await queue.finish(me, [row.id], NotificationState.DROPPED, now)


async def is_there_again(row: Delivery) -> None:
    """Note that a card or panel of which a change had been given up is shown as it is now."""
    if isinstance(row.message, Card):
        await MockInterview.filter(id=row.number).update(card_is_missed=False)
    else:
        await Server.filter(id=row.server_id).update(panel_is_missed=False)


async def board_closed(row: Delivery, now: datetime) -> None:
    """Have the admins told, once a day, that the bot cannot show cards in the board channel."""
    told = BoardClosed(channel_id=row.present.settings.board_channel_id, day=str(now.date()))
    await outbox.write([Letter(told, Address(row.server_id))], now)


async def log_closed(row: Delivery, about: disputes.DisputeKind, owner_id: int | None, now: datetime) -> bool:
    """Have the owner of a server told, once a day, that a dispute waits and no admin can see it.

    The dispute does not end by itself before admins had their time with it.

    Returns:
        Whether it waits still: what was decided meanwhile need not be asked any more.
    """
    async with use_case():
        if not await disputes.wait_for_admins(row.number, about, now):
            return False
        if owner_id is not None:
            await User.bulk_create([User(id=owner_id, created_at=now)], ignore_conflicts=True)
            to = Address(row.server_id, recipient_id=owner_id)
            await outbox.write([Letter(LogClosed(day=str(now.date())), to)], now)
        return True


async def keep_for_another_log(me: int, row: Delivery, now: datetime) -> bool:
    """Keep a line for admins until they have a log channel again; tell whether it is not too old for that."""
    until = row.written_at + LINES_KEPT
    if now >= until:
        return False
    await queue.keep(me, [row.id], until)
    return True


async def was_shut_out(seconds: float, now: datetime) -> None:
    """Have the admins told whose servers' messages waited while Discord shut out the bot's address."""
    late = await run(
        "SELECT server_id FROM notification"
        " WHERE state = 'pending' AND waits_until IS NULL AND owner IS NULL"
        " UNION SELECT server_id FROM notification WHERE waits_for IS NOT NULL AND waits_for = 'turn'",
        {},
    )
    told = ShutOut(minutes=max(1, round(seconds / 60)), day=str(now.date()))
    await outbox.write([Letter(told, Address(row["server_id"])) for row in late], now)
    look_again()


async def _note_questions(said: Sequence[Said]) -> None:
    """Note which guests were sent another time and wait for what becomes of it."""
    for one in said:
        if isinstance(one.row.message, MoveProposed | MoveTakenBack):
            asked = isinstance(one.row.message, MoveProposed)
            await MockInterview.filter(id=one.row.number).update(guest_was_asked=asked)


async def _refresh(numbers: Sequence[int], now: datetime) -> None:
    """Bring up to date what was shown of interviews that have changed meanwhile."""
    if not numbers:
        return
    rows = await Notification.filter(id__in=list(numbers)).select_related("interview")
    for row in rows:
        interview: MockInterview | None = row.interview
        if interview is not None and row.recipient_id is not None:
            await outbox.refresh(interview, [row.recipient_id], now, change=f":row:{row.id}")
    look_again()
