"""What an export holds: its files, and what is read for each.

Nobody else is named in one: other people are somebody. Ratings that others gave stand there as a sum, and
only from as many on as show who gave which no more (`services.ratings`).
"""

from dataclasses import dataclass

from services.reviews.rules import IS_OPEN

ME, SOMEBODY = "me", "somebody"
"""How an export calls people. The names of its columns are English, too, as programs read them."""

AT_ONCE = 500
"""Rows that are read in one statement."""


_MINE = (
    "(SELECT id FROM mock_interview WHERE interviewer_id = :me"
    " UNION SELECT id FROM mock_interview WHERE interviewee_id = :me) AS mine"
)
"""The interviews in which somebody has a seat: by the seats, which have indexes."""


@dataclass(frozen=True)
class Contents:
    """One file of an export, as CSV and as JSON.

    Rows are found by an index, and read after the number of the last (`:last`), so many at once. `{mine}` in
    a statement are the interviews of whoever asks, and `{open}` is whether they can read feedback. `people`
    are the columns in which somebody's id stands.
    """

    name: str
    statement: str
    people: tuple[str, ...] = ()
    payloads: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Return the statement of a part of it."""
        return f"{self.statement.format(mine=_MINE, open=IS_OPEN)} ORDER BY 1 LIMIT {AT_ONCE}"


def named(value: object, user_id: int) -> str:
    """Return how an export calls a person; nobody is an empty text."""
    if value is None:
        return ""
    return ME if value == user_id else SOMEBODY


CONTENTS = (
    Contents(
        "profile",
        """SELECT id, name, avatar, timezone, language, wants_reminders, weekly_given_cap,
    weekly_taken_cap, free_paused_until, alerts_a_day, thanked_since, dm_channel_id, dms_closed_at,
    exported_at, created_at
FROM "user"
WHERE id = :me AND id > :last""",
    ),
    Contents(
        "accounts",
        """SELECT id, server_id, balance, opened_at, paused_until, paused_for, CASE WHEN ratings >=
    :shown_from THEN ratings END AS ratings, CASE WHEN ratings >= :shown_from THEN rating_sum
    END AS rating_sum
FROM user_points
WHERE user_id = :me AND id > :last""",
    ),
    Contents(
        "ledger",
        """SELECT entry.id, account.server_id, entry.created_at, entry.amount, entry.balance_after,
    entry.reason, entry.note, entry.interview_id, entry.actor_id AS done_by
FROM points_entry AS entry JOIN user_points AS account ON account.id = entry.account_id
WHERE account.user_id = :me AND entry.id > :last""",
        people=("done_by",),
    ),
    Contents(
        "points_given",
        """SELECT id, created_at, amount, reason, note
FROM points_entry
WHERE actor_id = :me AND reason = 'grant' AND id > :last""",
    ),
    Contents(
        "interviews",
        """SELECT interview.id, server_id, host_id AS host, interviewer_id AS interviewer, interviewee_id
    AS interviewee, scheduled_time, ends_at, duration, topic, level, language, notes, rubric,
    meeting_link, CASE WHEN interviewee_id = :me THEN shared_goals END AS shared_goals, status,
    host_coming, guest_coming, host_here_at, guest_here_at, created_at, updated_at
FROM {mine} JOIN mock_interview AS interview ON interview.id = mine.id
WHERE interview.id > :last""",
        people=("host", "interviewer", "interviewee"),
    ),
    Contents(
        "proposals",
        """SELECT proposal.id, proposal.interview_id, proposal.scheduled_time, proposal.duration,
    proposal.proposed_at
FROM {mine} JOIN move_proposal AS proposal ON proposal.interview_id = mine.id
WHERE proposal.id > :last""",
    ),
    Contents(
        "certificates",
        """SELECT id, server_id, number, given, taken, first_at, last_at, issued_at
FROM certificate
WHERE user_id = :me AND id > :last""",
    ),
    Contents(
        "feedback_given",
        """SELECT interview.id, feedback.created_at, feedback.technical_score, feedback.rubric,
    feedback.feedback, feedback.next_step, feedback.questions, feedback.is_accepted, feedback.accepted_at
FROM mock_interview AS interview JOIN interview_feedback AS feedback ON feedback.interview_id =
    interview.id
WHERE interview.interviewer_id = :me AND interview.id > :last""",
    ),
    Contents(
        "feedback_received",
        """SELECT interview.id, feedback.created_at, feedback.technical_score, feedback.rubric,
    feedback.feedback, feedback.next_step, feedback.questions, feedback.is_accepted, feedback.accepted_at,
    feedback.interviewer_rating AS my_rating, feedback.step_done_at
FROM mock_interview AS interview JOIN interview_feedback AS feedback ON feedback.interview_id =
    interview.id
WHERE interview.interviewee_id = :me AND {open} AND interview.id > :last""",
    ),
    Contents(
        "reviews_given",
        """SELECT interview.id, review.reviewed_at, review.was_prepared, review.had_useful_questions,
    review.can_be_acted_on, review.line
FROM mock_interview AS interview JOIN review ON review.interview_id = interview.id
WHERE interview.interviewee_id = :me AND interview.id > :last""",
    ),
    Contents(
        "questions_asked",
        """SELECT drawn.id, drawn.interview_id, question.text, question.topic, drawn.drawn_at, drawn.asked_at,
    drawn.went
FROM mock_interview AS interview JOIN drawn_question AS drawn ON drawn.interview_id = interview.id
JOIN question ON question.id = drawn.question_id
WHERE interview.interviewer_id = :me AND drawn.state = 'asked' AND drawn.id > :last""",
    ),
    Contents(
        "questions_answered",
        """SELECT drawn.id, drawn.interview_id, question.text, question.topic, drawn.asked_at, drawn.went
FROM drawn_question AS drawn JOIN question ON question.id = drawn.question_id
JOIN interview_feedback AS feedback ON feedback.interview_id = drawn.interview_id
WHERE drawn.user_id = :me AND drawn.state = 'asked' AND {open} AND drawn.id > :last""",
    ),
    Contents(
        "question_suggestions",
        """SELECT id, interview_id, text, topic, level, language, notes, suggested_at, is_taken
FROM question_suggestion
WHERE user_id = :me AND id > :last""",
    ),
    Contents(
        "question_imports",
        """SELECT id, server_id, made_at, content
FROM question_import
WHERE admin_id = :me AND id > :last""",
    ),
    Contents(
        "reports",
        """SELECT id, interview_id, reporter_id AS reporter, absent_id AS absent, text, refunded,
    compensated, taken, minted, reported_at, dispute_by, is_forgiven
FROM ( SELECT *
FROM no_show_report
WHERE absent_id = :me AND id > :last UNION SELECT *
FROM no_show_report
WHERE reporter_id = :me AND id > :last) AS mine""",
        people=("reporter", "absent"),
    ),
    Contents(
        "disputes",
        """SELECT dispute.id, dispute.interview_id, dispute.kind, dispute.opened_by_id AS opened_by,
    dispute.text, dispute.opened_at, dispute.decide_by, dispute.ruling, dispute.decided_by_id AS
    decided_by, dispute.decided_at
FROM {mine} JOIN dispute ON dispute.interview_id = mine.id
WHERE dispute.id > :last""",
        people=("opened_by", "decided_by"),
    ),
    Contents(
        "disputes_decided",
        """SELECT id, interview_id, kind, opened_at, ruling, decided_at
FROM dispute
WHERE decided_by_id = :me AND id > :last""",
    ),
    Contents(
        "acts",
        """SELECT id, server_id, happened_at, kind, admin_id AS admin, about_id AS about, interview_id,
    details
FROM ( SELECT *
FROM admin_act
WHERE admin_id = :me AND id > :last UNION ALL SELECT *
FROM admin_act
WHERE about_id = :me AND admin_id <> :me AND id > :last) AS acts""",
        people=("admin", "about"),
        payloads=("details",),
    ),
    Contents(
        "waiting",
        """SELECT id, interview_id, starts_at, since
FROM waiting_entry
WHERE user_id = :me AND id > :last""",
    ),
    Contents(
        "offers",
        """SELECT id, interview_id, state, offered_at, until
FROM seat_offer
WHERE user_id = :me AND id > :last""",
    ),
    Contents(
        "kept_apart",
        """SELECT id, other_id AS other, since
FROM kept_apart
WHERE user_id = :me AND id > :last""",
        people=("other",),
    ),
    Contents(
        "free_hours",
        """SELECT id, weekday, from_minute, to_minute
FROM free_span
WHERE user_id = :me AND id > :last""",
    ),
    Contents(
        "free_exceptions",
        """SELECT id, day, from_minute, to_minute, is_free
FROM free_exception
WHERE user_id = :me AND id > :last""",
    ),
    Contents(
        "withdrawals",
        """SELECT id, interview_id, at
FROM withdrawal
WHERE user_id = :me AND id > :last""",
    ),
    Contents(
        "late_changes",
        """SELECT id, interview_id, at, points, is_free, state
FROM late_change
WHERE user_id = :me AND id > :last""",
    ),
    Contents(
        "wishes",
        """SELECT id, server_id, is_interviewer, topic, level, language, days, since, until, state,
    interview_id, done_at, waited_minutes
FROM wish
WHERE user_id = :me AND id > :last""",
    ),
    Contents(
        "wish_alerts",
        """SELECT id, interview_id, state, found_at, told_at
FROM wish_alert
WHERE user_id = :me AND id > :last""",
    ),
    Contents(
        "pairs",
        """SELECT side.id, pair.server_id, pair.times, pair.duration, pair.proposed_at, pair.until,
    pair.state, pair.interview_id, side.is_interviewer, side.wish_number, side.picks
FROM pair_side AS side JOIN pair ON pair.id = side.pair_id
WHERE side.user_id = :me AND side.id > :last""",
    ),
    Contents(
        "drafts",
        """SELECT id, server_id, is_interviewer, scheduled_time, duration, topic, level, language, notes,
    rubric, meeting_link, typed_time, updated_at
FROM interview_draft
WHERE host_id = :me AND id > :last""",
    ),
    Contents(
        "messages",
        """SELECT id, server_id, kind, interview_id, payload, due_at, state, finished_at, message_id,
    created_at
FROM notification
WHERE recipient_id = :me AND id > :last""",
        payloads=("payload",),
    ),
    Contents(
        "written",
        """SELECT id, interview_id, times, at AS last_at
FROM written_count
WHERE user_id = :me AND id > :last""",
    ),
    Contents(
        "calls",
        """SELECT id, server_id, channel_id, message_id
FROM board_call
WHERE user_id = :me AND id > :last""",
    ),
)
"""All of them; what outlasted an erasure is found by a hash, and written by itself (`services.erased`)."""
