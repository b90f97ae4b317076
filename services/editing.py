"""What a host changes about a card: its details at once, the time of a booked one once its guest confirms."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from models import InterviewStatus, MockInterview
from services import moves, people, server_settings
from services.availability import check_free
from services.delivery import outbox
from services.delivery.kinds.direct import LinkChanged
from services.holding import held_by_host, store_change
from services.interviews import Private, end_after, public
from services.links import check_link
from services.publishing import check_duration, check_start
from services.refusals import ChangedSince, NothingToChange
from services.server_settings import ServerSettings
from services.transaction import use_case
from services.viewing import private
from services.wording import parts_of, reworded

_CHANGEABLE = ("topic", "level", "language", "notes", "meeting_link", "scheduled_time", "ends_at", "duration")
"""What a host can change of a stored interview."""


@dataclass(frozen=True)
class Changes:
    """What a host wants to change; None leaves a thing as it is.

    `wording` holds the parts of the wording that change, by their names (`services.wording`). Where the start
    is not `instead_of` any more, nothing changes.
    """

    starts_at: datetime | None = None
    instead_of: datetime | None = None
    duration: int | None = None
    wording: Mapping[str, str] = field(default_factory=dict)
    link: str | None = None


class AboutTime(StrEnum):
    """What an edit did about the time of a booked interview."""

    PROPOSED = "proposed"
    TAKEN_BACK = "taken_back"


@dataclass(frozen=True)
class Edited:
    """What became of an edit: what holds at once, what the guest is told, and what waits for them.

    `settings` are those of its server.
    """

    mine: Private
    is_changed: bool
    is_link_told: bool
    about_time: AboutTime | None
    settings: ServerSettings


async def edit(user_id: int, server_id: int | None, number: int, changes: Changes, now: datetime) -> Edited:
    """Change a card before its start; a guest is told of a new link, and asked for a new time.

    What nobody has booked is moved at once. Where somebody has, the new start or length is proposed to them
    (`services.moves`), and the rest of the changes holds at once.

    Raises:
        Refusal: what `check_card` raises, InterviewNotFound, OnlyTheHost, AlreadyOver, AlreadyStarted,
            Overlap, GuestIsBusy, NothingToChange, ChangedSince.
    """
    async with use_case():
        row = await held_by_host(user_id, server_id, number, now)
        if changes.instead_of not in {None, row.scheduled_time}:
            raise ChangedSince
        old_link = row.meeting_link
        settings = await server_settings.read(row.server_id)
        changed = _apply(row, changes, others_allowed=settings.allows_other_links)
        if row.status is InterviewStatus.BOOKED:
            about_time = await _propose(row, changes, now)
        else:
            about_time = None
            changed |= await _move(row, changes, now)
        if not changed and about_time is None:
            raise NothingToChange
        if changed:
            await store_change(row, now, *_CHANGEABLE)
            await outbox.show_card(row, now)
        guest_id = public(row).guest_id
        new_link_for = guest_id if row.meeting_link != old_link else None
        if new_link_for is not None:
            await outbox.tell(row, new_link_for, LinkChanged(), now)
        return Edited(
            await private(row, user_id, now),
            is_changed=changed,
            is_link_told=new_link_for is not None,
            about_time=about_time,
            settings=settings,
        )


async def _move(row: MockInterview, changes: Changes, now: datetime) -> bool:
    """Write a new time into the row of a card that nobody has booked; tell whether it is another one."""
    starts_at = _full_minute(changes.starts_at) or row.scheduled_time
    duration = changes.duration or row.duration
    if (starts_at, duration) == (row.scheduled_time, row.duration):
        return False
    if changes.starts_at is not None:
        check_start(changes.starts_at, now)
    ends_at = end_after(starts_at, duration)
    await people.lock({row.host_id})
    await check_free(row.host_id, starts_at, ends_at, but=row.id)
    row.scheduled_time, row.ends_at, row.duration = starts_at, ends_at, duration
    row.next_step_at = starts_at
    return True


async def _propose(row: MockInterview, changes: Changes, now: datetime) -> AboutTime | None:
    """Propose a new time of a booked interview, or take the open proposal back; None if neither.

    A length alone is for the start that is proposed, if there is one; the present start alone takes back
    whatever is proposed.
    """
    if changes.starts_at is None and changes.duration is None:
        return None
    present = (row.scheduled_time, row.duration)
    known = await moves.open_proposal(row)
    proposed = present if known is None else (known.scheduled_time, known.duration)
    starts_at = _full_minute(changes.starts_at) or proposed[0]
    goes_back = changes.starts_at is not None and starts_at == row.scheduled_time
    duration = changes.duration or (row.duration if goes_back else proposed[1])
    if (starts_at, duration) == present:
        return AboutTime.TAKEN_BACK if await moves.take_back(row, now) else None
    if (starts_at, duration) == proposed:
        return None
    if changes.starts_at is not None or known is not None:
        check_start(changes.starts_at or starts_at, now)
    await moves.propose(row, starts_at, duration, now)
    return AboutTime.PROPOSED


def _full_minute(moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.replace(second=0, microsecond=0)


def _apply(row: MockInterview, changes: Changes, *, others_allowed: bool) -> bool:
    """Write all changes but those of the time into the row, and tell whether anything is different now."""
    before = (parts_of(row), row.meeting_link)
    if changes.duration is not None:
        check_duration(changes.duration)
    row.update_from_dict(dict(parts_of(reworded(row, changes.wording))))
    if changes.link is not None:
        row.meeting_link = check_link(changes.link, others_allowed=others_allowed) or row.meeting_link
    return before != (parts_of(row), row.meeting_link)
