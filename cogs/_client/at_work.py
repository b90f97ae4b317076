"""Which interactions are being worked on, so that a shutdown can let them be answered."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class AtWork:
    """The tasks that are working on an interaction."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()

    @contextmanager
    def one(self) -> Iterator[None]:
        """Count the present task while the body runs."""
        task = asyncio.current_task()
        if task is None or task in self._tasks:
            yield
            return
        self._tasks.add(task)
        try:
            yield
        finally:
            self._tasks.discard(task)

    async def finish(self) -> None:
        """Wait until nobody is at work."""
        while self._tasks:
            await asyncio.wait(set(self._tasks))

    def cancel(self) -> None:
        """Let nobody go on."""
        for task in self._tasks:
            task.cancel()
