"""Whether what is stored holds together: what no constraint of one row can say, asked of the whole database.

Each rule is a statement that finds what breaks it, so that the database goes through the rows, however many
there are. The text of each is one for both databases.

A server that is being removed, and a person who is being erased, are between two steps for as long as whoever
does it is cut off. That is no fault, and hides none of others.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from models import InterviewStatus, PointsReason
from models.backups.numbering import given_twice
from models.backups.reading import Reader
from services.availability import TAKES_TIME

HOLDS_SEAT = (*TAKES_TIME, InterviewStatus.COMPLETED)
"""An interview in one of these has been paid for by whoever is interviewed, and has not given it back."""

NAMED = 5
"""How many of the rows that break a rule are named."""


@dataclass(frozen=True)
class Verdict:
    """What a rule says of a database, in a sentence."""

    is_fine: bool
    sentence: str


@dataclass(frozen=True)
class Rule:
    """What has to hold.

    Attributes:
        holds: The sentence where it does.
        broken: What is said of the rows, whose numbers follow.
        finding: A statement that finds the numbers of the rows that break it, as `id`.
    """

    holds: str
    broken: str
    finding: str


def _listed(values: Iterable[InterviewStatus | PointsReason]) -> str:
    return ", ".join(f"'{value.value}'" for value in values)


def _stays(of: str) -> str:
    """Say that the server of a row stays: while it is removed, a part at a time, its rows need not fit."""
    return f"NOT EXISTS (SELECT 1 FROM server WHERE server.id = {of}.server_id AND server.is_being_removed)"  # noqa: S608 - a name in this file


def _person(column: str) -> str:
    """Say who somebody is, or will be: an erasure renames a person a part at a time, the accounts first."""
    return f"COALESCE((SELECT tombstone_id FROM erasure WHERE erasure.user_id = {column}), {column})"  # noqa: S608 - as above


_WORDS = {
    "account_stays": _stays("account"),
    "interview_stays": _stays("interview"),
    "owner": _person("account.user_id"),
    "interviewer": _person("interview.interviewer_id"),
    "wisher": _person("wish.user_id"),
    "interviewee": _person("interview.interviewee_id"),
    "seat_reasons": _listed((PointsReason.SEAT, PointsReason.REFUND)),
    "holding": _listed(HOLDS_SEAT),
    "taking_time": _listed(TAKES_TIME),
}
"""What the statements of the rules have in common, by the names that stand for it there."""


def _filled(finding: str) -> str:
    return finding.format_map(_WORDS)


_SEATS = """
SELECT COALESCE(paid.interview_id, 0) AS id FROM (
    SELECT account_id, interview_id, SUM(amount) AS moved FROM points_entry
    WHERE reason IN ({seat_reasons}) GROUP BY account_id, interview_id
) AS paid
JOIN user_points AS account ON account.id = paid.account_id
LEFT JOIN mock_interview AS interview ON interview.id = paid.interview_id
WHERE {account_stays} AND CASE WHEN interview.status IN ({holding}) AND {interviewee} = {owner}
    THEN paid.moved > 0 ELSE paid.moved <> 0 END
"""

_OVERLAPS = """
SELECT id FROM (
    SELECT id, scheduled_time, MAX(ends_at) OVER (
        PARTITION BY person ORDER BY scheduled_time, id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS busy_until
    FROM (
        SELECT id, interviewer_id AS person, scheduled_time, ends_at FROM mock_interview
        WHERE status IN ({taking_time}) AND interviewer_id IS NOT NULL
        UNION ALL
        SELECT id, interviewee_id AS person, scheduled_time, ends_at FROM mock_interview
        WHERE status IN ({taking_time}) AND interviewee_id IS NOT NULL
    ) AS seats
) AS ordered WHERE busy_until > scheduled_time
"""

_REWARDS = """
SELECT interview.id FROM mock_interview AS interview
LEFT JOIN (
    SELECT entry.interview_id, COUNT(*) AS times, SUM(entry.amount) AS amount, MIN({owner}) AS person
    FROM points_entry AS entry JOIN user_points AS account ON account.id = entry.account_id
    WHERE entry.reason = 'reward' GROUP BY entry.interview_id
) AS reward ON reward.interview_id = interview.id
WHERE {interview_stays} AND CASE WHEN interview.status = 'completed'
    THEN reward.times > 1 OR reward.person <> {interviewer}
        OR COALESCE(reward.amount, 0) <> COALESCE(interview.agreed_reward, reward.amount, 0)
    ELSE reward.times IS NOT NULL END
"""

RULES = (
    Rule(
        "Each balance is the sum of its ledger.",
        "The balance is not the sum of the ledger in accounts",
        _filled("""SELECT account.id FROM user_points AS account
        LEFT JOIN (SELECT account_id, SUM(amount) AS total FROM points_entry GROUP BY account_id) AS ledger
            ON ledger.account_id = account.id
        WHERE account.balance <> COALESCE(ledger.total, 0) AND {account_stays}"""),
    ),
    Rule(
        "Each line of the ledger goes on from the one before.",
        "The balance after it does not follow from the line before in lines of the ledger",
        _filled("""SELECT line.id FROM (
            SELECT id, account_id, amount, balance_after,
                LAG(balance_after, 1, 0) OVER (PARTITION BY account_id ORDER BY id) AS found
            FROM points_entry
        ) AS line JOIN user_points AS account ON account.id = line.account_id
        WHERE line.balance_after <> line.found + line.amount AND {account_stays}"""),
    ),
    Rule(
        "A seat is paid for while it is held, and not after.",
        "What was paid for the seat does not fit the status of interviews",
        _filled(_SEATS),
    ),
    Rule(
        "Each completed interview has earned its reward once, and no other has.",
        "The reward does not fit the status of interviews",
        _filled(_REWARDS),
    ),
    Rule(
        "Each completed interview has feedback that is accepted, and each no-show its report.",
        "What ended it is missing in interviews",
        _filled("""SELECT interview.id FROM mock_interview AS interview
        LEFT JOIN interview_feedback AS feedback ON feedback.interview_id = interview.id
        LEFT JOIN no_show_report AS report ON report.interview_id = interview.id
        WHERE {interview_stays} AND (
            interview.status = 'completed' AND (feedback.id IS NULL OR NOT feedback.is_accepted)
            OR interview.status = 'no_show' AND report.id IS NULL)"""),
    ),
    Rule(
        "Each review is of the interviewer of its interview, which knows of it.",
        "The review is missing, or of somebody else, in interviews",
        _filled("""SELECT interview.id FROM mock_interview AS interview
        LEFT JOIN review ON review.interview_id = interview.id
        WHERE {interview_stays} AND (
            interview.is_reviewed AND review.id IS NULL
            OR NOT interview.is_reviewed AND review.id IS NOT NULL
            OR review.interviewer_id <> interview.interviewer_id)"""),
    ),
    Rule(
        "Nobody is in two interviews at once.",
        "Somebody is in two at once, in interviews",
        _filled(_OVERLAPS),
    ),
    Rule(
        "Each interviewer's ratings add up.",
        "The ratings do not add up in accounts",
        _filled("""SELECT account.id FROM user_points AS account
        LEFT JOIN (
            SELECT server_id, person, COUNT(*) AS ratings, SUM(rating) AS rating_sum
            FROM (
                SELECT interview.server_id, {interviewer} AS person,
                    feedback.interviewer_rating AS rating
                FROM interview_feedback AS feedback
                JOIN mock_interview AS interview ON interview.id = feedback.interview_id
                WHERE feedback.interviewer_rating IS NOT NULL
            ) AS one GROUP BY server_id, person
        ) AS given
            ON given.server_id = account.server_id AND given.person = {owner}
        WHERE {account_stays} AND (account.ratings <> COALESCE(given.ratings, 0)
            OR account.rating_sum <> COALESCE(given.rating_sum, 0))"""),
    ),
    Rule(
        "A seat is held only for who waits for it, and nobody waits who takes part.",
        "Seat and waiting list do not fit in interviews",
        _filled("""SELECT interview.id FROM mock_interview AS interview
        LEFT JOIN seat_offer AS offer ON offer.interview_id = interview.id AND offer.state = 'live'
        LEFT JOIN waiting_entry AS entry
            ON entry.interview_id = interview.id AND entry.user_id = offer.user_id
        WHERE {interview_stays} AND (
            (interview.held_until IS NOT NULL OR offer.id IS NOT NULL) AND interview.status <> 'pending'
            OR offer.id IS NOT NULL AND (entry.id IS NULL OR interview.held_until IS NULL
                OR interview.held_until <> offer.until))
        UNION SELECT interview.id FROM waiting_entry AS entry
        JOIN mock_interview AS interview ON interview.id = entry.interview_id
        WHERE {interview_stays} AND (NOT interview.is_waited_for
            OR entry.user_id IN (interview.interviewer_id, interview.interviewee_id))"""),
    ),
    Rule(
        "What was left by leaving late is with whom it belongs.",
        "What was left by leaving late is with nobody, or with too many, in interviews",
        _filled("""SELECT interview.id FROM mock_interview AS interview
        LEFT JOIN (SELECT interview_id, SUM(amount) AS moved FROM points_entry
            WHERE reason = 'late' GROUP BY interview_id) AS ledger ON ledger.interview_id = interview.id
        LEFT JOIN late_change AS held ON held.interview_id = interview.id AND held.state = 'held'
        WHERE {interview_stays} AND (COALESCE(ledger.moved, 0) <> -COALESCE(held.points, 0)
            OR interview.has_late_change <> (held.id IS NOT NULL)
            OR held.id IS NOT NULL AND interview.status <> 'pending')"""),
    ),
    Rule(
        "Each wish that came true is that of whoever sits in its seat.",
        "Their owners do not sit in the seat that they wished for, in wishes",
        _filled("""SELECT wish.id FROM wish
        JOIN mock_interview AS interview ON interview.id = wish.interview_id
        WHERE wish.state = 'done' AND {interview_stays} AND {wisher}
            <> COALESCE(CASE WHEN wish.is_interviewer THEN {interviewer} ELSE {interviewee} END, 0)"""),
    ),
    Rule(
        "Two are asked for a common time as long as their pair is open.",
        "Its two are asked still, or no more, unlike the pair itself, in pairs",
        """SELECT pair.id FROM pair JOIN pair_side AS side ON side.pair_id = pair.id
        WHERE side.is_open <> (pair.state = 'open')""",
    ),
    Rule(
        "The database has one name, by which Discord tells its messages.",
        "The database has no name, or more than one, by which Discord tells its messages: rows",
        """SELECT COALESCE(MIN(id), 0) AS id FROM installation HAVING COUNT(*) <> 1""",
    ),
)


async def verdicts(reader: Reader) -> list[Verdict]:
    """Return what each rule says of a database."""
    found = [_verdict(rule, await _breaking(rule, reader)) for rule in RULES]
    return [*found, await _numbers(reader)]


async def totals(reader: Reader) -> dict[str, int]:
    """Return what two databases that hold the same have in common, by what it is called."""
    (row,) = await reader.rows(
        "SELECT (SELECT COALESCE(SUM(balance), 0) FROM user_points) AS balances,"
        " (SELECT COALESCE(SUM(amount), 0) FROM points_entry) AS ledger"
    )
    return {"points in all balances": int(row["balances"]), "points in the ledger": int(row["ledger"])}


async def broken(reader: Reader) -> list[str]:
    """Return what is wrong with a database, in a sentence each."""
    return [verdict.sentence for verdict in await verdicts(reader) if not verdict.is_fine]


async def _numbers(reader: Reader) -> Verdict:
    tables = await given_twice(reader)
    if not tables:
        return Verdict(is_fine=True, sentence="No number would be given to a second row.")
    return Verdict(
        is_fine=False, sentence=f"The next number belongs to a row already in: {', '.join(sorted(tables))}."
    )


@dataclass(frozen=True)
class _Breaking:
    count: int
    named: tuple[int, ...]


async def _breaking(rule: Rule, reader: Reader) -> _Breaking:
    (counted,) = await reader.rows(f"SELECT COUNT(*) AS count FROM ({rule.finding}) AS breaking")  # noqa: S608 - a rule of this file
    if not counted["count"]:
        return _Breaking(0, ())
    named = await reader.rows(f"SELECT id FROM ({rule.finding}) AS breaking ORDER BY id LIMIT {NAMED}")  # noqa: S608 - as above
    return _Breaking(counted["count"], tuple(row["id"] for row in named))


def _verdict(rule: Rule, breaking: _Breaking) -> Verdict:
    if not breaking.count:
        return Verdict(is_fine=True, sentence=rule.holds)
    return Verdict(is_fine=False, sentence=f"{rule.broken} {''.join(_named(breaking))}.")


def _named(breaking: _Breaking) -> Iterator[str]:
    yield ", ".join(f"#{number}" for number in breaking.named)
    if breaking.count > len(breaking.named):
        yield f" and {breaking.count - len(breaking.named)} more"
