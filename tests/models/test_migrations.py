"""The schema is what the migrations make of it: from nothing, back, again, and by two processes at once."""

import asyncio
import importlib
import sqlite3
import sys
from itertools import product
from pathlib import Path

import asyncpg
import pytest
from tortoise import Tortoise
from tortoise.migrations.api import migrate
from tortoise.migrations.autodetector import MigrationAutodetector

from models import InterviewFeedback, Notification, NotificationKind, NotificationState, Question, Server
from models.database import APP, configuration, database
from models.schema_states import without_queries
from services import feedback, listing, points
from services.questions import importing, keeping, suggesting
from tests.support.databases import Databases
from tests.support.factories import ADMIN, NOW, SERVER, TEXT, a_card, a_member, completed, run
from tests.support.questions import a_bank, an_interview, ask, draw, some_questions

KINDS_OF_0002 = {
    "accepted",
    "board_closed",
    "booked",
    "cancelled",
    "card",
    "dispute",
    "disputed",
    "event",
    "expired",
    "feedback_due",
    "feedback_received",
    "given_up",
    "lapsed",
    "link_changed",
    "link_wanted",
    "log_closed",
    "move_proposed",
    "move_taken_back",
    "move_unanswered",
    "moved",
    "no_events",
    "no_rooms",
    "no_show",
    "panel",
    "points_granted",
    "refresh",
    "reminder",
    "room",
    "ruled",
    "shut_out",
    "started",
    "unreachable",
    "withdrawn",
}
"""What messages there were before `0003_kind_and_clear`."""

HERE = Path(__file__).parent
MIGRATIONS = sorted(file.stem for file in (HERE.parents[1] / "models" / "migrations").glob("[0-9]*.py"))
BEFORE_THE_NEWEST = MIGRATIONS[-2] if len(MIGRATIONS) > 1 else "__first__"
"""How far back the newest migration alone is undone."""

START = (
    "import asyncio, sys\n"
    "from models.database import database\n"
    "async def start():\n"
    "    async with database(sys.argv[1]):\n"
    "        pass\n"
    "asyncio.run(start())\n"
)
"""What each process does with the database when it starts."""


async def rows(database_url: str, query: str) -> list[tuple[str, ...]]:
    """Ask a database past Tortoise."""
    if database_url.startswith("sqlite"):
        connection = sqlite3.connect(database_url.removeprefix("sqlite://"))
        try:
            return [tuple(map(str, row)) for row in connection.execute(query)]
        finally:
            connection.close()
    session = await asyncpg.connect(database_url)
    try:
        return [tuple(map(str, row)) for row in await session.fetch(query)]
    finally:
        await session.close()


async def schema(database_url: str) -> list[tuple[str, ...]]:
    """Return what is defined in a database: columns, constraints, indexes, triggers, functions."""
    if database_url.startswith("sqlite"):
        return await rows(
            database_url, "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
        )
    return [
        *await rows(
            database_url,
            "SELECT table_name, column_name, data_type, is_nullable, column_default"
            " FROM information_schema.columns WHERE table_schema = 'public'"
            " ORDER BY table_name, column_name",
        ),
        *await rows(
            database_url,
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2",
        ),
        *await rows(
            database_url,
            "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1",
        ),
        *await rows(
            database_url,
            "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1",
        ),
        *await rows(
            database_url,
            "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace ORDER BY 1",
        ),
    ]


async def applied(database_url: str) -> list[str]:
    """Return the migrations that a database has seen, in order."""
    return [name for (name,) in await rows(database_url, "SELECT name FROM tortoise_migrations ORDER BY id")]


async def back_to(database_url: str, migration: str) -> None:
    """Undo every migration after one."""
    with without_queries():
        await migrate(config=configuration(database_url), target=f"{APP}.{migration}", direction="backward")
    await Tortoise.close_connections()


async def start(database_url: str) -> asyncio.subprocess.Process:
    """Start a process that opens the database."""
    return await asyncio.create_subprocess_exec(
        sys.executable, "-c", START, database_url, stderr=asyncio.subprocess.PIPE, cwd=HERE.parents[1]
    )


async def test_an_empty_database_gets_every_migration_once(databases: Databases) -> None:
    url = databases.empty()

    for _ in range(2):
        async with database(url):
            assert await applied(url) == MIGRATIONS


async def test_what_the_migrations_make_can_hold_a_whole_interview(databases: Databases) -> None:
    async with database(databases.migrated()):
        await completed()


async def test_the_migrations_go_back_to_nothing_and_come_again(databases: Databases) -> None:
    url = databases.migrated()
    there = await schema(url)

    await back_to(url, "__first__")

    assert await applied(url) == []
    left = {name for row in await schema(url) for name in row}
    assert "user_points" not in left
    assert not any("guard" in name or "ledger" in name for name in left)
    async with database(url):
        assert await schema(url) == there


async def test_a_database_with_rows_keeps_them_when_it_is_opened_again(databases: Databases) -> None:
    url = databases.migrated()
    async with database(url):
        await completed()
    there, filled = await schema(url), await everything(url)
    assert all(filled[table] for table in ("server", "notification", "points_entry", "installation"))

    async with database(url):
        pass

    assert await everything(url) == filled
    assert await schema(url) == there


@pytest.mark.usefixtures("database")
async def test_the_models_have_no_change_without_a_migration() -> None:
    apps = Tortoise.apps
    assert apps is not None
    config = configuration("sqlite://unused.sqlite3")

    changes = await MigrationAutodetector(apps, config["apps"]).changes()

    assert [writer.operations for writer in changes] == []


async def test_processes_that_start_at_once_migrate_once(databases: Databases) -> None:
    url = databases.empty()

    processes = await asyncio.gather(*(start(url) for _ in range(3)))
    errors = [(await process.communicate())[1].decode() for process in processes]

    assert [process.returncode for process in processes] == [0, 0, 0], errors
    assert await applied(url) == MIGRATIONS


async def test_a_process_that_dies_while_it_migrates_blocks_nobody(databases: Databases) -> None:
    url = databases.empty()
    process = await start(url)
    process.kill()
    await process.communicate()

    async with database(url):
        assert await applied(url) == MIGRATIONS


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_a_connection_of_sqlite_holds_to_foreign_keys_and_waits_for_others() -> None:
    assert (await run("PRAGMA foreign_keys"))[0]["foreign_keys"] == 1
    assert (await run("PRAGMA busy_timeout"))[0]["timeout"] == 10_000
    assert (await run("PRAGMA journal_mode"))[0]["journal_mode"] == "wal"


async def test_each_database_has_a_name_of_its_own_and_keeps_it(databases: Databases) -> None:
    urls = [databases.empty() for _ in range(2)]
    names = []
    for url in (*urls, *urls):
        async with database(url):
            names.append(await rows(url, "SELECT name FROM installation"))

    assert names[:2] == names[2:]
    assert len({name for ((name,),) in names}) == 2
    assert all(len(name) == 8 for ((name,),) in names)


async def test_topics_and_names_of_before_they_were_folded_are_found_in_any_case(
    databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.import_module("models.migrations.0002_searched_texts"), "AT_ONCE", 2)
    url, topics = databases.migrated(), ["Базы ДАННЫХ", "", "Trees", "SQL", "GRAPHS"]
    async with database(url):
        cards = [await a_card(await a_member(name=f"АННА {topic}"), topic=topic) for topic in topics]
    await back_to(url, "0001_initial")

    async with database(url):
        assert [one["topic_folded"] for one in await run("SELECT * FROM mock_interview ORDER BY id")] == [
            topic.casefold() for topic in topics
        ]
        page = await listing.board(SERVER, NOW, role=None, topic="базы данных", page=0, size=5)
        assert [one.id for one in page.rows] == [cards[0].id]
        found = await listing.open_to(SERVER, 5, NOW, "анна gr", 25, lambda _: "")
        assert [one.id for one in found] == [cards[4].id]


async def test_the_way_back_leaves_no_message_that_the_version_before_would_not_know(
    databases: Databases,
) -> None:
    url = databases.migrated()
    async with database(url):
        card = await a_card()
        (row,) = await Notification.filter(kind=NotificationKind.CARD)
        await Notification.all().delete()
        states = [NotificationState.PENDING, NotificationState.MISSED]
        for number, (kind, state) in enumerate(product(NotificationKind, states)):
            told = row.clone(pk=number + 1)
            told.update_from_dict(
                {"kind": kind, "state": state, "dedupe_key": f"{number}", "lane": f"{number}"}
            )
            await told.save(force_create=True)
    await back_to(url, "0002_searched_texts")

    left = await rows(url, "SELECT DISTINCT kind, state FROM notification")

    assert {kind for kind, _ in left} == KINDS_OF_0002
    assert {state for _, state in left} == {"pending", "failed", "dropped"}
    assert card.id == 1


async def test_the_way_back_leaves_no_act_that_the_version_before_would_not_know(
    databases: Databases,
) -> None:
    url = databases.migrated()
    there = await schema(url)
    async with database(url):
        await a_bank(some_questions(5))
        played = await an_interview()
        await Server.filter(id=SERVER).update(log_channel_id=1)
        await ask(played, (await draw(played)).questions[0].id, went=4)
        who, question = (
            played.interviewer.user_id,
            suggesting.question_of("Why do cats purr?", "", "", "", ""),
        )
        await suggesting.suggest(who, SERVER, played.id, question, played.starts_at)
        await feedback.leave(who, SERVER, played.id, score=4, text=TEXT, now=played.ends_at)
        await importing.prepare(ADMIN, SERVER, some_questions(2), NOW)
        await keeping.retire(ADMIN, SERVER, (await Question.all())[0].id, NOW)
        await points.grant(SERVER, who, 1, "well done", admin_id=ADMIN, now=NOW)

    await back_to(url, "0011_writing")

    assert {kind for (kind,) in await rows(url, "SELECT kind FROM admin_act")} == {"log_grant"}
    async with database(url):
        assert await schema(url) == there
        assert not await Question.exists()
        assert (await InterviewFeedback.get()).questions == []


async def tables(database_url: str) -> list[str]:
    """Return the names of the tables of the bot."""
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        if database_url.startswith("sqlite")
        else "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    )
    return sorted(name for (name,) in await rows(database_url, query) if name != "tortoise_migrations")


async def everything(database_url: str) -> dict[str, list[tuple[str, ...]]]:
    """Return every row of every table, columns in the order of their names."""
    found = {}
    for table in await tables(database_url):
        columns = await rows(
            database_url,
            f"SELECT name FROM pragma_table_info('{table}') ORDER BY name"  # noqa: S608 - our own names
            if database_url.startswith("sqlite")
            else f"SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = '{table}' ORDER BY 1",  # noqa: S608, E501
        )
        names = ", ".join(f'"{name}"' for (name,) in columns)
        found[table] = sorted(await rows(database_url, f'SELECT {names} FROM "{table}"'))  # noqa: S608
    return found
