"""Moments in the database: always UTC, and read without the cost of Tortoise's own parser."""

from datetime import UTC, date, datetime
from typing import Any

from tortoise import fields


def moment_of(stored: object) -> datetime:
    """Return a moment as a written-out statement gives it: SQLite keeps text."""
    return stored if isinstance(stored, datetime) else datetime.fromisoformat(str(stored))


def day_of(stored: object) -> date:
    """Return a date as a written-out statement gives it: SQLite keeps text."""
    return stored if isinstance(stored, date) else date.fromisoformat(str(stored))


class MomentField(fields.DatetimeField[datetime]):
    """A moment. It comes back in UTC, whichever database keeps it.

    SQLite keeps text, and Tortoise 1.1.9 reads it with a parser for every format there is: that was half of
    what a list of rows cost. It also writes a moment in the zone in which it was given. What is written here
    is always of one format, and in UTC. Once Tortoise does the same, its own field will do.
    """

    def to_python_value(self, value: Any) -> datetime | None:  # noqa: ANN401 - as Tortoise has it
        """Return a stored or given value as a moment in UTC."""
        if isinstance(value, str):
            value = datetime.fromisoformat(value)
        if isinstance(value, datetime) and value.tzinfo is not UTC:
            return value.astimezone(UTC)
        moment: datetime | None = value
        return moment

    def to_db_value(self, value: Any, instance: Any) -> Any:  # noqa: ANN401 - as Tortoise has it
        """Return a moment as it is stored: text of two zones could not be compared."""
        stored = super().to_db_value(value, instance)
        return stored.astimezone(UTC) if isinstance(stored, datetime) else stored
