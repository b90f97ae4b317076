"""A long history in a database: 200,000 interviews and all that came with them, made by few statements.

The rows are those of a bot that was busy for two years, as far as planners and rules look at them. What is
still to come lies three weeks ahead and later, so that a story may move its clock that far undisturbed.
"""

import asyncio
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import asyncpg

SERVERS, PEOPLE = 100, 5_000
PAST, LIVE = 200_000, 600
"""Interviews that are over, and that are open or booked."""

FIRST_PERSON = 700_000_000_000_000_000

SOURCE = f"""
SELECT n, is_over, server, duration, begins, status,
    {FIRST_PERSON} + server + {SERVERS} * seat AS interviewer,
    CASE WHEN status IN ('pending', 'expired') THEN NULL
        ELSE {FIRST_PERSON} + server + {SERVERS} * ((seat + 1 + (n / {PEOPLE}) % 49) % 50) END AS interviewee
FROM (
    SELECT n, n <= {PAST} AS is_over, n % {SERVERS} AS server, (n / {SERVERS}) % 50 AS seat,
        30 + 15 * (n % 3) AS duration,
        CASE WHEN n <= {PAST} THEN (n - {PAST}) * 5 - 10 * 1440
            ELSE 21 * 1440 + (n - {PAST}) * 80 END AS begins,
        CASE WHEN n > {PAST} THEN CASE WHEN (n / {SERVERS}) % 2 = 0 THEN 'pending' ELSE 'booked' END
            ELSE CASE ((n / {SERVERS}) * 7 + n / {PEOPLE}) % 20
                WHEN 0 THEN 'cancelled' WHEN 1 THEN 'cancelled' WHEN 2 THEN 'expired' WHEN 3 THEN 'expired'
                WHEN 4 THEN 'no_show' WHEN 5 THEN 'lapsed' ELSE 'completed' END END AS status
    FROM {{interviews}}) AS numbered
"""  # noqa: S608 - whole numbers
"""One row an interview; `begins` in minutes from now."""

STATEMENTS = (
    """
    INSERT INTO server (id, board_channel_id, panel_is_missed, timezone, language, price, reward,
        starting_points, compensation, reminder_offsets, auto_accept_hours, no_show_limit, no_show_days,
        block_days, allows_other_links, makes_events, economy_look_at, created_at)
    SELECT {first_server} + n - 1, CASE WHEN n = 1 THEN {board} ELSE {first_server} + 1000 + n END, n = 1,
        'UTC', 'en', 3, 1, 0, 1, '[1440, 60, 10]', 72, 2, 30, 7, FALSE, FALSE, {in_a_week}, {years_ago}
    FROM {servers}
    """,
    """
    INSERT INTO "user" (id, name, name_folded, language, wants_reminders, thanked_since, created_at)
    SELECT {first_person} + n - 1, 'Person ' || n, 'person ' || n, 'en', TRUE,
        CASE WHEN n % 3 = 0 THEN {years_ago} END, {years_ago}
    FROM {people}
    """,
    # Each in two servers; the first 5,000 accounts are those where people act.
    """
    INSERT INTO user_points (server_id, user_id, balance, opened_at)
    SELECT {first_server} + (n - 1 + (n - 1) / 5000) % 100, {first_person} + (n - 1) % 5000, 0, {years_ago}
    FROM {accounts} ORDER BY n
    """,
    """
    INSERT INTO mock_interview (server_id, host_id, interviewer_id, interviewee_id, scheduled_time, ends_at,
        duration, topic, topic_folded, level, language, notes, meeting_link, status, revision, booking,
        booking_is_told, guest_was_asked, event_was_wanted, next_step_at, card_is_missed, card_channel_id,
        card_message_id, created_at, updated_at)
    SELECT {first_server} + server, interviewer, interviewer, interviewee, {begins}, {ends}, duration,
        'Topic ' || (n % 500), 'topic ' || (n % 500), 'middle', 'English', 'Notes of interview ' || n,
        'https://meet.google.com/abc-defg-hij', status, 2, CASE WHEN interviewee IS NOT NULL THEN 1 END,
        interviewee IS NOT NULL, FALSE, FALSE,
        CASE WHEN status = 'pending' THEN {begins} WHEN status = 'booked' THEN {lapses} END,
        n % 20000 = 0, CASE WHEN server = 0 THEN {board} ELSE {first_server} + 1001 + server END,
        {first_server} + n, {begins}, {begins}
    FROM {source} ORDER BY n
    """,
    """
    INSERT INTO points_entry (account_id, amount, balance_after, reason, note, interview_id, created_at)
    SELECT account_id, amount, SUM(amount) OVER (PARTITION BY account_id ORDER BY place), reason, '',
        interview_id, created_at
    FROM (
        SELECT n AS account_id, 500 AS amount, 'grant' AS reason, NULL AS interview_id,
            {years_ago} AS created_at, n - 5000 AS place FROM {people}
        UNION ALL
        SELECT interviewee_id - {first_person} + 1, -3, 'seat', id, created_at, id * 2 FROM mock_interview
        WHERE interviewee_id IS NOT NULL
        UNION ALL
        SELECT interviewee_id - {first_person} + 1, 3, 'refund', id, ends_at, id * 2 + 1 FROM mock_interview
        WHERE status IN ('cancelled', 'lapsed')
        UNION ALL
        SELECT interviewer_id - {first_person} + 1, 1, 'reward', id, ends_at, id * 2 + 1 FROM mock_interview
        WHERE status = 'completed'
    ) AS moved ORDER BY place
    """,
    """
    INSERT INTO interview_feedback (interview_id, technical_score, feedback, is_accepted, accepted_at,
        accept_by, interviewer_rating, created_at)
    SELECT id, 1 + id % 5, 'Calm and clear; practise complexity.', TRUE, ends_at, ends_at, 5, ends_at
    FROM mock_interview WHERE status = 'completed' ORDER BY id
    """,
    """
    INSERT INTO review (interview_id, interviewer_id, turn, was_prepared, had_useful_questions,
        can_be_acted_on, line, reviewed_at)
    SELECT id, interviewer_id, ROW_NUMBER() OVER (PARTITION BY interviewer_id ORDER BY id), 'yes', 'partly',
        'no', 'Calm.', ends_at
    FROM mock_interview WHERE status = 'completed' ORDER BY id
    """,
    """
    INSERT INTO no_show_report (interview_id, reporter_id, absent_id, text, refunded, compensated,
        reported_at, dispute_by)
    SELECT id, interviewee_id, interviewer_id, 'Nobody came.', 0, 0, scheduled_time, ends_at
    FROM mock_interview WHERE status = 'no_show' ORDER BY id
    """,
    # Of these four there are more than there would be: planners do not care for an index of a small table.
    """
    INSERT INTO dispute (interview_id, kind, opened_by_id, text, opened_at, decide_by, ruling, decided_at)
    SELECT interview_id, 'no_show', absent_id, 'I was there, the link was wrong.', reported_at,
        CASE WHEN interview_id > 198000 THEN {in_a_month} ELSE dispute_by END,
        CASE WHEN interview_id > 198000 THEN NULL ELSE 'upheld' END,
        CASE WHEN interview_id > 198000 THEN NULL ELSE dispute_by END
    FROM no_show_report ORDER BY interview_id
    """,
    """
    INSERT INTO dispute (interview_id, kind, opened_by_id, text, opened_at, decide_by, ruling, decided_at)
    SELECT id, 'feedback', interviewee_id, 'This is not how it went.', ends_at, ends_at, 'upheld', ends_at
    FROM mock_interview WHERE status = 'completed' AND id % 8 = 0 ORDER BY id
    """,
    """
    INSERT INTO move_proposal (interview_id, scheduled_time, ends_at, duration, proposed_at)
    SELECT id, scheduled_time, ends_at, duration, created_at FROM mock_interview
    WHERE status = 'cancelled' ORDER BY id
    """,
    """
    INSERT INTO withdrawal (interview_id, user_id, at)
    SELECT id, interviewee_id, scheduled_time FROM mock_interview
    WHERE status = 'cancelled' AND id > 160000 ORDER BY id
    """,
    # As if of interviews ahead: what is over is removed within a day.
    """
    INSERT INTO written_count (interview_id, user_id, times, at)
    SELECT id, interviewer_id, 1 + id % 10, {in_a_month} FROM mock_interview
    WHERE status = 'completed' AND id % 8 = 0 ORDER BY id
    """,
    """
    INSERT INTO late_change (interview_id, user_id, at, points, is_free, state)
    SELECT id, interviewee_id, scheduled_time, 0, id % 2 = 0, 'kept' FROM mock_interview
    WHERE status = 'cancelled' AND id > 160000 ORDER BY id
    """,
    """
    INSERT INTO question (server_id, text, text_folded, fingerprint, identity, topic, topic_folded, subject,
        level, language, notes, hints, source, licence, lot, added_at, changed_at)
    SELECT {first_server} + n % 100, 'Question ' || n, 'question ' || n,
        'fingerprint ' || n, 'identity ' || n, 'Topic ' || (n % 50), 'topic ' || (n % 50),
        'topic ' || (n % 50), 'middle', 'en', 'Notes.', 'A hint.', '', '', n * 100003 % 2147483647,
        {years_ago}, {years_ago}
    FROM {accounts} ORDER BY n
    """,
    """
    INSERT INTO drawn_question (interview_id, question_id, user_id, identity, state, is_again, went,
        drawn_at, asked_at)
    SELECT id, 1 + id % 5000, interviewee_id, 'identity ' || (1 + id % 5000),
        CASE WHEN id % 3 = 0 THEN 'passed' ELSE 'asked' END, TRUE, 1 + id % 5,
        CASE WHEN id % 3 = 0 THEN {in_a_month} ELSE scheduled_time END,
        CASE WHEN id % 3 = 0 THEN NULL ELSE scheduled_time END
    FROM mock_interview WHERE status = 'completed' ORDER BY id
    """,
    """
    INSERT INTO question_suggestion (interview_id, user_id, place, text, topic, level, language, notes,
        suggested_at, is_taken, decided_by_id)
    SELECT id, interviewer_id, 1, '', '', '', '', '', {in_a_month}, TRUE, {first_person} + id % 5000
    FROM mock_interview WHERE status = 'completed' AND id % 8 = 0 ORDER BY id
    """,
    """
    INSERT INTO question_import (server_id, admin_id, content, made_at)
    SELECT {first_server} + n % 100, {first_person} + n - 1, '[]', {in_a_month} FROM {people}
    """,
    """
    INSERT INTO rubric (server_id, name, version, retired_at)
    SELECT {first_server} + n % 100, '{{"en": "Rubric"}}', 2, {years_ago} FROM {people}
    """,
    """
    INSERT INTO rubric_version (rubric_id, number, content, made_at)
    SELECT 1 + (n - 1) % 5000, 1 + (n - 1) / 5000, '{{}}', {years_ago} FROM {accounts}
    """,
    # Several of each, as of those who ask again and again.
    """
    INSERT INTO certificate (server_id, user_id, number, given, taken, first_at, last_at, issued_at)
    SELECT account.server_id, account.user_id, 'N' || account.id || '-' || n, n, n, {years_ago}, {years_ago},
        {years_ago}
    FROM user_points AS account CROSS JOIN {planned} ORDER BY account.id, n
    """,
    """
    INSERT INTO kept_apart (user_id, other_id, mark, since)
    SELECT {first_person} + n - 1, CASE WHEN n % 10 = 0 THEN NULL ELSE {first_person} + n % 5000 END,
        CASE WHEN n % 10 = 0 THEN 'mark ' || n ELSE '' END, {years_ago}
    FROM {people}
    """,
    # Every day of the week, and more on one day than anybody would say.
    """
    INSERT INTO free_span (user_id, weekday, from_minute, to_minute)
    SELECT user_id, n - 1, 1080, 1200 FROM kept_apart CROSS JOIN {planned} WHERE n < 8 ORDER BY user_id, n
    """,
    """
    INSERT INTO free_exception (user_id, day, from_minute, to_minute, is_free)
    SELECT user_id, '2027-06-01', n * 60, n * 60 + 30, FALSE FROM kept_apart CROSS JOIN {planned}
    ORDER BY user_id, n
    """,
    """
    INSERT INTO interview_draft (server_id, host_id, is_interviewer, scheduled_time, duration, topic, level,
        language, notes, updated_at)
    SELECT {first_server} + n % 100, {first_person} + n - 1, TRUE, {in_a_month}, 60, 'Topic', '', '', '',
        {in_a_month}
    FROM {people}
    """,
    """
    INSERT INTO board_call (server_id, user_id, channel_id, message_id, newest)
    SELECT server_id, user_id, server_id, id, 0 FROM user_points WHERE server_id > {first_server}
    """,
    """
    INSERT INTO thank_you (server_id, month, since, until, made_at, seed, channel_id, message_id, is_missed,
        is_gone)
    SELECT {first_server} + n % 100, {a_day_each}, {years_ago}, {years_ago}, {in_a_month}, n, {board}, n,
        FALSE, FALSE
    FROM {accounts}
    """,
    """
    INSERT INTO scheduled_event (interview_id, event_id)
    SELECT id, {first_server} + id FROM mock_interview WHERE id % 10 = 0 ORDER BY id
    """,
    """
    INSERT INTO admin_act (server_id, kind, admin_id, about_id, details, happened_at)
    SELECT server_id, 'log_pause_lifted', {first_person}, user_id, '{{"mark": "x"}}', {years_ago}
    FROM user_points
    """,
    """
    INSERT INTO notification (kind, lane, dedupe_key, server_id, recipient_id, interview_id, payload,
        urgency, wanted_by, due_at, state, attempts, tried_at, finished_at, error, message_id, created_at)
    SELECT 'card', 'card:' || id, 'card:' || id || ':1', server_id, NULL, id, '{{}}', 2, created_at,
        created_at, 'sent', 1, created_at, created_at, '', NULL, created_at
    FROM mock_interview ORDER BY id
    """,
    """
    INSERT INTO waiting_entry (interview_id, user_id, starts_at, since)
    SELECT id, {first_person} + id % 5000, scheduled_time, created_at FROM mock_interview
    WHERE status IN ('pending', 'booked') OR id % 40 = 0 ORDER BY id
    """,
    """
    INSERT INTO seat_offer (interview_id, user_id, state, offered_at, until)
    SELECT id, {first_person} + id % 5000, 'passed', created_at, scheduled_time FROM mock_interview
    WHERE status IN ('pending', 'booked') OR id % 40 = 0 ORDER BY id
    """,
    """
    INSERT INTO wish (server_id, user_id, is_interviewer, topic, topic_folded, level, level_folded, language,
        language_folded, days, since, until, state, interview_id, done_at, waited_minutes)
    SELECT {first_server} + n % 100, {first_person} + (n - 1) % 5000, (n / 2) % 2 = 0, 'Wish ' || (n % 300),
        'wish ' || (n % 300), 'middle', 'middle', '', '', 14, {years_ago}, {in_a_month},
        CASE WHEN n % 4 = 0 THEN 'done' WHEN n % 7 = 0 THEN 'expired' ELSE 'open' END,
        CASE WHEN n % 4 = 0 THEN n END, CASE WHEN n % 4 = 0 THEN {in_a_week} END,
        CASE WHEN n % 4 = 0 THEN n END
    FROM {accounts} ORDER BY n
    """,
    """
    INSERT INTO wish_alert (interview_id, user_id, revision, state, found_at, told_at)
    SELECT id, {first_person} + id % 5000, 1, 'told', created_at, created_at FROM mock_interview
    WHERE id > 188000 ORDER BY id
    """,
    """
    INSERT INTO pair (server_id, times, duration, state, proposed_at, until, interview_id)
    SELECT {first_server} + n % 100, '["2026-01-01T18:00:00+00:00"]', 60, 'expired', {in_a_week}, {in_a_week},
        NULL FROM {accounts} ORDER BY n
    """,
    """
    INSERT INTO pair_side (pair_id, user_id, is_interviewer, wish_number, picks, is_open)
    SELECT n, {first_person} + (n - 1) % 5000, FALSE, n, 1, FALSE FROM {accounts}
    UNION ALL SELECT n, {first_person} + n % 5000, TRUE, n, 0, FALSE FROM {accounts}
    """,
    # In a few of the other servers direct messages reach nobody.
    """
    INSERT INTO notification (kind, lane, dedupe_key, server_id, recipient_id, interview_id, payload,
        urgency, wanted_by, due_at, state, attempts, tried_at, finished_at, error, message_id, created_at)
    SELECT 'booked', 'dm:' || host_id, 'booked:' || id || ':1', server_id, host_id, id, '{{}}', 0,
        created_at, created_at, CASE WHEN id % 25 = 3 THEN 'missed' ELSE 'sent' END, 1, created_at,
        CASE WHEN id % 25 = 3 THEN NULL ELSE created_at END, '',
        CASE WHEN status = 'booked' THEN {first_server} + id END, created_at
    FROM mock_interview ORDER BY id
    """,
    """
    INSERT INTO notification (kind, lane, dedupe_key, server_id, recipient_id, interview_id, payload,
        urgency, wanted_by, due_at, waits_until, state, attempts, error, created_at)
    SELECT CASE WHEN n < 7 THEN 'reminder' WHEN n < 9 THEN 'started' ELSE 'feedback_due' END,
        'dm:' || host_id, 'planned:' || id || ':' || n, server_id, host_id, id, '{{}}', 1, scheduled_time,
        scheduled_time, scheduled_time, 'pending', 0, '', created_at
    FROM mock_interview CROSS JOIN {planned} WHERE status = 'booked' ORDER BY id, n
    """,
)


@dataclass(frozen=True)
class History:
    """What a database is filled with, as one engine says it.

    Args:
        engine: `sqlite` or `postgres`.
        server_id: The first of the 100 servers; the others have the ids after it.
        board_id: The channel of its board.
        now: The moment at which the history ends (UTC).
    """

    engine: str
    server_id: int
    board_id: int
    now: datetime

    def statements(self) -> Iterator[str]:
        """Give the statements that fill it, in their order."""
        source = SOURCE.format(interviews=self._numbers(PAST + LIVE))
        values = {
            "source": f"({source}) AS interviews",
            "servers": self._numbers(SERVERS),
            "people": self._numbers(PEOPLE),
            "accounts": self._numbers(2 * PEOPLE),
            "planned": self._numbers(12),
            "first_server": self.server_id,
            "first_person": FIRST_PERSON,
            "board": self.board_id,
            "years_ago": self._moment("-1051200"),
            "in_a_week": self._moment("10080"),
            "in_a_month": self._moment("43200"),
            "a_day_each": self._day("n / 100"),
            "begins": self._moment("begins"),
            "ends": self._moment("begins + duration"),
            "lapses": self._moment("begins + duration + 10080"),
        }
        for statement in STATEMENTS:
            yield statement.format_map(values)

    def _numbers(self, count: int) -> str:
        """Return a table of the numbers from 1 on; its column is called `n`."""
        if self.engine == "postgres":
            return f"generate_series(1, {count}) AS numbers(n)"
        counting = f"VALUES (1) UNION ALL SELECT n + 1 FROM numbers WHERE n < {count}"  # noqa: S608
        return f"(WITH RECURSIVE numbers(n) AS ({counting}) SELECT n FROM numbers) AS numbers"  # noqa: S608

    def _day(self, days: str) -> str:
        """Return the day so many days after one long ago, as Tortoise stores it."""
        if self.engine == "postgres":
            return f"(DATE '1990-01-01' + {days})"
        return f"date('1990-01-01', ({days}) || ' days')"

    def _moment(self, minutes: str) -> str:
        """Return the moment so many minutes from now, as Tortoise stores it; `minutes` is an expression."""
        if self.engine == "postgres":
            return f"(TIMESTAMPTZ '{self.now.isoformat()}' + ({minutes}) * INTERVAL '1 minute')"
        seconds = f"{int(self.now.timestamp())} + ({minutes}) * 60"
        return f"strftime('%Y-%m-%d %H:%M:%S+00:00', {seconds}, 'unixepoch')"


async def fill(database_url: str, history: History) -> None:
    """Fill a database that has every table and no row.

    PostgreSQL knows afterwards what is in it, as its autovacuum sees to; nobody does so for SQLite.
    """
    if history.engine == "postgres":
        await _fill_postgres(database_url, history)
    else:
        await asyncio.to_thread(_fill_sqlite, database_url, history)


async def _fill_postgres(database_url: str, history: History) -> None:
    connection = await asyncpg.connect(database_url)
    try:
        # Without triggers: the ledger is written as they want it, and they would look at each entry.
        await connection.execute("SET session_replication_role = replica")
        for statement in history.statements():
            await connection.execute(statement)
        await connection.execute(
            "UPDATE user_points SET balance = ledger.balance FROM ("
            " SELECT account_id, SUM(amount) AS balance FROM points_entry GROUP BY account_id) AS ledger"
            " WHERE ledger.account_id = user_points.id"
        )
        await connection.execute("VACUUM ANALYZE")
    finally:
        await connection.close()


def _fill_sqlite(database_url: str, history: History) -> None:
    connection = sqlite3.connect(Path(database_url.removeprefix("sqlite://")), isolation_level=None)
    try:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -200000")
        connection.execute("BEGIN")
        for statement in history.statements():
            connection.execute(statement)
        connection.execute("COMMIT")
    finally:
        connection.close()
