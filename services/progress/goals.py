"""Next steps as goals: done or not, and shared with whoever interviews next, if their owner wants that."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from models import InterviewStatus, MockInterview
from models.statements import run
from services import actions
from services.bounds import DURATION_MAXIMUM
from services.delivery import outbox
from services.holding import find_held, hold, is_number, store_change
from services.interviews import public
from services.progress.received import latest_steps, received_by
from services.progress.refusals import GoalNotFound, NoGoalsToShare
from services.reviews.rules import IS_OPEN
from services.transaction import use_case

SHAREABLE_SHOWN = 3
"""Bookings ahead with whose interviewer goals can be shared at once; the soonest."""

_MARK = f"""
UPDATE interview_feedback AS feedback SET step_done_at = :done_at
WHERE feedback.interview_id = :number AND feedback.next_step <> '' AND {IS_OPEN}
    AND EXISTS (SELECT 1 FROM mock_interview
        WHERE mock_interview.id = feedback.interview_id AND mock_interview.interviewee_id = :me)
RETURNING next_step
"""  # noqa: S608 - words of our own


@dataclass(frozen=True)
class Ahead:
    """An interview ahead with whose interviewer somebody can share their goals, or has."""

    number: int
    is_shared: bool


async def mark(user_id: int, number: int, now: datetime, *, is_done: bool) -> None:
    """Note that the next step of an interview is done, or not after all; nobody reads any more what is done.

    Raises:
        GoalNotFound: this person has no next step of that interview that they can read.
    """
    async with use_case():
        values = {"me": user_id, "number": number, "done_at": now if is_done else None, "now": now}
        marked = await run(_MARK, values) if is_number(number) else ()
        if not marked:
            raise GoalNotFound
        if is_done:
            await _share_no_more(user_id, marked[0]["next_step"], now)


async def ahead_of(user_id: int, now: datetime) -> tuple[Ahead, ...]:
    """Return the soonest bookings in which a person is interviewed, and whether they share goals there."""
    rows = MockInterview.filter(
        interviewee_id=user_id,
        status=InterviewStatus.BOOKED,
        scheduled_time__gt=now - timedelta(minutes=DURATION_MAXIMUM),
        ends_at__gt=now,
    )
    found = await rows.order_by("scheduled_time").limit(SHAREABLE_SHOWN).values("id", "shared_goals")
    return tuple(Ahead(row["id"], bool(row["shared_goals"])) for row in found)


async def share(user_id: int, number: int, now: datetime) -> None:
    """Let whoever interviews a person in what is booked read their goals, as they are now.

    These are of the latest three next steps those that are not done. The booking after this one, if it is
    given back, knows nothing of it.

    Raises:
        InterviewNotFound: there is none that they may know of.
        NoGoalsToShare: there is nothing to be done.
        Refusal: what `actions.check_may_share_goals` raises.
    """
    steps = latest_steps(await received_by(user_id, now))
    goals = [step.text for step in steps if not step.is_done]
    async with use_case():
        row = await find_held(number, None, user_id)
        actions.check_may_share_goals(public(row), user_id, now)
        if not goals:
            raise NoGoalsToShare
        await _store(row, goals, now)


async def keep(user_id: int, number: int, now: datetime) -> None:
    """Share goals with the interviewer of a booking no more.

    Raises:
        InterviewNotFound: there is none that they may know of.
        Refusal: what `actions.check_may_share_goals` raises.
    """
    async with use_case():
        row = await find_held(number, None, user_id)
        actions.check_may_share_goals(public(row), user_id, now)
        await _store(row, [], now)


async def _share_no_more(user_id: int, text: str, now: datetime) -> None:
    """Take a step from what is shared with the interviewers of bookings ahead."""
    for ahead in await ahead_of(user_id, now):
        if ahead.is_shared:
            row = await hold(ahead.number)
            rest = [goal for goal in row.shared_goals if goal != text]
            if row.interviewee_id == user_id and rest != row.shared_goals:
                await _store(row, rest, now)


async def _store(row: MockInterview, goals: list[str], now: datetime) -> None:
    """Store what the interviewer reads of an interview that the caller holds, and show it to both."""
    row.shared_goals = goals
    await store_change(row, now, "shared_goals")
    people = [person for person in (row.interviewer_id, row.interviewee_id) if person is not None]
    await outbox.refresh(row, people, now)
