"""One transaction per use case, and the signal that something may have to be delivered after it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from tortoise.transactions import in_transaction

from models.giving_way import GaveWayError
from services.happenings import counted_once_stored

_Arguments = ParamSpec("_Arguments")
_Result = TypeVar("_Result")

TRIES = 3
"""How often a use case is begun that gives way to another each time; more would be no accident."""

_waiting: set[asyncio.Event] = set()
_keeping_time: set[asyncio.Event] = set()
_something_stored: ContextVar[bool] = ContextVar("something_stored", default=False)


@asynccontextmanager
async def use_case(*, counts: bool = True) -> AsyncIterator[None]:
    """Run the body in one transaction; everything in it is stored, or nothing. Then whoever listens is told.

    Args:
        counts: Whether it does what somebody asked for; what only prepares that (an account is opened) does
            not.

    Raises:
        OutageError: The database cannot do it at the moment, and nothing is stored.
        OutcomeUnknownError: It is not known whether it is stored.
    """
    with counted_once_stored():
        async with in_transaction():
            yield
    if counts:
        _something_stored.set(True)
    look_again()


def begun_anew(
    work: Callable[_Arguments, Coroutine[Any, Any, _Result]],
) -> Callable[_Arguments, Coroutine[Any, Any, _Result]]:
    """Make of a use case one that begins anew where it gave way to another.

    Rows are held in an order that all keep to, so that it seldom does; but many are in no order that a
    statement could keep to. Only for what opens its transactions itself, and of which nothing is done twice
    if it begins once more: all that counts is in them, and what is stored by then is found so.
    """

    @wraps(work)
    async def beginning(*args: _Arguments.args, **kwargs: _Arguments.kwargs) -> _Result:
        for _ in range(TRIES - 1):
            with suppress(GaveWayError):
                return await work(*args, **kwargs)
        return await work(*args, **kwargs)

    return beginning


def something_was_stored() -> bool:
    """Tell whether a use case that counts was stored in this task: then no fault after it undoes that."""
    return _something_stored.get()


def look_again() -> None:
    """Wake whoever delivers: after a commit."""
    for event in _waiting:
        event.set()


def clock_was_moved() -> None:
    """Wake whoever delivers, and whoever waits for a moment to come."""
    look_again()
    for event in _keeping_time:
        event.set()


@asynccontextmanager
async def committed() -> AsyncIterator[asyncio.Event]:
    """Give an event that is set after every use case of this process, while the body runs."""
    async with _listening(_waiting) as event:
        yield event


@asynccontextmanager
async def moved_clock() -> AsyncIterator[asyncio.Event]:
    """Give an event that is set when the clock was moved, while the body runs."""
    async with _listening(_keeping_time) as event:
        yield event


@asynccontextmanager
async def _listening(listeners: set[asyncio.Event]) -> AsyncIterator[asyncio.Event]:
    event = asyncio.Event()
    listeners.add(event)
    try:
        yield event
    finally:
        listeners.discard(event)
