"""Who takes no direct messages is called to a board, once for all that waits, and reads it there."""

from datetime import datetime, timedelta

import pytest

from models import BoardCall, Notification, NotificationKind, NotificationState, User
from services import absence, booking, disputes, ending, feedback, people, settings
from services.absence import DISPUTE_TIME
from services.delivery import missed, preparing, standing
from services.delivery.outcomes import Said, sent
from services.interviews import NO_SHOW_AFTER
from services.people import Member
from tests.services.delivery.working import ME, NAME, deliver_all, state_of, take
from tests.support.factories import NOW, SERVER, TEXT, TOMORROW, Played, a_booking, a_member, outbox

pytestmark = pytest.mark.usefixtures("database")

BOARD, LOG = 11, 12
HOUR, WEEK = timedelta(hours=1), timedelta(days=7)


async def missing(member: Member, now: datetime = NOW, *kinds: NotificationKind) -> list[int]:
    """Have what is due to somebody (of a booking, unless said otherwise) not reach them; return the rows."""
    wanted = kinds or (NotificationKind.BOOKED, NotificationKind.CANCELLED)
    due = [row for row in await outbox(*wanted, to=member) if row.state is NotificationState.PENDING]
    rows = [row.id for row in due if row.due_at <= now]
    for number in rows:
        await take(number)
        for row in (await preparing.prepare([number], NAME, now)).deliveries:
            await missed.note(ME, row, "DMs are closed", now)
    return rows


async def named(member: Member, now: datetime = NOW) -> list[NotificationKind]:
    """What a call to somebody would name."""
    return [row.message.KIND for row in await missed.waiting(SERVER, member.user_id, now)]


async def calls(member: Member) -> int:
    return len(await outbox(NotificationKind.UNREACHABLE, to=member))


async def closed_at(member: Member) -> datetime | None:
    return (await User.get(id=member.user_id)).dms_closed_at


async def a_board(log: int | None = LOG) -> None:
    await people.meet_server(SERVER, "en", NOW)
    await settings.set_board(SERVER, BOARD, log, NOW)


async def reported(played: Played) -> datetime:
    """Have the interviewee report the interviewer absent; return when."""
    now = played.starts_at + NO_SHOW_AFTER
    await absence.report(played.interviewee.user_id, SERVER, played.id, "", now)
    return now


async def test_what_did_not_reach_somebody_waits_and_calls_them() -> None:
    await a_board()
    played = await a_booking()

    (number,) = await missing(played.guest)

    assert await state_of(number) is NotificationState.MISSED
    assert (await Notification.get(id=number)).finished_at is None, "it would be removed as old"
    assert await named(played.guest) == [NotificationKind.BOOKED]
    (call,) = await outbox(NotificationKind.UNREACHABLE)
    assert (call.lane, call.interview_id) == (f"call:{SERVER:x}:{played.guest.user_id:x}", None)
    assert await closed_at(played.guest) == NOW
    assert await closed_at(played.host) is None


async def test_to_note_it_twice_is_the_same_as_once_and_another_process_may_have_sent_it() -> None:
    await a_board()
    played = await a_booking()
    (row,) = await outbox(NotificationKind.BOOKED, to=played.guest)
    await take(row.id)
    (mine,) = (await preparing.prepare([row.id], NAME, NOW)).deliveries

    for _ in range(2):
        await missed.note(ME, mine, "DMs are closed", NOW)

    assert await calls(played.guest) == 1


async def test_a_direct_message_that_gets_through_says_that_they_are_open_again() -> None:
    await a_board()
    played = await a_booking()
    await missing(played.guest)
    await ending.cancel(played.host.user_id, SERVER, played.id, NOW)
    (row,) = await outbox(NotificationKind.CANCELLED, to=played.guest)
    await take(row.id)

    await sent(ME, [Said(one) for one in (await preparing.prepare([row.id], NAME, NOW)).deliveries], NOW)

    assert await closed_at(played.guest) is None


async def test_whoever_sits_across_sees_it_in_what_they_were_sent_and_at_the_next_booking() -> None:
    await a_board()
    played = await a_booking()
    await missing(played.guest)
    (refresh,) = [
        row
        for row in await outbox(NotificationKind.REFRESH, to=played.host)
        if "unreachable" in row.dedupe_key
    ]

    (row,) = (await preparing.prepare([refresh.id], NAME, NOW)).deliveries

    assert row.present.is_other_unreachable
    asker = await people.meet(played.guest, NOW)
    assert asker.is_unreachable
    another = await a_member(9)
    hosted = await a_booking(host=played.host, guest=another, starts_at=TOMORROW + WEEK)
    (row,) = (
        await preparing.prepare(
            [one.id for one in await outbox(NotificationKind.BOOKED, to=another)], NAME, NOW
        )
    ).deliveries
    assert not row.present.is_other_unreachable
    await missing(hosted.host)
    await booking.withdraw(another.user_id, SERVER, hosted.id, NOW)
    assert (await booking.book(another, hosted.id, NOW)).is_host_unreachable


async def test_what_is_read_waits_no_more_and_is_kept_no_longer_than_the_rest() -> None:
    await a_board()
    played = await a_booking()
    (number,) = await missing(played.guest)

    await missed.read(SERVER, played.guest.user_id, [number], NOW)

    assert await named(played.guest) == []
    assert await state_of(number) is NotificationState.SENT
    assert await calls(played.guest) == 2, "the call has to be taken down"


async def test_what_is_past_waits_no_more() -> None:
    await a_board()
    played = await a_booking()
    await missing(played.guest)
    assert await named(played.guest, played.ends_at - HOUR / 2) == [NotificationKind.BOOKED]
    assert await named(played.guest, played.ends_at) == []

    cancelled = await a_booking(starts_at=TOMORROW + WEEK)
    await missing(cancelled.guest)
    await ending.cancel(cancelled.host.user_id, SERVER, cancelled.id, NOW)
    await missing(cancelled.guest)
    assert await named(cancelled.guest) == [NotificationKind.CANCELLED]
    assert await named(cancelled.guest, cancelled.starts_at) == []

    member = await a_member(3)
    await missing(member, NOW, NotificationKind.POINTS_GRANTED)
    assert await named(member, NOW + WEEK - HOUR) == [NotificationKind.POINTS_GRANTED]
    assert await named(member, NOW + WEEK) == []


async def test_a_report_of_absence_waits_as_long_as_it_can_be_disputed_and_admins_hear_of_it() -> None:
    await a_board()
    first, second = await a_booking(), await a_booking(starts_at=TOMORROW + 2 * HOUR)
    for played in (first, second):
        now = await reported(played)
        await missing(played.interviewer, now, NotificationKind.NO_SHOW)

    who, last = first.interviewer, now + DISPUTE_TIME - HOUR
    assert await named(second.interviewer, last) == [NotificationKind.NO_SHOW]
    assert await named(second.interviewer, now + DISPUTE_TIME) == []
    assert await named(who, now) == [NotificationKind.NO_SHOW]
    await disputes.open_dispute(who.user_id, SERVER, first.id, "I was there all the time.", now)
    assert await named(who, now) == []
    told = await outbox(NotificationKind.NOT_REACHED)
    assert [(row.interview_id, row.payload["recipient_id"]) for row in told] == [
        (played.id, played.interviewer.user_id) for played in (first, second)
    ]
    assert await outbox(NotificationKind.GIVEN_UP) == []


async def test_of_a_series_the_latest_waits_and_feedback_until_it_is_accepted() -> None:
    await a_board()
    played = await a_booking()
    later = played.ends_at + 2 * HOUR
    await missing(played.interviewer, later, NotificationKind.FEEDBACK_DUE)
    assert await named(played.interviewer, later) == [NotificationKind.FEEDBACK_DUE]
    await feedback.leave(played.interviewer.user_id, SERVER, played.id, score=4, text=TEXT, now=later)
    await missing(played.interviewee, later, NotificationKind.FEEDBACK_RECEIVED)
    assert await named(played.interviewer, later) == []
    assert await named(played.interviewee, later) == [NotificationKind.FEEDBACK_RECEIVED]

    await feedback.accept(played.interviewee.user_id, SERVER, played.id, later)

    assert await named(played.interviewee, later) == []


async def test_where_there_is_no_board_admins_hear_that_somebody_did_not_and_a_new_board_calls_them() -> None:
    played = await a_booking()
    (number,) = await missing(played.guest)
    (told,) = await outbox(NotificationKind.GIVEN_UP)
    assert told.payload == {"row": number, "recipient_id": played.guest.user_id}
    before = await calls(played.guest)

    await a_board()

    assert await calls(played.guest) == before + 1


async def test_another_board_moves_calls_and_a_look_at_it_brings_those_that_are_missing() -> None:
    await a_board()
    played, other = await a_booking(), await a_booking(starts_at=TOMORROW + WEEK)
    await missing(played.guest)
    await missing(other.guest)
    (row,) = await outbox(NotificationKind.UNREACHABLE, to=played.guest)
    await take(row.id)
    (mine,) = (await preparing.prepare([row.id], NAME, NOW)).deliveries
    await missed.called(ME, mine, BOARD, 77, 1, NOW)
    before = [await calls(one.guest) for one in (played, other)]

    await missed.show_all(SERVER, NOW)
    assert [await calls(one.guest) for one in (played, other)] == [before[0], before[1] + 1]
    await settings.set_board(SERVER, BOARD + 1, None, NOW + HOUR)
    assert [await calls(one.guest) for one in (played, other)] == [before[0] + 1, before[1] + 2]


async def test_where_somebody_is_called_is_known_once_and_forgotten() -> None:
    await a_board()
    played = await a_booking()
    await missing(played.guest)
    (row,) = await outbox(NotificationKind.UNREACHABLE)
    await take(row.id)
    (mine,) = (await preparing.prepare([row.id], NAME, NOW)).deliveries

    for message in (77, 78):
        await missed.called(ME, mine, BOARD, message, message, NOW)

    (call,) = await BoardCall.all()
    assert (call.message_id, call.newest) == (78, 78)
    (again,) = (await preparing.prepare([row.id], NAME, NOW)).deliveries
    assert again.present.call is not None
    assert again.present.call.place == (BOARD, 78)
    await missed.called_no_more(ME, mine, NOW)
    assert await BoardCall.exists() is False


async def test_what_changes_an_interview_has_the_call_about_it_looked_at() -> None:
    await a_board()
    played = await a_booking()
    await deliver_all(NOW)
    await Notification.filter(kind=NotificationKind.BOOKED, recipient_id=played.guest.user_id).update(
        state=NotificationState.MISSED
    )
    before = await outbox(NotificationKind.REFRESH, to=played.guest)

    await standing.refresh_after_change({played.id: NOW + HOUR}, NOW + HOUR)

    assert len(await outbox(NotificationKind.REFRESH, to=played.guest)) == len(before) + 1
