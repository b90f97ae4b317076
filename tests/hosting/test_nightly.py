"""A backup each night: by one process, kept for as long as was asked, and what goes wrong is said once."""

import asyncio
import errno
import logging
import sqlite3
import tempfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tortoise.transactions import in_transaction

from hosting.backups.checking import backup_finding
from hosting.backups.folder import alone_in, last_backup
from hosting.backups.nightly import Nights, nightly_backups
from tests.support.databases import opened
from tests.support.factories import completed
from tests.support.keeping import ledger_in, names_in, past_the_guards, settings

EVENING = datetime(2026, 11, 29, 21, 30, tzinfo=UTC)
NIGHT = datetime(2026, 11, 30, 3, 0, tzinfo=UTC)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)

pytestmark = pytest.mark.usefixtures("postgres_tools")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the backups go; not made yet."""
    return tmp_path / "backups"


@pytest.fixture
def nights(database_url: str, folder: Path) -> Nights:
    """A process that keeps three."""
    return Nights(settings(database_url, backup_dir=str(folder), backups_kept=3), delay=10 * MINUTE)


def put(folder: Path, *names: str) -> None:
    """Make a folder, and empty files in it."""
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / name).touch()


def backups_in(folder: Path) -> list[str]:
    return sorted(name for name in names_in(folder) if name.startswith("sparring-"))


async def test_one_is_made_at_once_and_then_each_night(nights: Nights, folder: Path, engine: str) -> None:
    ending = "sqlite3" if engine == "sqlite" else "dump"
    assert last_backup(folder) is None
    for moment in (EVENING, EVENING + MINUTE, NIGHT, NIGHT + 9 * MINUTE, NIGHT + 10 * MINUTE, NIGHT + HOUR):
        await nights.look(moment)

    assert backups_in(folder) == [
        f"sparring-2026-11-29T21-30-00Z.{ending}",
        f"sparring-2026-11-30T03-10-00Z.{ending}",
    ]
    assert last_backup(folder) == NIGHT + 10 * MINUTE


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_older_ones_go_and_nothing_else(nights: Nights, folder: Path) -> None:
    others = {"sparring-2020-01-01.sqlite3", "mine.sqlite3", "sparring-2020-99-01T03-00-00Z.sqlite3"}
    put(folder, *others)
    for number in range(5):
        await nights.look(NIGHT + number * DAY + HOUR)

    made = {f"sparring-2026-12-0{day}T04-00-00Z.sqlite3" for day in (2, 3, 4)}
    assert names_in(folder) - {".sparring-backup-lock"} == others | made


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_of_several_processes_one_makes_it(
    nights: Nights, folder: Path, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    other = Nights(settings(database_url, backup_dir=str(folder)))
    put(folder)
    async with alone_in(folder) as is_alone:
        assert is_alone
        await nights.look(NIGHT + HOUR)
        assert backups_in(folder) == []
    await nights.look(NIGHT + HOUR + MINUTE)
    await other.look(NIGHT + HOUR + 2 * MINUTE)

    assert len(backups_in(folder)) == 1
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_what_goes_wrong_is_said_once_and_tried_again_in_an_hour(
    nights: Nights, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    put(folder.parent, folder.name)
    for minutes in (0, 1, 59, 61, 122):
        await nights.look(NIGHT + HOUR + minutes * MINUTE)
    said = [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR]
    assert len(said) == 1
    assert "was not made, and is tried again in an hour" in said[0]
    assert "backups" in said[0]

    await asyncio.to_thread(folder.unlink)
    await nights.look(NIGHT + HOUR + 123 * MINUTE)
    assert folder.name not in names_in(folder.parent)
    await nights.look(NIGHT + HOUR + 183 * MINUTE)
    assert len(backups_in(folder)) == 1


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_one_that_does_not_verify_drives_no_other_out(
    nights: Nights, folder: Path, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with opened(database_url):
        await completed()
    for number in range(3):
        await nights.look(NIGHT + number * DAY + HOUR)
    async with opened(database_url), in_transaction():
        await past_the_guards("UPDATE points_entry SET balance_after = 50 WHERE id = 2")
    for minutes in (0, 1, 59, 61):
        await nights.look(NIGHT + 3 * DAY + HOUR + minutes * MINUTE)

    *good, wrong = backups_in(folder)
    assert len(good) == 3
    # It does not count for this night's, and of those that were tried again one stays.
    assert wrong == "sparring-2026-12-03T05-01-00Z.sqlite3.wrong"
    assert last_backup(folder) == NIGHT + 2 * DAY + HOUR
    assert caplog.text.count("older backups stay") == 1
    assert "lines of the ledger #2" in caplog.text


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_the_check_says_that_the_last_was_found_wrong_until_one_is_good(
    nights: Nights, folder: Path, database_url: str
) -> None:
    kept = settings(database_url, backup_dir=str(folder))
    async with opened(database_url):
        await completed()
    await nights.look(NIGHT)
    async with opened(database_url), in_transaction():
        await past_the_guards("UPDATE points_entry SET balance_after = balance_after + 1 WHERE id = 2")
    await nights.look(NIGHT + DAY + HOUR)

    found = backup_finding(kept, NIGHT + DAY + HOUR)
    assert not found.is_fine
    assert "The nightly backup of 2026-12-01 04:00 UTC was found wrong" in found.sentence
    assert "the last good one is of 2026-11-30 03:00 UTC: run `bot.py verify`" in found.sentence

    async with opened(database_url), in_transaction():
        await past_the_guards("UPDATE points_entry SET balance_after = balance_after - 1 WHERE id = 2")
    await nights.look(NIGHT + DAY + 2 * HOUR)
    assert backup_finding(kept, NIGHT + DAY + 2 * HOUR).is_fine
    assert not any(name.endswith(".wrong") for name in names_in(folder))


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_the_check_says_that_there_can_be_no_backup_in_the_folder(
    folder: Path, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder.parent, "file")
    for place, words in {
        folder.parent / "file": "file cannot be used: File exists",
        folder.parent / "file" / "below": "Not a directory",
        Path("/proc/nowhere"): "/proc/nowhere",
    }.items():
        found = backup_finding(settings(database_url, backup_dir=str(place)), NIGHT)
        assert not found.is_fine
        assert found.sentence.startswith("No backup can be made in the folder of BACKUP_DIR: name another")
        assert words in found.sentence

    def full(**_: object) -> object:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    found = backup_finding(settings(database_url, backup_dir=str(folder / "new")), NIGHT)
    assert not found.is_fine
    assert "There is no right to use" in found.sentence
    assert names_in(folder.parent) == {"file"}


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_it_is_made_while_the_bot_runs_and_given_up_with_it(database_url: str, folder: Path) -> None:
    kept = settings(database_url, backup_dir=str(folder))
    async with opened(database_url):
        await completed()
        async with nightly_backups(kept, lambda: NIGHT):
            # It began when it was entered; whatever it is at, it ends here without a trace or is done.
            pass
        assert not any(".partial-" in name for name in names_in(folder.parent))
        await Nights(kept).look(NIGHT)
        await completed()
    (name,) = backups_in(folder)
    assert len(ledger_in(folder / name)) == 3
    with closing(sqlite3.connect(folder / name)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_the_check_says_when_the_last_was_made(nights: Nights, folder: Path, database_url: str) -> None:
    kept = settings(database_url, backup_dir=str(folder))
    assert backup_finding(settings(database_url), NIGHT).is_fine
    none = backup_finding(kept, NIGHT)
    assert none.is_fine
    assert "no nightly backup" in none.sentence
    assert "makes the first one when it runs" in none.sentence
    assert folder.name not in names_in(folder.parent)
    await nights.look(NIGHT)

    fresh, late = backup_finding(kept, NIGHT + 25 * HOUR), backup_finding(kept, NIGHT + 30 * HOUR)
    assert fresh.is_fine
    assert "2026-11-30 03:00 UTC" in fresh.sentence
    assert not late.is_fine
    assert "30 hours ago" in late.sentence
