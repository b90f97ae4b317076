"""The sessions of PostgreSQL's pool, which are given back without a statement that resets them."""

from collections.abc import AsyncIterator

import asyncpg
import pytest
from tortoise import connections

from tests.support.databases import PostgresDatabases, opened


@pytest.fixture
async def pool(postgres_databases: PostgresDatabases) -> AsyncIterator[asyncpg.Pool]:
    """The pool of a database, of one session."""
    url = postgres_databases.migrated()
    async with opened(f"{url}&max_size=1"):
        client = connections.get("default")
        await client.execute_query("SELECT 1")
        yield client._pool
    postgres_databases.give_back(url)


async def test_what_was_left_open_is_rolled_back_when_a_session_is_given_back(pool: asyncpg.Pool) -> None:
    async with pool.acquire() as session:
        await session.execute("BEGIN")
        await session.execute("CREATE TABLE left_open (id int)")

    async with pool.acquire() as session:
        assert not session.is_in_transaction()
        assert await session.fetchval("SELECT to_regclass('left_open')") is None


async def test_giving_a_session_back_costs_no_statement(pool: asyncpg.Pool) -> None:
    said: list[str] = []
    async with pool.acquire() as session:
        session.add_query_logger(lambda record: said.append(record.query))
        await session.fetchval("SELECT 1")

    async with pool.acquire() as session:
        await session.fetchval("SELECT 2")
    assert said == ["SELECT 1", "SELECT 2"]
