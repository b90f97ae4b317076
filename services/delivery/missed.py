"""Direct messages that did not reach somebody who takes none: they wait, and a board calls to them.

There is one call a person and server (`models.BoardCall`). Each is brought to what waits by a row of the
outbox (`Unreachable`), as all that is shown.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import get_args

from models import BoardCall, MockInterview, Notification, NotificationState, User
from models.statements import run
from services.delivery import finishing, outbox, preparing, queue
from services.delivery.kinds.direct import AnyDirect, Booked, Direct, NoShow
from services.delivery.kinds.message import Address
from services.delivery.kinds.others import GivenUp, NotReached, TakenDown
from services.delivery.kinds.shown import Unreachable
from services.delivery.outbox import Letter
from services.delivery.preparing import Delivery
from services.interviews import InterviewStatus
from services.transaction import use_case

A_WEEK = timedelta(days=7)
"""How long what has no end of its own waits to be read."""

LATEST = 50
"""How many of the latest messages are looked at at a time; with these read, those before them come up."""

_QUIET = ", ".join(f"'{kind.KIND.value}'" for kind in get_args(AnyDirect) if not kind.CALLS)
"""The kinds for which nobody is called."""


async def note(me: int, row: Delivery, error: str, now: datetime) -> None:
    """Note that a direct message did not reach somebody, who takes none: it waits for them to read it.

    They are called in the board channel. Without one the log channel says that they did not hear of it, and
    in any case that somebody reported absent did not: their time to dispute it runs. Whoever sits across
    from them sees that they may hear of things late. Of what nobody else may hear of nothing of this is said:
    it only waits.
    """
    recipient, message = row.present.recipient, row.message
    if recipient is None or not isinstance(message, Direct):
        return
    async with use_case():
        if not await queue.keep_missed(me, row.id, error):
            return
        if message.IS_SECRET:
            await look_again_at(row, [row], now)
            return
        letters = [call_letter(row.server_id, recipient.id, f":{row.id}")]
        if recipient.dms_closed_at is None:
            await User.filter(id=recipient.id, dms_closed_at__isnull=True).update(dms_closed_at=now)
        if recipient.dms_closed_at is None or isinstance(message, Booked):
            await _show_to_the_other(row, recipient.id, now)
        to_admins = Address(row.server_id, row.number or None)
        absence = row.present.mine.absence if row.present.mine is not None else None
        if isinstance(message, NoShow) and absence is not None:
            told = NotReached(row=row.id, recipient_id=recipient.id, dispute_by=absence.dispute_by)
            letters.append(Letter(told, to_admins))
        elif row.present.settings.board_channel_id is None and message.CALLS:
            letters.append(Letter(GivenUp(row=row.id, recipient_id=recipient.id), to_admins))
        await outbox.write(letters, now)


async def are_open_again(user_ids: Collection[int]) -> None:
    """Note that people take direct messages again: one got through.

    One person at a time, so that nobody is held while it waits for somebody else.
    """
    for user_id in sorted(user_ids):
        await User.filter(id=user_id).update(dms_closed_at=None)


async def waiting(server_id: int, user_id: int, now: datetime) -> tuple[Delivery, ...]:
    """Return what somebody has missed in a server and not read yet, the oldest first.

    What no longer holds, or is past, is let go.
    """
    rows = await run(
        "SELECT id FROM notification WHERE server_id = :server AND recipient_id = :person"
        " AND state = 'missed' ORDER BY id DESC LIMIT :latest",
        {"server": server_id, "person": user_id, "latest": LATEST},
    )
    ids = sorted(row["id"] for row in rows)
    if not ids:
        return ()
    prepared = await preparing.prepare(ids, "", now)
    left = tuple(row for row in prepared.deliveries if (end_of(row) or now) > now)
    await _let_go(set(ids) - {row.id for row in left}, NotificationState.DROPPED, now)
    return left


def end_of(row: Delivery) -> datetime | None:
    """Return until when a message helps whom it did not reach; None for what is no direct message."""
    if not isinstance(row.message, Direct):
        return None
    return row.message.matters_until(row.present) or row.due_at + A_WEEK


async def read(server_id: int, user_id: int, ids: Sequence[int], now: datetime) -> None:
    """Note that somebody has read what they had missed, and have the call say so."""
    async with use_case():
        await _let_go(ids, NotificationState.SENT, now)
        await outbox.write([call_letter(server_id, user_id, f":read:{max(ids)}")], now)


async def forget(server_id: int, user_id: int, now: datetime) -> None:
    """Forget what somebody has missed in a server that they have left: nobody is called there any more.

    The caller's transaction goes on.
    """
    missed = Notification.filter(
        server_id=server_id, recipient_id=user_id, state=NotificationState.MISSED
    ).values_list("id", flat=True)
    await _let_go([int(str(number)) for number in await missed], NotificationState.DROPPED, now)
    if await BoardCall.exists(server_id=server_id, user_id=user_id):
        await outbox.write([call_letter(server_id, user_id, f":left:{now.isoformat()}")], now)


async def show(server_id: int, user_id: int, change: str, now: datetime) -> None:
    """Have the call to somebody brought up to date; `change` tells one change from the next."""
    await outbox.write([call_letter(server_id, user_id, change)], now)


async def show_all(server_id: int, now: datetime, *, moves: bool = False) -> None:
    """Have everybody called who has missed something in a server and is called nowhere.

    With `moves` the others, too: the board is another channel now.
    """
    rows = await run(
        "SELECT DISTINCT recipient_id FROM notification"  # noqa: S608 - the kinds' own names
        f" WHERE server_id = :server AND state = 'missed' AND kind NOT IN ({_QUIET})",
        {"server": server_id},
    )
    people = {int(row["recipient_id"]) for row in rows}
    if people:
        called = {call.user_id for call in await BoardCall.filter(server_id=server_id)}
        people = people | called if moves else people - called
    await outbox.write([call_letter(server_id, one, f":again:{now.isoformat()}") for one in people], now)


async def called(
    me: int, row: Delivery, channel_id: int, message_id: int, newest: int, now: datetime
) -> None:
    """Note where somebody is called now and for what, and that the row was delivered."""
    recipient = row.present.recipient
    if recipient is None:
        return
    async with use_case():
        if not await User.exists(id=recipient.id):
            # They were erased while the call was on its way.
            removed = TakenDown(channel_id=channel_id, message_id=message_id)
            await outbox.write([Letter(removed, Address(row.server_id))], now)
            return
        mine = BoardCall.filter(server_id=row.server_id, user_id=recipient.id)
        stands = {"channel_id": channel_id, "message_id": message_id, "newest": newest}
        if not await mine.update(**stands):
            call = BoardCall(server_id=row.server_id, user_id=recipient.id, **stands)
            await BoardCall.bulk_create([call], ignore_conflicts=True)
        await queue.finish(me, [row.id], NotificationState.SENT, now)


async def called_no_more(me: int, row: Delivery, now: datetime) -> None:
    """Note that somebody is not called any more, and that the row was delivered."""
    recipient = row.present.recipient
    if recipient is None:
        return
    async with use_case():
        await BoardCall.filter(server_id=row.server_id, user_id=recipient.id).delete()
        await queue.finish(me, [row.id], NotificationState.SENT, now)


async def look_again_at(row: Delivery, left: Sequence[Delivery], now: datetime) -> None:
    """Have a call looked at again when the first of what it names is past."""
    ends = [end for one in left if (end := end_of(one)) is not None]
    recipient = row.present.recipient
    if ends and recipient is not None:
        first = min(ends)
        again = call_letter(row.server_id, recipient.id, f":until:{first.isoformat()}", due_at=first)
        await outbox.write([again], now)


def call_letter(server_id: int, user_id: int, change: str, due_at: datetime | None = None) -> Letter:
    """Return what brings the call to somebody up to date."""
    return Letter(Unreachable(change=change), Address(server_id, recipient_id=user_id), due_at=due_at)


async def _show_to_the_other(row: Delivery, user_id: int, now: datetime) -> None:
    """Have whoever sits across from somebody see that they take no direct messages."""
    interview = row.present.interview
    other = None if interview is None else interview.other_than(user_id)
    if interview is None or other is None or interview.status is not InterviewStatus.BOOKED:
        return
    stored = await MockInterview.get(id=interview.id)
    await outbox.refresh(stored, [other], now, change=f":unreachable:{row.id}")


async def _let_go(ids: Collection[int], state: NotificationState, now: datetime) -> None:
    await finishing.let_go(ids, state, now, waits=[NotificationState.MISSED])
