"""Somebody has left a server: what they had ahead does not take place, and the other is told."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from models import InterviewStatus, MockInterview
from models.statements import run
from services import booking, ending
from services.delivery import missed, outbox
from services.delivery.kinds.direct import Direct, GuestLeft, HostLeft
from services.finding import line, wishes
from services.finding.pairs import answering as pairs
from services.holding import hold
from services.interviews import LIVE, public
from services.transaction import use_case

_AHEAD = """
SELECT id, server_id FROM mock_interview
WHERE interviewer_id = :person AND status IN ('pending', 'booked') AND scheduled_time > :now
UNION SELECT id, server_id FROM mock_interview
WHERE interviewee_id = :person AND status IN ('pending', 'booked') AND scheduled_time > :now
"""


@dataclass(frozen=True)
class Told:
    """What whoever stays is told: a guest, with what came back to them, or a host, with who it was.

    With `renames` their messages of before do not name who has gone any more.
    """

    guest: Callable[[int], Direct]
    host: Callable[[MockInterview, int], Direct]
    renames: bool = False


LEFT = Told(
    guest=lambda refund: HostLeft(refund=refund),
    host=lambda row, guest_id: GuestLeft(guest_id=guest_id, revision=row.revision),
)


async def left(server_id: int, user_id: int, now: datetime) -> None:
    """End what somebody would have taken part in, in a server that they have left.

    What they host is cancelled, and its guest is refunded and told why. What they have booked is given back:
    they are refunded, and its host is told and has an open card again. They wait for no seat there any more,
    wish for nothing, and nobody calls them to the board. To note it twice is the same as once.
    """
    for number, of_server in await ahead(user_id, now):
        if of_server == server_id:
            await end(number, user_id, now, LEFT)
    await line.leave_all(user_id, server_id, now)
    await pairs.leave(user_id, server_id, now)
    async with use_case():
        await wishes.drop_all(user_id, server_id, now)
        await missed.forget(server_id, user_id, now)


async def left_everywhere(user_id: int, server_id: int, now: datetime) -> None:
    """Do so here and wherever else they have something ahead: the bot meets them nowhere any more."""
    servers = {of_server for _, of_server in await ahead(user_id, now)}
    for one in sorted({server_id, *servers}):
        await left(one, user_id, now)


async def ahead(user_id: int, now: datetime) -> list[tuple[int, int]]:
    """Return the interviews that somebody has ahead, each with its server, the oldest first."""
    rows = await run(_AHEAD, {"person": user_id, "now": now})
    return sorted((int(row["id"]), int(row["server_id"])) for row in rows)


async def end(number: int, user_id: int, now: datetime, told: Told) -> None:
    """End what somebody has ahead, if they have it still."""
    async with use_case():
        await end_held(await hold(number), user_id, now, told)


async def end_held(row: MockInterview, user_id: int, now: datetime, told: Told) -> None:
    """Cancel what somebody has ahead, or free the seat they booked, within the caller's transaction."""
    is_theirs = user_id in {row.interviewer_id, row.interviewee_id}
    if row.status not in LIVE or row.scheduled_time <= now or not is_theirs:
        return
    if row.host_id == user_id:
        await _cancel(row, now, told)
    else:
        await booking.free_seat(row, now)
        await outbox.tell(row, row.host_id, told.host(row, user_id), now)
        if told.renames:
            await outbox.refresh(row, [row.host_id], now, change=":nameless", renames=True)


async def _cancel(row: MockInterview, now: datetime, told: Told) -> None:
    """Cancel what somebody hosted; a guest hears why."""
    refunded = await ending.close(row, InterviewStatus.CANCELLED, now)
    guest_id = public(row).guest_id
    if guest_id is not None:
        back = refunded if guest_id == row.interviewee_id else 0
        await outbox.tell(row, guest_id, told.guest(back), now)
