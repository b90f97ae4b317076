"""The accounts of somebody who is being erased: what is still open there is settled, then each is closed.

An account and all that can still move its points lose their name in one transaction. So whatever happens to
these later finds the account, by the usual rules.
"""

from collections.abc import Sequence
from datetime import datetime

from models import InterviewStatus, LateState, MockInterview, UserPoints
from models.moments import moment_of
from models.rows import hold_all
from models.statements import run, run_for
from services import (
    audit,
    blocks,
    compensation,
    departures,
    disputes,
    erased,
    feedback,
    points,
    server_settings,
)
from services.actions import check_waits_for
from services.delivery.kinds.direct import GuestErased, HostErased
from services.delivery.kinds.log import DataErased
from services.delivery.kinds.message import Address
from services.departures import Told
from services.erased import Mark
from services.finding import line
from services.finding.pairs import answering as pairs
from services.holding import hold, whole_of
from services.interviews import LAPSE_AFTER, LIVE, public
from services.points import Account
from services.privacy.leaving import Leaving
from services.privacy.nameless import make_nameless
from services.refusals import BeingErased, Refusal
from services.tombstones import is_erased
from services.transaction import use_case
from services.viewing import progress_of

ERASED = Told(
    guest=lambda refund: HostErased(refund=refund),
    host=lambda row, _: GuestErased(revision=row.revision, knows_link=row.meeting_link is not None),
    renames=True,
)
"""What those are told with whom somebody who is erased had something ahead."""

_UNDECIDED = """
SELECT id FROM mock_interview AS interview WHERE server_id = :server AND {seat} = :person
  AND (status IN ('pending', 'booked') OR (status = 'no_show' AND (next_step_at IS NOT NULL OR EXISTS (
    SELECT 1 FROM no_show_report WHERE interview_id = interview.id AND dispute_by > :now))))
"""
_ALL_UNDECIDED = (
    f"{_UNDECIDED.format(seat='interviewer_id')} UNION {_UNDECIDED.format(seat='interviewee_id')}"
)
"""What can still move the points of a person in a server."""

_LEFT_LATE = """
SELECT interview.id, change.state FROM late_change AS change
JOIN mock_interview AS interview ON interview.id = change.interview_id AND interview.server_id = :server
WHERE change.user_id = :person
"""
"""Interviews of which a person left a seat late: they may get points back for it (`services.coming.late`)."""

_FORGET_LEFT_LATE = (
    "UPDATE late_change SET user_id = :nobody"
    " WHERE interview_id IN (:numbers) AND user_id = :person AND state = 'held'"
)

_HELD_BEFORE = """
SELECT EXISTS (
    SELECT 1 FROM points_entry WHERE account_id = :account AND reason = 'starting') AS had_starting_points, (
    SELECT MAX(report.reported_at) FROM no_show_report AS report
    JOIN mock_interview AS interview ON interview.id = report.interview_id AND interview.server_id = :server
    WHERE (report.absent_id = :person OR report.reporter_id = :person) AND report.minted > 0) AS minted_at
"""

_CLOSE = (
    "UPDATE user_points SET user_id = :nobody, paused_until = NULL, paused_for = ''"
    " WHERE id = :account AND user_id = :person"
)


async def end_what_is_ahead(leaving: Leaving, now: datetime) -> None:
    """Cancel and give back all that somebody has ahead, by the usual rules; the others are told why.

    They wait for no seat any more.

    What is canceled moves no points any more, and loses its name at once: nothing can be clicked on what its
    guest was told before, so that it would be forgotten, with the name, before it is said anew.
    """
    for number, _ in await departures.ahead(leaving.user_id, now):
        async with use_case():
            row = await hold(number)
            await departures.end_held(row, leaving.user_id, now, ERASED)
            if row.status is InterviewStatus.CANCELLED and row.host_id == leaving.user_id:
                await make_nameless([number], leaving, now)
    await line.leave_all(leaving.user_id, None, now)
    await pairs.leave(leaving.user_id, None, now)


async def close_all(leaving: Leaving, now: datetime) -> None:
    """Close the accounts of somebody, a server at a time."""
    for account in await UserPoints.filter(user_id=leaving.user_id).order_by("server_id"):
        while not await _close(account.server_id, leaving, now):
            pass


async def _close(server_id: int, leaving: Leaving, now: datetime) -> bool:
    """Close one account; tell whether it is closed, for something may have come up meanwhile."""
    async with use_case():
        known = await _undecided(server_id, leaving, now)
        left_late = await _left_late(server_id, leaving)
        await hold_all(MockInterview, known | left_late)
        rows = [await MockInterview.get(id=number) for number in sorted(known)]
        seated = {person for row in rows for person in (row.interviewer_id, row.interviewee_id) if person}
        # Interviews are held before accounts, as everywhere.
        await points.hold_accounts(server_id, seated | {leaving.user_id})
        is_all = await _undecided(server_id, leaving, now) <= known
        if not is_all or not await _left_late(server_id, leaving) <= left_late:
            return False
        for row in rows:
            await _settle(row, leaving, now)
        try:
            account = await points.hold_account(server_id, leaving.user_id)
        except BeingErased:
            # Another process was first.
            return True
        await _keep_mark(server_id, account, leaving, rows, now)
        await points.close(account, now)
        await run(_CLOSE, {"account": account.id, **leaving.ids})
        await audit.note(DataErased(admin_id=leaving.tombstone_id), Address(server_id), now)
        left = await _undecided(server_id, leaving, now)
        await make_nameless(sorted(left), leaving, now)
        await run_for(sorted(left_late), _FORGET_LEFT_LATE, leaving.ids)
        return True


async def _undecided(server_id: int, leaving: Leaving, now: datetime) -> set[int]:
    values = {"server": server_id, "person": leaving.user_id, "now": now}
    return {int(row["id"]) for row in await run(_ALL_UNDECIDED, values)}


async def _left_late(server_id: int, leaving: Leaving) -> set[int]:
    values = {"server": server_id, "person": leaving.user_id}
    found = await run(_LEFT_LATE, values)
    # In the statement it would bring in an index over what is held in all servers.
    return {int(row["id"]) for row in found if row["state"] == LateState.HELD}


async def _settle(row: MockInterview, leaving: Leaving, now: datetime) -> None:
    """Decide what waits for somebody who will not decide it any more.

    Feedback that waits for them is accepted, sealed or not: nobody's reward is lost. What they dispute is
    disputed no more. Everything else goes on as it would have.
    """
    if row.status in LIVE and row.scheduled_time > now:
        await departures.end_held(row, leaving.user_id, now, ERASED)
        return
    whole = await whole_of(row)
    try:
        check_waits_for(progress_of(whole), leaving.user_id)
    except Refusal:
        pass
    else:
        await feedback.accept_held(row, whole, leaving.user_id, now)
        return
    dispute = whole.dispute
    is_theirs = dispute is not None and dispute.opened_by_id == leaving.user_id
    if row.status is InterviewStatus.NO_SHOW and dispute is not None and is_theirs and not dispute.ruling:
        await disputes.drop(row, dispute, now)


async def _keep_mark(
    server_id: int, account: Account, leaving: Leaving, rows: Sequence[MockInterview], now: datetime
) -> None:
    """Keep what the server must not forget (`services.erased`); `rows` are settled by now."""
    block = await blocks.block_of(await server_settings.read(server_id), leaving.user_id, now)
    (held,) = await run(_HELD_BEFORE, {"account": account.id, "server": server_id, "person": leaving.user_id})
    minted_at = None if held["minted_at"] is None else moment_of(held["minted_at"])
    may_mint_at = await _reported_at_the_latest(rows, leaving, now)
    if may_mint_at is not None and await erased.makes_no_points(server_id, {leaving.user_id}, now):
        # They were erased before, and who reports nobody now must not make points of that again.
        forbids = Mark(mints_again_at=may_mint_at + compensation.MINTED_ONCE_IN)
        await erased.keep(server_id, leaving.tombstone_id, forbids)
    last = max((moment for moment in (minted_at, may_mint_at) if moment is not None), default=None)
    mints_again_at = None if last is None else last + compensation.MINTED_ONCE_IN
    mark = Mark(
        paused_until=None if block is None else block.until,
        missed=() if block is None else block.missed,
        starts_again_at=now + erased.STARTS_AGAIN_AFTER if held["had_starting_points"] else None,
        mints_again_at=mints_again_at if mints_again_at is not None and mints_again_at > now else None,
    )
    await erased.keep(server_id, leaving.user_id, mark)


async def _reported_at_the_latest(
    rows: Sequence[MockInterview], leaving: Leaving, now: datetime
) -> datetime | None:
    """Return until when nobody, in their place, may be reported absent; None if that cannot be any more.

    It may make points out of nothing, and by then it is not known of whom.
    """
    latest = None
    for row in rows:
        other_id = public(row).other_than(leaving.user_id)
        if row.status is not InterviewStatus.BOOKED or other_id is None or is_erased(other_id):
            continue
        whole = await whole_of(row)
        if whole.feedback is None and whole.report is None:
            ends = max(row.ends_at, now) + LAPSE_AFTER
            latest = ends if latest is None else max(latest, ends)
    return latest
