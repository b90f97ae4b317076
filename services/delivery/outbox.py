"""Writing the outbox: what must be said or shown after a change, in the change's own transaction.

Getting it there is the subject of the other modules of this package.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import orjson
from tortoise.expressions import Q

from models import InterviewStatus, MockInterview, Notification, NotificationKind, NotificationState, Server
from models.statements import insert
from services.delivery.kinds.direct import Direct
from services.delivery.kinds.message import Address, Message
from services.delivery.kinds.others import Room
from services.delivery.kinds.shown import Card, DisputeCase, Event, Panel, Refresh
from services.interviews import LIVE, DisputeKind
from services.tombstones import is_erased


@dataclass(frozen=True)
class Letter:
    """A notification with its address; `due_at` (UTC) is None for what is due at once."""

    message: Message
    to: Address
    due_at: datetime | None = None
    key: str = ""


_COLUMNS = (
    "kind",
    "lane",
    "dedupe_key",
    "server_id",
    "recipient_id",
    "interview_id",
    "payload",
    "urgency",
    "wanted_by",
    "due_at",
    "waits_until",
    "state",
    "attempts",
    "error",
    "created_at",
)


async def write(letters: Iterable[Letter], now: datetime) -> None:
    """Write rows, in one statement; one that is there already, by its kind and key, is left as it is.

    Who was erased is told nothing.
    """
    rows = [_row(letter, now) for letter in letters if not is_erased(letter.to.recipient_id or 0)]
    if rows:
        await insert("notification", _COLUMNS, rows)


def address(interview: MockInterview, recipient_id: int | None = None) -> Address:
    """Return where a notification about the present revision of an interview belongs."""
    return Address(interview.server_id, interview.id, interview.revision, recipient_id)


def to_person(interview: MockInterview, recipient_id: int, message: Direct) -> Letter:
    """Return what tells one person of the change that brought an interview to its present revision."""
    return Letter(message, address(interview, recipient_id))


async def tell(interview: MockInterview, recipient_id: int, message: Direct, now: datetime) -> None:
    """Tell one person of the change that brought the interview to its present revision."""
    await write([to_person(interview, recipient_id, message)], now)


async def show_card(
    interview: MockInterview, now: datetime, *, change: str = "", is_redrawn: bool = False
) -> None:
    """Have the card, and the event if there is one, brought to the interview's present state."""
    await write(await card_letters(interview, change=change, is_redrawn=is_redrawn), now)


async def card_letters(
    interview: MockInterview,
    *,
    change: str = "",
    is_redrawn: bool = False,
    makes_events: bool | None = None,
) -> list[Letter]:
    """Return what brings an interview's card, and its event if there is one, to its present state.

    `makes_events` is the server's setting, where the caller has read it.
    """
    to = address(interview)
    posts = interview.status in LIVE and interview.card_message_id is None
    card = Letter(Card(change=change, is_redrawn=is_redrawn, posts=posts), to)
    if not await _is_event_shown(interview, makes_events=makes_events):
        return [card]
    return [card, Letter(Event(change=change), to)]


def post_letter(
    interview: MockInterview, *, change: str, replaces: int = 0, is_redrawn: bool = True
) -> Letter:
    """Return what puts a card onto the board, where it does not stand or the message `replaces` is gone."""
    card = Card(change=change, posts=True, replaces=replaces, is_redrawn=is_redrawn)
    return Letter(card, address(interview))


async def show_event(interview: MockInterview, now: datetime, *, change: str) -> None:
    """Have the server's list of events brought to the interview's present state."""
    if await _is_event_shown(interview, makes_events=None):
        await write([Letter(Event(change=change), address(interview))], now)


async def show_panel(server_id: int, now: datetime, *, change: str = "") -> None:
    """Have the panel in the board channel posted or brought up to date."""
    await write([Letter(Panel(change=change or now.isoformat()), Address(server_id))], now)


async def show_dispute(
    interview: MockInterview, about: DisputeKind, now: datetime, *, change: str = ""
) -> None:
    """Have admins asked in the log channel, or the message there brought to the dispute's present state."""
    case = DisputeCase(about=about, change=change or now.isoformat())
    await write([Letter(case, address(interview))], now)


async def refresh(
    interview: MockInterview,
    people: Sequence[int],
    now: datetime,
    *,
    change: str = "",
    renames: bool = False,
) -> None:
    """Have the direct messages about an interview that people were sent before brought up to date."""
    refresh = Refresh(change=change, renames=renames)
    letters = [Letter(refresh, address(interview, person)) for person in people]
    await write(letters, now)


def room_letter(interview: MockInterview) -> Letter:
    """Return the request for a meeting room of a booking that was just made.

    Both are told of the booking when that is settled.
    """
    return Letter(Room(booking=interview.revision), address(interview))


async def forget_room(interview: MockInterview, now: datetime) -> None:
    """Drop the request for a room of a booking that was given back."""
    await drop(interview, Q(kind=NotificationKind.ROOM), now)


async def drop(interview: MockInterview, which: Q, now: datetime) -> None:
    """Drop some of what waits about an interview, also what a process has already taken."""
    await Notification.filter(which, interview_id=interview.id, state=NotificationState.PENDING).update(
        state=NotificationState.DROPPED, finished_at=now, owner=None
    )


async def taken_back(
    interview: MockInterview, recipient_id: int, kind: NotificationKind, now: datetime
) -> list[Notification]:
    """Drop what waits to tell a person of an interview, and return it, the latest first.

    What a process has already taken is left to it.
    """
    waiting = Notification.filter(
        interview_id=interview.id,
        recipient_id=recipient_id,
        kind=kind,
        state=NotificationState.PENDING,
        owner__isnull=True,
    )
    return [
        row
        for row in await waiting.order_by("-id")
        if await Notification.filter(id=row.id, state=NotificationState.PENDING, owner__isnull=True).update(
            state=NotificationState.DROPPED, finished_at=now
        )
    ]


def dedupe_key(message: Message, to: Address) -> str:
    """Return what tells a row from every other: one that has it is written once."""
    return f"{message.KIND.value}:{message.key(to)}"


async def _is_event_shown(interview: MockInterview, *, makes_events: bool | None) -> bool:
    """Tell whether the list of events is to follow a change.

    It is not where no event is wanted and none was ever asked for; later changes follow the first.
    """
    if interview.event_was_wanted:
        return True
    if interview.status is not InterviewStatus.BOOKED:
        return False
    if makes_events is None:
        makes_events = await Server.filter(id=interview.server_id, makes_events=True).exists()
    if makes_events:
        interview.event_was_wanted = True
        await MockInterview.filter(id=interview.id).update(event_was_wanted=True)
    return makes_events


def _row(letter: Letter, now: datetime) -> tuple[object, ...]:
    """Return the columns of a row; those that are left out begin empty."""
    message, to = letter.message, letter.to
    due_at = letter.due_at or now
    key = f"{message.KIND.value}:{letter.key}" if letter.key else dedupe_key(message, to)
    return (
        message.KIND.value,
        message.lane(to),
        key,
        to.server_id,
        to.recipient_id,
        to.interview_id,
        orjson.dumps(message.payload()).decode(),
        message.urgency.value,
        message.wanted_by(due_at).astimezone(UTC),
        due_at.astimezone(UTC),
        due_at.astimezone(UTC) if due_at > now else None,
        NotificationState.PENDING.value,
        0,
        "",
        now.astimezone(UTC),
    )
