"""The questions of a server as its admins see them: page by page, one alone, as a file; and retiring them."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tortoise.queryset import QuerySet

from models import Question
from models.folded import folded
from models.statements import run
from services import audit
from services.delivery.kinds.log import QuestionRetired
from services.delivery.kinds.message import Address
from services.holding import is_number
from services.paging import PAGE_SIZE, Asked, Part, Turn, part_of
from services.questions import bank
from services.questions.refusals import QuestionNotFound
from services.questions.rules import HINTS_MAXIMUM
from services.spreadsheets import MARK, csv_lines
from services.transaction import use_case

SUGGESTED = 25
"""Questions, or topics, that are offered while an admin types."""

_READ_AT_ONCE = 500

_EXPORTED = ("text", "topic", "level", "language", "notes")

_TOPICS = """
SELECT topic, COUNT(*) AS many FROM question
WHERE server_id = :server AND retired_at IS NULL AND topic <> ''
    AND (:typed = '' OR REPLACE(topic_folded, CAST(:typed AS TEXT), '') <> topic_folded)
    AND (:language = '' OR language IN ('', CAST(:language AS TEXT), CAST(:other AS TEXT)))
GROUP BY topic ORDER BY COUNT(*) DESC, topic LIMIT :many
"""


@dataclass(frozen=True)
class Stored:
    """A question of a server."""

    id: int
    text: str
    topic: str
    level: str
    language: str
    notes: str
    hints: tuple[str, ...]
    source: str
    licence: str
    is_retired: bool


@dataclass(frozen=True)
class Wanted:
    """Which questions are listed: of a topic, a level, a language; what is empty does not matter.

    `topic_of` is a question with that topic, 0 for whichever.
    """

    topic_of: int = 0
    level: str = ""
    language: str = ""


@dataclass(frozen=True)
class Topic:
    """A topic of a server's questions, and how many are about it."""

    name: str
    questions: int


async def page(server_id: int, wanted: Wanted, asked: Asked) -> Part[Stored]:
    """Return a page of the questions of a server, the latest first."""
    rows = await _wanted(server_id, wanted)
    if asked.turn is Turn.NEXT:
        rows = rows.filter(id__lt=asked.beside)
    elif asked.turn is Turn.PREVIOUS:
        rows = rows.filter(id__gt=asked.beside)
    order = "id" if asked.turn is Turn.PREVIOUS else "-id"
    found = await rows.order_by(order).limit(PAGE_SIZE + 1)
    return part_of([_stored(row) for row in found], asked)


async def count(server_id: int) -> int:
    """Return how many questions of a server are drawn from."""
    return await Question.filter(server_id=server_id, retired_at__isnull=True).count()


async def one(server_id: int, number: int) -> Stored:
    """Return a question of a server.

    Raises:
        QuestionNotFound: there is none.
    """
    row = await _question(server_id, number)
    if row is None:
        raise QuestionNotFound
    return _stored(row)


async def found(server_id: int, typed: str) -> list[Stored]:
    """Return the questions in which something stands and which are not retired, the latest first."""
    rows = Question.filter(server_id=server_id, retired_at__isnull=True)
    if typed:
        rows = rows.filter(text_folded__contains=folded(typed))
    return [_stored(row) for row in await rows.order_by("-id").limit(SUGGESTED)]


async def topics(server_id: int, typed: str = "", *, languages: tuple[str, str] = ("", "")) -> list[Topic]:
    """Return the topics of a server's questions, those with most questions first.

    Of questions in one of two languages, or in any for empty ones.
    """
    language, other = languages
    values = {"server": server_id, "typed": folded(typed), "language": language, "other": other}
    rows = await run(_TOPICS, {**values, "many": SUGGESTED})
    return [Topic(row["topic"], row["many"]) for row in rows]


async def with_topic(server_id: int, topic: str) -> int:
    """Return a question of a server with a topic, or 0 where there is none."""
    row = await Question.filter(server_id=server_id, topic_folded=folded(topic)).order_by("-id").first()
    return 0 if row is None else row.id


async def retire(admin_id: int, server_id: int, number: int, now: datetime) -> Stored:
    """Have a question of a server drawn no more; it stays, and can be brought back.

    Raises:
        QuestionNotFound: there is none.
    """
    return await _set_retired(admin_id, server_id, number, now, is_retired=True)


async def bring_back(admin_id: int, server_id: int, number: int, now: datetime) -> Stored:
    """Have a question that was retired drawn again.

    Raises:
        QuestionNotFound: there is none.
    """
    return await _set_retired(admin_id, server_id, number, now, is_retired=False)


async def exported(server_id: int) -> bytes | None:
    """Return the questions of a server that are not retired as a table, or None where there are none.

    Whoever imports it finds every question the same.
    """
    parts: list[str] = []
    last = 0
    while True:
        rows = Question.filter(server_id=server_id, retired_at__isnull=True, id__gt=last)
        some = await rows.order_by("id").limit(_READ_AT_ONCE)
        if not some:
            break
        last = some[-1].id
        parts.append(await asyncio.to_thread(_lines, [_stored(row) for row in some]))
    if not parts:
        return None
    hints = [f"hint {place}" for place in range(1, HINTS_MAXIMUM + 1)]
    head = csv_lines([[*_EXPORTED, *hints, "source", "license"]])
    return (MARK + head + "".join(parts)).encode()


async def _set_retired(
    admin_id: int, server_id: int, number: int, now: datetime, *, is_retired: bool
) -> Stored:
    async with use_case():
        rows = Question.filter(
            id=number if is_number(number) else 0, server_id=server_id, retired_at__isnull=is_retired
        )
        if await rows.update(retired_at=now if is_retired else None):
            await bank.note_whether_any(server_id)
            line = QuestionRetired(admin_id=admin_id, question=number, is_back=not is_retired, at=now)
            await audit.note(line, Address(server_id), now)
    return await one(server_id, number)


async def _wanted(server_id: int, wanted: Wanted) -> QuerySet[Question]:
    rows = Question.filter(server_id=server_id)
    if wanted.topic_of:
        of = await _question(server_id, wanted.topic_of)
        rows = rows.filter(topic_folded="" if of is None else folded(of.topic))
    if wanted.level:
        rows = rows.filter(level=wanted.level)
    if wanted.language:
        rows = rows.filter(language=wanted.language)
    return rows


async def _question(server_id: int, number: int) -> Question | None:
    return await Question.get_or_none(id=number if is_number(number) else 0, server_id=server_id)


def _stored(row: Question) -> Stored:
    return Stored(
        id=row.id,
        text=row.text,
        topic=row.topic,
        level=row.level,
        language=row.language,
        notes=row.notes,
        hints=hints_of(row.hints),
        source=row.source,
        licence=row.licence,
        is_retired=row.retired_at is not None,
    )


def hints_of(lines: str) -> tuple[str, ...]:
    """Return the hints of a question as they are stored, a line each."""
    return tuple(lines.split("\n")) if lines else ()


def _lines(questions: Sequence[Stored]) -> str:
    return csv_lines([_cells(one) for one in questions])


def _cells(one: Stored) -> list[object]:
    fields: Mapping[str, Any] = vars(one)
    hints = [*one.hints, *[""] * HINTS_MAXIMUM][:HINTS_MAXIMUM]
    return [*(fields[name] for name in _EXPORTED), *hints, one.source, one.licence]
