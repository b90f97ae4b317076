"""What a worker does to the outbox, for tests of the services: there is no Discord here."""

from collections.abc import Collection
from datetime import datetime

from models import Notification, NotificationKind, NotificationState
from services import people
from services.delivery import outbox, outcomes, preparing, queue
from services.delivery.kinds.message import Address
from services.delivery.kinds.shown import Panel
from services.delivery.outbox import Letter
from services.delivery.outcomes import Said
from services.delivery.preparing import Delivery
from services.delivery.queue import Room
from tests.support.factories import NOW, SERVER

ME, OTHER = 1, 2
"""Numbers of two processes."""

NAME = "f00dcafe"
"""A name of a database, as long as they are."""

Told = tuple[NotificationKind, int | None]
"""What was said, and to whom."""


def room(free: int = 10) -> Room:
    """Room for some rows, of whichever servers."""
    return Room(free, share=1_000, most=1_000)


async def claim(now: datetime = NOW, free: int = 10, *, me: int = ME) -> list[int]:
    """Take what is ready, as a process does, and return the rows."""
    await queue.ready_what_is_due(now)
    return await queue.claim(me, room(free), now)


async def sent(number: int, now: datetime = NOW, *, me: int = ME) -> None:
    """Note that a row was sent that a process has."""
    await outcomes.sent(me, [Said(await prepared(number, now))], now)


async def deliver_all(now: datetime, *, me: int = ME) -> list[Told]:
    """Deliver whatever is due, as a worker does, and return what was sent to whom."""
    return [told_of(row) for row in await delivered(now, me=me)]


async def said(now: datetime) -> list[Told]:
    """Deliver whatever is due, and return what people hear: what was shown before changes silently."""
    silent = {NotificationKind.REFRESH, NotificationKind.CARD_CLOSES}
    return [told for told in await deliver_all(now) if told[0] not in silent]


async def delivered(now: datetime, *, me: int = ME) -> list[Delivery]:
    """Deliver whatever is due, as a worker does, and return it."""
    done: list[Delivery] = []
    await queue.ready_what_is_due(now)
    while claimed := await queue.claim(me, room(100), now):
        found = await preparing.prepare(claimed, NAME, now)
        assert found.unreadable == ()
        await drop(found.overtaken, now, me=me)
        await outcomes.sent(me, [Said(row) for row in found.deliveries], now)
        done += found.deliveries
        await queue.ready_what_is_due(now)
    return done


async def drop(numbers: Collection[int], now: datetime, *, me: int = ME) -> None:
    """Note that rows were overtaken."""
    if numbers:
        await queue.finish(me, numbers, NotificationState.DROPPED, now)


def told_of(row: Delivery) -> Told:
    """What a delivery says, and to whom."""
    recipient = row.present.recipient
    return row.message.KIND, None if recipient is None else recipient.id


async def take(number: int, *, me: int = ME) -> None:
    """Give a row to a process, whichever of its lane had its turn."""
    row = await Notification.get(id=number)
    await Notification.filter(lane=row.lane, owner__isnull=False).update(owner=None)
    await Notification.filter(id=number).update(
        owner=me, attempts=row.attempts + 1, tried_at=row.tried_at or NOW
    )


async def prepared(number: int, now: datetime = NOW) -> Delivery:
    """A row as it is about to be sent."""
    found = await preparing.prepare([number], NAME, now)
    assert len(found.deliveries) == 1, f"row {number} no longer holds, or cannot be read"
    return found.deliveries[0]


async def holds(number: int, now: datetime = NOW) -> bool:
    """Tell whether a row would be sent now."""
    found = await preparing.prepare([number], NAME, now)
    assert found.unreadable == ()
    assert len(found.deliveries) + len(found.overtaken) == 1
    return bool(found.deliveries)


async def a_lane(name: str, count: int, *, server_id: int = SERVER) -> list[int]:
    """Write rows into a lane, due at once, and return their ids."""
    await people.meet_server(server_id, "en", NOW)
    letters = [
        Letter(Panel(change=f"{name}:{number}"), Address(server_id), key=f"{name}:{number}")
        for number in range(count)
    ]
    await outbox.write(letters, NOW)
    keys = [f"panel:{letter.key}" for letter in letters]
    await Notification.filter(dedupe_key__in=keys).update(lane=name)
    return [row.id for row in await Notification.filter(dedupe_key__in=keys).order_by("id")]


async def state_of(number: int) -> NotificationState:
    """What became of a row."""
    return (await Notification.get(id=number)).state
