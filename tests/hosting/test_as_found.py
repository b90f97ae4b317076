"""What only asks, or erases, takes a database as it is, and makes nothing where there is none."""

import sqlite3
from argparse import Namespace
from contextlib import closing
from pathlib import Path

import pytest

from hosting.as_found import as_found
from hosting.checking_database import database_findings
from hosting.erasing import erase
from hosting.failures import CannotStartError
from models.backups.versions import Version
from models.database import database, is_sqlite
from services.environment import Environment
from tests.support.databases import Databases, PostgresDatabases, SqliteDatabases, opened
from tests.support.factories import NOW, run
from tests.support.keeping import names_in

FORGOTTEN = "DELETE FROM tortoise_migrations WHERE id = (SELECT MAX(id) FROM tortoise_migrations)"
UNKNOWN = "UPDATE tortoise_migrations SET name = '9999_of_the_future' WHERE id = 1"


async def erased(database_url: str) -> int:
    options = Namespace(id="345678901234567890", yes=True, clock=lambda: NOW)
    return await erase(Environment(database_url=database_url), options)


async def said_of(database_url: str) -> tuple[bool, str]:
    findings, _ = await database_findings(Environment(database_url=database_url), NOW)
    return findings[0].is_fine, findings[0].sentence


def write(database_url: str, content: bytes) -> None:
    Path(database_url.removeprefix("sqlite://")).write_bytes(content)


def a_file_of_another_program(folder: Path) -> Path:
    file = folder / "other.sqlite3"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE recipe (id INTEGER)")
    return file


async def test_where_there_is_no_database_none_is_made(tmp_path: Path) -> None:
    url = f"sqlite://{tmp_path}/no/such/folder/typo.sqlite3"

    with pytest.raises(CannotStartError, match="no database of Sparring at the address in DATABASE_URL"):
        await erased(url)
    is_fine, sentence = await said_of(url)

    assert (is_fine, "the bot makes it when it starts" in sentence) == (True, True)
    assert names_in(tmp_path) == set()


async def test_a_database_without_a_table_stays_so(databases: Databases) -> None:
    url = databases.empty()
    if is_sqlite(url):
        write(url, b"")

    with pytest.raises(CannotStartError, match="start the bot once"):
        await erased(url)

    assert (await said_of(url))[0]
    assert await as_found(url) is Version.NOTHING


async def test_a_file_of_another_program_is_left_as_it_is(tmp_path: Path) -> None:
    file = a_file_of_another_program(tmp_path)
    before = file.read_bytes()

    with pytest.raises(CannotStartError, match="is not of Sparring"):
        await erased(f"sqlite://{file}")
    is_fine, sentence = await said_of(f"sqlite://{file}")

    assert (is_fine, "is not of Sparring" in sentence) == (False, True)
    assert (file.read_bytes(), names_in(tmp_path)) == (before, {"other.sqlite3"})


@pytest.mark.parametrize(
    ("done", "found", "is_fine", "said"),
    [
        (FORGOTTEN, Version.OLDER, True, "brings it up to date when it starts"),
        (UNKNOWN, Version.NEWER, False, "update Sparring"),
    ],
)
async def test_one_of_another_version_is_not_touched(
    databases: Databases, done: str, found: Version, *, is_fine: bool, said: str
) -> None:
    url = databases.migrated()
    async with opened(url):
        await run(done)

    with pytest.raises(CannotStartError, match=f"of an? {found.value} version"):
        await erased(url)

    assert await as_found(url) is found
    fine, sentence = await said_of(url)
    assert (fine, said in sentence) == (is_fine, True), sentence


async def test_a_file_that_cannot_be_read_is_named_by_what_opens_it(
    sqlite_databases: SqliteDatabases,
) -> None:
    url = sqlite_databases.empty()
    write(url, b"no database, but as long as its head is" * 9)

    is_fine, sentence = await said_of(url)

    assert (is_fine, "not of Sparring" in sentence) == (False, False)


async def test_a_schema_that_is_missing_is_named_by_what_opens_it(
    postgres_databases: PostgresDatabases,
) -> None:
    is_fine, sentence = await said_of(f"{postgres_databases.empty()}&schema=typo")

    assert (is_fine, "schema" in sentence) == (False, True), sentence


async def test_a_new_sqlite_file_is_for_its_owner_alone(sqlite_databases: SqliteDatabases) -> None:

    url = sqlite_databases.empty()
    file = Path(url.removeprefix("sqlite://"))

    async with database(url):
        beside = file.parent.glob(f"{file.name}*")
        modes = {one.name.removeprefix(file.name): one.stat().st_mode & 0o777 for one in beside}

    # Nothing is in the file whose lock is all that it is for.
    del modes[".migration-lock"]
    assert set(modes.values()) == {0o600}, modes
