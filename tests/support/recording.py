"""Hearing of the statements that a bot runs, and keeping each text once with one set of its values."""

import contextlib
import functools
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import pytest

from models.engines import postgres, sqlite

Execute = Callable[..., Coroutine[Any, Any, Any]]
Note = Callable[[str, str, Sequence[Any] | None], None]
"""Is told the client's method, the statement's text, and its values."""

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
        if text not in self._seen:
            rows = values or ()
            self._seen[text] = Statement(text, rows[0] if method == "execute_many" and rows else list(rows))


@contextlib.contextmanager
def recorded(monkeypatch: pytest.MonkeyPatch) -> Iterator[Recorder]:
    """Keep what the clients of both engines run while the body runs."""
    recorder = Recorder()
    with heard(monkeypatch, recorder.note):
        yield recorder


@contextlib.contextmanager
def heard(monkeypatch: pytest.MonkeyPatch, note: Note) -> Iterator[None]:
    """Have each statement noted that a client of either engine runs while the body runs."""
    # Looked up before any is changed: a transaction's client has its methods from the other.
    methods = {(client, name): getattr(client, name) for client in CLIENTS for name in METHODS}
    with monkeypatch.context() as patch:
        for (client, name), execute in methods.items():
            patch.setattr(client, name, _noted(execute, name, note))
        yield


@contextlib.contextmanager
def unrecorded() -> Iterator[None]:
    """Keep nothing of what the body itself runs; what other tasks run meanwhile is kept."""
    token = _is_recorded.set(False)
    try:
        yield
    finally:
        _is_recorded.reset(token)


def _noted(execute: Execute, method: str, note: Note) -> Execute:
    @functools.wraps(execute)
    async def noted(client: object, query: str, values: Sequence[Any] | None = None) -> object:
        if _is_recorded.get() and query.lstrip().upper().startswith(PLANNED):
            note(method, query, values)
        given = () if values is None else (values,)
        return await execute(client, query, *given)

    return noted
