"""discord.py's own buckets, kept from holding back what has come, and from costing more the more there are.

Both are of its version 2.7, and can go when it does better.
"""

import asyncio
import time
from collections.abc import Callable
from types import TracebackType

from discord.http import HTTPClient, Ratelimit

SEARCHED_EVERY_SECONDS = 60.0
"""How often discord.py looks which of its buckets it can forget."""


class PromptBucket(Ratelimit):
    """A bucket that gives each answer as soon as it is there.

    discord.py waits for the next window on leaving a bucket in which nothing is left, or less than is under
    way, and holds the answer that has come meanwhile. Here the window is waited for beside.
    """

    __slots__ = ("_waiting",)

    def __init__(self, max_ratelimit_timeout: float | None) -> None:
        super().__init__(max_ratelimit_timeout)
        self._waiting: set[asyncio.Task[None]] = set()

    async def __aexit__(
        self, kind: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None
    ) -> None:
        leaving = super().__aexit__(kind, value, traceback)  # type: ignore[arg-type, type-var]  # it forgets None
        under_way = self.outgoing - 1
        # Where no answer has told of a limit there is no window to wait for.
        if self.remaining > under_way or self.reset_after <= 0:
            await leaving
        else:
            task = asyncio.create_task(leaving)
            self._waiting.add(task)
            task.add_done_callback(self._waiting.discard)


def mend(http: HTTPClient, seconds: Callable[[], float] = time.monotonic) -> None:
    """Have a client use these buckets, and look now and then which of them it can forget.

    From 256 on, discord.py goes through all of them with each new one, and each channel is one: what a
    message to somebody costs would grow with the number of people.
    """
    buckets = http._buckets  # noqa: SLF001 - there is no other way
    forget_old = http._try_clear_expired_ratelimits  # noqa: SLF001 - nor here
    searched_at = seconds()

    def get_ratelimit(key: str) -> Ratelimit:
        nonlocal searched_at
        bucket = buckets.get(key)
        if bucket is None:
            bucket = buckets[key] = PromptBucket(http.max_ratelimit_timeout)
            if seconds() - searched_at >= SEARCHED_EVERY_SECONDS:
                searched_at = seconds()
                forget_old()
        return bucket

    setattr(http, get_ratelimit.__name__, get_ratelimit)
