"""Disputes and rulings: what admins decide, and what it does to points and interviews."""

import asyncio
import contextlib
from datetime import datetime, timedelta

import pytest

from models import Dispute, InterviewStatus, NotificationKind, PointsReason, Server
from services import (
    absence,
    blocks,
    booking,
    disputes,
    feedback,
    interviews,
    points,
    publishing,
    server_settings,
    settings,
    timetable,
    viewing,
)
from services.disputes import DisputeKind, Ruling
from services.interviews import Action
from services.points import Account, Movement
from services.refusals import (
    AlreadyOver,
    DisputeAlreadyDecided,
    DisputeAlreadyOpen,
    DisputeLength,
    DisputeNotFound,
    DisputeTooLate,
    InterviewNotFound,
    NobodyHasPoints,
    NotEnoughPoints,
    NothingToChange,
    NothingToDispute,
    OnlyTheInterviewer,
    Overlap,
    RulingInOwnCase,
)
from services.settings import PointsChange
from tests.support.factories import (
    ADMIN,
    ANOTHER_SERVER,
    NOW,
    PRICE,
    SERVER,
    TEXT,
    Played,
    a_booking,
    a_card,
    a_draft,
    a_member,
    an_admin,
    balance,
    everything,
    ledger,
    outbox,
    stored,
    with_feedback,
)
from tests.support.races import done_or_blocked

pytestmark = pytest.mark.usefixtures("database")
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
WHY = "I was there the whole time."


async def reported(*, interviewer_absent: bool = True) -> Played:
    """An interview whose interviewer (or else interviewee) was reported absent ten minutes past its start."""
    played = await a_booking()
    reporter = played.interviewee if interviewer_absent else played.interviewer
    await absence.report(reporter.user_id, SERVER, played.id, "", played.starts_at + 10 * MINUTE)
    return played


async def disputed(*, interviewer_absent: bool = True) -> Played:
    """The same, disputed by whoever was reported."""
    played = await reported(interviewer_absent=interviewer_absent)
    absent = played.interviewer if interviewer_absent else played.interviewee
    await disputes.open_dispute(absent.user_id, SERVER, played.id, WHY, played.ends_at)
    return played


async def disputed_feedback() -> Played:
    """An interview whose interviewee does not agree with the feedback."""
    played = await with_feedback()
    await disputes.open_dispute(played.interviewee.user_id, SERVER, played.id, WHY, played.ends_at)
    return played


async def rule(played: Played, ruling: Ruling, *, later: timedelta = HOUR) -> None:
    await an_admin()
    await disputes.rule(ADMIN, SERVER, played.id, ruling, played.ends_at + later)


# --- opening ---------------------------------------------------------------------------------------------


async def test_the_reported_one_can_dispute_for_a_day() -> None:
    played = await reported()
    until = played.starts_at + 10 * MINUTE + DAY
    absent, reporter = played.interviewer.user_id, played.interviewee.user_id

    for who, actions in ((absent, (Action.DISPUTE, Action.WRITE)), (reporter, (Action.WRITE,))):
        assert (await viewing.view_mine(played.id, SERVER, who, played.ends_at)).actions == actions
    with pytest.raises(DisputeTooLate):
        await disputes.open_dispute(absent, SERVER, played.id, WHY, until)
    with pytest.raises(NothingToDispute):
        await disputes.open_dispute(reporter, SERVER, played.id, WHY, played.ends_at)

    opened = await disputes.open_dispute(absent, SERVER, played.id, WHY, until - timedelta(seconds=1))

    assert opened.mine.dispute is not None
    assert (opened.mine.dispute.kind, opened.mine.dispute.text) == (DisputeKind.NO_SHOW, WHY)
    assert not opened.admins_can_see_it
    assert [row.recipient_id for row in await outbox(NotificationKind.DISPUTED)] == [reporter]
    assert len(await outbox(NotificationKind.DISPUTE)) == 1


async def test_the_interviewee_can_dispute_feedback_until_it_is_accepted() -> None:
    played = await with_feedback()
    who = played.interviewee.user_id
    assert (await viewing.view_mine(played.id, SERVER, who, played.ends_at)).actions == (
        Action.ACCEPT,
        Action.DISPUTE,
        Action.WRITE,
    )
    with pytest.raises(NothingToDispute):
        await disputes.open_dispute(played.interviewer.user_id, SERVER, played.id, WHY, played.ends_at)

    await disputes.open_dispute(who, SERVER, played.id, WHY, played.ends_at)

    with pytest.raises(DisputeAlreadyOpen):
        await disputes.open_dispute(who, SERVER, played.id, WHY, played.ends_at)
    await feedback.accept(who, SERVER, played.id, played.ends_at)
    with pytest.raises(DisputeAlreadyDecided):
        await rule(played, Ruling.OVERTURNED)


@pytest.mark.parametrize("length", [9, 1001])
async def test_a_dispute_has_10_to_1000_characters(length: int) -> None:
    played = await reported()
    before = await everything()

    with pytest.raises(DisputeLength):
        await disputes.open_dispute(
            played.interviewer.user_id, SERVER, played.id, "x" * length, played.ends_at
        )

    assert await everything() == before


async def test_disputed_feedback_is_not_accepted_by_itself() -> None:
    played = await disputed_feedback()

    await timetable.run_due(played.ends_at + 6 * DAY)

    assert (await stored(played.id)).status is InterviewStatus.BOOKED
    assert await balance(played.interviewer) == 0


async def test_feedback_whose_dispute_is_decided_is_accepted_by_itself() -> None:
    played = await with_feedback()
    await disputes.open_dispute(played.interviewee.user_id, SERVER, played.id, WHY, played.ends_at)
    # Whatever decides also ends the interview; but if one were left behind, it would stand for ever.
    await Dispute.all().update(ruling=Ruling.UPHELD, decided_at=played.ends_at)

    await timetable.run_due(played.ends_at + 7 * DAY)

    assert (await stored(played.id)).status is InterviewStatus.COMPLETED
    assert await timetable.run_due(played.ends_at + 7 * DAY) == 0


# --- ruling ----------------------------------------------------------------------------------------------


async def test_a_report_that_is_right_stays_as_it_is() -> None:
    played = await disputed()
    before = await ledger(played.interviewee)

    await rule(played, Ruling.UPHELD)

    assert (await stored(played.id)).status is InterviewStatus.NO_SHOW
    assert await ledger(played.interviewee) == before
    assert {row.recipient_id for row in await outbox(NotificationKind.RULED)} == {
        played.interviewer.user_id,
        played.interviewee.user_id,
    }


async def test_a_wrong_report_of_the_interviewer_is_taken_back_point_by_point() -> None:
    played = await disputed()

    await rule(played, Ruling.OVERTURNED)

    assert (await stored(played.id)).status is InterviewStatus.BOOKED
    assert await balance(played.interviewee) == 0
    assert (await ledger(played.interviewee))[-2:] == [
        (PointsReason.CORRECTION, -1),
        (PointsReason.SEAT, -PRICE),
    ]


async def test_after_a_wrong_report_the_interview_goes_on_to_its_reward() -> None:
    played = await disputed(interviewer_absent=False)
    await rule(played, Ruling.OVERTURNED)
    now = played.ends_at + 2 * HOUR
    assert await balance(played.interviewer) == 0

    await feedback.leave(played.interviewer.user_id, SERVER, played.id, score=4, text=TEXT, now=now)
    await feedback.accept(played.interviewee.user_id, SERVER, played.id, now)

    assert (await stored(played.id)).status is InterviewStatus.COMPLETED
    assert await balance(played.interviewer) == 1
    assert await balance(played.interviewee) == 0


async def test_what_the_reporter_has_spent_is_left_to_them() -> None:
    played = await disputed()
    draft = a_draft(interviews.Role.INTERVIEWEE, played.ends_at + DAY)
    await publishing.publish(played.interviewee, draft, played.ends_at)
    assert await balance(played.interviewee) == 1

    await rule(played, Ruling.OVERTURNED)

    assert await balance(played.interviewee) == 0
    assert (await ledger(played.interviewee))[-1] == (PointsReason.CORRECTION, -1)


async def test_feedback_that_counts_completes_the_interview() -> None:
    played = await disputed_feedback()

    await rule(played, Ruling.UPHELD)

    assert (await stored(played.id)).status is InterviewStatus.COMPLETED
    assert await balance(played.interviewer) == 1
    assert [row.recipient_id for row in await outbox(NotificationKind.RULED)] == [played.interviewee.user_id]
    assert [row.recipient_id for row in await outbox(NotificationKind.ACCEPTED)] == [
        played.interviewer.user_id
    ]


async def test_feedback_that_does_not_count_gives_the_price_back() -> None:
    played = await disputed_feedback()

    await rule(played, Ruling.OVERTURNED)

    assert (await stored(played.id)).status is InterviewStatus.LAPSED
    assert (await balance(played.interviewer), await balance(played.interviewee)) == (0, PRICE)
    with pytest.raises(AlreadyOver):
        await feedback.accept(played.interviewee.user_id, SERVER, played.id, played.ends_at + 2 * HOUR)


@pytest.mark.parametrize("kind", list(DisputeKind))
async def test_what_admins_do_not_decide_in_a_week_is_upheld(kind: DisputeKind) -> None:
    played = await (disputed_feedback() if kind is DisputeKind.FEEDBACK else disputed())

    await timetable.run_due(played.ends_at + 7 * DAY - timedelta(seconds=1))
    assert (await Dispute.get(interview_id=played.id)).ruling is None
    await timetable.run_due(played.ends_at + 7 * DAY)

    decided = await Dispute.get(interview_id=played.id)
    assert (decided.ruling, decided.decided_by_id) == (Ruling.UPHELD, None)
    ended = InterviewStatus.COMPLETED if kind is DisputeKind.FEEDBACK else InterviewStatus.NO_SHOW
    assert (await stored(played.id)).status is ended


async def test_a_dispute_is_decided_once_by_an_admin_who_took_no_part_in_its_server() -> None:
    played = await disputed()
    await an_admin()
    now = played.ends_at + HOUR

    with pytest.raises(RulingInOwnCase):
        await disputes.rule(played.interviewee.user_id, SERVER, played.id, Ruling.UPHELD, now)
    with pytest.raises(InterviewNotFound):
        await disputes.rule(ADMIN, ANOTHER_SERVER, played.id, Ruling.UPHELD, now)
    quiet = await a_booking(starts_at=played.starts_at + DAY)
    with pytest.raises(DisputeNotFound):
        await disputes.rule(ADMIN, SERVER, quiet.id, Ruling.UPHELD, now)
    await disputes.rule(ADMIN, SERVER, played.id, Ruling.UPHELD, now)
    with pytest.raises(DisputeAlreadyDecided):
        await disputes.rule(ADMIN, SERVER, played.id, Ruling.OVERTURNED, now)


async def test_a_doubtful_or_wrong_report_blocks_nobody() -> None:
    played = await reported()
    await Server.filter(id=SERVER).update(no_show_limit=1)
    absent, now = played.interviewer.user_id, played.ends_at
    assert await blocks.block_of(await server_settings.read(SERVER), absent, now) is not None

    await disputes.open_dispute(absent, SERVER, played.id, WHY, now)
    assert await blocks.block_of(await server_settings.read(SERVER), absent, now) is None
    await rule(played, Ruling.UPHELD)
    assert await blocks.block_of(await server_settings.read(SERVER), absent, now + HOUR) is not None


async def test_an_interview_that_a_ruling_sent_back_lapses_a_week_later() -> None:
    played = await disputed()
    await rule(played, Ruling.OVERTURNED, later=6 * DAY)

    await timetable.run_due(played.ends_at + 8 * DAY)
    assert (await stored(played.id)).status is InterviewStatus.BOOKED
    await timetable.run_due(played.ends_at + 13 * DAY)

    assert (await stored(played.id)).status is InterviewStatus.LAPSED
    assert await balance(played.interviewee) == PRICE


async def test_nobody_is_in_two_interviews_because_a_ruling_lets_one_go_on() -> None:
    played = await disputed()
    host = await a_member()
    meanwhile = await a_card(host, starts_at=played.ends_at - 10 * MINUTE)

    with pytest.raises(Overlap):
        await booking.book(played.interviewee, meanwhile.id, played.ends_at - 30 * MINUTE)

    afterwards = await a_card(host, starts_at=played.ends_at + HOUR)
    await booking.book(played.interviewee, afterwards.id, played.ends_at - 30 * MINUTE)


@pytest.mark.parametrize("engine", ["postgres"])
async def test_a_reporter_who_spends_while_an_admin_overturns_keeps_the_books_in_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await a_member()
    await settings.set_points(SERVER, PointsChange(reward=PRICE), NOW)
    played = await disputed(interviewer_absent=False)
    card = await a_card(starts_at=played.ends_at + DAY)
    is_ruling, move_in = asyncio.Event(), points.move_in

    async def spend_then() -> None:
        await is_ruling.wait()
        with contextlib.suppress(NotEnoughPoints, NobodyHasPoints):
            await booking.book(played.interviewer, card.id, played.ends_at)

    async def let_spend_and_move(
        account: Account, amount: int, reason: PointsReason, now: datetime, *, interview_id: int
    ) -> Movement:
        is_ruling.set()
        if reason is PointsReason.CORRECTION:
            await done_or_blocked(spending)
        return await move_in(account, amount, reason, now, interview_id=interview_id)

    spending = asyncio.create_task(spend_then())
    monkeypatch.setattr(points, "move_in", let_spend_and_move)
    await rule(played, Ruling.OVERTURNED)
    await spending

    assert (await stored(played.id)).status is InterviewStatus.BOOKED
    assert await balance(played.interviewer) == sum(amount for _, amount in await ledger(played.interviewer))


# --- what admins see -------------------------------------------------------------------------------------


async def test_admins_read_feedback_only_while_its_author_lets_them() -> None:
    played = await disputed_feedback()
    author, now = played.interviewer.user_id, played.ends_at

    async def seen() -> str | None:
        shown = (await disputes.case(played.id, DisputeKind.FEEDBACK)).feedback
        return None if shown is None else shown.text

    assert await seen() is None
    with pytest.raises(OnlyTheInterviewer):
        await disputes.let_be_read(played.interviewee.user_id, SERVER, played.id, now, wanted=True)
    mine = await disputes.let_be_read(author, SERVER, played.id, now, wanted=True)
    assert Action.SHOW not in mine.actions
    assert Action.KEEP in mine.actions
    assert await seen() == TEXT
    with pytest.raises(NothingToChange):
        await disputes.let_be_read(author, SERVER, played.id, now, wanted=True)
    await disputes.let_be_read(author, SERVER, played.id, now, wanted=False)
    assert await seen() is None
    await rule(played, Ruling.UPHELD)
    with pytest.raises(DisputeAlreadyDecided):
        await disputes.let_be_read(author, SERVER, played.id, now, wanted=True)
    (line,) = await outbox(NotificationKind.LOG_RULING)
    assert line.payload["admin_id"] == ADMIN


async def test_admins_see_how_often_each_was_reported_before_without_what_was_overturned() -> None:
    earlier = await disputed()
    await rule(earlier, Ruling.OVERTURNED)
    late = earlier.ends_at + DAY
    for days in (0, 1):
        again = await a_booking(starts_at=late + days * DAY, host=earlier.host)
        await absence.report(again.interviewee.user_id, SERVER, again.id, "", again.starts_at + 10 * MINUTE)
    last = again
    await disputes.open_dispute(last.interviewer.user_id, SERVER, last.id, WHY, last.ends_at)

    case = await disputes.case(last.id, DisputeKind.NO_SHOW)

    assert case.reported_before == {last.interviewer.user_id: 1, last.interviewee.user_id: 0}
