"""The questions of a server: adding some, all of them or none, and noting whether there are any."""

import asyncio
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from models import Question, Server
from models.folded import folded
from models.rows import hold_all
from models.statements import run, upsert
from services.questions import starter
from services.questions.fingerprints import fingerprint
from services.questions.new import NewQuestion
from services.questions.refusals import BankFull
from services.subjects import subject_of

BANK_MAXIMUM = 10_000
"""Questions of one server, those that are retired with them."""

LOTS = 2**31 - 1
"""A question's lot is below it, and each is as likely."""

_COMPARED_AT_ONCE = 200
"""Questions that are looked up in one statement."""

_TOLD_APART_BY = ("text", "topic", "level", "language", "notes", "hints", "source", "licence")

_COLUMNS = (
    "server_id",
    "fingerprint",
    "text",
    "text_folded",
    "identity",
    "topic",
    "topic_folded",
    "subject",
    "level",
    "language",
    "notes",
    "hints",
    "source",
    "licence",
    "lot",
    "added_at",
    "changed_at",
)

_KEPT_AS_THEY_WERE = frozenset({"lot", "added_at"})

_NOTE_WHETHER_ANY = """
UPDATE server SET has_questions = (SELECT id FROM question
    WHERE server_id = :server AND retired_at IS NULL ORDER BY server_id, id LIMIT 1) IS NOT NULL
WHERE id = :server
"""


class Change(StrEnum):
    """What adding a question would do."""

    NEW = "new"
    CHANGED = "changed"
    BACK = "back"
    """It was retired, and is drawn again."""
    SAME = "same"


@dataclass(frozen=True)
class Counts:
    """What adding some questions does, or would do, in numbers of questions."""

    new: int = 0
    changed: int = 0
    back: int = 0
    same: int = 0

    @property
    def is_nothing(self) -> bool:
        """Tell whether nothing would be different."""
        return not (self.new or self.changed or self.back)


@dataclass(frozen=True)
class Compared:
    """Questions held against those of a server: what adding each would do, in their order."""

    questions: tuple[tuple[NewQuestion, Change], ...]

    @property
    def counts(self) -> Counts:
        """Return how many there are of each kind."""
        found = [change for _, change in self.questions]
        return Counts(**{change.value: found.count(change) for change in Change})


async def compare(server_id: int, questions: Sequence[NewQuestion], *, only_adds: bool = False) -> Compared:
    """Hold questions against those of a server, some at a time and outside of any transaction.

    With `only_adds` a question that is there, retired or changed since, stays as it is.
    """
    await asyncio.to_thread(starter.starters)
    compared: list[tuple[NewQuestion, Change]] = []
    for first in range(0, len(questions), _COMPARED_AT_ONCE):
        some = {fingerprint(one.text): one for one in questions[first : first + _COMPARED_AT_ONCE]}
        known = await Question.filter(server_id=server_id, fingerprint__in=list(some)).values(
            "fingerprint", "retired_at", *_TOLD_APART_BY
        )
        there = {row["fingerprint"]: row for row in known}
        compared += [(one, _change(one, there.get(mark), only_adds=only_adds)) for mark, one in some.items()]
    return Compared(tuple(compared))


async def store(server_id: int, compared: Compared, now: datetime) -> None:
    """Store what was compared, as far as anything is different, within the caller's transaction.

    A text that is there is changed and never doubled, whoever else adds it meanwhile. They are stored in
    their order, so of two who add the same in another order one may give way to the other.

    Raises:
        BankFull: the server would have more questions than it can.
    """
    rows = [_row(server_id, one, now) for one, change in compared.questions if change is not Change.SAME]
    await upsert(
        "question",
        _COLUMNS,
        rows,
        unique=("server_id", "fingerprint"),
        kept=_KEPT_AS_THEY_WERE,
        also={"retired_at": "NULL"},
    )
    # The server is held by then: what two add at once counts for both of them.
    await note_whether_any(server_id)
    (found,) = await run(
        "SELECT COUNT(*) AS many FROM question WHERE server_id = :server", {"server": server_id}
    )
    if found["many"] > BANK_MAXIMUM:
        raise BankFull(maximum=BANK_MAXIMUM)


async def note_whether_any(server_id: int) -> None:
    """Note whether a server has questions to draw from, within the caller's transaction.

    Whoever else changes its questions has noted it by then, or sees what is noted here: in one statement
    PostgreSQL would wait for them, and then count what was there before.
    """
    await hold_all(Server, {server_id})
    await run(_NOTE_WHETHER_ANY, {"server": server_id})


def _change(one: NewQuestion, known: Mapping[str, Any] | None, *, only_adds: bool) -> Change:
    if known is None:
        return Change.NEW
    if only_adds:
        return Change.SAME
    if known["retired_at"] is not None:
        return Change.BACK
    is_same = all(known[name] == value for name, value in _texts_of(one).items())
    return Change.SAME if is_same else Change.CHANGED


def _texts_of(one: NewQuestion) -> dict[str, str]:
    texts = {name: getattr(one, name) for name in _TOLD_APART_BY if name != "hints"}
    return texts | {"hints": "\n".join(one.hints)}


def _row(server_id: int, one: NewQuestion, now: datetime) -> tuple[object, ...]:
    mark, texts = fingerprint(one.text), _texts_of(one)
    values = texts | {
        "server_id": server_id,
        "fingerprint": mark,
        "identity": starter.identity_of(mark),
        "text_folded": folded(one.text),
        "topic_folded": folded(one.topic),
        "subject": subject_of(one.topic),
        "lot": random.randrange(LOTS),  # noqa: S311 - it shuffles
        "added_at": now,
        "changed_at": now,
    }
    return tuple(values[column] for column in _COLUMNS)
