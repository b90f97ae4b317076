"""Drafts: kept as they were typed, for their host only, published once."""

import asyncio
from datetime import timedelta

import pytest

from models import InterviewDraft, InterviewStatus, MockInterview
from services import drafts, ending, people, publishing, timetable
from services.drafts import Details, Seat
from services.interviews import Role
from services.refusals import DraftGone, LinkNotAccepted, NotEnoughPoints, Overlap, TextTooLong, TooSoon
from tests.support.factories import (
    ANOTHER_SERVER,
    LINK,
    NOW,
    SERVER,
    TOMORROW,
    a_card,
    a_draft,
    a_member,
    balance,
)

pytestmark = pytest.mark.usefixtures("database")

DETAILS = Details(topic="Graphs", level="middle", language="English", notes="Bring\npaper", link=LINK)
INTERVIEWER = Seat(Role.INTERVIEWER, TOMORROW, 45)
INTERVIEWEE = Seat(Role.INTERVIEWEE, TOMORROW, 45)
OPEN = Seat(None, None, 60)


async def test_what_is_kept_is_found_as_it_was() -> None:
    host = await a_member()
    for seat in (INTERVIEWER, INTERVIEWEE, OPEN, Seat(Role.INTERVIEWER, None, 30)):
        kept = await drafts.keep(host, seat, DETAILS, NOW)
        assert (kept.seat, kept.details) == (seat, DETAILS)
        assert await drafts.find(host.user_id, SERVER, kept.number) == kept
        assert (kept.card is None) is (seat.role is None or seat.starts_at is None)


async def test_it_is_kept_in_place_of_the_one_before_while_that_is_there() -> None:
    host = await a_member()
    first = await drafts.keep(host, OPEN, DETAILS, NOW)
    second = await drafts.keep(host, INTERVIEWER, Details(topic="Trees"), NOW, number=first.number)
    assert second.number == first.number
    await drafts.publish(host, first.number, NOW)
    third = await drafts.keep(host, INTERVIEWER, DETAILS, NOW, number=first.number)
    assert await InterviewDraft.all().count() == 1
    assert third.details == DETAILS


async def test_nobody_else_and_no_other_server_finds_it() -> None:
    host, other = await a_member(), await a_member()
    kept = await drafts.keep(host, INTERVIEWER, DETAILS, NOW)
    for user_id, server_id, number in (
        (other.user_id, SERVER, kept.number),
        (host.user_id, ANOTHER_SERVER, kept.number),
        (host.user_id, None, kept.number),
        (host.user_id, SERVER, kept.number + 1),
        (host.user_id, SERVER, 2**63),
    ):
        with pytest.raises(DraftGone):
            await drafts.find(user_id, server_id, number)
        with pytest.raises(DraftGone):
            await drafts.choose(user_id, server_id, number, OPEN, NOW)
        with pytest.raises(DraftGone):
            await drafts.describe(user_id, server_id, number, Details(), NOW)
    with pytest.raises(DraftGone):
        await drafts.publish(other, kept.number, NOW)
    taken = await drafts.keep(other, OPEN, Details(), NOW, number=kept.number)
    assert taken.number != kept.number
    assert await drafts.find(host.user_id, SERVER, kept.number) == kept


async def test_seat_and_details_change_apart() -> None:
    host = await a_member()
    kept = await drafts.keep(host, INTERVIEWER, DETAILS, NOW)
    moved = await drafts.choose(host.user_id, SERVER, kept.number, INTERVIEWEE, NOW)
    assert (moved.seat, moved.details) == (INTERVIEWEE, DETAILS)
    emptied = await drafts.describe(host.user_id, SERVER, kept.number, Details(), NOW)
    assert (emptied.seat, emptied.details) == (INTERVIEWEE, Details())


async def test_publishing_takes_everything_over_and_removes_it() -> None:
    host = await a_member()
    kept = await drafts.keep(host, INTERVIEWER, DETAILS, NOW)
    mine = (await drafts.publish(host, kept.number, NOW)).mine
    interview = mine.interview
    assert (interview.starts_at, interview.duration, interview.host_role) == (TOMORROW, 45, Role.INTERVIEWER)
    assert (interview.topic, interview.level, interview.language) == ("Graphs", "middle", "English")
    assert (interview.notes, mine.link) == ("Bring\npaper", LINK)
    with pytest.raises(DraftGone):
        await drafts.publish(host, kept.number, NOW)


async def test_of_many_clicks_at_once_one_publishes_and_pays() -> None:
    host = await a_member(10)
    kept = await drafts.keep(host, INTERVIEWEE, DETAILS, NOW)
    tries = (drafts.publish(host, kept.number, NOW) for _ in range(5))
    outcomes = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(outcome, DraftGone) for outcome in outcomes) == 4
    assert await MockInterview.all().count() == 1
    assert await balance(host) == 7


async def test_a_draft_without_seat_or_time_cannot_be_published() -> None:
    host = await a_member()
    kept = await drafts.keep(host, OPEN, DETAILS, NOW)
    assert await drafts.obstacle(await people.meet(host, NOW), kept, NOW) is None
    with pytest.raises(DraftGone):
        await drafts.publish(host, kept.number, NOW)


async def test_what_is_refused_stays_and_is_foretold() -> None:
    host = await a_member()
    rich = await a_member(3)
    await a_card(rich, Role.INTERVIEWER, TOMORROW + timedelta(days=1))
    for seat, details, refusal in (
        (Seat(Role.INTERVIEWER, NOW, 45), DETAILS, TooSoon),
        (INTERVIEWEE, DETAILS, NotEnoughPoints),
        (INTERVIEWER, Details(link="https://evil.example/abc"), LinkNotAccepted),
    ):
        kept = await drafts.keep(host, seat, details, NOW)
        assert isinstance(await drafts.obstacle(await people.meet(host, NOW), kept, NOW), refusal)
        with pytest.raises(refusal):
            await drafts.publish(host, kept.number, NOW)
        assert await drafts.find(host.user_id, SERVER, kept.number) == kept
    kept = await drafts.keep(host, INTERVIEWER, DETAILS, NOW)
    assert await drafts.obstacle(await people.meet(host, NOW), kept, NOW) is None
    taken = (await publishing.publish(host, a_draft(), NOW)).mine.interview
    found = await drafts.obstacle(await people.meet(host, NOW), kept, NOW)
    assert isinstance(found, Overlap)
    assert found.number == taken.id
    with pytest.raises(Overlap):
        await drafts.publish(host, kept.number, NOW)
    await ending.cancel(host.user_id, SERVER, taken.id, NOW)
    assert (await drafts.publish(host, kept.number, NOW)).mine.interview.status is InterviewStatus.PENDING


async def test_looking_ahead_changes_nothing() -> None:
    host = await a_member(3)
    kept = await drafts.keep(host, INTERVIEWEE, DETAILS, NOW)
    assert await drafts.obstacle(await people.meet(host, NOW), kept, NOW) is None
    assert await balance(host) == 3
    assert await MockInterview.all().count() == 0


async def test_what_is_too_long_to_be_kept_is_refused() -> None:
    host = await a_member()
    for details in (Details(topic="x" * 101), Details(level="x" * 21), Details(notes="x" * 1001)):
        with pytest.raises(TextTooLong):
            await drafts.keep(host, OPEN, details, NOW)
    with pytest.raises(LinkNotAccepted):
        await drafts.keep(host, OPEN, Details(link="x" * 301), NOW)
    assert await InterviewDraft.all().count() == 0


async def test_drafts_that_were_left_go_by_themselves_after_a_day() -> None:
    host, other = await a_member(), await a_member()
    left = await drafts.keep(host, OPEN, DETAILS, NOW)
    changed = await drafts.keep(other, OPEN, DETAILS, NOW)
    await drafts.choose(other.user_id, SERVER, changed.number, INTERVIEWER, NOW + timedelta(hours=1))
    day_later = NOW + timedelta(days=1)

    assert await drafts.forget_old(day_later) == 0
    assert await drafts.forget_old(day_later + timedelta(seconds=1)) == 1

    assert [row.id for row in await InterviewDraft.all()] == [changed.number]
    with pytest.raises(DraftGone):
        await drafts.find(host.user_id, SERVER, left.number)
    assert await drafts.forget_old(day_later + timedelta(seconds=1)) == 0


async def test_the_worker_does_not_wake_for_a_draft() -> None:
    await drafts.keep(await a_member(), OPEN, DETAILS, NOW)

    assert await timetable.next_due(NOW) is None


async def test_a_chosen_rubric_stays_while_the_form_that_has_no_place_for_it_changes_the_rest() -> None:
    host = await a_member()
    kept = await drafts.keep(host, INTERVIEWER, Details(topic="Trees", rubric="behavioral"), NOW)

    changed = await drafts.describe(host.user_id, SERVER, kept.number, Details(topic="Graphs"), NOW)
    again = await drafts.keep(host, INTERVIEWER, Details(topic="Heaps"), NOW, number=kept.number)
    published = await drafts.publish(host, kept.number, NOW)

    assert changed.details == Details(topic="Graphs", rubric="behavioral")
    assert again.number == kept.number
    assert (published.mine.interview.topic, published.mine.interview.rubric) == ("Heaps", "behavioral")
