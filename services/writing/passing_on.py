"""Passing on what one of the two of an interview writes to the other.

Who keeps away from the writer, or whom the writer keeps away, is passed on nothing, and the writer is not to
learn of it (`services.finding.apart`). So the same is counted, written and said then; only the row of the
outbox has no recipient and no text, and whoever delivers drops it.
"""

from dataclasses import dataclass
from datetime import datetime

from models import WRITTEN_MAXIMUM
from services import actions, people
from services.delivery import outbox
from services.delivery.kinds.written import Written
from services.delivery.outbox import Letter
from services.finding import apart
from services.holding import find, find_held
from services.interviews import Interview, public
from services.text import clean_text
from services.transaction import use_case
from services.writing import counting
from services.writing.refusals import AddresseeGone, NothingWritten
from services.writing.rules import TEXT_MAXIMUM


@dataclass(frozen=True)
class PassedOn:
    """Somebody has written about an interview; they can `left` times more."""

    number: int
    left: int


async def check_may_write(
    user_id: int, server_id: int | None, number: int, now: datetime, *, to_id: int | None = None
) -> int:
    """Return the other, to whom a person could write now, before they are asked what.

    `to_id` is whom they mean, None for whoever it is.

    Raises:
        InterviewNotFound: there is none that they may know of.
        Refusal: what `actions.check_may_write` raises.
        AddresseeGone: it is somebody else by now.
        WrittenEnough: they have written as many messages as one can.
    """
    row = await find(number, server_id, user_id)
    other_id = _addressee(public(row), user_id, to_id, now)
    await counting.check_not_enough(row.id, user_id)
    return other_id


async def write(
    user_id: int, server_id: int | None, number: int, text: str, now: datetime, *, to_id: int | None = None
) -> PassedOn:
    """Have the other of an interview told what a person writes to them.

    `to_id` is whom they answer, or were told that it is for; None for whoever it is.

    Raises:
        NothingWritten, TextTooLong: nothing can be seen of it, or it is longer than 500 characters.
        InterviewNotFound: there is none that they may know of.
        Refusal: what `actions.check_may_write` raises.
        AddresseeGone: it is somebody else by now.
        WrittenEnough: they have written as many messages as one can.
    """
    cleaned = clean_text(text, "message", TEXT_MAXIMUM)
    if not cleaned:
        raise NothingWritten(maximum=TEXT_MAXIMUM)
    async with use_case():
        row = await find_held(number, server_id, user_id)
        interview = public(row)
        other_id, seat = _addressee(interview, user_id, to_id, now), interview.role_of(user_id)
        assert seat is not None  # noqa: S101 - or it was refused
        # Who asks for peace meanwhile either has asked before this is read, or finds what is written here.
        await people.lock({user_id, other_id})
        place = await counting.count_one(row.id, user_id, now)
        is_for_nobody = await apart.are_kept_apart(user_id, other_id)
        text = "" if is_for_nobody else cleaned
        written = Written(member_id=user_id, seat=seat, place=place, text=text)
        to = outbox.address(row, None if is_for_nobody else other_id)
        await outbox.write([Letter(written, to)], now)
    return PassedOn(row.id, WRITTEN_MAXIMUM - place)


def _addressee(interview: Interview, user_id: int, to_id: int | None, now: datetime) -> int:
    """Return whom a person may write to."""
    actions.check_may_write(interview, user_id, now)
    other_id = interview.other_than(user_id)
    assert other_id is not None  # noqa: S101 - what can be written about has two
    if to_id is not None and to_id != other_id:
        raise AddresseeGone(number=interview.id, member_id=to_id)
    return other_id
