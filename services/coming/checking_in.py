"""Saying that one is there, around the start: so that nobody has to guess, and admins can see."""

from dataclasses import dataclass
from datetime import datetime

from services import actions
from services.delivery import standing
from services.holding import find_held
from services.interviews import Interview, public
from services.transaction import use_case


@dataclass(frozen=True)
class CheckedIn:
    """Somebody is there; `other_id` is whom they meet, and `is_other_here` whether they are there, too."""

    interview: Interview
    other_id: int | None
    is_other_here: bool


async def check_in(user_id: int, server_id: int | None, number: int, now: datetime) -> CheckedIn:
    """Note that a participant is there; the messages of both show it.

    Raises:
        InterviewNotFound: there is none that they may know of.
        Refusal: what `actions.check_may_check_in` raises.
    """
    async with use_case():
        row = await find_held(number, server_id, user_id)
        actions.check_may_check_in(public(row), user_id, now)
        whose = "host_here_at" if row.host_id == user_id else "guest_here_at"
        setattr(row, whose, now)
        await row.save(update_fields=[whose])
        await standing.refresh_after_change({row.id: now}, now, change=f":here:{row.revision}:{user_id}")
        interview = public(row)
        other_id = interview.other_than(user_id)
        return CheckedIn(interview, other_id, is_other_here=interview.here_at(other_id) is not None)
