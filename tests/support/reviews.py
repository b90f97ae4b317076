"""Sealed feedback, and what interviewees say about interviewers before they read it."""

from datetime import datetime

from models import Degree, Server
from services import feedback
from services.interviews import Private, Role
from services.people import Member
from services.reviews import reviewing
from services.reviews.reviewing import Answers
from tests.support.factories import SERVER, TEXT, Played, a_booking, a_member

SAID = Answers(Degree.YES, Degree.PARTLY, Degree.NO)


async def seals(server_id: int = SERVER, *, wanted: bool = True) -> None:
    """Let a server seal feedback, or not any more."""
    await Server.filter(id=server_id).update(seals_feedback=wanted)


async def a_sealed_booking(role: Role = Role.INTERVIEWER, *, host: Member | None = None) -> Played:
    """A booked interview whose feedback will be sealed; its host sits in the seat of `role`."""
    if host is None:
        host = await a_member(0 if role is Role.INTERVIEWER else 10, name="Host")
    await seals()
    return await a_booking(role, host=host)


async def leave(played: Played, now: datetime | None = None, *, score: int = 4) -> Private:
    """Leave feedback as the interviewer, at the end unless said otherwise."""
    left = await feedback.leave(
        played.interviewer.user_id, SERVER, played.id, score=score, text=TEXT, now=now or played.ends_at
    )
    return left.mine


async def sealed() -> Played:
    """An interview that is over, with feedback that is sealed since its end."""
    played = await a_sealed_booking()
    await leave(played)
    return played


async def review(played: Played, now: datetime | None = None, answers: Answers = SAID) -> Private:
    """Review the interviewer as the interviewee, at the end unless said otherwise."""
    return await reviewing.review(
        played.interviewee.user_id, SERVER, played.id, answers, now or played.ends_at
    )
