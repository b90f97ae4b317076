"""The clock that the local Discord lives by, which can be moved."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

DISCORD_EPOCH = datetime(2015, 1, 1, tzinfo=UTC)


class SandboxClock:
    """Tells the time inside the sandbox.

    Args:
        start: Where the clock starts, aware. The real time if left out.
        frozen: Whether the clock stands still until it is advanced.
    """

    def __init__(self, start: datetime | None = None, *, frozen: bool = False) -> None:
        real = datetime.now(UTC)
        self._origin = real if start is None else start.astimezone(UTC)
        self._real_origin = real
        self._frozen = frozen
        self._jumps = timedelta()
        self._listeners: list[Callable[[datetime], None]] = []

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        elapsed = timedelta() if self._frozen else datetime.now(UTC) - self._real_origin
        return self._origin + elapsed + self._jumps

    @property
    def moved_by(self) -> timedelta:
        """How far the clock was moved in all."""
        return self._jumps

    def advance(self, by: timedelta) -> None:
        """Move the clock and tell everyone who listens."""
        self._jumps += by
        moment = self.now()
        for listener in list(self._listeners):
            listener(moment)

    def on_jump(self, listener: Callable[[datetime], None]) -> None:
        """Call `listener` with the new time after every jump."""
        self._listeners.append(listener)


class Snowflakes:
    """Makes Discord ids: they grow for ever, and carry the clock's time."""

    def __init__(self, clock: SandboxClock) -> None:
        self._clock = clock
        self._last = 0

    def go_on_after(self, snowflake: int) -> None:
        """Make only ids that are later than one."""
        self._last = max(self._last, snowflake)

    def next(self) -> str:
        """Return an id that no other object has."""
        milliseconds = int((self._clock.now() - DISCORD_EPOCH).total_seconds() * 1000)
        self._last = max(self._last + 1, milliseconds << 22)
        return str(self._last)


def iso(moment: datetime) -> str:
    """Write a moment as Discord does."""
    return moment.astimezone(UTC).isoformat()


def snowflake_time(snowflake: str) -> datetime:
    """Return the moment at which an id was made."""
    return DISCORD_EPOCH + timedelta(milliseconds=int(snowflake) >> 22)
