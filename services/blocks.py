"""Who did not come too often takes no new seat for a while; the setting is the server's."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from models.moments import moment_of
from models.statements import run
from services.erased import numbers_of
from services.refusals import BlockedFromSeats
from services.server_settings import ServerSettings

_COUNTED = """
SELECT account.paused_until, account.paused_for, report.interview_id, report.reported_at
FROM user_points AS account LEFT JOIN (
    SELECT report.absent_id, report.interview_id, report.reported_at FROM no_show_report AS report
    JOIN mock_interview AS interview
        ON interview.id = report.interview_id AND interview.server_id = :server
    LEFT JOIN dispute ON dispute.interview_id = report.interview_id AND dispute.kind = 'no_show'
    WHERE report.absent_id = :absent AND report.reported_at >= :since AND NOT report.is_forgiven
      AND (dispute.id IS NULL OR dispute.ruling = 'upheld')) AS report ON report.absent_id = account.user_id
WHERE account.server_id = :server AND account.user_id = :absent ORDER BY report.reported_at
"""


@dataclass(frozen=True)
class Block:
    """Until when (UTC) a member takes no new seat in a server, and which interviews they missed."""

    until: datetime
    missed: tuple[int, ...]

    @property
    def interviews(self) -> str:
        """Return the missed interviews as people call them: #1, #2."""
        return ", ".join(f"#{number}" for number in self.missed)


@dataclass(frozen=True)
class _Missed:
    """An interview to which somebody did not come, and when (UTC) that was reported."""

    interview_id: int
    reported_at: datetime


async def block_of(settings: ServerSettings, user_id: int, now: datetime) -> Block | None:
    """Return the block that holds for a member of a server now, or None.

    A report that is disputed does not count until it is decided. One that was overturned never does, nor one
    from before an admin lifted a pause.
    """
    if settings.no_show_limit == 0:
        return None
    remembered = timedelta(days=settings.no_show_days + settings.block_days)
    kept, counted = await _counted(settings.server_id, user_id, now - remembered)
    for last in reversed(range(settings.no_show_limit - 1, len(counted))):
        series = counted[last - settings.no_show_limit + 1 : last + 1]
        at = series[-1].reported_at
        close_together = at - series[0].reported_at <= timedelta(days=settings.no_show_days)
        until = at + timedelta(days=settings.block_days)
        if close_together and now < until:
            return Block(until, tuple(report.interview_id for report in series))
    return kept if kept is not None and now < kept.until else None


async def check_not_blocked(settings: ServerSettings, user_id: int, now: datetime) -> None:
    """Check that a member may take a new seat.

    Raises:
        BlockedFromSeats: they did not come too often of late.
    """
    block = await block_of(settings, user_id, now)
    if block is not None:
        raise BlockedFromSeats(until=block.until, missed=len(block.missed), interviews=block.interviews)


async def _counted(server_id: int, user_id: int, since: datetime) -> tuple[Block | None, list[_Missed]]:
    """Return a pause from before somebody was erased and came back, and the reports that count, by time."""
    rows = await run(_COUNTED, {"absent": user_id, "since": since, "server": server_id})
    if not rows:
        return None, []
    until = rows[0]["paused_until"]
    kept = None if until is None else Block(moment_of(until), numbers_of(rows[0]["paused_for"]))
    return kept, [
        _Missed(int(row["interview_id"]), moment_of(row["reported_at"]))
        for row in rows
        if row["interview_id"] is not None
    ]
