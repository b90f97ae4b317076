"""Moving to another database: everything arrives, and it is proved that it did; or nothing happens."""

import os
from pathlib import Path

import psutil
import pytest
from tortoise.backends.base.executor import EXECUTOR_CACHE
from tortoise.transactions import in_transaction

from cogs.delivery.heart import identity
from hosting.backups import living
from hosting.backups.moving import copy_to
from hosting.backups.verifying import verify
from models.backups.numbering import last_numbers
from models.backups.places import opened_as_it_is
from models.backups.reading import OpenDatabase
from services import removed_servers
from services.delivery import processes
from services.removed_servers import KEPT
from tests.services.test_removed_servers import a_busy_server
from tests.support.databases import PostgresDatabases, opened
from tests.support.factories import ANOTHER_SERVER, NOW, SERVER, a_member, completed, run
from tests.support.keeping import Held, fill, held_in, names_in, options, past_the_guards, refused, settings


@pytest.fixture
def gone_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process of another machine, of which `fill` writes one, counts as gone before long."""
    monkeypatch.setattr(living, "DEAD_AFTER_SECONDS", 2 * living.LOOK_SECONDS)


async def numbers_of(database_url: str) -> dict[str, int]:
    async with opened(database_url):
        found = await last_numbers(OpenDatabase())
    return {
        table: last for table, last in found.items() if last and not table.startswith(("bot_", "tortoise"))
    }


def without_owners(held: Held) -> Held:
    """Rows as no process has them."""
    return {**held, "notification": [{**row, "owner": None} for row in held["notification"]]}


@pytest.mark.usefixtures("gone_at_once")
@pytest.mark.parametrize("engine", ["sqlite"])
async def test_everything_goes_there_and_comes_back_the_same(
    database_url: str,
    postgres_databases: PostgresDatabases,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    await fill(database_url)
    there, back = postgres_databases.empty(), f"sqlite://{tmp_path}/back.sqlite3"
    held = without_owners(await held_in(database_url))

    assert await copy_to(settings(database_url), options(url=there)) == 0
    said = capsys.readouterr().out
    assert await copy_to(settings(there), options(url=back)) == 0

    assert await held_in(there) == held
    assert await held_in(back) == held
    assert await numbers_of(database_url) == await numbers_of(there) == await numbers_of(back)
    assert capsys.readouterr().out == said
    assert f"{len(held['notification']):,}  rows of notification" in said
    assert "points in the ledger" in said
    with refused("has tables of Sparring already"):
        await copy_to(settings(database_url), options(url=there))
    with refused("is there already"):
        await copy_to(settings(there), options(url=back))
    EXECUTOR_CACHE.clear()
    async with opened(there):
        await completed()
    assert names_in(tmp_path) == {"back.sqlite3"}


@pytest.mark.usefixtures("gone_at_once")
@pytest.mark.parametrize("engine", ["sqlite"])
async def test_what_the_other_does_not_take_leaves_it_empty(
    database_url: str, postgres_databases: PostgresDatabases, capsys: pytest.CaptureFixture[str]
) -> None:
    await fill(database_url)
    target = postgres_databases.migrated()
    there = await held_in(target)
    for broken, mended in (
        (
            "UPDATE points_entry SET balance_after = balance_after + 70 WHERE id = 2",
            "UPDATE points_entry SET balance_after = balance_after - 70 WHERE id = 2",
        ),
        (
            "UPDATE points_entry SET note = 'a' || CHAR(0) WHERE id = 2",
            "UPDATE points_entry SET note = '' WHERE id = 2",
        ),
    ):
        async with opened(database_url), in_transaction():
            await past_the_guards(broken)

        with refused("does not take", "points_entry", "nothing was copied"):
            await copy_to(settings(database_url), options(url=target))

        assert await held_in(target) == there
        async with opened(database_url), in_transaction():
            await past_the_guards(mended)
    assert await copy_to(settings(database_url), options(url=target)) == 0
    postgres_databases.give_back(target)


async def test_a_server_whose_removal_was_cut_off_is_removed_before_and_all_else_arrives(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    target = f"sqlite://{tmp_path}/there.sqlite3"
    async with opened(database_url):
        await a_busy_server()
        waiting, there = await a_member(7, server_id=ANOTHER_SERVER), await a_member(8, server_id=SERVER + 2)
        for server in (SERVER, ANOTHER_SERVER):
            await removed_servers.note_removed(server, NOW)
        with monkeypatch.context() as patched:
            patched.setattr(removed_servers, "AT_ONCE", 2)
            for _ in range(3):
                await removed_servers.remove_due(lambda server: server == SERVER, NOW + KEPT)

    assert await copy_to(settings(database_url), options(url=target)) == 0

    assert "was being removed" in capsys.readouterr().out
    held = await held_in(target)
    assert held == without_owners(await held_in(database_url))
    assert [row["id"] for row in held["server"]] == [ANOTHER_SERVER, SERVER + 2]
    assert {row["user_id"]: row["balance"] for row in held["user_points"] if row["balance"]} == {
        waiting.user_id: 7,
        there.user_id: 8,
    }


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_it_waits_for_the_bot_to_be_stopped(database_url: str, tmp_path: Path) -> None:
    async with opened(database_url):
        me = await processes.register(identity())
        assert psutil.pid_exists(os.getpid())
    target = f"sqlite://{tmp_path}/there.sqlite3"

    with refused("The bot runs on this database", str(os.getpid()), "stop it first"):
        await copy_to(settings(database_url), options(url=target))

    assert names_in(tmp_path) == set()
    async with opened(database_url):
        await processes.leave(me)
        await run("INSERT INTO bot_process (machine, pid, born, beats) VALUES ('elsewhere', 1, 1.0, 5)")
        known = await processes.known()
    assert len(known) == 1


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_what_is_no_address_or_no_database_is_said(database_url: str, tmp_path: Path) -> None:
    for url, words in {
        "mysql://root:secret@x/y": ("The address that you gave begins with mysql://", "postgres://"),
        "nonsense": ("The address that you gave is no address of a database",),
        "postgres://olga:secret@127.0.0.1:9/x": (
            "Nobody answers at 127.0.0.1:9",
            "the address that you gave",
        ),
        f"sqlite://{tmp_path}": ("is a folder",),
    }.items():
        with refused(*words):
            await copy_to(settings(database_url), options(url=url))
    with refused("There is no database"):
        await copy_to(settings(f"sqlite://{tmp_path}/none"), options(url=f"sqlite://{tmp_path}/x"))


@pytest.mark.usefixtures("gone_at_once")
@pytest.mark.parametrize("engine", ["sqlite"])
async def test_a_schema_is_moved_into_and_out_of_and_one_that_is_missing_is_said(
    database_url: str, postgres_databases: PostgresDatabases, tmp_path: Path
) -> None:
    await fill(database_url)
    held, place = without_owners(await held_in(database_url)), postgres_databases.empty()

    with refused("The schema that the address that you gave names", "is not in the database", "create it"):
        await copy_to(settings(database_url), options(url=f"{place}&schema=study"))

    async with opened_as_it_is(place):
        await run("CREATE SCHEMA study")
    there = f"{place}&schema=study"
    assert await copy_to(settings(database_url), options(url=there)) == 0
    assert await verify(settings(there), options(file=None)) == 0
    assert await copy_to(settings(there), options(url=f"sqlite://{tmp_path}/back.sqlite3")) == 0
    assert await held_in(f"sqlite://{tmp_path}/back.sqlite3") == held
