"""What a report of absence moves, and giving it back: points come from what there is, not out of nothing.

Who takes the time to come is paid by who did not: an absent interviewee by the price of the seat, which they
do not get back, an absent interviewer out of their account. Only what is missing then is new, and that at
most once for the same two people within `MINTED_ONCE_IN`: two accounts of one person would make points of
reports otherwise (design, section 3).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from models import MockInterview, NoShowReport, PointsReason
from models.rows import find_one
from services import erased, points, terms

MINTED_ONCE_IN = timedelta(days=30)
"""For how long nothing is made out of nothing again for the same two people, whoever of them reports."""

_MINTED_LATELY = (
    "(absent_id = :one AND reporter_id = :other OR absent_id = :other AND reporter_id = :one)"
    " AND reported_at > :since AND minted > 0 AND EXISTS ("
    " SELECT 1 FROM mock_interview WHERE mock_interview.id = interview_id AND server_id = :server)"
)


@dataclass(frozen=True)
class Moved:
    """Points that a report moved: what the interviewee got back, and what the reporter got on top.

    Of the latter, `taken` came out of the absent one's account and `minted` from nobody; the rest is what the
    absent one had paid for the seat. `due` is what it would have been if there had been enough.
    """

    due: int
    refunded: int
    compensated: int
    taken: int
    minted: int


async def pay(row: MockInterview, reporter_id: int, absent_id: int, now: datetime) -> Moved:
    """Pay who came, by what the two agreed on when it was booked, within the caller's transaction.

    To be sure of what was minted lately, hold both accounts first (`points.hold_accounts`).
    """
    holds = await terms.agreed(row)
    refunded = paid = taken = 0
    if reporter_id == row.interviewee_id:
        due = holds.compensation
        refunded = await points.refund_seat(row.server_id, reporter_id, row.id, now)
        taken = await points.take_what_is_left(
            row.server_id, absent_id, due, PointsReason.ABSENCE, now, interview_id=row.id
        )
    else:
        due = holds.reward
        paid = min(due, await points.paid_so_far(row.server_id, absent_id, row.id))
    missing = due - paid - taken
    if missing and await _was_minted_lately(row.server_id, reporter_id, absent_id, now):
        missing = 0
    moved = Moved(due, refunded, compensated=paid + taken + missing, taken=taken, minted=missing)
    await points.move(
        row.server_id, reporter_id, moved.compensated, PointsReason.COMPENSATION, now, interview_id=row.id
    )
    return moved


async def give_back(row: MockInterview, now: datetime) -> None:
    """Undo what the report of an interview moved, as far as it is still there.

    A balance is never negative, so what the reporter has spent meanwhile is left to them. What there is goes
    to whom it was taken from first.
    """
    report = await NoShowReport.get(interview_id=row.id)
    await points.hold_accounts(row.server_id, {report.reporter_id, report.absent_id})
    back = await points.take_what_is_left(
        row.server_id,
        report.reporter_id,
        report.compensated,
        PointsReason.CORRECTION,
        now,
        interview_id=row.id,
    )
    await points.move(
        row.server_id,
        report.absent_id,
        min(back, report.taken),
        PointsReason.CORRECTION,
        now,
        interview_id=row.id,
    )
    # The seat is paid for again, so that a later refund gives back exactly what was paid.
    await points.take_what_is_left(
        row.server_id, report.reporter_id, report.refunded, PointsReason.SEAT, now, interview_id=row.id
    )


async def _was_minted_lately(server_id: int, one: int, other: int, now: datetime) -> bool:
    values = {"server": server_id, "one": one, "other": other, "since": now - MINTED_ONCE_IN}
    if await find_one(NoShowReport, _MINTED_LATELY, values) is not None:
        return True
    # Who was erased since has another id in that report.
    return await erased.makes_no_points(server_id, {one, other}, now)
