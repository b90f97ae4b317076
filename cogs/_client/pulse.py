"""When the loops that work by themselves last came through a turn, for whoever asks how the bot is."""

import time
from collections.abc import Callable, Mapping
from enum import StrEnum


class Loop(StrEnum):
    """The loops that never rest for longer than a quarter of a minute."""

    HEART = "heart"
    DELIVERY = "delivery"
    TIMETABLE = "timetable"


class Pulse:
    """Knows how long ago the loops last did what they are for, without an error.

    Args:
        seconds: The clock by which that is measured.
    """

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._beats: dict[Loop, float] = {}

    def beat(self, loop: Loop) -> None:
        """Note that a loop has come through a turn."""
        self._beats[loop] = self._seconds()

    def ages(self) -> Mapping[Loop, float | None]:
        """Return how many seconds ago each loop did; None where it never has."""
        now = self._seconds()
        return {loop: now - self._beats[loop] if loop in self._beats else None for loop in Loop}
