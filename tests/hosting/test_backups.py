"""A backup is everything, made while others write; restored, it is a database that can be gone on with."""

import asyncio
import shutil
import sqlite3
from argparse import Namespace
from collections.abc import Awaitable, Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from tortoise.migrations.api import migrate

from hosting.backups.making import backup, make
from hosting.backups.restoring import restore
from hosting.backups.verifying import verify
from hosting.failures import CannotStartError
from models import BotProcess, Notification
from models.backups.files import PARTIAL
from models.backups.places import opened_as_it_is
from models.backups.reading import SQLITE_BEGINS, OpenDatabase
from models.backups.renewing import NUMBERS_LEFT_OUT
from models.backups.versions import tables
from models.database import APP, configuration, database
from models.statements import run
from services import removed_servers
from services.environment import Environment
from services.removed_servers import KEPT
from services.verification import broken
from tests.services.test_removed_servers import a_busy_server
from tests.support.databases import Databases, opened
from tests.support.factories import NOW, SERVER, a_card, completed
from tests.support.keeping import fill, held_in, ledger_in, names_in, options, refused, settings

SIGNS_OF_RENEWAL = {"installation", "notification"}


def spoil(file: Path, harm: str) -> None:
    """Damage a database of SQLite."""
    whole = file.read_bytes()
    junk = bytes(range(256)) * 16
    spoiled = {
        "the first page": whole[:100] + junk[100:] + whole[4096:],
        "the header": b"junk" * 25 + whole[100:],
        "a page in the middle": whole[:40_960] + junk * 3 + whole[53_248:],
        "cut short": whole[: len(whole) // 2],
    }
    file.write_bytes(spoiled[harm])


async def do_in(database_url: str, statements: str) -> None:
    """Run statements in a database as it is."""
    async with opened_as_it_is(database_url):
        for statement in statements.split(";"):
            await run(statement, {})


async def fill_anew(database_url: str) -> None:
    """Make the tables in a database, and write rows into each."""
    async with database(database_url):
        pass
    await fill(database_url)


@pytest.mark.usefixtures("postgres_tools")
async def test_what_is_restored_is_what_was_backed_up_and_can_be_gone_on_with(
    databases: Databases, database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await fill(database_url)
    file, place = tmp_path / "kept", databases.empty()

    assert await backup(settings(database_url), options(file=str(file))) == 0
    assert await verify(settings(database_url), options(file=str(file))) == 0
    assert await restore(settings(place), options(file=str(file))) == 0

    assert "WRONG" not in capsys.readouterr().out
    assert file.stat().st_mode & 0o777 == 0o600
    assert not any(PARTIAL in name for name in names_in(tmp_path))
    before, after = await held_in(database_url), await held_in(place)
    for table in before.keys() - SIGNS_OF_RENEWAL:
        assert after[table] == before[table], table
    assert before["installation"][0]["name"] != after["installation"][0]["name"]
    assert [row["id"] for row in before["notification"]] == [row["id"] for row in after["notification"]]
    async with database(place):
        assert await BotProcess.all().count() == 0
        assert await Notification.filter(owner__isnull=False).count() == 0
        # What was due may have been said since: it is looked for before it is said again.
        due = Notification.filter(state="pending", due_at__lte=NOW)
        assert {(row.attempts, row.tried_at is None) for row in await due} <= {(1, False)}
        ahead = Notification.filter(state="pending", due_at__gt=NOW, attempts=0)
        assert {row.tried_at for row in await ahead} == {None}
        last = max(row["id"] for row in before["mock_interview"])
        card = await a_card(starts_at=NOW + timedelta(days=20))
        assert card.id == last + NUMBERS_LEFT_OUT + 1
        assert await broken(OpenDatabase()) == []


@pytest.mark.usefixtures("postgres_tools")
async def test_a_backup_from_amid_the_removal_of_a_server_is_right_and_the_removal_goes_on(
    databases: Databases,
    database_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(removed_servers, "AT_ONCE", 2)
    file, place = tmp_path / "kept", databases.empty()
    async with opened(database_url):
        await a_busy_server()
        await removed_servers.note_removed(SERVER, NOW)
        for _ in range(3):
            await removed_servers.remove_due(lambda server: server == SERVER, NOW + KEPT)

    assert await verify(settings(database_url), options(file=None)) == 0
    assert await backup(settings(database_url), options(file=str(file))) == 0
    assert await restore(settings(place), options(file=str(file))) == 0

    assert "WRONG" not in capsys.readouterr().out
    async with database(place):
        while await removed_servers.remove_due(lambda _server: False, NOW + KEPT):
            pass
    assert {table for table, held in (await held_in(place)).items() if held} == {"installation"}


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_a_backup_has_what_a_copy_by_hand_lacks(
    database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = Path(database_url.removeprefix("sqlite://"))
    async with opened(database_url):
        await completed()
        shutil.copyfile(file, tmp_path / "by-hand")

        found = await make(database_url, tmp_path / "kept")

    assert all(verdict.is_fine for verdict in found), found
    assert len(ledger_in(tmp_path / "kept")) == 3
    assert await verify(settings(database_url), options(file=str(tmp_path / "by-hand"))) == 0
    assert "copied by hand" in capsys.readouterr().out
    assert ledger_in(tmp_path / "by-hand") == []


@pytest.mark.parametrize("action", [backup, restore, verify])
async def test_an_address_that_is_none_is_said_whatever_is_to_be_done(
    action: Callable[[Environment, Namespace], Awaitable[int]], tmp_path: Path
) -> None:
    (tmp_path / "kept").write_bytes(SQLITE_BEGINS)
    wanted = options(file=str(tmp_path / ("new" if action is backup else "kept")))
    if action is verify:
        wanted = options(file=None)

    for url, words in {
        "foo": "DATABASE_URL is no address of a database",
        "mysql://x": "DATABASE_URL begins with mysql://",
        "postgres://x/y?nonsense=1": "DATABASE_URL has the parameter nonsense",
    }.items():
        with refused(words):
            await action(settings(url), wanted)


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_a_backup_that_is_broken_off_leaves_nothing(database_url: str, tmp_path: Path) -> None:
    making = asyncio.create_task(make(database_url, tmp_path / "kept"))
    await asyncio.sleep(0)
    making.cancel()
    with pytest.raises(asyncio.CancelledError):
        await making

    assert names_in(tmp_path) == set()


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_of_what_is_no_good_backup_nothing_is_restored(database_url: str, tmp_path: Path) -> None:
    await fill(database_url)
    good, place = tmp_path / "good", tmp_path / "new" / "place.sqlite3"
    await make(database_url, good)
    whole = good.read_bytes()
    (tmp_path / "short").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "scratched").write_bytes(whole[:40_000] + bytes(range(256)) * 40 + whole[50_240:])
    (tmp_path / "text").write_text("dear diary")
    (tmp_path / "dump").write_bytes(b"PGDMP and no more")
    for name, statement in {
        "other": "CREATE TABLE cats (name TEXT)",
        "newer": "INSERT INTO tortoise_migrations (app, name, applied_at) VALUES ('sparring', '9999_x', '')",
    }.items():
        if name == "newer":
            shutil.copyfile(good, tmp_path / name)
        with closing(sqlite3.connect(tmp_path / name)) as connection:
            connection.execute(statement)
            connection.commit()

    for name, words in {
        "missing": ("There is no file", "check the name"),
        "new": ("There is no file",),
        "bin": ("is a folder",),
        "text": ("no backup of Sparring", "neither"),
        "other": ("not of Sparring",),
        "newer": ("newer version", "update Sparring"),
        "short": ("damaged",),
        "scratched": ("damaged",),
        "dump": ("is a backup of PostgreSQL", "copy-to"),
    }.items():
        (tmp_path / "bin").mkdir(exist_ok=True)
        with refused(*words):
            await restore(settings(f"sqlite://{place}"), options(file=str(tmp_path / name)))
        assert not place.exists()
    with refused("copy-to", "PostgreSQL"):
        await restore(settings("postgres://nobody@127.0.0.1:9/x"), options(file=str(good)))


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_nothing_is_written_over(database_url: str, tmp_path: Path) -> None:
    file = tmp_path / "kept"
    await make(database_url, file)
    written = file.read_bytes()

    with refused("is there already"):
        await backup(settings(database_url), options(file=str(file)))
    with refused("is a folder"):
        await backup(settings(database_url), options(file=str(tmp_path)))
    with refused("is no folder: make it"):
        await backup(settings(database_url), options(file=str(tmp_path / "no" / "kept")))
    with refused("There is no database", "check DATABASE_URL"):
        await backup(settings(f"sqlite://{tmp_path}/none"), options(file=str(tmp_path / "other")))
    with refused("is there already"):
        await restore(settings(database_url), options(file=str(file)))
    place = tmp_path / "place"
    place.with_name("place-wal").touch()
    with refused("place-wal is left from another database"):
        await restore(settings(f"sqlite://{place}"), options(file=str(file)))

    assert file.read_bytes() == written
    assert names_in(tmp_path) == {"kept", "place-wal"}


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_a_backup_of_an_older_version_is_verified_and_comes_up_to_date(
    databases: Databases, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url, place = databases.empty(), tmp_path / "place.sqlite3"
    await migrate(config=configuration(url), target=f"{APP}.0002_searched_texts")
    old = Path(url.removeprefix("sqlite://"))
    async with opened(url):
        pass

    assert await verify(settings(url), options(file=str(old))) == 0
    assert "of an older version" in capsys.readouterr().out
    assert await restore(settings(f"sqlite://{place}"), options(file=str(old))) == 0

    assert await verify(settings(f"sqlite://{place}"), options(file=None)) == 0
    assert "older" not in capsys.readouterr().out


@pytest.mark.parametrize("engine", ["postgres"])
@pytest.mark.usefixtures("postgres_tools")
async def test_postgres_takes_a_backup_once(database_url: str, tmp_path: Path) -> None:
    file = tmp_path / "kept"
    await make(database_url, file)
    short = tmp_path / "short"
    short.write_bytes(file.read_bytes()[:-20_000])

    with refused("has tables of Sparring already"):
        await restore(settings(database_url), options(file=str(file)))
    with refused("end of file"):
        await verify(settings(database_url), options(file=str(short)))
    with refused("is there already"):
        await backup(settings(database_url), options(file=str(file)))


async def test_what_pg_dump_is_told_and_how_it_refuses(
    stand_in: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = "postgres://olga:very%2Fsecret@db.example:6543/study?sslmode=verify-full&sslrootcert=/ca.pem"
    file = tmp_path / "kept"
    for says, words in {
        "pg_dump: error: aborting because of server version mismatch\n"
        "pg_dump: detail: server version: 18.6; pg_dump version: 15.18": ("older than the server", "18.6"),
        'pg_dump: error: connection to server at "db.example" failed: FATAL: no': ("does not answer",),
        "pg_dump: error: could not write to file: No space left on device": ("no room left",),
        "pg_dump: error: query failed: ERROR:  permission denied for table user": ("permission denied",),
    }.items():
        (stand_in / "says").write_text(says)
        with refused(*words):
            await backup(settings(url), options(file=str(file)))

    told = (stand_in / "environment").read_text().splitlines()
    assert {
        "PGHOST=db.example",
        "PGPORT=6543",
        "PGUSER=olga",
        "PGPASSWORD=very/secret",
        "PGDATABASE=study",
        "PGSSLMODE=verify-full",
        "PGSSLROOTCERT=/ca.pem",
    } <= set(told)
    arguments = (stand_in / "arguments").read_text()
    assert "--no-owner" in arguments
    assert "secret" not in arguments
    monkeypatch.setenv("PATH", str(tmp_path))
    with refused(
        "pg_dump is not on the PATH",
        "PGHOST=db.example PGPORT=6543 PGUSER=olga PGDATABASE=study",
        f"--file={file}",
    ):
        await backup(settings(url), options(file=str(file)))
    assert names_in(tmp_path) == {"bin"}


@pytest.mark.parametrize("password", ["hunter#2", "hunter?2", "hunter[2", "hunter@2", "hunter%2F2"])
async def test_the_line_to_run_by_hand_shows_no_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, password: str
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    url = f"postgres://olga:{password}@db.example/study?ssl=true&options=-c%20geqo%3Doff"

    with refused("pg_dump is not on the PATH", "PGHOST=db.example", "PGOPTIONS='-c geqo=off'") as said:
        await backup(settings(url), options(file=str(tmp_path / "kept")))

    assert "hunter" not in str(said.value)


@pytest.mark.parametrize("engine", ["postgres"])
@pytest.mark.usefixtures("postgres_tools")
@pytest.mark.parametrize(
    "more", ["ssl=false", "ssl=disable", "options=-c%20geqo%3Doff", "application_name=x"]
)
async def test_a_backup_is_made_wherever_the_bot_runs(database_url: str, tmp_path: Path, more: str) -> None:
    url = f"{database_url}&{more}"
    async with database(url):
        pass

    assert await backup(settings(url), options(file=str(tmp_path / "kept"))) == 0


@pytest.mark.parametrize("engine", ["postgres"])
@pytest.mark.usefixtures("postgres_tools")
@pytest.mark.parametrize(
    ("made_in", "restored_in"),
    [
        ("", "&schema=sparring"),
        ("&schema=sparring", ""),
        ("&schema=sparring", "&schema=other"),
        ("", "&options=-c%20search_path%3Dsparring"),
    ],
)
async def test_a_backup_of_another_schema_is_not_taken_for_restored(
    databases: Databases, tmp_path: Path, made_in: str, restored_in: str
) -> None:
    source, place, file = databases.empty(), databases.empty(), tmp_path / "kept"
    for url in (source, place):
        await do_in(url, "CREATE SCHEMA sparring; CREATE SCHEMA other")
    await fill_anew(source + made_in)
    assert await backup(settings(source + made_in), options(file=str(file))) == 0

    with refused("is a backup of the schema", "nothing was restored", "in DATABASE_URL, and try again"):
        await restore(settings(place + restored_in), options(file=str(file)))

    for schema in ("public", "sparring", "other"):
        async with opened_as_it_is(f"{place}&schema={schema}"):
            assert await tables(OpenDatabase()) == set()


@pytest.mark.parametrize("engine", ["postgres"])
@pytest.mark.usefixtures("postgres_tools")
@pytest.mark.parametrize("is_there", [True, False], ids=["a schema that is there", "none yet"])
@pytest.mark.parametrize("more", ["schema=sparring", "options=-c%20search_path%3Dsparring,public"])
async def test_a_backup_of_a_schema_is_restored_into_one_of_that_name(
    databases: Databases, tmp_path: Path, more: str, *, is_there: bool
) -> None:
    first, other, file = databases.empty(), databases.empty(), tmp_path / "kept"
    source, place = f"{first}&{more}", f"{other}&{more}"
    await do_in(first, "CREATE SCHEMA sparring")
    if is_there:
        await do_in(other, "CREATE SCHEMA sparring")
    await fill_anew(source)
    assert await backup(settings(source), options(file=str(file))) == 0

    assert await restore(settings(place), options(file=str(file))) == 0

    assert (await held_in(place))["points_entry"] == (await held_in(source))["points_entry"]


@pytest.mark.parametrize("engine", ["sqlite"])
@pytest.mark.parametrize("harm", ["the first page", "the header", "a page in the middle", "cut short"])
async def test_of_a_database_that_is_damaged_it_is_said_that_it_is_and_not_its_backup(
    database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], harm: str
) -> None:
    await fill(database_url)
    place = Path(database_url.removeprefix("sqlite://"))
    spoil(place, harm)

    for action, file in ((backup, str(tmp_path / "kept")), (verify, None)):
        try:
            assert await action(settings(database_url), options(file=file)) == 1
        except CannotStartError as error:
            print(error)  # noqa: T201 - read with the rest
        said = capsys.readouterr().out
        assert "database" in said
        assert "is damaged" in said
        assert "restore a backup" in said
        assert "another backup" not in said
        assert "The file is" not in said
        assert "no backup of Sparring" not in said
