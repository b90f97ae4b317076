"""Which feedback somebody's progress is made of (design, section 18)."""

from datetime import timedelta

import pytest

from models import InterviewStatus
from services.progress.received import received_by
from services.progress.rules import FEEDBACK_SHOWN
from tests.support.factories import NOW, a_member
from tests.support.progress import DAY, NEXT_STEP, judged_by

pytestmark = pytest.mark.usefixtures("database")


async def test_it_is_what_they_received_the_oldest_first_and_nobody_elses() -> None:
    ann, boris, chen = await a_member(), await a_member(), await a_member()
    await judged_by(ann, boris, 5, at=NOW - 2 * DAY, levels=(5, 4, 5), next_step=NEXT_STEP)
    await judged_by(chen, boris, 2, at=NOW - 3 * DAY)
    await judged_by(boris, chen, 1, at=NOW - DAY)

    found = await received_by(boris.user_id, NOW)

    assert [one.score for one in found] == [2, 5]
    assert found[0].judged is None
    assert found[1].judged is not None
    assert [criterion.level for criterion in found[1].judged.criteria] == [5, 4, 5]
    assert found[1].step is not None
    assert (found[1].step.text, found[1].step.is_done) == (NEXT_STEP, False)
    assert await received_by(ann.user_id, NOW) == ()


async def test_what_waits_to_be_accepted_counts_and_what_was_overturned_does_not() -> None:
    ann, boris = await a_member(), await a_member()
    await judged_by(ann, boris, 4, at=NOW - 2 * DAY, status=InterviewStatus.BOOKED)
    await judged_by(ann, boris, 1, at=NOW - 3 * DAY, status=InterviewStatus.LAPSED)

    assert [one.score for one in await received_by(boris.user_id, NOW)] == [4]


async def test_sealed_feedback_is_not_in_it_before_it_is_open() -> None:
    ann, boris = await a_member(), await a_member()
    await judged_by(ann, boris, 1, status=InterviewStatus.BOOKED, sealed_until=NOW)

    assert await received_by(boris.user_id, NOW - timedelta(seconds=1)) == ()
    assert len(await received_by(boris.user_id, NOW)) == 1


async def test_of_more_than_two_hundred_the_latest_are_shown() -> None:
    ann, boris = await a_member(), await a_member()
    for place in range(FEEDBACK_SHOWN + 3):
        await judged_by(ann, boris, 1 + place % 5, at=NOW - place * DAY)

    found = await received_by(boris.user_id, NOW)

    assert len(found) == FEEDBACK_SHOWN
    assert found[-1].at == NOW
    assert found[0].at == NOW - (FEEDBACK_SHOWN - 1) * DAY
