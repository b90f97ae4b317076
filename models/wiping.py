"""Making sure that what was erased is not left where the database has no more use for it.

SQLite overwrites what it deletes (`secure_delete`, `models.database`), but its log keeps what the pages held
before until it is written anew. PostgreSQL overwrites it when it next cleans up (autovacuum); nobody can read
it meanwhile but whoever reads its files.
"""

import asyncio
import sqlite3
from contextlib import closing
from typing import Any

from tortoise.connection import get_connection

from models.statements import is_postgres

WAIT_SECONDS = 1.0
"""How long it is waited for whoever reads what is in the log, and others for this."""


async def empty_the_log() -> bool:
    """Write what is in SQLite's log into the file, and leave nothing in the log.

    Returns:
        Whether that is done; it is not while somebody reads what is in it.
    """
    if is_postgres():
        return True
    connection: Any = get_connection("default")
    return await asyncio.to_thread(_empty, str(connection.filename))


def _empty(file: str) -> bool:
    with closing(sqlite3.connect(file, timeout=WAIT_SECONDS)) as connection:
        (is_busy, _, _) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not is_busy
