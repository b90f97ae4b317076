"""Sealed feedback: what opens it, and who may say what about the interviewer (design, section 17)."""

import asyncio
from collections.abc import Coroutine
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from models import Degree, InterviewFeedback, InterviewStatus, MockInterview, NotificationKind, Review, Server
from models.statements import run
from services import disputes, feedback, viewing
from services.interviews import Action, Private, Role
from services.privacy import erasing
from services.privacy.contents import CONTENTS
from services.refusals import (
    AlreadyOver,
    InterviewNotFound,
    NobodyHasBooked,
    NoFeedbackYet,
    OnlyTheInterviewee,
    Refusal,
    TextTooLong,
)
from services.reviews import reviewing
from services.reviews.refusals import (
    FeedbackOpenAlready,
    FeedbackSealed,
    NobodyToReview,
    ReviewedAlready,
    ReviewIncomplete,
    ReviewTooEarly,
)
from services.reviews.reviewing import Answers
from services.reviews.rules import LINE_MAXIMUM, SEALED_FOR
from services.tombstones import is_erased
from tests.support.factories import (
    ANOTHER_SERVER,
    NOW,
    SERVER,
    TEXT,
    Played,
    a_booking,
    a_card,
    a_member,
    balance,
    everything,
    outbox,
    stored,
)
from tests.support.reviews import SAID, a_sealed_booking, leave, review, sealed, seals

pytestmark = pytest.mark.usefixtures("database")
SECOND = timedelta(seconds=1)


async def seen_by_reader(played: Played, now: datetime) -> Private:
    return await viewing.view_mine(played.id, SERVER, played.interviewee.user_id, now)


async def is_open(played: Played, now: datetime) -> bool:
    """Whether the interviewee can read the feedback, and do with it what can be done with feedback."""
    seen = await seen_by_reader(played, now)
    assert (seen.feedback is None) == (seen.opens_at is not None)
    assert {Action.ACCEPT, Action.DISPUTE} <= set(seen.actions) or seen.feedback is None
    assert {Action.ACCEPT, Action.DISPUTE}.isdisjoint(seen.actions) or seen.opens_at is None
    return seen.feedback is not None


# --- the seal --------------------------------------------------------------------------------------------


async def test_a_server_as_it_is_seals_nothing() -> None:
    played = await a_booking()
    await leave(played)

    assert await is_open(played, played.ends_at)
    assert not await outbox(NotificationKind.REVIEW_WANTED, NotificationKind.FEEDBACK_OPENED)
    with pytest.raises(NobodyToReview):
        await review(played)


async def test_sealed_feedback_is_not_there_for_its_reader_and_as_ever_for_its_author() -> None:
    played = await sealed()

    seen = await seen_by_reader(played, played.ends_at)

    assert (seen.feedback, seen.opens_at, seen.has_feedback) == (None, played.ends_at + SEALED_FOR, True)
    assert seen.actions == (Action.REVIEW, Action.OPEN, Action.WRITE)
    assert TEXT not in repr(seen)
    author = await viewing.view_mine(played.id, SERVER, played.interviewer.user_id, played.ends_at)
    assert author.feedback is not None
    assert (author.feedback.text, author.opens_at) == (TEXT, None)


async def test_a_review_opens_it() -> None:
    played = await sealed()

    mine = await review(played)

    assert mine.feedback is not None
    assert mine.feedback.text == TEXT
    assert await is_open(played, played.ends_at)
    kept = await Review.get(interview_id=played.id)
    assert (kept.was_prepared, kept.had_useful_questions, kept.can_be_acted_on) == (
        Degree.YES,
        Degree.PARTLY,
        Degree.NO,
    )
    assert (kept.interviewer_id, kept.turn) == (played.interviewer.user_id, 1)


async def test_it_opens_without_a_review_if_its_reader_wants() -> None:
    played = await sealed()

    mine = await reviewing.open_unreviewed(played.interviewee.user_id, SERVER, played.id, played.ends_at)

    assert mine.feedback is not None
    assert await is_open(played, played.ends_at)
    assert not await Review.exists()
    with pytest.raises(FeedbackOpenAlready):
        await review(played)


async def test_it_opens_by_itself_after_a_day_and_its_reader_is_told() -> None:
    played = await sealed()
    opens_at = played.ends_at + SEALED_FOR

    assert not await is_open(played, opens_at - SECOND)
    assert await is_open(played, opens_at)
    with pytest.raises(FeedbackOpenAlready):
        await review(played, opens_at)
    (told,) = await outbox(NotificationKind.FEEDBACK_OPENED)
    assert (told.recipient_id, told.due_at) == (played.interviewee.user_id, opens_at)


async def test_who_has_opened_it_is_not_told_once_more_that_it_is_open() -> None:
    for opening in (review, opened):
        played = await sealed()
        await opening(played)
        told = await outbox(NotificationKind.FEEDBACK_OPENED, to=played.interviewee)
        assert [row.state.value for row in told] == ["dropped"]


async def opened(played: Played) -> Private:
    return await reviewing.open_unreviewed(played.interviewee.user_id, SERVER, played.id, played.ends_at)


async def test_a_review_before_the_feedback_lets_it_come_open() -> None:
    played = await a_sealed_booking()

    mine = await review(played)

    assert (mine.feedback, mine.opens_at) == (None, None)
    await leave(played)
    assert await is_open(played, played.ends_at)
    assert not await outbox(NotificationKind.FEEDBACK_OPENED)


async def test_what_is_sealed_can_be_neither_accepted_nor_disputed() -> None:
    played = await sealed()
    who, before = played.interviewee.user_id, await everything()

    for step in (
        feedback.accept(who, SERVER, played.id, played.ends_at),
        disputes.open_dispute(who, SERVER, played.id, "This is not how it was.", played.ends_at),
    ):
        with pytest.raises(FeedbackSealed) as refusal:
            await step
        assert refusal.value.facts() == {"number": played.id, "opens_at": played.ends_at + SEALED_FOR}
    assert await everything() == before


async def test_what_is_accepted_can_be_read_and_is_reviewed_no_more() -> None:
    played = await sealed()
    await Server.filter(id=SERVER).update(auto_accept_hours=2)
    now = played.ends_at + timedelta(hours=2)
    await InterviewFeedback.filter(interview_id=played.id).update(accept_by=now)

    await feedback.accept_overdue(played.id, now)

    assert (await stored(played.id)).status is InterviewStatus.COMPLETED
    seen = await seen_by_reader(played, now)
    assert seen.feedback is not None
    with pytest.raises(FeedbackOpenAlready):
        await review(played, now)


async def test_what_holds_at_the_booking_holds_for_it_whatever_the_server_sets_meanwhile() -> None:
    played = await a_sealed_booking()
    await seals(wanted=False)
    later = await a_booking()
    await seals()

    for one in (played, later):
        await leave(one)

    assert not await is_open(played, played.ends_at)
    assert await is_open(later, later.ends_at)


async def test_feedback_before_the_end_is_sealed_and_can_be_opened_by_a_review_at_once() -> None:
    played = await a_sealed_booking()
    await leave(played, played.starts_at)

    assert not await is_open(played, played.starts_at)
    assert (await review(played, played.starts_at)).feedback is not None


# --- whoever is gone -------------------------------------------------------------------------------------


async def test_what_somebody_left_who_was_erased_is_open() -> None:
    played = await sealed()
    nobody = await a_member(user_id=-77)
    assert is_erased(nobody.user_id)
    await MockInterview.filter(id=played.id).update(interviewer_id=nobody.user_id, host_id=nobody.user_id)

    assert await is_open(played, played.ends_at)
    with pytest.raises(NobodyToReview):
        await review(played)


async def test_for_a_reader_who_was_erased_nothing_is_sealed() -> None:
    played = await a_sealed_booking()
    nobody = await a_member(user_id=-77)
    await MockInterview.filter(id=played.id).update(interviewee_id=nobody.user_id)

    await leave(played)

    assert (await InterviewFeedback.get(interview_id=played.id)).sealed_until is None


async def test_sealed_feedback_that_waits_for_somebody_who_is_erased_is_accepted() -> None:
    played = await sealed()

    await erasing.erase(played.interviewee.user_id, played.ends_at)

    assert (await InterviewFeedback.get(interview_id=played.id)).is_accepted
    assert (await stored(played.id)).status is InterviewStatus.COMPLETED
    assert await balance(played.interviewer) > 0


# --- who may review, and when ----------------------------------------------------------------------------


@pytest.mark.parametrize("role", list(Role))
async def test_the_interviewee_is_asked_at_the_end_and_nobody_else(role: Role) -> None:
    played = await a_sealed_booking(role)

    (asked,) = await outbox(NotificationKind.REVIEW_WANTED)

    assert (asked.recipient_id, asked.due_at) == (played.interviewee.user_id, played.ends_at)
    await leave(played)
    (asked,) = await outbox(NotificationKind.REVIEW_WANTED)
    assert asked.state.value == "dropped", "the message about the feedback asks"


async def test_a_review_is_refused_with_what_keeps_it_and_leaves_all_as_it_was() -> None:
    played = await a_sealed_booking()
    card = await a_card()
    stranger = await a_member()
    who, at_end = played.interviewee.user_id, played.ends_at
    before = await everything()

    for refused, asker, server, number, answers, now in (
        (ReviewTooEarly, who, SERVER, played.id, SAID, at_end - SECOND),
        (OnlyTheInterviewee, played.interviewer.user_id, SERVER, played.id, SAID, at_end),
        (OnlyTheInterviewee, stranger.user_id, SERVER, played.id, SAID, at_end),
        (OnlyTheInterviewee, card.host_id, SERVER, card.id, SAID, at_end),
        (InterviewNotFound, who, ANOTHER_SERVER, played.id, SAID, at_end),
        (InterviewNotFound, stranger.user_id, None, played.id, SAID, at_end),
        (InterviewNotFound, who, SERVER, 2**40, SAID, at_end),
        (ReviewIncomplete, who, SERVER, played.id, Answers(Degree.YES, None, Degree.NO), at_end),
        (TextTooLong, who, SERVER, played.id, with_line("a" * (LINE_MAXIMUM + 1)), at_end),
    ):
        assert await refusal_of(reviewing.review(asker, server, number, answers, now)) is refused
    assert await everything() == before
    assert not await Review.exists()


async def test_a_host_who_looks_for_an_interviewer_has_nobody_to_review() -> None:
    await seals()
    card = await a_card(await a_member(10), Role.INTERVIEWEE)

    assert (
        await refusal_of(reviewing.review(card.host_id, SERVER, card.id, SAID, card.ends_at))
        is NobodyHasBooked
    )


async def test_somebody_reviews_once() -> None:
    played = await a_sealed_booking()
    await review(played)

    with pytest.raises(ReviewedAlready):
        await review(played, answers=with_line("And another thing"))
    assert (await Review.get()).line == ""


async def test_of_two_reviews_at_once_one_counts() -> None:
    played = await sealed()

    found = await asyncio.gather(review(played), review(played), return_exceptions=True)

    assert [type(one) for one in found if isinstance(one, Exception)] == [ReviewedAlready]
    assert await Review.all().count() == 1


async def test_reviews_of_one_interviewer_that_come_at_once_have_a_turn_each() -> None:
    host = await a_member(name="Host")
    await seals()
    starts = [NOW + timedelta(hours=hours) for hours in (24, 30, 36, 42)]
    booked = [await a_booking(host=host, starts_at=start) for start in starts]

    await asyncio.gather(*(review(played) for played in booked))

    assert sorted(one.turn for one in await Review.all()) == [1, 2, 3, 4]


async def test_a_review_ends_with_the_interview() -> None:
    played = await a_sealed_booking()
    await feedback.lapse(played.id, (await stored(played.id)).next_step_at or NOW)

    with pytest.raises(AlreadyOver):
        await review(played)


async def test_only_its_reader_opens_feedback_and_only_where_there_is_some() -> None:
    played = await a_sealed_booking()
    who, at_end = played.interviewee.user_id, played.ends_at

    with pytest.raises(NoFeedbackYet):
        await reviewing.open_unreviewed(who, SERVER, played.id, at_end)
    await leave(played)
    with pytest.raises(OnlyTheInterviewee):
        await reviewing.open_unreviewed(played.interviewer.user_id, SERVER, played.id, at_end)
    await reviewing.open_unreviewed(who, None, played.id, at_end)
    with pytest.raises(FeedbackOpenAlready):
        await reviewing.open_unreviewed(who, SERVER, played.id, at_end)


def with_line(line: str) -> Answers:
    return Answers(Degree.YES, Degree.YES, Degree.YES, line)


async def refusal_of(step: Coroutine[Any, Any, object]) -> type[Refusal]:
    with pytest.raises(Refusal) as refusal:
        await step
    return type(refusal.value)


@pytest.mark.parametrize(("hours", "sealed_for"), [(72, 24), (48, 24), (24, 12), (2, 1), (1, 0.5)])
async def test_it_opens_in_time_to_be_disputed(hours: int, sealed_for: float) -> None:
    played = await a_sealed_booking()
    await Server.filter(id=SERVER).update(auto_accept_hours=hours)
    await leave(played)

    opens_at = played.ends_at + timedelta(hours=sealed_for)
    assert not await is_open(played, opens_at - SECOND)
    assert await is_open(played, opens_at)


async def test_nothing_of_the_interview_tells_that_or_when_somebody_reviewed_or_opened_it() -> None:
    for leaves_first in (False, True):
        for step in (review, opened) if leaves_first else (review,):
            played = await a_sealed_booking()
            if leaves_first:
                await leave(played)
            before = await told_to_the_interviewer(played)

            await step(played)

            assert await told_to_the_interviewer(played) == before


async def told_to_the_interviewer(played: Played) -> object:
    """All that the interviewer can read of an interview: what they see, their export, and their messages."""
    who = played.interviewer.user_id
    (interviews,) = [one for one in CONTENTS if one.name == "interviews"]
    exported = await run(interviews.text, {"me": who, "last": 0, "now": played.ends_at})
    seen = await viewing.view_mine(played.id, SERVER, who, played.ends_at)
    messages = [(row.kind, row.state) for row in await outbox(to=played.interviewer)]
    # Until when it is sealed decides what its reader sees, and is shown to nobody else.
    left = None if seen.feedback is None else replace(seen.feedback, sealed_until=None)
    return (
        [dict(row) for row in exported if row["id"] == played.id],
        replace(seen, interview=replace(seen.interview, is_reviewed=False), feedback=left),
        messages,
    )
