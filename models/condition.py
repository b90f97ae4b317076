"""How the open database is: whether it answers, its outages, and what a PostgreSQL server lets in."""

from dataclasses import dataclass

from tortoise.connection import get_connection

from models.engines.postgres import PostgresClient
from models.engines.sqlite import SqliteClient
from models.outages import Health
from models.statements import is_postgres, run

_CONNECTIONS = """
SELECT LEAST(
        current_setting('max_connections')::int
            - current_setting('superuser_reserved_connections')::int
            - COALESCE(NULLIF(current_setting('reserved_connections', TRUE), '')::int, 0),
        (SELECT NULLIF(rolconnlimit, -1) FROM pg_roles WHERE rolname = current_user),
        (SELECT NULLIF(datconnlimit, -1) FROM pg_database WHERE datname = current_database())) AS allowed,
    (SELECT COUNT(*) FROM pg_stat_activity WHERE backend_type = 'client backend') AS used,
    (SELECT COUNT(*) FROM bot_process) AS processes
"""
"""A role or a database may let in fewer than the server does; LEAST passes over what has no limit."""


@dataclass(frozen=True)
class Connections:
    """How many connections a PostgreSQL server lets in for the bot, and how many it has now, whosoever.

    `processes` is how many processes of the bot are known in the database.
    """

    allowed: int
    used: int
    processes: int


def health() -> Health:
    """Return what is known of whether the open database does its work."""
    client = get_connection("default")
    assert isinstance(client, PostgresClient | SqliteClient)  # noqa: S101 - there are no other engines
    return client.health


async def look() -> None:
    """Ask the database for what is always there.

    Raises:
        OutageError: it does not answer.
    """
    await run("SELECT id FROM installation WHERE id = 1", {})


async def connections() -> Connections | None:
    """Return how many connections the server lets in and has; None where there is no server.

    Raises:
        OutageError: it does not answer.
    """
    if not is_postgres():
        return None
    (row,) = await run(_CONNECTIONS, {})
    return Connections(row["allowed"], row["used"], row["processes"])
