"""How much is enough: the limits of a server, and how many interviews a week somebody wants in each seat.

The rules say what may begin, never what may end: giving back and calling off are never refused. They are
asked within the transaction, once the person is held (`people.hold`), so that two clicks at once pass none.
"""

from datetime import datetime

from models import MockInterview
from models.statements import run
from services.finding.between import AROUND, NEAR, SEATS, Between, starts_near
from services.finding.refusals import GivenBackTooOften, TooManyOpenCards, TooManySeats
from services.finding.weekly import WeeklyCaps
from services.interviews import Role
from services.server_settings import ServerSettings

_OF_A_HOST = f"""
SELECT (SELECT COUNT(*) FROM mock_interview WHERE interviewer_id = :one AND status = 'pending'
        AND scheduled_time > :now AND server_id = :server)
     + (SELECT COUNT(*) FROM mock_interview WHERE interviewee_id = :one AND status = 'pending'
        AND scheduled_time > :now AND server_id = :server) AS open_cards,
    {SEATS}, near.seat, near.starts_at
FROM (SELECT 1) AS asked LEFT JOIN {NEAR} ON 1 = 1
"""  # noqa: S608 - written out here and there
"""An open card has its host in one seat and nobody in the other: so it is found by the seats."""


def check_own(found: Between, row: MockInterview, guest_id: int, settings: ServerSettings) -> None:
    """Check that the server and they themselves let a guest take the seat of a card.

    Raises:
        GivenBackTooOften: they have given back as many bookings within a week as the server lets them.
        TooManySeats: as interviewee they have as many seats ahead as the server lets them.
        WeeklyCapReached: they would have more interviews that week in this seat than they want to.
    """
    if found.may_book_from is not None:
        raise GivenBackTooOften(limit=settings.given_back_limit, again_at=found.may_book_from)
    seat = Role.INTERVIEWEE if row.interviewee_id == guest_id else Role.INTERVIEWER
    if seat is Role.INTERVIEWEE:
        _check_seats(settings, found.seats)
    found.caps[seat].check(row.scheduled_time, found.near[seat])


async def check_may_publish(
    settings: ServerSettings,
    host_id: int,
    caps: WeeklyCaps,
    role: Role,
    now: datetime,
    *,
    starts_at: datetime | None = None,
) -> None:
    """Check that the server and they themselves let a host publish another card, in a seat.

    Where nothing is set that could keep them from it nothing is looked up. Without a start, what depends on
    it is not asked.

    Raises:
        TooManyOpenCards: they have as many open as the server lets them.
        TooManySeats: as interviewee they have as many seats ahead as the server lets them.
        WeeklyCapReached: they would have more interviews that week in this seat than they want to.
    """
    cap = caps.of(role)
    seats_limit = settings.seats_limit if role is Role.INTERVIEWEE else 0
    is_capped = cap.at_most is not None and starts_at is not None
    if not (settings.open_cards_limit or seats_limit or is_capped):
        return
    around = starts_at or now
    found = await run(
        _OF_A_HOST,
        {
            "one": host_id,
            "interviewer": host_id,
            "interviewee": host_id,
            "server": settings.server_id,
            "number": 0,
            "now": now,
            "since": around - AROUND,
            "until": around + AROUND,
        },
    )
    open_cards = int(found[0]["open_cards"])
    if 0 < settings.open_cards_limit <= open_cards:
        raise TooManyOpenCards(open_cards=open_cards, limit=settings.open_cards_limit)
    if role is Role.INTERVIEWEE:
        _check_seats(settings, int(found[0]["seats"]))
    if starts_at is not None:
        cap.check(starts_at, starts_near(found, role))


def _check_seats(settings: ServerSettings, seats: int) -> None:
    if 0 < settings.seats_limit <= seats:
        raise TooManySeats(seats=seats, limit=settings.seats_limit)
