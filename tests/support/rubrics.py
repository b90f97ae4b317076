"""Rubrics for tests: a server's own, and feedback by one."""

from typing import Any

from models import Server
from services import feedback
from services.feedback import Left
from services.rubrics import keeping
from services.rubrics.judging import Filled
from services.rubrics.keeping import Imported
from services.rubrics.standard import CODING
from services.rubrics.words import Content, Criterion
from tests.support.factories import ADMIN, NOW, SERVER, Played, an_admin

GOOD = "You asked about the limits first, and tested the code aloud."
NEXT_STEP = "Solve two graph problems this week and say the complexity aloud."


def a_content(name: str = "Ours", *, languages: tuple[str, ...] = ("en", "ru"), mark: str = "") -> Content:
    """What a rubric says; `mark` tells one text from that of another version."""
    return Content(
        {language: f"{name} {language}" for language in languages},
        tuple(
            Criterion(
                {language: f"Criterion {one} {language}{mark}" for language in languages},
                tuple(
                    {language: f"Level {level} of {one} {language}{mark}" for language in languages}
                    for level in range(1, 6)
                ),
            )
            for one in range(1, 4)
        ),
    )


async def uses_rubrics(server_id: int = SERVER, *, wanted: bool = True) -> None:
    """Let a server use rubrics, or not any more."""
    await Server.filter(id=server_id).update(uses_rubrics=wanted)


async def a_rubric(name: str = "Ours", *, server_id: int = SERVER, **said: Any) -> Imported:  # noqa: ANN401 - as in a_content
    """A rubric of a server's own, imported by its admin."""
    await an_admin(server_id)
    return await keeping.import_rubric(ADMIN, server_id, a_content(name, **said), NOW)


def filled(**changes: Any) -> Filled:  # noqa: ANN401 - any field
    """What an interviewer sends by the rubric for coding."""
    sent: dict[str, Any] = {
        "rubric": CODING,
        "version": 1,
        "levels": (5, 4, 3),
        "good": GOOD,
        "next_step": NEXT_STEP,
    }
    return Filled(**(sent | changes))


async def leave(played: Played, **changes: Any) -> Left:  # noqa: ANN401 - any field of what is sent
    """Leave feedback by a rubric as the interviewer."""
    who = played.interviewer
    return await feedback.leave_by_rubric(
        who.user_id, who.server_id, played.id, filled(**changes), played.ends_at
    )
