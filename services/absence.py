"""Somebody did not come: the other participant reports it (design, section 3)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from models import (
    InterviewStatus,
    MockInterview,
    NoShowReport,
    PointsReason,
)
from services import actions, blocks, points, server_settings
from services.delivery import outbox, planning
from services.delivery.kinds.direct import NoShow
from services.delivery.kinds.log import AbsenceReported
from services.delivery.kinds.shown import Refresh
from services.delivery.outbox import Letter, address, to_person
from services.holding import find_held, find_whole, store_change, whole_of
from services.interviews import Private, Role, public
from services.server_settings import ServerSettings
from services.text import clean_text
from services.transaction import use_case
from services.viewing import private, progress_of

DISPUTE_TIME = timedelta(hours=24)
"""How long the one who was reported can dispute it."""

TEXT_MAXIMUM = 500


@dataclass(frozen=True)
class Reported:
    """A report, and what it brought the reporter: points given back and points on top.

    `settings` are those of its server.
    """

    mine: Private
    refunded: int
    compensated: int
    settings: ServerSettings


async def report(user_id: int, server_id: int | None, number: int, text: str, now: datetime) -> Reported:
    """Report that the other participant did not come; the interview ends with it.

    An absent interviewer: the interviewee gets back what they paid and the server's compensation. An absent
    interviewee: nothing comes back, and the interviewer earns the server's reward.

    Raises:
        Refusal: what `check_may_report` raises.
        TextTooLong: the text has more than 500 characters.
    """
    cleaned = clean_text(text, "text", TEXT_MAXIMUM)
    async with use_case():
        row = await find_held(number, server_id, user_id)
        actions.check_may_report(progress_of(await whole_of(row)), user_id, now)
        absent_id = public(row).other_than(user_id)
        assert absent_id is not None  # noqa: S101 - held by a constraint of booked interviews
        await _end(row, now)
        settings = await server_settings.read(row.server_id)
        refunded, compensated = await _pay(settings, row, user_id, now)
        await NoShowReport.create(
            interview_id=row.id,
            reporter_id=user_id,
            absent_id=absent_id,
            text=cleaned,
            refunded=refunded,
            compensated=compensated,
            reported_at=now,
            dispute_by=now + DISPUTE_TIME,
        )
        block = await blocks.block_of(settings, absent_id, now)
        told = NoShow(
            blocked_until=None if block is None else block.until, refunded=refunded, compensated=compensated
        )
        # Then the button with which it is disputed goes.
        too_late = Letter(Refresh(change=":undisputed"), address(row, absent_id), due_at=now + DISPUTE_TIME)
        line = AbsenceReported(reporter_id=user_id, absent_id=absent_id, paused_until=told.blocked_until)
        await outbox.write([to_person(row, absent_id, told), too_late, Letter(line, address(row))], now)
        return Reported(await private(row, user_id, now), refunded, compensated, settings)


async def check_may_report(user_id: int, server_id: int | None, number: int, now: datetime) -> None:
    """Check that a person could report the other absent now, before they are asked about it.

    Raises:
        InterviewNotFound: there is none that they may know of.
        Refusal: what `actions.check_may_report` raises.
    """
    actions.check_may_report(progress_of(await find_whole(number, server_id, user_id)), user_id, now)


async def _end(row: MockInterview, now: datetime) -> None:
    row.status, row.next_step_at = InterviewStatus.NO_SHOW, None
    await store_change(row, now, "status")
    await planning.unplan(row, now)
    await outbox.show_card(row, now)


async def _pay(
    settings: ServerSettings, row: MockInterview, reporter_id: int, now: datetime
) -> tuple[int, int]:
    """Give the reporter what they are due: points paid before, and points on top."""
    refunded, due = 0, settings.reward
    if public(row).role_of(reporter_id) is Role.INTERVIEWEE:
        refunded = await points.refund_seat(row.server_id, reporter_id, row.id, now)
        due = settings.compensation
    moved = await points.move(
        row.server_id, reporter_id, due, PointsReason.COMPENSATION, now, interview_id=row.id
    )
    return refunded, moved.amount
