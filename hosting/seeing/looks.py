"""Asking the database something for whoever looks from outside, without letting them wear it out."""

import asyncio
import contextvars
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from services.outages import OutageError

_log = logging.getLogger(__name__)

Seen = TypeVar("Seen")


class Look(Generic[Seen]):
    """Asks one thing: never twice at once, and not again for some seconds, however many want to know.

    A database that is away may be silent for long. Nobody waits for that longer than they want to, and what
    was asked goes on, alone, until the database's own limits end it.

    Args:
        ask: What is asked. It runs in the context in which this is made, where the database is open.
        kept_seconds: For how long an answer counts, also that there was none.
        seconds: The clock by which that is measured.
    """

    def __init__(
        self,
        ask: Callable[[], Awaitable[Seen]],
        *,
        kept_seconds: float,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._ask = ask
        self._kept_seconds = kept_seconds
        self._seconds = seconds
        self._context = contextvars.copy_context()
        self._asking: asyncio.Task[None] | None = None
        self._seen: Seen | None = None
        self._seen_at: float | None = None

    async def within(self, patience: float) -> Seen | None:
        """Return what there is to see; None where the database is away or does not answer in time.

        Args:
            patience: How many seconds to wait at most.
        """
        if self._seen_at is not None and self._seconds() - self._seen_at < self._kept_seconds:
            return self._seen
        if self._asking is None:
            self._asking = asyncio.get_running_loop().create_task(self._look(), context=self._context)
        done, _ = await asyncio.wait({self._asking}, timeout=patience)
        return self._seen if done else None

    async def stop(self) -> None:
        """Ask no more."""
        if self._asking is not None:
            self._asking.cancel()
            await asyncio.wait({self._asking})

    async def _look(self) -> None:
        try:
            self._seen = await self._ask()
        except OutageError:
            self._seen = None
        except Exception:  # noqa: BLE001 - whoever looks hears that there is nothing to see
            _log.exception("It cannot be seen how the bot is.")
            self._seen = None
        finally:
            self._seen_at, self._asking = self._seconds(), None
