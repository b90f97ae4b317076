"""One transaction per use case, and the signal that something may have to be delivered after it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tortoise.transactions import in_transaction

_waiting: set[asyncio.Event] = set()


@asynccontextmanager
async def use_case() -> AsyncIterator[None]:
    """Run the body in one transaction; everything in it is stored, or nothing.

    On SQLite the transaction takes the write lock at once: one that begins with a read could not wait for
    another process's write, it would fail. After the commit whoever listens is told.
    """
    async with in_transaction() as connection:
        if connection.capabilities.dialect == "sqlite":
            # Python's sqlite3 ends the empty transaction that Tortoise began before it runs a script.
            await connection.execute_script("BEGIN IMMEDIATE")
        yield
    look_again()


def look_again() -> None:
    """Wake whoever waits for what is due: after a commit, or when the clock was moved."""
    for event in _waiting:
        event.set()


@asynccontextmanager
async def committed() -> AsyncIterator[asyncio.Event]:
    """Give an event that is set after every use case of this process, while the body runs."""
    event = asyncio.Event()
    _waiting.add(event)
    try:
        yield event
    finally:
        _waiting.discard(event)
