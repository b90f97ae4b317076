"""Feedback, its acceptance, the reward (design, section 3)."""

from datetime import datetime, timedelta

import pytest

from models import InterviewStatus, NotificationKind, NotificationState, PointsReason, Server
from services import ending, feedback, viewing
from services.interviews import Action, Interview, Private, Role
from services.people import Member
from services.refusals import (
    AlreadyAccepted,
    FeedbackExists,
    FeedbackLength,
    FeedbackNeedsBooking,
    FeedbackTooEarly,
    InterviewNotFound,
    NoFeedbackYet,
    OnlyTheInterviewee,
    OnlyTheInterviewer,
    ScoreOutOfRange,
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
    a_member,
    balance,
    completed,
    everything,
    ledger,
    outbox,
    stored,
    with_feedback,
)

pytestmark = pytest.mark.usefixtures("database")
HOUR = timedelta(hours=1)


async def leave(played: Played, score: int = 4, text: str = TEXT) -> Private:
    left = await feedback.leave(
        played.interviewer.user_id, SERVER, played.id, score=score, text=text, now=played.ends_at
    )
    return left.mine


# --- leave -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("score", [1, 5])
async def test_the_interviewer_leaves_a_score_and_a_text(role: Role, score: int) -> None:
    played = await a_booking(role)

    mine = await leave(played, score)

    assert mine.feedback is not None
    assert (mine.feedback.score, mine.feedback.text) == (score, TEXT)
    assert (mine.feedback.is_accepted, mine.feedback.rating) == (False, None)
    assert mine.feedback.accept_by == played.ends_at + 72 * HOUR
    assert mine.interview.status is InterviewStatus.BOOKED
    assert mine.actions == (Action.WRITE,)
    assert await ledger(played.interviewer) == []


async def test_the_interviewee_is_asked_to_accept_and_the_text_is_not_in_the_outbox() -> None:
    played = await with_feedback()

    (row,) = await outbox(NotificationKind.FEEDBACK_RECEIVED)
    assert row.recipient_id == played.interviewee.user_id
    assert TEXT not in str([row.payload for row in await outbox()])
    asked = await outbox(NotificationKind.FEEDBACK_DUE)
    assert {row.state for row in asked} == {NotificationState.DROPPED}


async def test_the_hours_until_it_is_accepted_are_the_servers() -> None:
    played = await a_booking()
    await Server.filter(id=SERVER).update(auto_accept_hours=5)

    mine = await leave(played)

    assert mine.feedback is not None
    assert mine.feedback.accept_by == played.ends_at + 5 * HOUR


async def test_feedback_can_be_left_from_the_start_on() -> None:
    played = await a_booking()
    who = played.interviewer.user_id

    for step in (
        feedback.to_fill_in(who, SERVER, played.id, NOW),
        feedback.leave(who, SERVER, played.id, score=3, text=TEXT, now=TOMORROW - timedelta(seconds=1)),
    ):
        with pytest.raises(FeedbackTooEarly) as refusal:
            await step
        assert refusal.value.facts() == {"number": played.id, "starts_at": TOMORROW}

    await feedback.to_fill_in(who, SERVER, played.id, TOMORROW)
    await feedback.leave(who, SERVER, played.id, score=3, text=TEXT, now=TOMORROW)


async def test_only_the_interviewer_leaves_feedback() -> None:
    played, stranger = await a_booking(), await a_member()
    before = await everything()

    for who in (played.interviewee, stranger):
        with pytest.raises(OnlyTheInterviewer):
            await feedback.to_fill_in(who.user_id, SERVER, played.id, played.ends_at)
        with pytest.raises(OnlyTheInterviewer):
            await feedback.leave(who.user_id, SERVER, played.id, score=3, text=TEXT, now=played.ends_at)

    assert await everything() == before


async def test_an_interview_gets_feedback_once() -> None:
    played = await with_feedback()
    before = await everything()

    with pytest.raises(FeedbackExists):
        await feedback.to_fill_in(played.interviewer.user_id, SERVER, played.id, played.ends_at)
    with pytest.raises(FeedbackExists):
        await leave(played, 1)

    assert await everything() == before


async def test_feedback_needs_somebody_to_read_it() -> None:
    card, cancelled = await a_card(), await a_booking()
    await ending.cancel(cancelled.host.user_id, SERVER, cancelled.id, NOW)

    with pytest.raises(FeedbackNeedsBooking) as refusal:
        await feedback.leave(card.host_id, SERVER, card.id, score=3, text=TEXT, now=card.ends_at)
    assert refusal.value.facts() == {"number": card.id, "status": "pending"}
    with pytest.raises(FeedbackNeedsBooking):
        await leave(cancelled)


@pytest.mark.parametrize("score", [0, 6, -1, 10**9])
async def test_a_score_is_1_to_5(score: int) -> None:
    played = await a_booking()
    before = await everything()

    with pytest.raises(ScoreOutOfRange):
        await leave(played, score)

    assert await everything() == before


@pytest.mark.parametrize("length", [0, 19, 2001, 10_000])
async def test_a_text_has_20_to_2000_characters(length: int) -> None:
    played = await a_booking()
    before = await everything()

    with pytest.raises(FeedbackLength) as refusal:
        await leave(played, text="x" * length)

    assert refusal.value.facts() == {"length": length, "minimum": 20, "maximum": 2000}
    assert await everything() == before


@pytest.mark.parametrize("text", ["🙂" * 20, "ж" * 2000, "  " + "x" * 20 + " \n ", "строка\n" * 5])
async def test_a_text_of_any_script_is_kept(text: str) -> None:
    played = await a_booking()

    mine = await leave(played, text=text)

    assert mine.feedback is not None
    assert mine.feedback.text == text.strip()


async def test_blank_characters_are_no_text() -> None:
    played = await a_booking()

    with pytest.raises(FeedbackLength):
        await leave(played, text="\u200b \u2060\n" * 50 + "short")


async def test_a_flood_of_text_is_refused_without_being_stored() -> None:
    played = await a_booking()

    with pytest.raises(TextTooLong):
        await leave(played, text="x" * 1_000_000)


async def test_feedback_is_not_reached_from_another_server() -> None:
    played = await a_booking()

    with pytest.raises(InterviewNotFound):
        await feedback.leave(
            played.interviewer.user_id, ANOTHER_SERVER, played.id, score=3, text=TEXT, now=played.ends_at
        )
    with pytest.raises(InterviewNotFound):
        await feedback.accept(played.interviewee.user_id, ANOTHER_SERVER, played.id, played.ends_at)
    with pytest.raises(InterviewNotFound):
        await feedback.rate(played.interviewee.user_id, ANOTHER_SERVER, played.id, 5)


# --- accept ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("reward", [0, 1, 4])
async def test_the_interviewer_earns_the_reward_when_it_is_accepted(role: Role, reward: int) -> None:
    await a_member()
    await Server.filter(id=SERVER).update(reward=reward)
    played = await with_feedback(role)
    # What was agreed at the booking counts, whatever is set later.
    await Server.filter(id=SERVER).update(reward=reward + 100)

    accepted = await feedback.accept(played.interviewee.user_id, SERVER, played.id, played.ends_at)

    assert (accepted.reward, accepted.interview.status) == (reward, InterviewStatus.COMPLETED)
    assert await balance(played.interviewer) == reward
    assert await ledger(played.interviewer) == ([(PointsReason.REWARD, reward)] if reward else [])
    assert await balance(played.interviewee) == 0
    (row,) = await outbox(NotificationKind.ACCEPTED)
    assert (row.recipient_id, row.payload) == (
        played.interviewer.user_id,
        {"reward": reward, "balance": reward},
    )
    assert len(await outbox(NotificationKind.CARD)) == 3


async def test_feedback_is_accepted_once() -> None:
    played = await completed()
    before = await everything()

    with pytest.raises(AlreadyAccepted):
        await feedback.accept(played.interviewee.user_id, SERVER, played.id, played.ends_at)

    assert await everything() == before


async def test_only_the_interviewee_accepts() -> None:
    played, stranger = await with_feedback(), await a_member()
    before = await everything()

    for who in (played.interviewer, stranger):
        with pytest.raises(OnlyTheInterviewee):
            await feedback.accept(who.user_id, SERVER, played.id, played.ends_at)

    assert await everything() == before


async def test_there_is_nothing_to_accept_before_there_is_feedback() -> None:
    played = await a_booking()

    with pytest.raises(NoFeedbackYet):
        await feedback.accept(played.interviewee.user_id, SERVER, played.id, played.ends_at)


async def test_feedback_left_standing_is_accepted_when_its_time_has_run_out() -> None:
    played = await with_feedback()
    deadline = played.ends_at + 72 * HOUR
    before = await everything()

    await feedback.accept_overdue(played.id, deadline - timedelta(seconds=1))
    assert await everything() == before

    await feedback.accept_overdue(played.id, deadline)
    assert (await stored(played.id)).status is InterviewStatus.COMPLETED
    assert await balance(played.interviewer) == 1
    done = await everything()
    await feedback.accept_overdue(played.id, deadline)
    assert await everything() == done


# --- rate ------------------------------------------------------------------------------------------------


async def test_the_interviewee_rates_the_interviewer_after_accepting() -> None:
    played = await completed()

    await feedback.rate(played.interviewee.user_id, SERVER, played.id, 5)

    mine = await viewing.view_mine(played.id, SERVER, played.interviewee.user_id, NOW)
    assert mine.feedback is not None
    assert mine.feedback.rating == 5


@pytest.mark.parametrize("rating", [0, 6])
async def test_a_rating_is_1_to_5(rating: int) -> None:
    played = await completed()

    with pytest.raises(ScoreOutOfRange):
        await feedback.rate(played.interviewee.user_id, SERVER, played.id, rating)


async def test_only_the_interviewee_rates_and_not_before_accepting() -> None:
    played, waiting = await completed(), await with_feedback()

    with pytest.raises(OnlyTheInterviewee):
        await feedback.rate(played.interviewer.user_id, SERVER, played.id, 5)
    with pytest.raises(NoFeedbackYet):
        await feedback.rate(waiting.interviewee.user_id, SERVER, waiting.id, 5)


# --- what is due, and who sees what ----------------------------------------------------------------------


async def test_what_is_due_from_each_follows_the_interview() -> None:
    played = await a_booking()
    one, two = played.interviewer.user_id, played.interviewee.user_id

    before_start = await feedback.due(SERVER, one, NOW)
    assert before_start == feedback.Due((), (), ())
    to_write = await feedback.due(SERVER, one, played.starts_at)
    assert [interview.id for interview in to_write.to_write] == [played.id]
    assert (await feedback.due(SERVER, two, played.ends_at)) == feedback.Due((), (), ())

    await leave(played)
    assert (await feedback.due(SERVER, one, played.ends_at)) == feedback.Due((), (), ())
    to_accept = await feedback.due(None, two, played.ends_at)
    assert [mine.interview.id for mine in to_accept.to_accept] == [played.id]
    assert (await feedback.due(ANOTHER_SERVER, two, played.ends_at)) == feedback.Due((), (), ())

    await feedback.accept(two, SERVER, played.id, played.ends_at)
    received = await feedback.due(SERVER, two, played.ends_at)
    assert ([], [played.id]) == (
        list(received.to_accept),
        [mine.interview.id for mine in received.received],
    )


async def test_as_much_is_due_at_once_as_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feedback, "DUE_MAXIMUM", 2)
    host, guest = await a_member(), await a_member(4 * PRICE)
    days = [TOMORROW + timedelta(days=day) for day in range(4)]
    played = [await a_booking(starts_at=day, host=host, guest=guest) for day in days]
    now = played[-1].ends_at
    first, second, third, fourth = (one.id for one in played)

    assert await due_to(host, now) == ([first, second], [], [])
    for one in played:
        await leave(one)
    assert await due_to(guest, now) == ([], [fourth, third], [])
    for one in played[1:]:
        await feedback.accept(guest.user_id, SERVER, one.id, now)
    assert await due_to(guest, now) == ([], [first], [fourth])


async def test_what_is_due_of_one_interview_is_found_among_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feedback, "DUE_MAXIMUM", 1)
    host = await a_member()
    days = [TOMORROW + timedelta(days=day) for day in range(3)]
    played = [await a_booking(starts_at=day, host=host) for day in days]
    now, last = played[-1].ends_at, played[-1]

    assert await due_to(host, now, last.id) == ([last.id], [], [])
    await leave(last)
    assert await due_to(host, now, last.id) == ([], [], [])
    assert await due_to(last.guest, now, last.id) == ([], [last.id], [])
    assert await due_to(last.guest, now, 2**31) == ([], [], [])
    assert await due_to(last.guest, now, -1) == ([], [], [])


async def due_to(
    member: Member, now: datetime, number: int | None = None
) -> tuple[list[int], list[int], list[int]]:
    due = await feedback.due(SERVER, member.user_id, now, number=number)
    return (
        [one.id for one in due.to_write],
        [mine.interview.id for mine in due.to_accept],
        [mine.interview.id for mine in due.received],
    )


async def test_the_link_and_the_feedback_reach_the_participants_alone() -> None:
    played, stranger = await with_feedback(), await a_member()

    for who in (played.interviewer, played.interviewee):
        seen = await viewing.view(played.id, SERVER, who.user_id, played.ends_at)
        assert isinstance(seen, Private)
        assert seen.feedback is not None
    seen = await viewing.view(played.id, SERVER, stranger.user_id, played.ends_at)
    assert isinstance(seen, Interview)
    assert "meet.google.com" not in repr(seen)
    assert TEXT not in repr(seen)


async def test_each_may_do_what_the_moment_allows() -> None:
    played, stranger = await a_booking(), await a_member()
    host, guest = played.host.user_id, played.guest.user_id

    async def may(user_id: int, hours: int) -> tuple[Action, ...]:
        row = await stored(played.id)
        return (await viewing.private(row, user_id, NOW + hours * HOUR)).actions

    assert await may(host, 0) == (Action.EDIT, Action.CANCEL, Action.WRITE)
    assert await may(guest, 0) == (Action.WITHDRAW, Action.WRITE)
    assert await may(stranger.user_id, 0) == ()
    assert (await may(host, 24), await may(guest, 24)) == (
        (Action.HERE, Action.FEEDBACK, Action.WRITE),
        (Action.HERE, Action.WRITE),
    )
    assert (await may(host, 25), await may(guest, 25)) == (
        (Action.FEEDBACK, Action.NO_SHOW, Action.WRITE),
        (Action.NO_SHOW, Action.WRITE),
    )
    await leave(played)
    assert (await may(host, 25), await may(guest, 25)) == (
        (Action.WRITE,),
        (Action.ACCEPT, Action.DISPUTE, Action.WRITE),
    )
    await feedback.accept(guest, SERVER, played.id, played.ends_at)
    assert (await may(host, 25), await may(guest, 25)) == ((Action.WRITE,), (Action.WRITE,))
    assert (await may(host, 49), await may(guest, 49)) == ((), ())
    assert sum(-amount for _, amount in await ledger(played.guest) if amount < 0) == PRICE
