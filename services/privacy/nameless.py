"""Interviews of somebody who is being erased stay, for those they were with: under nobody's name.

With the name goes what was said about them (feedback, a report, an objection that is decided), and what they
alone had to say: notes, a link, and the topic where nobody else ever had a seat.
"""

from collections.abc import Sequence
from datetime import datetime

from models import Dispute, MockInterview
from models.rows import find, hold_all
from models.statements import emptied, run, run_for
from services.delivery import outbox, standing
from services.privacy.leaving import Leaving
from services.transaction import use_case

AT_ONCE = 40
"""Interviews of one transaction: nobody else can write for as long as it takes."""

_OF_THEIRS = (
    "SELECT id FROM mock_interview WHERE interviewer_id = :person"
    " UNION SELECT id FROM mock_interview WHERE interviewee_id = :person LIMIT :many"
)

_FORGET_MESSAGES = "DELETE FROM notification WHERE interview_id IN (:numbers) AND recipient_id = :person"
_FORGET_NOTES = """
UPDATE notification SET payload = {without} WHERE interview_id IN (:numbers) AND kind = 'details_changed'
AND EXISTS (SELECT 1 FROM mock_interview WHERE mock_interview.id = interview_id AND host_id = :person)
"""
"""What a guest read before a change was the host's notes. What else was changed is told as it was."""
_FORGET_WORDING = """
UPDATE notification SET payload = '{}' WHERE interview_id IN (:numbers) AND kind = 'details_changed'
AND EXISTS (SELECT 1 FROM mock_interview WHERE mock_interview.id = interview_id AND host_id = :person
    AND (interviewer_id IS NULL OR interviewee_id IS NULL))
"""
"""All of it where the topic goes too (`_ALONE`): what is gone is no change of what was."""
_FORGET_REASONS = """
UPDATE notification SET payload = {without} WHERE interview_id IN (:numbers)
AND kind IN ('accepted', 'admin_cancelled', 'log_cancelled', 'log_seat_freed', 'ruled', 'seat_freed')
"""
"""Why an admin called an interview off or decided a dispute: it may be about either of the two."""
_FEEDBACK = """
UPDATE interview_feedback SET feedback = '', next_step = '', questions = '[]', rubric = {without}
WHERE interview_id IN (:numbers)
AND EXISTS (SELECT 1 FROM mock_interview WHERE mock_interview.id = interview_id AND interviewee_id = :person)
"""
"""Of how they were judged by a rubric the levels stay, which are scores, and the words of these go."""
_SEALS = """
UPDATE interview_feedback SET sealed_until = :now WHERE sealed_until > :now AND interview_id IN (:numbers)
AND EXISTS (SELECT 1 FROM mock_interview WHERE mock_interview.id = interview_id AND interviewer_id = :person)
"""
"""What they left is open: nobody is there to review (design, section 17)."""
_REVIEWS = """
UPDATE review SET line = CASE WHEN interviewer_id = :person THEN '' ELSE line END,
    interviewer_id = CASE WHEN interviewer_id = :person THEN :nobody ELSE interviewer_id END
WHERE interview_id IN (:numbers)
"""
_REPORTS = """
UPDATE no_show_report SET text = CASE WHEN absent_id = :person THEN '' ELSE text END,
    reporter_id = CASE WHEN reporter_id = :person THEN :nobody ELSE reporter_id END,
    absent_id = CASE WHEN absent_id = :person THEN :nobody ELSE absent_id END
WHERE interview_id IN (:numbers)
"""
_DISPUTES = """
UPDATE dispute SET text = CASE WHEN opened_by_id <> :person AND ruling IS NOT NULL THEN '' ELSE text END,
    opened_by_id = CASE WHEN opened_by_id = :person THEN :nobody ELSE opened_by_id END,
    decided_by_id = CASE WHEN decided_by_id = :person THEN :nobody ELSE decided_by_id END
WHERE interview_id IN (:numbers)
"""
"""Of an interview of theirs only the other disputes anything about them; what is open admins have to read.

Who accepts feedback after all has decided what they disputed.
"""
_ACTS = """
UPDATE admin_act SET details = '{"reason": ""}' WHERE interview_id IN (:numbers)
AND kind IN ('log_cancelled', 'log_seat_freed')
"""
"""Why an admin called an interview off: it may be about either of the two."""
_ALONE = """
UPDATE mock_interview SET topic = '', topic_folded = '', level = '', language = ''
WHERE id IN (:numbers) AND host_id = :person AND (interviewer_id IS NULL OR interviewee_id IS NULL)
"""
_INTERVIEWS = """
UPDATE mock_interview SET notes = CASE WHEN host_id = :person THEN '' ELSE notes END,
    meeting_link = CASE WHEN host_id = :person THEN NULL ELSE meeting_link END,
    link_is_made = link_is_made AND host_id <> :person,
    shared_goals = CASE WHEN interviewee_id = :person THEN '[]' ELSE shared_goals END,
    interviewer_id = CASE WHEN interviewer_id = :person THEN :nobody ELSE interviewer_id END,
    interviewee_id = CASE WHEN interviewee_id = :person THEN :nobody ELSE interviewee_id END,
    host_id = CASE WHEN host_id = :person THEN :nobody ELSE host_id END,
    revision = revision
        + CASE WHEN card_message_id IS NOT NULL OR status IN ('pending', 'booked') THEN 1 ELSE 0 END,
    updated_at = :now
WHERE id IN (:numbers)
"""

_IS_SHOWN = "(card_message_id IS NOT NULL OR status IN ('pending', 'booked'))"
"""Whose card stands somewhere, or may be on its way."""

_SUPERSEDED = """
UPDATE notification SET state = 'dropped', finished_at = :now, owner = NULL
WHERE interview_id IN (:numbers) AND state = 'pending' AND kind = 'refresh' AND waits_until IS NULL
"""
"""What would bring messages up to date without saying them anew, and then forget where they stand."""


def _statements() -> tuple[str, ...]:
    """Return all in their order: after the last, nothing tells the interviews of a person from others."""
    return (
        _FORGET_MESSAGES,
        _FORGET_NOTES.format(without=emptied("payload", "notes")),
        _FORGET_WORDING,
        _FORGET_REASONS.format(without=emptied("payload", "reason")),
        _FEEDBACK.format(without=emptied("rubric", "words")),
        _SEALS,
        _REVIEWS,
        _REPORTS,
        _DISPUTES,
        _ACTS,
        _ALONE,
        _INTERVIEWS,
    )


async def make_all_nameless(leaving: Leaving, now: datetime) -> int:
    """Take the name from all that somebody took part in, some at a time; return how many there were.

    What still moves points must have lost it before, with the account (`services.privacy.accounts`).
    """
    done = 0
    while True:
        found = await run(_OF_THEIRS, {"person": leaving.user_id, "many": AT_ONCE})
        if not found:
            return done
        async with use_case():
            numbers = {int(row["id"]) for row in found}
            await hold_all(MockInterview, numbers)
            await make_nameless(sorted(numbers), leaving, now)
        done += len(found)


async def make_nameless(numbers: Sequence[int], leaving: Leaving, now: datetime) -> None:
    """Take the name from interviews that the caller holds, and have it taken from what is shown of them."""
    for statement in _statements():
        values = {"now": now, **leaving.ids}
        await run_for(numbers, statement, values)
    await _show(numbers, leaving, now)


async def _show(numbers: Sequence[int], leaving: Leaving, now: datetime) -> None:
    for first in range(0, len(numbers), AT_ONCE):
        some = ", ".join(str(int(number)) for number in numbers[first : first + AT_ONCE])
        for row in await find(MockInterview, f"id IN ({some}) AND {_IS_SHOWN}", {}):
            await outbox.show_card(row, now, is_redrawn=True)
    asked = await Dispute.filter(interview_id__in=list(numbers), message_id__isnull=False) if numbers else []
    for dispute in asked:
        row = await MockInterview.get(id=dispute.interview_id)
        # It may have been decided in their place a moment ago, and shown with their name.
        await outbox.show_dispute(row, dispute.kind, now, change=f"nameless:{leaving.tombstone_id}")
    await run_for(numbers, _SUPERSEDED, {"now": now})
    await standing.refresh_after_change(
        dict.fromkeys(numbers, now), now, change=f":nameless:{leaving.tombstone_id}", renames=True
    )
