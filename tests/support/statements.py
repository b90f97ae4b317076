"""How many statements a bot runs: for what members do, for delivering it, and while nothing happens."""

import asyncio
import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from tests.support.recording import heard

BESIDES = frozenset({"boards", "heart", "housekeeping", "timetable"})
"""The bot's tasks that work whatever happens."""

DELIVERING = frozenset({"delivery", "writer"})
"""Its tasks that look for what is to be delivered, and note what came of it."""

RESTING = BESIDES | {"delivery"}
"""Those that rest for some seconds after each pass."""

A_MINUTE = 60.0
A_LONG_REST = 1.0
"""Seconds: who rests for longer has found nothing to do."""

PATIENCE_SECONDS = 60.0


@dataclass(frozen=True)
class Asked:
    """A statement, and the name of the task that ran it."""

    text: str
    task: str


@dataclass(frozen=True)
class Pass:
    """One pass of a task: its statements, and for how many seconds it rests afterwards."""

    texts: tuple[str, ...]
    rest: float


class Statements:
    """Every statement that a bot runs, as often as it runs it, and the rests of its tasks.

    Attributes:
        passes: What each of the tasks did that rest.
    """

    def __init__(self) -> None:
        self._asked: list[Asked] = []
        self._begun: dict[str, list[str]] = {task: [] for task in RESTING}
        self.passes: dict[str, list[Pass]] = {task: [] for task in RESTING}
        self._is_hurried = False
        self._all_is_delivered = False
        self._rested = asyncio.Event()

    @property
    def answering(self) -> list[str]:
        """What was asked for members, since the last `clear`."""
        return [one.text for one in self._asked if one.task not in BESIDES | DELIVERING]

    @property
    def with_delivery(self) -> list[str]:
        """The same, with what was asked to deliver it, and to look whether there is more."""
        return [one.text for one in self._asked if one.task not in BESIDES]

    def clear(self) -> None:
        """Forget the statements so far."""
        self._asked.clear()
        self._all_is_delivered = False

    async def until_delivered(self) -> None:
        """Wait until the bot has found that there is nothing more to deliver."""
        await self._until(lambda: self._all_is_delivered)

    async def let_a_minute_pass(self, wake: Callable[[], None]) -> None:
        """Let each task rest for a minute in all, of which nobody waits for more than a moment.

        Before that each keeps only its last pass. `wake` ends their present rests, as far as one can.
        """
        self.passes = {task: passes[-1:] for task, passes in self.passes.items()}
        self._is_hurried = True
        wake()
        await self._until(lambda: all(self.rested(task) >= A_MINUTE for task in RESTING))

    def rested(self, task: str) -> float:
        """Return for how many seconds a task has rested, or wanted to."""
        return sum(one.rest for one in self.passes[task])

    def in_a_second(self, task: str) -> float:
        """Return how many statements of a task there were a second in that minute."""
        passes = self.passes[task][1:] or self.passes[task]
        return sum(len(one.texts) for one in passes) / sum(one.rest for one in passes)

    def note(self, _method: str, text: str, _values: Sequence[Any] | None) -> None:
        """Note a statement, and whose it is."""
        task = _name_of_task()
        self._asked.append(Asked(" ".join(text.split()), task))
        self._all_is_delivered &= task not in DELIVERING
        if task in RESTING:
            self._begun[task].append(self._asked[-1].text)

    def rest(self, seconds: float) -> float:
        """Note that the present task rests, if it is one of those; return for how long it has to."""
        task = _name_of_task()
        if task not in RESTING:
            return seconds
        self.passes[task].append(Pass(tuple(self._begun[task]), seconds))
        self._begun[task].clear()
        self._all_is_delivered |= task in DELIVERING and seconds >= A_LONG_REST
        self._rested.set()
        return 0.0 if self._is_hurried and self.rested(task) < A_MINUTE else seconds

    async def _until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not condition():
                self._rested.clear()
                await self._rested.wait()


@contextlib.contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[Statements]:
    """Count what a bot asks that is started and stopped in the body."""
    statements, timeout = Statements(), asyncio.timeout

    def rest(seconds: float | None) -> asyncio.Timeout:
        return timeout(None if seconds is None else statements.rest(seconds))

    with monkeypatch.context() as patch, heard(patch, statements.note):
        patch.setattr(asyncio, "timeout", rest)
        yield statements


def _name_of_task() -> str:
    task = asyncio.current_task()
    return "" if task is None else task.get_name()
