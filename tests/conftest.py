"""Databases on both engines, and a browser, for every test that asks for one."""

import gc
import os
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from tempfile import TemporaryDirectory

import pytest
from discord.gateway import KeepAliveHandler
from hypothesis import settings
from playwright.async_api import Browser, expect
from tortoise.backends.base.executor import EXECUTOR_CACHE

from tests.page.running import chromium_path, running_chromium
from tests.support.databases import (
    ENGINES,
    Databases,
    PostgresDatabases,
    SqliteDatabases,
    opened,
    start_postgres,
)
from tests.support.listening import listening
from tests.support.outages import OUTAGES, Outage, going_away

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
"""A slow machine makes no test fail: Hypothesis would not let an example take longer than 0.2 s."""

expect.set_options(timeout=30_000)
"""How long a test waits for what a page is to show, in milliseconds."""


def pytest_configure(config: pytest.Config) -> None:
    """Keep what Python compiles until the end, where it may not lie beside the sources.

    Each process that a test starts, and each bot that loads its features, would compile everything anew.
    """
    if sys.dont_write_bytecode:
        folder = TemporaryDirectory(prefix="sparring-compiled-")
        config.add_cleanup(folder.cleanup)
        sys.dont_write_bytecode, sys.pycache_prefix = False, folder.name
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = folder.name


def pytest_collection_finish() -> None:
    """Look through less garbage: what was imported stays until the end, and most of a test goes by itself.

    As usual, each test would have all that there is looked through several times.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)


@pytest.fixture(autouse=True)
def no_heartbeat_outlives_its_test() -> Iterator[None]:
    """End the heartbeats of connections that were lost and never closed.

    discord.py sends them from a thread each. One that is left meets a closed loop half a minute later, in
    the middle of some other test.
    """
    yield
    for thread in threading.enumerate():
        if isinstance(thread, KeepAliveHandler):
            thread.stop()


@pytest.fixture(autouse=True)
def no_statement_of_the_other_engine() -> None:
    """Forget the statements of the test before: Tortoise keeps them by the connection's name alone."""
    EXECUTOR_CACHE.clear()


@pytest.fixture(scope="session")
def sqlite_databases(tmp_path_factory: pytest.TempPathFactory) -> SqliteDatabases:
    """SQLite files, from one template for the whole session."""
    return SqliteDatabases(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres_databases() -> Iterator[PostgresDatabases]:
    """A PostgreSQL server for the whole session."""
    server = start_postgres()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def stoppable_postgres() -> Iterator[PostgresDatabases]:
    """Another PostgreSQL server for the whole session, which a test may stop if it starts it again."""
    server = start_postgres(keeps_its_word=True)
    yield server
    server.stop()


@pytest.fixture(scope="session")
def listening_postgres() -> Iterator[PostgresDatabases]:
    """A PostgreSQL server that listens on the network, for the tests of its group."""
    with listening() as server:
        yield server


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """The name of the engine under test: each test that uses a database runs on both."""
    return str(request.param)


@pytest.fixture
def databases(engine: str, request: pytest.FixtureRequest) -> Databases:
    """Where new databases of the engine come from."""
    found: Databases = request.getfixturevalue(f"{engine}_databases")
    return found


@pytest.fixture
def database_url(databases: Databases) -> Iterator[str]:
    """The URL of a database with every table and no row."""
    url = databases.migrated()
    yield url
    databases.give_back(url)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[str]:
    """A new database, open in the test's own context; gives the engine's name by its URL."""
    async with opened(database_url):
        yield database_url


@pytest.fixture(params=OUTAGES)
async def outage(
    request: pytest.FixtureRequest, stoppable_postgres: PostgresDatabases, sqlite_databases: SqliteDatabases
) -> AsyncIterator[Outage]:
    """A database that is open and can go away, in each of the ways."""
    async with going_away(str(request.param), stoppable_postgres, sqlite_databases) as outage:
        yield outage


@pytest.fixture(scope="session")
def path_of_chromium() -> str:
    """Where Chromium is; where there is none the tests are skipped, though never in CI."""
    path = chromium_path()
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("CI must have Chromium: install Debian's package chromium-headless-shell.")
        pytest.skip("Neither of Debian's packages chromium-headless-shell and chromium is installed.")
    return path


@pytest.fixture
async def browser(path_of_chromium: str) -> AsyncIterator[Browser]:
    """A headless Chromium."""
    async with running_chromium(path_of_chromium) as chromium:
        yield chromium
