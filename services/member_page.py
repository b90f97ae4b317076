"""What admins see of one member: points, interviews, reports and a pause; no link, and no feedback."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models import Ruling
from models.moments import moment_of
from models.statements import run
from services import listing, points
from services.listing import Listed
from services.points import PointsOverview
from services.server_settings import ServerSettings

REPORTS = 5
"""Reports by a member, and reports of them, that are shown; the latest."""

_REPORTS = """
SELECT report.interview_id, report.reporter_id, report.absent_id, report.reported_at,
    dispute.id AS dispute_id, dispute.ruling
FROM no_show_report AS report
JOIN mock_interview AS interview ON interview.id = report.interview_id
LEFT JOIN dispute ON dispute.interview_id = report.interview_id AND dispute.kind = 'no_show'
WHERE report.{who} = :person AND interview.server_id = :server
ORDER BY report.reported_at DESC LIMIT :many
"""


@dataclass(frozen=True)
class ReportLine:
    """A report of absence: who reported whom (`other_id` is not the member), and what became of it.

    `is_disputed` tells that admins are asked; a ruling is None where none was made.
    """

    number: int
    other_id: int
    at: datetime
    is_disputed: bool
    ruling: Ruling | None


@dataclass(frozen=True)
class MemberPage:
    """A member of a server as its admins see them."""

    user_id: int
    points: PointsOverview
    upcoming: tuple[Listed, ...]
    past: tuple[Listed, ...]
    made: tuple[ReportLine, ...]
    received: tuple[ReportLine, ...]


async def member_page(settings: ServerSettings, user_id: int, now: datetime) -> MemberPage:
    """Return what admins see of a member."""
    mine = await listing.mine(settings.server_id, user_id, now)
    return MemberPage(
        user_id=user_id,
        points=await points.overview(settings, user_id, asked_by=user_id, now=now),
        upcoming=mine.upcoming,
        past=mine.past,
        made=await _reports(settings.server_id, user_id, "reporter_id", "absent_id"),
        received=await _reports(settings.server_id, user_id, "absent_id", "reporter_id"),
    )


async def _reports(server_id: int, user_id: int, who: str, other: str) -> tuple[ReportLine, ...]:
    values = {"person": user_id, "server": server_id, "many": REPORTS}
    return tuple(_line(row, other) for row in await run(_REPORTS.format(who=who), values))


def _line(row: Mapping[str, Any], other: str) -> ReportLine:
    ruling = row["ruling"]
    return ReportLine(
        number=int(row["interview_id"]),
        other_id=int(row[other]),
        at=moment_of(row["reported_at"]),
        is_disputed=row["dispute_id"] is not None and ruling is None,
        ruling=None if ruling is None else Ruling(ruling),
    )
