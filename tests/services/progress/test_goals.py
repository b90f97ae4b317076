"""Next steps that are done, and shared with whoever interviews next (design, section 18)."""

from datetime import timedelta

import pytest

from models import InterviewFeedback, InterviewStatus, NotificationKind
from services import booking, feedback, viewing
from services.interviews import Role
from services.people import Member
from services.progress import goals
from services.progress.received import latest_steps, received_by
from services.progress.refusals import GoalNotFound, NoGoalsToShare, SharingTooLate
from services.refusals import AlreadyOver, InterviewNotFound, NobodyHasBooked, OnlyTheInterviewee
from tests.support.factories import NOW, SERVER, TEXT, Played, a_booking, a_card, a_member, outbox, stored
from tests.support.progress import DAY, NEXT_STEP, judged_by

pytestmark = pytest.mark.usefixtures("database")


async def with_steps(member: Member, *texts: str) -> list[int]:
    """The numbers of interviews after which a member was told what to do next, the oldest first."""
    other = await a_member()
    start = NOW - 20 * DAY
    return [
        await judged_by(other, member, at=start + place * DAY, next_step=text)
        for place, text in enumerate(texts)
    ]


async def steps_of(member: Member) -> list[tuple[str, bool]]:
    found = latest_steps(await received_by(member.user_id, NOW))
    return [(step.text, step.is_done) for step in found]


async def goals_seen_by(member: Member, played: Played) -> tuple[str, ...]:
    return (await viewing.view_mine(played.id, SERVER, member.user_id, NOW)).goals


async def test_a_step_is_done_and_not_done_after_all() -> None:
    member = await a_member()
    first, _ = await with_steps(member, "Read about locks.", NEXT_STEP)

    await goals.mark(member.user_id, first, NOW, is_done=True)
    assert await steps_of(member) == [(NEXT_STEP, False), ("Read about locks.", True)]
    await goals.mark(member.user_id, first, NOW, is_done=False)
    assert await steps_of(member) == [(NEXT_STEP, False), ("Read about locks.", False)]


async def test_nobody_marks_a_step_of_somebody_else_or_one_that_is_sealed_or_none() -> None:
    member, other = await a_member(), await a_member()
    (number,) = await with_steps(member, NEXT_STEP)
    (without,) = await with_steps(member, "")
    sealed = await judged_by(
        other,
        member,
        next_step=NEXT_STEP,
        status=InterviewStatus.BOOKED,
        sealed_until=NOW + DAY,
    )

    for who, which in (
        (other, number),
        (member, without),
        (member, sealed),
        (other, sealed),
        (member, 2**40),
        (member, 0),
    ):
        with pytest.raises(GoalNotFound):
            await goals.mark(who.user_id, which, NOW, is_done=True)
    assert not await InterviewFeedback.filter(step_done_at__isnull=False).exists()


async def test_what_is_shared_is_read_by_the_two_and_told_anew_where_it_is_shown() -> None:
    played = await a_booking()
    member = played.interviewee
    numbers = await with_steps(member, "Read about locks.", NEXT_STEP)
    await goals.mark(member.user_id, numbers[0], NOW, is_done=True)

    await goals.share(member.user_id, played.id, NOW)

    assert await goals_seen_by(played.interviewer, played) == (NEXT_STEP,)
    assert await goals_seen_by(member, played) == (NEXT_STEP,)
    shown = {row.recipient_id for row in await outbox(NotificationKind.REFRESH) if row.due_at == NOW}
    assert shown == {member.user_id, played.interviewer.user_id}
    assert NEXT_STEP not in str([row.payload for row in await outbox()])
    (ahead,) = await goals.ahead_of(member.user_id, NOW)
    assert (ahead.number, ahead.is_shared) == (played.id, True)
    assert await goals.ahead_of(played.interviewer.user_id, NOW) == ()

    await goals.keep(member.user_id, played.id, NOW)
    assert await goals_seen_by(played.interviewer, played) == ()


async def test_the_booking_after_the_one_that_was_given_back_knows_nothing_of_it() -> None:
    played = await a_booking()
    member = played.interviewee
    await with_steps(member, NEXT_STEP)
    await goals.share(member.user_id, played.id, NOW)

    await booking.withdraw(member.user_id, SERVER, played.id, NOW)

    assert (await stored(played.id)).shared_goals == []


async def test_once_it_is_completed_the_interviewer_reads_them_no_more() -> None:
    played = await a_booking()
    member = played.interviewee
    await with_steps(member, NEXT_STEP)
    await goals.share(member.user_id, played.id, NOW)
    who = played.interviewer.user_id
    await feedback.leave(who, SERVER, played.id, score=4, text=TEXT, now=played.ends_at)
    await feedback.accept(member.user_id, SERVER, played.id, played.ends_at)

    assert (await viewing.view_mine(played.id, SERVER, who, played.ends_at)).goals == ()


async def test_sharing_is_refused_with_what_keeps_it() -> None:
    played = await a_booking()
    member = played.interviewee
    with pytest.raises(NoGoalsToShare):
        await goals.share(member.user_id, played.id, NOW)
    (number,) = await with_steps(member, NEXT_STEP)
    card = await a_card()
    stranger = await a_member()

    for step in (goals.share, goals.keep):
        with pytest.raises(OnlyTheInterviewee):
            await step(played.interviewer.user_id, played.id, NOW)
        with pytest.raises(InterviewNotFound):
            await step(stranger.user_id, played.id, NOW)
        with pytest.raises(OnlyTheInterviewee):
            await step(card.host_id, card.id, NOW)
        with pytest.raises(SharingTooLate):
            await step(member.user_id, played.id, played.ends_at)
        with pytest.raises(AlreadyOver):
            await step(member.user_id, number, NOW)
    assert (await stored(played.id)).shared_goals == []


async def test_a_host_who_waits_for_an_interviewer_has_nobody_to_share_with() -> None:
    host = await a_member(10)
    await with_steps(host, NEXT_STEP)
    card = await a_card(host, Role.INTERVIEWEE)

    with pytest.raises(NobodyHasBooked):
        await goals.share(host.user_id, card.id, NOW)


async def test_the_soonest_bookings_are_offered_until_they_end() -> None:
    starts = [NOW + timedelta(hours=hours) for hours in (30, 5, 20, 10)]
    host = await a_member(name="Guest")
    guest = await a_member(50)
    played = [await a_booking(starts_at=start, host=host, guest=guest) for start in starts]

    found = await goals.ahead_of(guest.user_id, NOW)
    assert [one.number for one in found] == [played[1].id, played[3].id, played[2].id]
    later = await goals.ahead_of(guest.user_id, played[1].ends_at)
    assert [one.number for one in later] == [played[3].id, played[2].id, played[0].id]
