"""Databases on both engines for every test that asks for one."""

from collections.abc import AsyncIterator, Iterator

import pytest

from tests.support.databases import (
    ENGINES,
    Databases,
    PostgresDatabases,
    SqliteDatabases,
    opened,
    start_postgres,
)


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
def database_url(databases: Databases) -> str:
    """The URL of a new database with every table and no row."""
    return databases.migrated()


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[str]:
    """A new database, open in the test's own context; gives the engine's name by its URL."""
    async with opened(database_url):
        yield database_url
