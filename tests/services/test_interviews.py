"""The board, and a person's own interviews."""

from datetime import datetime, timedelta

import pytest

from services import feedback, viewing
from services.interviews import Interview, Private
from services.refusals import InterviewNotFound, NotYourInterview
from tests.support.factories import (
    ANOTHER_SERVER,
    LINK,
    NOW,
    SERVER,
    TEXT,
    a_booking,
    a_card,
    a_member,
    completed,
)

pytestmark = pytest.mark.usefixtures("database")
HOUR = timedelta(hours=1)


async def test_a_participant_sees_all_and_a_stranger_what_is_public() -> None:
    played, stranger = await completed(), await a_member()

    assert isinstance(await viewing.view_mine(played.id, None, played.guest.user_id, NOW), Private)
    assert isinstance(await viewing.view(played.id, SERVER, stranger.user_id, NOW), Interview)
    with pytest.raises(NotYourInterview):
        await viewing.view_mine(played.id, SERVER, stranger.user_id, NOW)


@pytest.mark.parametrize("number", [0, -1, 999, 2**31, 10**30])
async def test_a_number_that_is_no_interviews_is_refused(number: int) -> None:
    with pytest.raises(InterviewNotFound):
        await viewing.view(number, SERVER, 5, NOW)


async def test_an_interview_of_another_server_is_answered_as_one_that_does_not_exist() -> None:
    card, stranger = await a_card(), await a_member()

    with pytest.raises(InterviewNotFound) as there:
        await viewing.view(card.id, ANOTHER_SERVER, stranger.user_id, NOW)
    with pytest.raises(InterviewNotFound) as nowhere:
        await viewing.view(999, ANOTHER_SERVER, stranger.user_id, NOW)

    assert there.value.facts().keys() == nowhere.value.facts().keys()
    assert str(there.value).replace(str(card.id), "999") == str(nowhere.value)


async def test_a_meeting_can_be_gone_to_until_an_hour_after_its_end_or_until_there_is_feedback() -> None:
    played = await a_booking()
    guest, late = played.guest.user_id, played.ends_at + HOUR

    async def can_be_joined(now: datetime) -> bool:
        seen = await viewing.view(played.id, SERVER, guest, now)
        assert isinstance(seen, Private)
        return seen.can_be_joined

    assert await can_be_joined(NOW)
    assert await can_be_joined(late - timedelta(seconds=1))
    assert not await can_be_joined(late)

    await feedback.leave(
        played.interviewer.user_id, SERVER, played.id, score=4, text=TEXT, now=played.ends_at
    )
    assert not await can_be_joined(played.ends_at)


@pytest.mark.parametrize("link", [None, LINK])
async def test_an_interview_without_a_link_cannot_be_joined(link: str | None) -> None:
    played = await a_booking(link=link)

    seen = await viewing.view(played.id, SERVER, played.guest.user_id, NOW)

    assert isinstance(seen, Private)
    assert seen.can_be_joined is (link is not None)
