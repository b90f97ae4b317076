"""A server that allows fewer connections than the pool has places: everybody has their turn."""

import asyncio
import logging
from collections.abc import Iterator
from typing import Any

import asyncpg
import pytest
from tortoise import connections
from tortoise.transactions import in_transaction

from models.engines import turns
from models.outages import DatabaseGoneError
from services import people, points
from tests.support.databases import PostgresDatabases, opened
from tests.support.factories import ADMIN, NOW, SERVER, a_member, an_admin
from tests.support.listening import GROUP, address

pytestmark = GROUP

GRANTS = 30
ALLOWED = 3


@pytest.fixture
def url(listening_postgres: PostgresDatabases) -> Iterator[str]:
    """The address of a database with every table and no row, for a role that may have three connections."""
    url = listening_postgres.migrated()
    yield address(url, listening_postgres.port, user="limited")
    listening_postgres.give_back(url)


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[None]:
    """One for each connection that was asked for."""
    asked: list[None] = []
    connect = asyncpg.connect

    async def count(*arguments: Any, **options: Any) -> asyncpg.Connection:  # noqa: ANN401 - as asyncpg has it
        asked.append(None)
        return await connect(*arguments, **options)

    monkeypatch.setattr(asyncpg, "connect", count)
    return asked


async def grant_all(server_id: int = SERVER) -> list[BaseException | int]:
    await an_admin()
    members = [await a_member() for _ in range(GRANTS)]
    return await asyncio.gather(
        *(points.grant(server_id, one.user_id, 5, "well done", admin_id=ADMIN, now=NOW) for one in members),
        return_exceptions=True,
    )


async def test_thirty_at_once_are_all_granted_with_three_connections_and_that_is_learned(
    url: str, tried: list[None], caplog: pytest.LogCaptureFixture
) -> None:
    async with opened(url):
        assert await grant_all() == [5] * GRANTS
        tried.clear()
        assert await grant_all() == [5] * GRANTS
        assert tried == []
    said = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert len(said) == 1
    assert 'too many connections for role "limited"' in said[0]


async def test_one_more_is_tried_after_a_rest_and_no_more_at_once(
    url: str, listening_postgres: PostgresDatabases, tried: list[None]
) -> None:
    async with opened(url):
        await grant_all()
        tried.clear()
        rested = connections.get("default")._turns
        rested._next_goes_beyond_at = 0.0
        await grant_all()
        assert len(tried) == 1

        listening_postgres.execute("ALTER ROLE limited CONNECTION LIMIT 10")
        try:
            rested._next_goes_beyond_at = 0.0
            await grant_all()
            assert connections.get("default")._pool.get_size() > ALLOWED
        finally:
            listening_postgres.execute(f"ALTER ROLE limited CONNECTION LIMIT {ALLOWED}")


async def test_commits_whose_answers_are_all_lost_need_no_connections_that_nobody_has(
    url: str, listening_postgres: PostgresDatabases
) -> None:
    """Whoever asks what became of a commit has given the connection back on which it was lost."""
    async with opened(f"{url}?max_size=1"):
        member = await a_member()
        client = connections.get("default")
        pid = (await client.execute_query_dict("SELECT pg_backend_pid() AS pid"))[0]["pid"]

        async def lose_the_commit() -> None:
            async with in_transaction():
                await people.set_zone(member.user_id, "Europe/Berlin")
                listening_postgres.execute(f"SELECT pg_terminate_backend({pid})")

        with pytest.raises(DatabaseGoneError):
            await lose_the_commit()
        await people.set_zone(member.user_id, "Europe/Berlin")


async def test_who_gets_no_connection_at_all_is_told_so_and_nobody_waits_behind_them(
    url: str, listening_postgres: PostgresDatabases, monkeypatch: pytest.MonkeyPatch, tried: list[None]
) -> None:
    monkeypatch.setattr(turns, "PATIENCE_SECONDS", 0.2)
    monkeypatch.setattr(turns, "PAUSE_SECONDS", 0.1)
    shut_out = url.replace("limited", "shut_out")
    async with opened(shut_out):
        outcomes = await asyncio.gather(*(people.names({1}) for _ in range(GRANTS)), return_exceptions=True)
        assert {type(outcome) for outcome in outcomes} == {DatabaseGoneError}
        # Each of the first had one of its own, and a read is tried twice.
        assert len(tried) < 3 * GRANTS

        listening_postgres.execute("ALTER ROLE shut_out CONNECTION LIMIT 3")
        try:
            listening_postgres.execute("GRANT pg_read_all_data TO shut_out")
            await asyncio.gather(*(people.names({1}) for _ in range(GRANTS)))
        finally:
            listening_postgres.execute("ALTER ROLE shut_out CONNECTION LIMIT 0")


async def test_who_is_cut_off_while_waiting_for_a_turn_leaves_none_behind(url: str) -> None:
    async with opened(url):
        await grant_all()
        waiting = [asyncio.create_task(people.names({1})) for _ in range(GRANTS)]
        await asyncio.sleep(0)
        for one in waiting[::2]:
            one.cancel()
        outcomes = await asyncio.gather(*waiting, return_exceptions=True)
        assert {type(outcome) for outcome in outcomes} == {dict, asyncio.CancelledError}
        assert connections.get("default")._turns._taken == 0
        assert await grant_all() == [5] * GRANTS
