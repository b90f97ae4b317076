"""What a host changes about a card: its details at once, the time of a booked one once its guest confirms."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from models import InterviewStatus, MockInterview, NotificationKind
from services import moves, people, server_settings
from services.availability import check_free
from services.coming import late as late_changes
from services.delivery import outbox, planning
from services.delivery.kinds.direct import DetailsChanged, LinkChanged
from services.delivery.outbox import Letter, address
from services.finding import line, matching
from services.holding import held_by_host, store_change
from services.interviews import Private, end_after, public
from services.links import check_link
from services.publishing import check_duration, check_start
from services.refusals import ChangedSince, NothingToChange
from services.server_settings import ServerSettings
from services.transaction import use_case
from services.viewing import private
from services.wording import Wording, parts_of, reworded

_CHANGEABLE = (
    *("topic", "level", "language", "notes", "meeting_link", "link_is_made", "rubric"),
    *("scheduled_time", "ends_at", "duration"),
)
"""What a host can change of a stored interview."""

TOLD_AFTER = timedelta(minutes=1)
"""How long after a change of the wording its guest is told: of several in a row they hear once."""


@dataclass(frozen=True)
class Changes:
    """What a host wants to change; None leaves a thing as it is, an empty text takes it away.

    `wording` holds the parts of the wording that change, by their names (`services.wording`). Where the start
    is not `instead_of` any more, nothing changes. `rubric` is a key that `services.rubrics.sets.chosen` gave.
    """

    starts_at: datetime | None = None
    instead_of: datetime | None = None
    duration: int | None = None
    wording: Mapping[str, str] = field(default_factory=dict)
    link: str | None = None
    rubric: str | None = None


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
    is_wording_told: bool
    about_time: AboutTime | None
    settings: ServerSettings


async def edit(user_id: int, server_id: int | None, number: int, changes: Changes, now: datetime) -> Edited:
    """Change a card before its start; a guest is told what reads otherwise, and asked for a new time.

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
        old_link, old_wording = row.meeting_link, Wording(**parts_of(row))
        old_time = (row.scheduled_time, row.ends_at)
        settings = await server_settings.read(row.server_id)
        changed = _apply(row, changes, others_allowed=settings.allows_other_links)
        if row.status is InterviewStatus.BOOKED:
            about_time = await _propose(row, changes, now)
        else:
            about_time = None
            changed |= await _move(row, changes, settings, now)
        if not changed and about_time is None:
            raise NothingToChange
        if changed:
            await store_change(row, now, *_CHANGEABLE)
            await _show_changed(row, settings, now)
            await line.follow(row, now)
            if row.has_late_change and row.scheduled_time != old_time[0]:
                await late_changes.moved(row, now)
            is_moved = old_time != (row.scheduled_time, row.ends_at)
            if is_moved or parts_of(row) != parts_of(old_wording):
                await outbox.write(matching.letters(row, settings, news=is_moved), now)
        guest_id = public(row).guest_id
        new_link_for = guest_id if row.meeting_link != old_link else None
        if new_link_for is not None:
            await outbox.tell(row, new_link_for, LinkChanged(), now)
        reworded_for = guest_id if parts_of(row) != parts_of(old_wording) else None
        tells = reworded_for is not None and await _tell_of_wording(row, reworded_for, old_wording, now)
        return Edited(
            await private(row, user_id, now),
            is_changed=changed,
            is_link_told=new_link_for is not None,
            is_wording_told=tells,
            about_time=about_time,
            settings=settings,
        )


async def _show_changed(row: MockInterview, settings: ServerSettings, now: datetime) -> None:
    """Have the card shown as it is now, and its button taken away when it is too late to book it."""
    letters = await outbox.card_letters(row, makes_events=settings.makes_events)
    if row.status is InterviewStatus.PENDING:
        letters += planning.closing_letters(row, settings.notice, now)
    await outbox.write(letters, now)


async def _tell_of_wording(row: MockInterview, guest_id: int, before: Wording, now: datetime) -> bool:
    """Have a guest told in a while what reads otherwise than they know it; tell whether there is anything.

    What waits to tell them of an earlier change is told with this one, and no later for it.
    """
    told, due_at = DetailsChanged(**parts_of(before)), now + TOLD_AFTER
    for waiting in await outbox.taken_back(row, guest_id, NotificationKind.DETAILS_CHANGED, now):
        told, due_at = DetailsChanged.model_validate(waiting.payload), waiting.due_at
    if parts_of(told) == parts_of(row):
        return False
    # Once it has started nobody can withdraw from it any more.
    in_time = due_at < row.scheduled_time
    await outbox.write([Letter(told, address(row, guest_id), due_at=due_at if in_time else None)], now)
    return True


async def _move(row: MockInterview, changes: Changes, settings: ServerSettings, now: datetime) -> bool:
    """Write a new time into the row of a card that nobody has booked; tell whether it is another one."""
    starts_at = _full_minute(changes.starts_at) or row.scheduled_time
    duration = changes.duration or row.duration
    if (starts_at, duration) == (row.scheduled_time, row.duration):
        return False
    if changes.starts_at is not None:
        check_start(changes.starts_at, now, settings.notice)
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
    before = (parts_of(row), row.meeting_link, row.rubric)
    if changes.duration is not None:
        check_duration(changes.duration)
    row.update_from_dict(dict(parts_of(reworded(row, changes.wording))))
    if changes.link is not None:
        row.meeting_link = check_link(changes.link, others_allowed=others_allowed)
        row.link_is_made = row.link_is_made and row.meeting_link == before[1]
    if changes.rubric is not None:
        row.rubric = changes.rubric
    return before != (parts_of(row), row.meeting_link, row.rubric)
