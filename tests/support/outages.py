"""Databases that go away while the bot runs, and come back: stopped, cut off, silent, locked.

The network that fails so stands before other servers too.
"""

import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from tortoise import connections

from tests.support.databases import PostgresDatabases, SqliteDatabases, opened

OUTAGES = ("stopped", "cut", "silent", "locked")
"""The ways in which a database goes away: three for PostgreSQL, one for SQLite."""

STATEMENT_SECONDS, CONNECT_SECONDS = 1.0, 2.0
"""A server that is silent for so many seconds counts as gone, while it is silent; before and after, the bot's
own limits hold."""

BUSY_MILLISECONDS = 100

BITE = 65536

HOLD_THE_LOCK = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("locked", flush=True)
sys.stdin.readline()
"""


class Outage(Protocol):
    """A way in which a database goes away."""

    async def begin(self) -> None:
        """Go away."""

    async def end(self) -> None:
        """Come back."""


class StoppedServer:
    """A PostgreSQL server that is stopped, and started again."""

    def __init__(self, server: PostgresDatabases) -> None:
        self._server = server

    async def begin(self) -> None:
        await asyncio.to_thread(self._server.go_away)

    async def end(self) -> None:
        await asyncio.to_thread(self._server.come_back)


Connect = Callable[[], Awaitable[tuple[asyncio.StreamReader, asyncio.StreamWriter]]]


class Relay:
    """Stands between the bot and a server, PostgreSQL or Discord, as a network does, and fails as one does.

    Args:
        connect: Makes a connection to the server.

    Attributes:
        is_silent: Whether it swallows what is sent, both ways.
        swallowed: Set once it has swallowed something.
        loses: A statement; the connection on which it comes is cut before the server sees it.
        loses_answer_to: A statement; the connection is cut when the server answers it.
        is_last: Whether the connection that is cut is the last one that it lets through.
    """

    def __init__(self, connect: Connect) -> None:
        self._connect_to_server = connect
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None] | None] = set()
        self._port = 0
        self.is_silent = False
        self.swallowed = asyncio.Event()
        self.loses = b""
        self.loses_answer_to = b""
        self.is_last = False

    async def open(self) -> None:
        """Let connections through, always at the same address."""
        if self._server is not None and self._server.is_serving():
            return
        self._server = await asyncio.start_server(self._relay, "127.0.0.1", self._port)
        self._port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        """Cut all connections and refuse others."""
        if self._server is not None:
            self._server.close()
        for writer in list(self._writers):
            writer.transport.abort()
        tasks = [task for task in self._tasks if task is not None]
        await asyncio.gather(*tasks, return_exceptions=True)

    @property
    def address(self) -> str:
        """Where it listens, as host and port."""
        return f"127.0.0.1:{self._port}"

    def url(self, database_url: str, **settings: float) -> str:
        """Return the address under which the bot finds a database of the server."""
        query = "&".join(f"{name}={value}" for name, value in settings.items())
        return f"postgres://postgres@{self.address}{urlsplit(database_url).path}?{query}"

    async def _relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        self._tasks.add(task)
        try:
            await self._connect(reader, writer)
        finally:
            writer.transport.abort()
            self._tasks.discard(task)

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            server_reader, server_writer = await self._connect_to_server()
            pair = {writer, server_writer}
            self._writers |= pair
            cut_next = asyncio.Event()
            ways = [
                asyncio.create_task(self._carry(reader, server_writer, cut_next, to_server=True)),
                asyncio.create_task(self._carry(server_reader, writer, cut_next, to_server=False)),
            ]
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            for way in ways:
                way.cancel()
            for end in pair:
                end.transport.abort()
            self._writers -= pair

    async def _carry(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        cut_next: asyncio.Event,
        *,
        to_server: bool,
    ) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(BITE):
                if self.is_silent:
                    self.swallowed.set()
                    continue
                if to_server and self.loses and self.loses in data:
                    self.loses = b""
                    return
                if to_server and self.loses_answer_to and self.loses_answer_to in data:
                    self.loses_answer_to = b""
                    cut_next.set()
                elif not to_server and cut_next.is_set():
                    if self.is_last and self._server is not None:
                        self._server.close()
                    return
                writer.write(data)


class CutNetwork:
    """A network that cuts every connection and refuses new ones."""

    def __init__(self, relay: Relay) -> None:
        self._relay = relay

    async def begin(self) -> None:
        await self._relay.close()

    async def end(self) -> None:
        await self._relay.open()


class SilentNetwork:
    """A network that swallows everything: connections stay, and no answer ever comes on them.

    When it is over, what was sent meanwhile is lost, and the old connections are as good as dead.
    """

    def __init__(self, relay: Relay) -> None:
        self._relay = relay
        self._pool: Any = None
        self._limits: dict[str, object] = {}

    async def begin(self) -> None:
        self._relay.is_silent = True
        client = connections.get("default")
        # A transaction has only a connection; the pool is its parent's.
        self._pool = getattr(client, "_parent", client)._pool
        self._limits = self._pool._connect_kwargs
        self._pool._connect_kwargs = self._limits | {
            "timeout": CONNECT_SECONDS,
            "command_timeout": STATEMENT_SECONDS,
        }
        for holder in self._pool._holders:
            if holder._con is not None:
                # asyncpg looks here for each statement.
                holder._con._config = holder._con._config._replace(command_timeout=STATEMENT_SECONDS)

    async def end(self) -> None:
        self._relay.is_silent = False
        if self._pool is not None:
            self._pool._connect_kwargs = self._limits


class LockedFile:
    """An SQLite file that another process keeps for itself."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._holder: asyncio.subprocess.Process | None = None

    async def begin(self) -> None:
        self._holder = await asyncio.create_subprocess_exec(
            sys.executable,
            "-c",
            HOLD_THE_LOCK,
            str(self._file),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        assert self._holder.stdout is not None
        assert await self._holder.stdout.readline() == b"locked\n"

    async def end(self) -> None:
        if self._holder is not None:
            await self._holder.communicate(b"\n")
            self._holder = None


@contextlib.asynccontextmanager
async def relay_to(server: PostgresDatabases) -> AsyncIterator[Relay]:
    """A relay to a server, open."""
    relay = Relay(partial(asyncio.open_unix_connection, server.socket))
    await relay.open()
    try:
        yield relay
    finally:
        await relay.close()


@contextlib.asynccontextmanager
async def going_away(
    kind: str, server: PostgresDatabases, sqlite_databases: SqliteDatabases
) -> AsyncIterator[Outage]:
    """Open a new database, with every table and no row, that can go away in one of the `OUTAGES`."""
    databases = sqlite_databases if kind == "locked" else server
    url = databases.migrated()
    async with relay_to(server) as relay:
        ways: dict[str, tuple[str, Outage]] = {
            "stopped": (url, StoppedServer(server)),
            "cut": (relay.url(url), CutNetwork(relay)),
            "silent": (relay.url(url), SilentNetwork(relay)),
            "locked": (
                f"{url}?busy_timeout={BUSY_MILLISECONDS}",
                LockedFile(Path(url.removeprefix("sqlite://"))),
            ),
        }
        address, outage = ways[kind]
        try:
            async with opened(address):
                yield outage
        finally:
            await outage.end()
    databases.give_back(url)
