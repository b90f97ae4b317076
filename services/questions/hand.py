"""The questions that an interviewer has at hand for an interview."""

from dataclasses import dataclass

from models import DrawState
from models.statements import run
from services.questions.keeping import Topic, hints_of

_AT_HAND = """
SELECT drawn.id, drawn.place, drawn.state, drawn.is_again, drawn.went, question.text, question.topic,
    question.level, question.language, question.notes, question.hints, question.source, question.licence
FROM drawn_question AS drawn JOIN question ON question.id = drawn.question_id
WHERE drawn.interview_id = :interview AND drawn.user_id = :interviewee AND drawn.place IS NOT NULL
ORDER BY drawn.place
"""

_ASKED = """
SELECT question.text, drawn.went FROM drawn_question AS drawn JOIN question ON question.id = drawn.question_id
WHERE drawn.interview_id = :interview AND drawn.state = 'asked' ORDER BY drawn.asked_at, drawn.id LIMIT :many
"""

ASKED_MAXIMUM = 50
"""Questions of one interview that feedback keeps: nobody asks more."""


@dataclass(frozen=True)
class AtHand:
    """One of them, in its place from 1 on; `id` is that of the draw.

    One `is_again` that the interviewee was asked before. `went` is from 1 to 5, None where nothing was said.
    """

    id: int
    place: int
    text: str
    topic: str
    level: str
    language: str
    notes: str
    hints: tuple[str, ...]
    source: str
    licence: str
    is_asked: bool
    is_again: bool
    went: int | None


@dataclass(frozen=True)
class Hand:
    """What an interviewer has at hand, and the topics of which they could draw others.

    `topic` is the interview's own. With `is_used_up` all else that fits has been asked.
    What is asked is noted once it `has_begun`, and nothing more is drawn once it `has_ended`.
    """

    number: int
    topic: str
    questions: tuple[AtHand, ...]
    topics: tuple[Topic, ...]
    is_used_up: bool = False
    has_begun: bool = False
    has_ended: bool = False

    def drawn(self, draw_id: int) -> AtHand | None:
        """Return one of them by its draw."""
        return next((one for one in self.questions if one.id == draw_id), None)


async def at_hand(number: int, interviewee_id: int) -> tuple[AtHand, ...]:
    """Return what lies in the hand of an interview, and was drawn for who is the interviewee now."""
    return tuple(
        AtHand(
            id=row["id"],
            place=row["place"],
            text=row["text"],
            topic=row["topic"],
            level=row["level"],
            language=row["language"],
            notes=row["notes"],
            hints=hints_of(row["hints"]),
            source=row["source"],
            licence=row["licence"],
            is_asked=row["state"] == DrawState.ASKED,
            is_again=bool(row["is_again"]),
            went=row["went"],
        )
        for row in await run(_AT_HAND, {"interview": number, "interviewee": interviewee_id})
    )


async def asked_in(number: int) -> list[list[str | int | None]]:
    """Return the questions that were asked in an interview, each with how it went."""
    found = await run(_ASKED, {"interview": number, "many": ASKED_MAXIMUM})
    return [[row["text"], row["went"]] for row in found]
