"""Backups at any moment under load: each is a state that there was, and killed ones leave nothing.

`BACKUPS=thorough` makes a hundred of each kind.
"""

import asyncio
import os
import random
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pytest

from hosting.backups.folder import LEFT_SECONDS, remove_old
from hosting.backups.making import make
from models import PointsEntry
from models.backups import postgres_tools, sqlite_copy
from models.backups.files import PARTIAL
from models.backups.reading import OpenDatabase
from services import points
from services.verification import broken
from tests.acceptance.processes import ROOT
from tests.support.databases import Databases, opened, run_apart
from tests.support.factories import NOW, a_booking, completed
from tests.support.keeping import ledger_in

THOROUGH = os.environ.get("BACKUPS") == "thorough"
BACKUPS = {"sqlite": 100 if THOROUGH else 10, "postgres": 100 if THOROUGH else 3}
KILLS = 100 if THOROUGH else 3
WORKERS = 3

Line = tuple[int, int, int, int]

MAKE = """
import asyncio, sys
from pathlib import Path
from hosting.backups.making import make
asyncio.run(make(sys.argv[1], Path(sys.argv[2])))
"""

pytestmark = pytest.mark.timeout(3600 if THOROUGH else 300)


@pytest.mark.usefixtures("postgres_tools")
async def test_each_backup_is_a_state_that_there_was(
    databases: Databases,
    engine: str,
    database_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # In many steps, with writes in between.
    monkeypatch.setattr(sqlite_copy, "PAGES_AT_ONCE", 4)
    chance = random.Random(7)  # noqa: S311 - it has to be the same again
    made: list[tuple[int, Path]] = []
    async with opened(database_url):
        workers = [asyncio.create_task(keep_busy()) for _ in range(WORKERS)]
        for number in range(BACKUPS[engine]):
            await asyncio.sleep(chance.uniform(0, 0.05))
            stored = await PointsEntry.all().count()
            file = tmp_path / f"{number}"
            found = await make(database_url, file)
            assert all(verdict.is_fine for verdict in found), found
            made.append((stored, file))
        assert not any(worker.done() for worker in workers)
        for worker in workers:
            worker.cancel()
        await asyncio.gather(*workers, return_exceptions=True)
        final = ledgers(await lines())
    sizes = []
    for stored, file in made:
        ledger = ledger_in(file) if engine == "sqlite" else await restored_ledger(databases, file)
        sizes.append(len(ledger))
        assert len(ledger) >= stored
        for account, there in ledgers(ledger).items():
            assert there == final[account][: len(there)]
    assert sizes == sorted(sizes)
    assert sizes[0] < sizes[-1]


async def keep_busy() -> None:
    """Publish, book, leave feedback and accept, and grant, on and on."""
    while True:
        played = await completed()
        await a_booking()
        await points.grant(
            played.host.server_id, played.host.user_id, 5, "why", admin_id=played.guest.user_id, now=NOW
        )


async def lines() -> list[Line]:
    """The ledger of the database that is open."""
    entries = await PointsEntry.all().order_by("id")
    return [(one.id, one.account_id, one.amount, one.balance_after) for one in entries]


def ledgers(written: Iterable[Line]) -> dict[int, list[Line]]:
    """The lines of each account."""
    found: dict[int, list[Line]] = defaultdict(list)
    for line in written:
        found[line[1]].append(line)
    return found


async def restored_ledger(databases: Databases, file: Path) -> list[Line]:
    """The ledger of an archive, once it is restored and verified."""
    place = databases.empty()
    await postgres_tools.restore(place, file)
    async with opened(place):
        assert await broken(OpenDatabase()) == []
        return await lines()


@pytest.mark.parametrize("engine", ["sqlite"])
def test_a_backup_that_is_killed_leaves_no_file_of_its_name(database_url: str, tmp_path: Path) -> None:
    chance = random.Random(7)  # noqa: S311 - it has to be the same again
    run_apart(lambda: one_interview(database_url))
    whole = 0
    for number in range(KILLS):
        file = tmp_path / f"sparring-2026-11-30T03-00-{number:02}Z.sqlite3"
        with subprocess.Popen([sys.executable, "-c", MAKE, database_url, str(file)], cwd=ROOT) as process:  # noqa: S603
            while process.poll() is None and not partial_in(tmp_path):
                time.sleep(0)
            time.sleep(chance.uniform(0, 0.02))
            process.kill()
        whole += file.exists()
        assert not file.exists() or ledger_in(file)
        for left in partial_in(tmp_path):
            os.utime(left, (time.time(), time.time() - LEFT_SECONDS - 1))
        remove_old(tmp_path, KILLS)
        assert partial_in(tmp_path) == []
    print(f"\n{KILLS} killed, {whole} of them after the file was there")  # noqa: T201 - the figures of the long form


def partial_in(folder: Path) -> list[Path]:
    return [file for file in folder.iterdir() if PARTIAL in file.name]


async def one_interview(database_url: str) -> None:
    async with opened(database_url):
        await completed()
