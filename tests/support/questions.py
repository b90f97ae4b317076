"""Questions for tests: a server's bank, and interviews for which is drawn from it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import count

from models import MockInterview, Question
from services.people import Member
from services.questions import bank, drawing
from services.questions.hand import Hand
from services.questions.new import NewQuestion
from services.transaction import use_case
from tests.support.factories import NOW, PRICE, SERVER, Played, a_booking, a_member, an_admin

SOON = NOW + timedelta(hours=3)
"""When interviews begin for which can be drawn."""

_numbers = count(1)


def a_question(text: str = "", **said: str) -> NewQuestion:
    """A question of its own text, open to every topic, level and language unless said otherwise."""
    return NewQuestion(
        text=text or f"What is behind door number {next(_numbers)}?",
        topic=said.get("topic", ""),
        level=said.get("level", ""),
        language=said.get("language", ""),
        notes=said.get("notes", "A goat, most likely."),
        hints=("It has horns.", "It eats paper."),
        source=said.get("source", ""),
        licence=said.get("licence", ""),
    )


def some_questions(many: int, **said: str) -> list[NewQuestion]:
    """Several of them."""
    return [a_question(**said) for _ in range(many)]


async def a_bank(questions: Sequence[NewQuestion], *, server_id: int = SERVER, now: datetime = NOW) -> None:
    """Put questions into a server's bank."""
    await an_admin(server_id)
    compared = await bank.compare(server_id, questions)
    async with use_case():
        await bank.store(server_id, compared, now)


async def an_interview(
    *,
    interviewer: Member | None = None,
    interviewee: Member | None = None,
    starts_at: datetime = SOON,
    topic: str = "",
    level: str = "",
    language: str = "",
    server_id: int = SERVER,
) -> Played:
    """A booked interview soon, about whatever is said."""
    played = await a_booking(
        starts_at=starts_at,
        host=interviewer or await a_member(server_id=server_id),
        guest=interviewee or await a_member(PRICE, server_id=server_id),
    )
    await MockInterview.filter(id=played.id).update(topic=topic, level=level, language=language)
    return played


async def draw(played: Played, now: datetime = NOW, *, only: str = "", language: str = "en") -> Hand:
    """Draw as the interviewer."""
    who = played.interviewer
    return await drawing.draw(who.user_id, who.server_id, played.id, language, now, only=only)


async def ask(played: Played, draw_id: int, now: datetime | None = None, went: int | None = None) -> Hand:
    """Note as the interviewer that a question was asked, and how it went."""
    who, at = played.interviewer, now or played.starts_at
    if went is None:
        return await drawing.mark_asked(who.user_id, who.server_id, draw_id, at)
    return await drawing.note_how_it_went(who.user_id, who.server_id, draw_id, went, at)


async def texts() -> list[str]:
    """The texts of all questions that are stored."""
    return sorted(one.text for one in await Question.all())
