"""What may be wrong with an SQLite file, as whoever starts the bot reads it."""

import asyncio
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.databases import SqliteDatabases
from tests.support.opening import complaint


@pytest.fixture
def mounted() -> str:
    """The command that mounts a disk."""
    return shutil.which("mount") or pytest.skip("There is no command to mount a disk with.")


@pytest.fixture
def disk(tmp_path: Path, mounted: str) -> Iterator[Path]:
    """A disk of a megabyte; only root can make one."""
    command = [mounted, "-t", "tmpfs", "-o", "size=1m", "none", str(tmp_path)]
    if subprocess.run(command, check=False, capture_output=True).returncode:  # noqa: S603 - our own
        pytest.skip("This user may not mount a disk.")
    yield tmp_path
    subprocess.run([str(shutil.which("umount")), str(tmp_path)], check=True)  # noqa: S603 - as above


async def test_a_folder(tmp_path: Path) -> None:
    assert "is a folder, and the database is a file: name one in it" in await complaint(
        f"sqlite://{tmp_path}"
    )


async def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    file = tmp_path / "sparring.sqlite3"
    file.write_bytes(b"Dear diary, " * 1000)
    assert f"{file} is no database of SQLite, or is damaged" in await complaint(f"sqlite://{file}")
    assert file.read_bytes() == b"Dear diary, " * 1000


async def test_a_damaged_database_is_not_one_without_room(
    sqlite_databases: SqliteDatabases, tmp_path: Path
) -> None:
    file = tmp_path / "sparring.sqlite3"
    shutil.copyfile(sqlite_databases.migrated().removeprefix("sqlite://"), file)
    with file.open("r+b") as damaged:
        # All but the first page, which holds the names of the tables.
        damaged.seek(4096)
        damaged.write(b"\xff" * (file.stat().st_size - 4096))
    said = await complaint(f"sqlite://{file}")
    assert f"The database {file} is damaged" in said
    assert "restore a backup" in said
    assert "room" not in said


async def test_one_that_another_process_keeps_for_itself(sqlite_databases: SqliteDatabases) -> None:
    url = sqlite_databases.empty()
    with closing(sqlite3.connect(url.removeprefix("sqlite://"), isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        said = await complaint(f"{url}?busy_timeout=10")
    assert "is locked by another process" in said


async def test_what_can_only_be_read(sqlite_databases: SqliteDatabases, disk: Path, mounted: str) -> None:
    file = disk / "sparring.sqlite3"
    shutil.copyfile(sqlite_databases.migrated().removeprefix("sqlite://"), file)
    await asyncio.to_thread(subprocess.run, [mounted, "-o", "remount,ro", str(disk)], check=True)
    assert f"The bot may not write to {disk}: let its user write" in await complaint(f"sqlite://{file}")


@pytest.mark.parametrize("pages", [1, 16], ids=["not to open it", "not to make its tables"])
async def test_where_there_is_no_room(disk: Path, pages: int) -> None:
    with (disk / "filler").open("wb") as filler:
        filler.write(bytes(1024 * 1024 - pages * 4096))
    said = await complaint(f"sqlite://{disk}/sparring.sqlite3")
    assert "no room left" in said
    assert "free some" in said
