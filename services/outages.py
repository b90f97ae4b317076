"""What to expect when the database cannot do its work, and how it is, for those who may not know it."""

from dataclasses import dataclass

from models import condition
from models.outages import DatabaseFullError, DatabaseGoneError, OutageError, OutcomeUnknownError

__all__ = [
    "DatabaseFullError",
    "DatabaseGoneError",
    "DatabaseHealth",
    "OutageError",
    "OutcomeUnknownError",
    "ask_database",
    "database_health",
]


@dataclass(frozen=True)
class DatabaseHealth:
    """How many outages of the database this process has met, and whether the last one goes on."""

    outages: int
    is_away: bool


def database_health() -> DatabaseHealth:
    """Return what this process knows of how its database is, without asking it."""
    health = condition.health()
    return DatabaseHealth(health.outages, health.is_away)


async def ask_database() -> None:
    """Ask the database for a trifle.

    Raises:
        OutageError: it does not answer.
    """
    await condition.look()
