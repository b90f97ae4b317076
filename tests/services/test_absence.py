"""Somebody did not come: the report, what it moves, and who is blocked for it (design, section 3)."""

from datetime import datetime, timedelta

import pytest

from models import InterviewStatus, NoShowReport, NotificationKind, NotificationState, PointsReason, Server
from services import absence, blocks, booking, feedback, publishing, server_settings, viewing
from services.delivery.kinds import read
from services.delivery.kinds.direct import NoShow
from services.interviews import Action, Role
from services.people import Member
from services.refusals import (
    BlockedFromSeats,
    FeedbackExists,
    FeedbackNeedsBooking,
    InterviewNotFound,
    NoShowAlreadyReported,
    NoShowNeedsBooking,
    NoShowTooEarly,
    NotYourInterview,
    TextTooLong,
)
from tests.support.factories import (
    ANOTHER_SERVER,
    NOW,
    PRICE,
    SERVER,
    TEXT,
    TOMORROW,
    Played,
    a_booking,
    a_card,
    a_draft,
    a_member,
    balance,
    completed,
    everything,
    ledger,
    outbox,
    overview,
    stored,
    with_feedback,
)

pytestmark = pytest.mark.usefixtures("database")
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


async def report(played: Played, reporter: Member, at: datetime | None = None) -> absence.Reported:
    moment = at or played.starts_at + 10 * MINUTE
    return await absence.report(reporter.user_id, SERVER, played.id, "Nobody came.", moment)


async def missed(absent: Member, starts_at: datetime, *, at: datetime | None = None) -> Played:
    """An interview whose interviewer did not come."""
    played = await a_booking(host=absent, starts_at=starts_at)
    await report(played, played.interviewee, at)
    return played


@pytest.mark.parametrize("role", list(Role))
async def test_an_absent_interviewer_costs_nothing_and_brings_a_compensation(role: Role) -> None:
    played = await a_booking(role)

    reported = await report(played, played.interviewee)

    assert (reported.moved.refunded, reported.moved.compensated) == (PRICE, 1)
    assert await balance(played.interviewee) == PRICE + 1
    assert await balance(played.interviewer) == 0
    assert (await ledger(played.interviewee))[-2:] == [
        (PointsReason.REFUND, PRICE),
        (PointsReason.COMPENSATION, 1),
    ]
    assert (await stored(played.id)).status is InterviewStatus.NO_SHOW


@pytest.mark.parametrize("role", list(Role))
async def test_for_an_absent_interviewee_the_interviewer_earns_the_reward(role: Role) -> None:
    await a_member()
    await Server.filter(id=SERVER).update(reward=2)
    played = await a_booking(role)
    await Server.filter(id=SERVER).update(reward=100)

    reported = await report(played, played.interviewer)

    assert (reported.moved.refunded, reported.moved.compensated) == (0, 2)
    assert await balance(played.interviewer) == 2
    assert await balance(played.interviewee) == 0


async def test_a_report_ends_the_interview_and_tells_only_the_reported_one() -> None:
    played = await a_booking()

    await report(played, played.interviewee)

    assert [row.recipient_id for row in await outbox(NotificationKind.NO_SHOW)] == [
        played.interviewer.user_id
    ]
    planned = await outbox(NotificationKind.REMINDER, NotificationKind.STARTED, NotificationKind.FEEDBACK_DUE)
    assert {row.state for row in planned} == {NotificationState.DROPPED}
    mine = await viewing.view_mine(played.id, SERVER, played.interviewer.user_id, played.ends_at)
    assert mine.absence is not None
    assert mine.absence.absent_id == played.interviewer.user_id
    assert mine.absence.text == "Nobody came."


async def test_one_waits_ten_minutes_before_the_other_is_absent() -> None:
    played = await a_booking()
    early = played.starts_at + 10 * MINUTE - timedelta(seconds=1)

    with pytest.raises(NoShowTooEarly):
        await report(played, played.interviewee, early)

    for moment, offered in ((early, False), (played.starts_at + 10 * MINUTE, True)):
        for person in (played.interviewee, played.interviewer):
            mine = await viewing.view_mine(played.id, SERVER, person.user_id, moment)
            assert (Action.NO_SHOW in mine.actions) is offered


async def test_a_second_report_is_refused_whoever_makes_it() -> None:
    played = await a_booking()
    await report(played, played.interviewee)
    before = await everything()

    for person in (played.interviewee, played.interviewer):
        with pytest.raises(NoShowAlreadyReported):
            await report(played, person)

    assert await everything() == before


async def test_where_feedback_was_left_nobody_was_absent() -> None:
    played = await with_feedback()

    with pytest.raises(FeedbackExists):
        await report(played, played.interviewee, played.ends_at)


async def test_absence_needs_a_booking() -> None:
    card = await a_card()
    over = await completed()

    with pytest.raises(NoShowNeedsBooking):
        await absence.report(card.host_id, SERVER, card.id, "", TOMORROW + 10 * MINUTE)
    with pytest.raises(NoShowNeedsBooking):
        await report(over, over.interviewee, over.ends_at)


async def test_only_the_two_report_and_only_in_their_server() -> None:
    played = await a_booking()
    stranger = await a_member()

    with pytest.raises(NotYourInterview):
        await report(played, stranger)
    with pytest.raises(InterviewNotFound):
        await absence.report(
            played.interviewee.user_id, ANOTHER_SERVER, played.id, "", played.starts_at + 10 * MINUTE
        )


async def test_a_report_has_at_most_500_characters() -> None:
    played = await a_booking()

    with pytest.raises(TextTooLong):
        await absence.report(
            played.interviewee.user_id, SERVER, played.id, "x" * 501, played.starts_at + 10 * MINUTE
        )

    assert not await NoShowReport.exists()


async def test_after_a_report_no_feedback_can_be_left() -> None:
    played = await a_booking()
    await report(played, played.interviewee)

    with pytest.raises(FeedbackNeedsBooking):
        await feedback.leave(
            played.interviewer.user_id, SERVER, played.id, score=3, text=TEXT, now=played.ends_at
        )


# --- blocks ----------------------------------------------------------------------------------------------


async def test_who_misses_two_within_thirty_days_takes_no_seat_for_seven() -> None:
    absent = await a_member()
    first = await missed(absent, TOMORROW)
    second = await missed(absent, TOMORROW + DAY)
    at = second.starts_at + 10 * MINUTE
    card = await a_card()

    block = await blocks.block_of(await server_settings.read(SERVER), absent.user_id, at)
    assert block == blocks.Block(at + 7 * DAY, (first.id, second.id))
    with pytest.raises(BlockedFromSeats) as refused:
        await publishing.publish(absent, a_draft(starts_at=at + DAY), at)
    assert refused.value.until == at + 7 * DAY
    with pytest.raises(BlockedFromSeats):
        await booking.book(absent, card.id, NOW)
    seen = await overview(absent, now=at)
    assert seen.block == block
    told = (await outbox(NotificationKind.NO_SHOW, to=absent))[-1]
    message = read(told.kind, told.payload)
    assert isinstance(message, NoShow)
    assert message.blocked_until == at + 7 * DAY

    assert await blocks.block_of(await server_settings.read(SERVER), absent.user_id, at + 7 * DAY) is None
    await publishing.publish(absent, a_draft(starts_at=at + 8 * DAY), at + 7 * DAY)


async def test_missed_interviews_far_apart_block_nobody() -> None:
    absent = await a_member()
    await missed(absent, TOMORROW, at=TOMORROW + 10 * MINUTE)
    later = await missed(absent, TOMORROW + 40 * DAY)

    assert await blocks.block_of(await server_settings.read(SERVER), absent.user_id, later.ends_at) is None


async def test_the_server_sets_how_many_are_too_many() -> None:
    absent = await a_member()
    played = await missed(absent, TOMORROW)
    at = played.ends_at

    for limit, blocked in ((1, True), (0, False), (3, False)):
        await Server.filter(id=SERVER).update(no_show_limit=limit)
        assert (
            await blocks.block_of(await server_settings.read(SERVER), absent.user_id, at) is not None
        ) is blocked


async def test_what_was_missed_in_one_server_counts_in_no_other() -> None:
    absent = await a_member()
    await Server.filter(id=SERVER).update(no_show_limit=1)
    played = await missed(absent, TOMORROW)
    elsewhere = await a_member(server_id=ANOTHER_SERVER, user_id=absent.user_id)
    await Server.filter(id=ANOTHER_SERVER).update(no_show_limit=1)

    await publishing.publish(elsewhere, a_draft(starts_at=played.ends_at + DAY), played.ends_at)
