"""The board, and a person's own interviews."""

from datetime import timedelta

import pytest

from services import viewing
from services.interviews import Interview, Private
from services.refusals import InterviewNotFound, NotYourInterview
from tests.support.factories import (
    ANOTHER_SERVER,
    NOW,
    SERVER,
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
