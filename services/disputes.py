"""Disputes: somebody does not agree with feedback or with a report of absence, and admins decide.

The table of design, section 3. Where admins do not decide in time, what is disputed is upheld.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from models import (
    Dispute,
    InterviewFeedback,
    InterviewStatus,
    MockInterview,
    NoShowReport,
)
from models.statements import run_for
from services import actions, audit, compensation, feedback, pauses, points, server_settings, terms
from services.delivery import outbox
from services.delivery.kinds.direct import Disputed, Ruled
from services.delivery.kinds.log import RulingMade
from services.delivery.outbox import address
from services.details import absence_of, absence_view, dispute_view, feedback_view
from services.holding import find, find_held, find_whole, hold, store_change, whole_of
from services.interviews import (
    LAPSE_AFTER,
    Absence,
    DisputeKind,
    DisputeView,
    Feedback,
    Interview,
    Private,
    Ruling,
    public,
)
from services.places import Place, place
from services.reasons import cleaned_reason
from services.refusals import (
    DisputeAlreadyDecided,
    DisputeLength,
    DisputeNotFound,
    RulingInOwnCase,
)
from services.text import clean_text
from services.tombstones import is_erased
from services.transaction import begun_anew, use_case
from services.viewing import private, progress_of

__all__ = ["DisputeKind", "Ruling"]

DECIDE_TIME = timedelta(days=7)
"""How long admins have; after that what is disputed is upheld by itself."""

TEXT_MINIMUM = 10
TEXT_MAXIMUM = 1000
_TEXT_READ_AT_MOST = 10_000


REMEMBERED = timedelta(days=180)
"""How far back admins are told of reports of either."""

_REPORTED = (
    "SELECT report.absent_id, COUNT(*) AS times FROM no_show_report AS report"
    " JOIN mock_interview AS interview ON interview.id = report.interview_id"
    " LEFT JOIN dispute ON dispute.interview_id = report.interview_id AND dispute.kind = 'no_show'"
    " WHERE report.absent_id IN (:numbers) AND report.reported_at >= :since AND report.reported_at <= :until"
    " AND interview.server_id = :server AND report.interview_id <> :here"
    " AND (dispute.ruling IS NULL OR dispute.ruling <> 'overturned')"
    " GROUP BY report.absent_id"
)


@dataclass(frozen=True)
class Opened:
    """A dispute that was opened; `admins_can_see_it` is false where the server has no log channel."""

    mine: Private
    admins_can_see_it: bool


@dataclass(frozen=True)
class Stake:
    """What a ruling would move, in points: what a report brought, or the seat's price and the reward."""

    interview: Interview
    kind: DisputeKind
    absence: Absence | None = None
    to_return: int = 0
    paid: int = 0
    reward: int = 0


@dataclass(frozen=True)
class Case:
    """A dispute as admins see it; the link stays with the two participants (design, section 3).

    `feedback` is what is disputed, where its author lets admins read it. `reported_before` is how often each
    of the two was reported absent in the 180 days before, without what was overturned.
    """

    interview: Interview
    dispute: DisputeView
    absence: Absence | None
    feedback: Feedback | None
    reported_before: Mapping[int, int]
    message: Place | None


async def open_dispute(user_id: int, server_id: int | None, number: int, text: str, now: datetime) -> Opened:
    """Dispute the feedback received, or the report of one's own absence; admins are asked to decide.

    Raises:
        Refusal: what `check_may_dispute` raises.
        DisputeLength: the reason has not 10 to 1,000 characters.
    """
    cleaned = clean_text(text, "text", _TEXT_READ_AT_MOST)
    async with use_case():
        row = await find_held(number, server_id, user_id)
        kind = actions.check_may_dispute(progress_of(await whole_of(row)), user_id, now)
        if not TEXT_MINIMUM <= len(cleaned) <= TEXT_MAXIMUM:
            raise DisputeLength(length=len(cleaned), minimum=TEXT_MINIMUM, maximum=TEXT_MAXIMUM)
        await Dispute.create(
            interview_id=row.id,
            kind=kind,
            opened_by_id=user_id,
            text=cleaned,
            opened_at=now,
            decide_by=now + DECIDE_TIME,
        )
        row.next_step_at = now + DECIDE_TIME
        await store_change(row, now)
        other = public(row).other_than(user_id)
        assert other is not None  # noqa: S101 - held by a constraint of interviews with two seats
        await outbox.tell(row, other, Disputed(), now)
        await outbox.show_dispute(row, kind, now)
        # The button with which it was disputed goes.
        await outbox.refresh(row, [user_id], now)
        settings = await server_settings.read(row.server_id)
        return Opened(await private(row, user_id, now), settings.log_channel_id is not None)


async def check_may_dispute(user_id: int, server_id: int | None, number: int, now: datetime) -> None:
    """Check that a person could open a dispute now, before they are asked why.

    Raises:
        InterviewNotFound: there is none that they may know of.
        Refusal: what `actions.check_may_dispute` raises.
    """
    actions.check_may_dispute(progress_of(await find_whole(number, server_id, user_id)), user_id, now)


async def let_be_read(
    user_id: int, server_id: int | None, number: int, now: datetime, *, wanted: bool
) -> Private:
    """Let admins read the disputed feedback that one wrote, or keep it from them; they see it at once.

    Raises:
        InterviewNotFound: there is none that they may know of.
        Refusal: what `actions.check_may_show_feedback` or `actions.check_may_keep_feedback` raises.
    """
    check = actions.check_may_show_feedback if wanted else actions.check_may_keep_feedback
    async with use_case():
        row = await find_held(number, server_id, user_id)
        check(progress_of(await whole_of(row)), user_id, now)
        await Dispute.filter(interview_id=number, kind=DisputeKind.FEEDBACK).update(may_be_read=wanted)
        await outbox.show_dispute(row, DisputeKind.FEEDBACK, now)
        await outbox.refresh(row, [user_id], now, change=f":read:{now.isoformat()}")
        return await private(row, user_id, now)


async def before_ruling(admin_id: int, server_id: int, number: int) -> Stake:
    """Return what is at stake in the open dispute of an interview, before an admin is asked to be sure.

    Raises:
        Refusal: what `rule` raises.
    """
    row = await find(number, server_id, admin_id)
    dispute = await _open_dispute_of(row, admin_id)
    if dispute.kind is DisputeKind.NO_SHOW:
        report = await NoShowReport.get(interview_id=row.id)
        brought = report.refunded + report.compensated
        return Stake(public(row), dispute.kind, absence=absence_view(report), to_return=brought)
    assert row.interviewee_id is not None  # noqa: S101 - held by a constraint of booked interviews
    reward = (await terms.agreed(row)).reward
    paid = await points.paid_so_far(row.server_id, row.interviewee_id, row.id)
    return Stake(public(row), dispute.kind, paid=paid, reward=reward)


@begun_anew
async def rule(
    admin_id: int,
    server_id: int,
    number: int,
    ruling: Ruling,
    now: datetime,
    *,
    reason: str = "",
    kind: DisputeKind | None = None,
) -> None:
    """Decide the open dispute of an interview as an admin of its server; both are told, with the reason.

    With a `kind` it is the dispute of that kind that is meant: another may have been opened since.

    Raises:
        TextTooLong: the reason has more than 300 characters.
        InterviewNotFound: there is none in that server.
        DisputeNotFound, DisputeAlreadyDecided: there is nothing to decide (any more).
        RulingInOwnCase: the admin has a seat in it.
    """
    said = cleaned_reason(reason)
    async with use_case():
        row = await find_held(number, server_id, admin_id)
        dispute = await _open_dispute_of(row, admin_id, kind)
        await _decide(row, dispute, ruling, now, admin_id=admin_id, reason=said)


async def case(number: int, kind: DisputeKind) -> Case:
    """Return what admins are shown of a dispute; `message` is the channel and message where they are."""
    row = await MockInterview.get(id=number)
    dispute = await Dispute.get(interview_id=number, kind=kind)
    shown = None
    if kind is DisputeKind.FEEDBACK and dispute.may_be_read:
        shown = feedback_view(await InterviewFeedback.get(interview_id=number))
    return Case(
        public(row),
        dispute_view(dispute),
        absence=await absence_of(row) if kind is DisputeKind.NO_SHOW else None,
        feedback=shown,
        reported_before=await _reported_before(row, dispute.opened_at),
        message=place(dispute.message_channel_id, dispute.message_id),
    )


async def _reported_before(row: MockInterview, moment: datetime) -> dict[int, int]:
    """Return how often each of the two was reported absent in the time before, in other interviews."""
    people = [person for person in (row.interviewer_id, row.interviewee_id) if person is not None]
    found = await run_for(
        people,
        _REPORTED,
        {"server": row.server_id, "here": row.id, "since": moment - REMEMBERED, "until": moment},
    )
    counted = {int(one["absent_id"]): int(one["times"]) for one in found}
    return {person: counted.get(person, 0) for person in people}


async def note_message(number: int, kind: DisputeKind, channel_id: int, message_id: int) -> None:
    """Remember in which message admins are asked."""
    await Dispute.filter(interview_id=number, kind=kind).update(
        message_channel_id=channel_id, message_id=message_id
    )


async def wait_for_admins(number: int, kind: DisputeKind, now: datetime) -> bool:
    """Give admins their time from now on, where they could not be asked: they have not seen it.

    Returns:
        Whether it waits for them still.
    """
    waiting = Dispute.filter(interview_id=number, kind=kind, ruling__isnull=True)
    is_open = await waiting.update(decide_by=now + DECIDE_TIME) == 1
    if is_open:
        await MockInterview.filter(id=number).update(next_step_at=now + DECIDE_TIME)
    return is_open


@begun_anew
async def uphold_overdue(number: int, now: datetime) -> None:
    """Uphold what is disputed where admins did not decide in time, if that is still so."""
    async with use_case():
        row = await hold(number)
        dispute = await Dispute.filter(interview_id=number, ruling__isnull=True, decide_by__lte=now).first()
        if dispute is not None:
            await _decide(row, dispute, Ruling.UPHELD, now)


async def drop(row: MockInterview, dispute: Dispute, now: datetime) -> None:
    """Uphold what somebody disputes who has their data erased, within the caller's transaction."""
    await _decide(row, dispute, Ruling.UPHELD, now, was_dropped=True)


async def _open_dispute_of(row: MockInterview, admin_id: int, kind: DisputeKind | None = None) -> Dispute:
    """Return the dispute of an interview that an admin may decide, of a kind or the latest.

    Raises:
        DisputeNotFound, DisputeAlreadyDecided: there is nothing to decide (any more).
        RulingInOwnCase: the admin has a seat in it.
    """
    meant = Dispute.filter(interview_id=row.id)
    if kind is not None:
        meant = meant.filter(kind=kind)
    dispute = await meant.order_by("-id").first()
    if dispute is None:
        raise DisputeNotFound(number=row.id)
    if dispute.ruling is not None:
        raise DisputeAlreadyDecided(number=row.id)
    if public(row).role_of(admin_id) is not None:
        raise RulingInOwnCase(number=row.id)
    return dispute


async def _decide(
    row: MockInterview,
    dispute: Dispute,
    ruling: Ruling,
    now: datetime,
    *,
    admin_id: int | None = None,
    reason: str = "",
    was_dropped: bool = False,
) -> None:
    dispute.ruling = ruling
    dispute.decided_by_id = admin_id
    dispute.decided_at = now
    if is_erased(public(row).other_than(dispute.opened_by_id) or 0):
        # Nobody has to read any more what was said about them.
        dispute.text = ""
    await dispute.save(update_fields=["ruling", "decided_by_id", "decided_at", "text"])
    if dispute.kind is DisputeKind.FEEDBACK and ruling is Ruling.UPHELD:
        stored = await InterviewFeedback.get(interview_id=row.id)
        await feedback.complete(row, stored, now, reason=reason)
    else:
        await _change(row, dispute.kind, ruling, now)
        await store_change(row, now, "status")
        await outbox.show_card(row, now)
    await outbox.show_dispute(row, dispute.kind, now)
    line = RulingMade(admin_id=admin_id, about=dispute.kind, ruling=ruling)
    await audit.note(line, address(row), now)
    told_already = row.interviewer_id if row.status is InterviewStatus.COMPLETED else None
    for person in (row.interviewer_id, row.interviewee_id):
        if person is not None and person != told_already:
            ruled = Ruled(
                about=dispute.kind,
                ruling=ruling,
                by_admin=admin_id is not None,
                reason=reason,
                was_dropped=was_dropped,
            )
            await outbox.tell(row, person, ruled, now)


async def _change(row: MockInterview, kind: DisputeKind, ruling: Ruling, now: datetime) -> None:
    """Do what follows from a ruling that completes no interview."""
    if kind is DisputeKind.FEEDBACK:
        await _let_lapse(row, now)
    elif ruling is Ruling.OVERTURNED:
        # It is as if nobody had been reported: the interview goes on.
        await compensation.give_back(row, now)
        row.status, row.next_step_at = InterviewStatus.BOOKED, now + LAPSE_AFTER
    else:
        row.next_step_at = None
        await _pause_again(row, now)


async def _let_lapse(row: MockInterview, now: datetime) -> None:
    """Let an interview lapse without reward, and give the seat's price back."""
    assert row.interviewee_id is not None  # noqa: S101 - held by a constraint of booked interviews
    row.status, row.next_step_at = InterviewStatus.LAPSED, None
    await points.refund_seat(row.server_id, row.interviewee_id, row.id, now)


async def _pause_again(row: MockInterview, now: datetime) -> None:
    """Free the later seats of who was reported, if a report that counts again makes a pause of theirs."""
    absence = await absence_of(row)
    assert absence is not None  # noqa: S101 - else there was nothing to dispute
    await pauses.begin_if_due(row, await server_settings.read(row.server_id), absence.absent_id, now)
