"""Where every change of state is announced: to those who wait, and to the pages that watch."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from sandbox.errors import NotAnswered
from sandbox.json_types import JsonObject


@dataclass(frozen=True)
class LiveEvent:
    """Something a page should hear of.

    Attributes:
        type: The kind of event.
        data: What happened.
        visible_to: Says by user id who may hear of it; everyone if left out.
    """

    type: str
    data: JsonObject
    visible_to: Callable[[str], bool] | None = None


class Hub:
    """Wakes waiting conditions and passes events on to watchers.

    Attributes:
        changes: How many changes there have been.
    """

    def __init__(self) -> None:
        self.changes = 0
        self._sleepers: set[asyncio.Future[None]] = set()
        self._watchers: list[Callable[[LiveEvent], None]] = []

    @property
    def watched(self) -> bool:
        """Whether any page is listening, so that costly events can be spared."""
        return bool(self._watchers)

    def watch(self, watcher: Callable[[LiveEvent], None]) -> Callable[[], None]:
        """Call `watcher` with every event until the returned function is called."""
        self._watchers.append(watcher)
        return lambda: self._watchers.remove(watcher)

    def publish(self, type_: str, data: JsonObject, visible_to: Callable[[str], bool] | None = None) -> None:
        """Announce a change to the pages and wake those who wait for one."""
        event = LiveEvent(type_, data, visible_to)
        for watcher in list(self._watchers):
            watcher(event)
        self.changed()

    def changed(self) -> None:
        """Wake those who wait for a condition."""
        self.changes += 1
        sleepers, self._sleepers = self._sleepers, set()
        for sleeper in sleepers:
            if not sleeper.done():
                sleeper.set_result(None)

    async def wait_until(
        self, condition: Callable[[], object], *, seconds: float, reason: Callable[[], str]
    ) -> None:
        """Return once the condition holds; it is looked at after every change.

        Raises:
            NotAnswered: It did not hold in time.
        """
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        while not condition():
            sleeper: asyncio.Future[None] = loop.create_future()
            self._sleepers.add(sleeper)
            try:
                async with asyncio.timeout_at(deadline):
                    await sleeper
            except TimeoutError:
                raise NotAnswered(reason()) from None
            finally:
                self._sleepers.discard(sleeper)
