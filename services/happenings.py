"""What has happened in this process since it began, counted for whoever looks at how it is.

A use case says what it does while its transaction runs; it counts once that is stored. These are plain
numbers: who shows them, and in which format, is nobody's business here.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum


class Happening(StrEnum):
    """What is counted."""

    BOOKED = "booked"
    """The free seat of a card was taken."""
    COMPLETED = "completed"
    """Feedback was accepted, by its reader, by itself or by a ruling, and the interview is complete."""


_counted: Counter[Happening] = Counter()
_happening: ContextVar[list[Happening] | None] = ContextVar("happening", default=None)


def note(happening: Happening) -> None:
    """Say what the present use case does; it counts when its transaction is stored."""
    noted = _happening.get()
    assert noted is not None, "this is said within a use case"  # noqa: S101 - a fault in the program
    noted.append(happening)


def so_far(happening: Happening) -> int:
    """Return how often something has happened in this process."""
    return _counted[happening]


@contextmanager
def counted_once_stored() -> Iterator[None]:
    """Count what is said in the body, unless an error ends it; of one within another the outer one counts."""
    noted: list[Happening] = []
    outer = _happening.get()
    token = _happening.set(noted)
    try:
        yield
    finally:
        _happening.reset(token)
    if outer is None:
        _counted.update(noted)
    else:
        outer += noted
