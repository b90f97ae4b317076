"""Somebody did not come: the other participant reports it (design, section 3)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from models import InterviewStatus, MockInterview, NoShowReport
from services import actions, compensation, pauses, points, server_settings
from services.coming.refusals import SaidToBeHere
from services.compensation import Moved
from services.delivery import outbox, planning
from services.delivery.kinds.direct import NoShow
from services.delivery.kinds.log import AbsenceReported
from services.delivery.kinds.shown import Refresh
from services.delivery.outbox import Letter, address, to_person
from services.holding import find_held, find_whole, store_change, whole_of
from services.interviews import Private, public
from services.pauses import Pause
from services.server_settings import ServerSettings
from services.text import clean_text
from services.tombstones import is_erased
from services.transaction import begun_anew, use_case
from services.viewing import private, progress_of

DISPUTE_TIME = timedelta(hours=24)
"""How long the one who was reported can dispute it."""

TEXT_MAXIMUM = 500

WORDS_MINIMUM = 10
"""Characters with which a report has to say what happened, where the other has said that they are there."""


@dataclass(frozen=True)
class Reported:
    """A report, and what it moved. `settings` are those of its server."""

    mine: Private
    moved: Moved
    settings: ServerSettings


@begun_anew
async def report(user_id: int, server_id: int | None, number: int, text: str, now: datetime) -> Reported:
    """Report that the other participant did not come; the interview ends with it.

    An absent interviewer: the interviewee gets back what they paid, and the compensation. An absent
    interviewee: nothing comes back, and the interviewer gets as much as the reward. Where it comes from is
    said in `services.compensation`. If it makes a pause of who is absent, their later seats are freed.

    Raises:
        Refusal: what `check_may_report` raises.
        TextTooLong: the text has more than 500 characters.
        SaidToBeHere: who is reported has said that they are there, and the text does not say what happened.
    """
    cleaned = clean_text(text, "text", TEXT_MAXIMUM)
    async with use_case():
        row = await find_held(number, server_id, user_id)
        actions.check_may_report(progress_of(await whole_of(row)), user_id, now)
        absent_id = public(row).other_than(user_id)
        assert absent_id is not None  # noqa: S101 - held by a constraint of booked interviews
        here_at = public(row).here_at(absent_id)
        if here_at is not None and len(cleaned) < WORDS_MINIMUM:
            raise SaidToBeHere(number=row.id, member_id=absent_id, at=here_at)
        await _end(row, now)
        settings = await server_settings.read(row.server_id)
        stored = await NoShowReport.create(
            interview_id=row.id,
            reporter_id=user_id,
            absent_id=absent_id,
            text="" if is_erased(absent_id) else cleaned,
            reported_at=now,
            dispute_by=now + DISPUTE_TIME,
        )
        pause = await pauses.pause_of(settings, absent_id, now)
        repaid = frozenset() if pause is None else pause.repaid
        await points.hold_accounts(row.server_id, repaid | {user_id, absent_id})
        moved = await compensation.pay(row, user_id, absent_id, now)
        await _note(stored, moved)
        await outbox.write(_letters(row, stored, moved, pause), now)
        if pause is not None:
            await pauses.free_seats(row, pause, now)
        return Reported(await private(row, user_id, now), moved, settings)


async def check_may_report(
    user_id: int, server_id: int | None, number: int, now: datetime
) -> datetime | None:
    """Check that a person could report the other absent now, before they are asked about it.

    Returns:
        When the other has said that they are there (UTC), if they have: then a report wants words.

    Raises:
        InterviewNotFound: there is none that they may know of.
        Refusal: what `actions.check_may_report` raises.
    """
    seen = progress_of(await find_whole(number, server_id, user_id))
    actions.check_may_report(seen, user_id, now)
    return seen.interview.here_at(seen.interview.other_than(user_id))


async def _end(row: MockInterview, now: datetime) -> None:
    row.status, row.next_step_at = InterviewStatus.NO_SHOW, None
    await store_change(row, now, "status")
    await planning.unplan(row, now)
    await outbox.show_card(row, now)


async def _note(stored: NoShowReport, moved: Moved) -> None:
    """Store with a report what it moved: a ruling can take back exactly that."""
    stored.refunded, stored.compensated = moved.refunded, moved.compensated
    stored.taken, stored.minted = moved.taken, moved.minted
    await stored.save(update_fields=["refunded", "compensated", "taken", "minted"])


def _letters(row: MockInterview, stored: NoShowReport, moved: Moved, pause: Pause | None) -> list[Letter]:
    """Return what tells the absent one of the report, and later that it can no longer be disputed.

    Admins read of it too.
    """
    absent_id, paused_until = stored.absent_id, None if pause is None else pause.block.until
    told = NoShow(
        blocked_until=paused_until,
        refunded=moved.refunded,
        compensated=moved.compensated,
        taken=moved.taken,
    )
    # Then the button with which it is disputed goes.
    too_late = Letter(Refresh(change=":undisputed"), address(row, absent_id), due_at=stored.dispute_by)
    line = AbsenceReported(reporter_id=stored.reporter_id, absent_id=absent_id, paused_until=paused_until)
    return [to_person(row, absent_id, told), too_late, Letter(line, address(row))]
