"""Who did not come too often takes no new seat for a while; the setting is the server's."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from models import Dispute, DisputeKind, NoShowReport, Ruling
from models.rows import find
from services.refusals import BlockedFromSeats
from services.server_settings import ServerSettings


@dataclass(frozen=True)
class Block:
    """Until when (UTC) a member takes no new seat in a server, and which interviews they missed."""

    until: datetime
    missed: tuple[int, ...]

    @property
    def interviews(self) -> str:
        """Return the missed interviews as people call them: #1, #2."""
        return ", ".join(f"#{number}" for number in self.missed)


async def block_of(settings: ServerSettings, user_id: int, now: datetime) -> Block | None:
    """Return the block that holds for a member of a server now, or None.

    A report that is disputed does not count until it is decided. One that was overturned never does, nor one
    from before an admin lifted a pause.
    """
    if settings.no_show_limit == 0:
        return None
    remembered = timedelta(days=settings.no_show_days + settings.block_days)
    counted = await _counted(settings.server_id, user_id, now - remembered)
    for last in reversed(range(settings.no_show_limit - 1, len(counted))):
        series = counted[last - settings.no_show_limit + 1 : last + 1]
        at = series[-1].reported_at
        close_together = at - series[0].reported_at <= timedelta(days=settings.no_show_days)
        until = at + timedelta(days=settings.block_days)
        if close_together and now < until:
            return Block(until, tuple(report.interview_id for report in series))
    return None


async def check_not_blocked(settings: ServerSettings, user_id: int, now: datetime) -> None:
    """Check that a member may take a new seat.

    Raises:
        BlockedFromSeats: they did not come too often of late.
    """
    block = await block_of(settings, user_id, now)
    if block is not None:
        raise BlockedFromSeats(until=block.until, missed=len(block.missed), interviews=block.interviews)


async def _counted(server_id: int, user_id: int, since: datetime) -> list[NoShowReport]:
    reports = await find(
        NoShowReport,
        "absent_id = :absent AND reported_at >= :since AND NOT is_forgiven AND EXISTS ("
        " SELECT 1 FROM mock_interview WHERE mock_interview.id = interview_id AND server_id = :server)"
        " ORDER BY reported_at",
        {"absent": user_id, "since": since, "server": server_id},
    )
    if not reports:
        return []
    doubted = {
        dispute.interview_id
        for dispute in await Dispute.filter(
            interview_id__in=[report.interview_id for report in reports], kind=DisputeKind.NO_SHOW
        )
        if dispute.ruling is not Ruling.UPHELD
    }
    return [report for report in reports if report.interview_id not in doubted]
