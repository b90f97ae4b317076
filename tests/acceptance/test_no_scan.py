"""Nothing that the bot asks its database grows slow with history: no statement reads a whole table."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from models import condition
from sandbox import LocalGoogle
from services.delivery.backlog import backlog
from tests.acceptance.conftest import START, Town, a_town
from tests.acceptance.diary import Diary
from tests.acceptance.every_interaction import Story
from tests.services.google_meet import client, credentials_file
from tests.support.databases import opened
from tests.support.history import History, fill
from tests.support.plans import scans
from tests.support.recording import Recorder, recorded


@pytest.fixture
async def recorder(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Recorder]:
    """What keeps every statement of the test."""
    with recorded(monkeypatch) as found:
        yield found


@pytest.fixture
async def old_town(
    database_url: str, engine: str, discord_addresses: None, recorder: Recorder, tmp_path: Path
) -> AsyncIterator[Town]:
    """A running bot, with rooms from a local Google, in a server with a long history."""
    async with LocalGoogle() as google, a_town() as town:
        board = town.local.channel("interviews")
        await fill(database_url, History(engine, int(str(board.guild_id)), int(board.id), START))
        credentials = credentials_file(google, "authorized_user", tmp_path)
        async with opened(database_url), client(google, credentials) as meet:
            town.google_meet = meet
            await town.start_bot()
            yield town
            await town.stop_bot()


async def test_no_statement_reads_the_whole_of_a_table_that_grows(
    old_town: Town, database_url: str, recorder: Recorder
) -> None:
    assert old_town.bot is not None
    diary = Diary(old_town.bot)
    await Story(old_town).run()
    # What whoever hosts the bot asks, beside what members do.
    await backlog(old_town.now())
    await condition.look()
    left_out = ", ".join(sorted(diary.left_out()))
    assert not left_out, f"nothing in tests/acceptance/every_interaction.py uses {left_out}: do so there"
    assert old_town.now() - START < timedelta(days=20), "the history's own interviews come due"
    await old_town.stop_bot()
    assert len(recorder.statements) > 150, "not all clients are listened to"

    found = await scans(database_url, recorder.statements)

    assert not found, "\n\n".join(map(str, found))
