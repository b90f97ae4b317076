"""The bot behind pgbouncer in transaction mode, with which no session lasts."""

import asyncio
import logging
from collections.abc import Iterator

import pytest
from tortoise import connections
from tortoise.transactions import in_transaction

from hosting.opening import open_database
from models import Server
from models.engines import sessions
from tests.support.databases import PostgresDatabases, opened
from tests.support.factories import NOW
from tests.support.listening import GROUP, address, pooler
from tests.support.opening import complaint

pytestmark = GROUP

READ_LIMIT = "SELECT current_setting('idle_in_transaction_session_timeout') AS given"


@pytest.fixture(scope="module")
def pooler_port(listening_postgres: PostgresDatabases) -> Iterator[int]:
    """Where pgbouncer listens."""
    with pooler(listening_postgres) as port:
        yield port


@pytest.fixture
def database_name(listening_postgres: PostgresDatabases) -> Iterator[str]:
    """The URL, without pgbouncer, of a database with every table and no row."""
    url = listening_postgres.migrated()
    yield url
    listening_postgres.give_back(url)


async def write(number: int) -> None:
    async with in_transaction():
        await Server.create(id=number, created_at=NOW)
        assert await Server.filter(id=number).count() == 1


async def work(number: int) -> None:
    """Do a bit of each kind: in a transaction and outside of one, reading and writing, one and many."""
    await write(number)
    await Server.filter(id=number).update(language="ru")
    await Server.bulk_create(
        [Server(id=number + 1000, created_at=NOW), Server(id=number + 2000, created_at=NOW)]
    )
    assert (await Server.get(id=number)).language == "ru"


async def test_the_bot_opens_its_database_and_works_through_it(
    listening_postgres: PostgresDatabases, pooler_port: int, caplog: pytest.LogCaptureFixture
) -> None:
    """Migrations too, whose lock ends with their transaction."""
    caplog.set_level(logging.INFO, sessions.__name__)
    url = address(listening_postgres.empty(), pooler_port, user="postgres")

    async with open_database(url):
        await asyncio.gather(*(work(number) for number in range(1, 31)))
        assert await Server.all().count() == 90
        async with in_transaction() as transaction:
            assert (await transaction.execute_query_dict(READ_LIMIT))[0]["given"] == "1min"
        held = connections.get("default")._pool._holders
        assert {one._con._stmt_cache.get_max_size() for one in held if one._con is not None} == {0}

    assert len([record for record in caplog.records if "a pooler" in record.getMessage()]) == 1


async def test_many_who_come_first_all_find_out_by_themselves(database_name: str, pooler_port: int) -> None:
    async with opened(address(database_name, pooler_port, user="postgres")):
        await asyncio.gather(*(work(number) for number in range(1, 31)))


async def test_a_server_without_one_loses_nothing(
    database_name: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, sessions.__name__)
    async with opened(database_name):
        await write(1)
        (held,) = [one._con for one in connections.get("default")._pool._holders if one._con is not None]
        assert held._stmt_cache.get_max_size() > 0
        said: list[str] = []
        held.add_query_logger(lambda record: said.append(record.query))
        await write(2)
    assert [query for query in said if "SET LOCAL" in query or "pg_backend_pid" in query] == []
    assert [record.getMessage() for record in caplog.records if record.name == sessions.__name__] == []


@pytest.mark.parametrize(("query", "size"), [("statement_cache_size=50", 50), ("pgbouncer=true", 0)])
async def test_what_the_address_says_of_a_pooler_comes_first(
    database_name: str, pooler_port: int, query: str, size: int
) -> None:
    async with opened(f"{address(database_name, pooler_port, user='postgres')}?{query}"):
        async with in_transaction():
            await Server.all().count()
        held = connections.get("default")._pool._holders
        assert {one._con._stmt_cache.get_max_size() for one in held if one._con is not None} == {size}


async def test_a_pooler_that_takes_few_connections_is_made_do_with(
    listening_postgres: PostgresDatabases, database_name: str
) -> None:
    with pooler(listening_postgres, most=3) as port:
        async with opened(address(database_name, port, user="postgres")):
            await asyncio.gather(*(write(number) for number in range(1, 31)))
            assert await Server.all().count() == 30


async def test_what_it_does_not_let_a_session_begin_with_is_named(
    database_name: str, pooler_port: int
) -> None:
    url = f"{address(database_name, pooler_port, user='postgres')}?options=-c%20geqo%3Doff"
    assert "says: unsupported startup parameter: options. Take this out of DATABASE_URL" in await complaint(
        url
    )
