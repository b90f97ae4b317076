"""Which statements a bot runs: each text once, with one set of its values."""

import contextlib
import functools
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import pytest

from models.engines import postgres, sqlite

Execute = Callable[..., Coroutine[Any, Any, Any]]

CLIENTS = (
    postgres.PostgresClient,
    postgres.PostgresTransaction,
    sqlite.SqliteClient,
    sqlite.SqliteTransaction,
)
METHODS = ("execute_query", "execute_query_dict", "execute_insert", "execute_many", "execute_script")
PLANNED = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")
"""What begins otherwise has no plan: a transaction's beginning and end, and what changes the schema."""

_is_recorded: ContextVar[bool] = ContextVar("is_recorded", default=True)


@dataclass(frozen=True)
class Statement:
    """A statement with one set of its values."""

    text: str
    values: Sequence[Any]


class Recorder:
    """Keeps each statement that any client runs, once."""

    def __init__(self) -> None:
        self._seen: dict[str, Statement] = {}

    @property
    def statements(self) -> list[Statement]:
        """What was run so far, each text once."""
        return list(self._seen.values())

    def note(self, method: str, text: str, values: Sequence[Any] | None) -> None:
        """Keep a statement, unless its text is known."""
        if _is_recorded.get() and text not in self._seen and text.lstrip().upper().startswith(PLANNED):
            rows = values or ()
            self._seen[text] = Statement(text, rows[0] if method == "execute_many" and rows else list(rows))


@contextlib.contextmanager
def recorded(monkeypatch: pytest.MonkeyPatch) -> Iterator[Recorder]:
    """Keep what the clients of both engines run while the body runs."""
    recorder = Recorder()
    with monkeypatch.context() as patch:
        for client in CLIENTS:
            for method in METHODS:
                patch.setattr(client, method, _noted(getattr(client, method), method, recorder))
        yield recorder


@contextlib.contextmanager
def unrecorded() -> Iterator[None]:
    """Keep nothing of what the body itself runs; what other tasks run meanwhile is kept."""
    token = _is_recorded.set(False)
    try:
        yield
    finally:
        _is_recorded.reset(token)


def _noted(execute: Execute, method: str, recorder: Recorder) -> Execute:
    @functools.wraps(execute)
    async def noted(client: object, query: str, values: Sequence[Any] | None = None) -> object:
        recorder.note(method, query, values)
        given = () if values is None else (values,)
        return await execute(client, query, *given)

    return noted
