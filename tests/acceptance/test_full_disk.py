"""There is no room left where the database stands: members hear it, nothing is half done, and it passes."""

import contextlib
import logging
from collections.abc import Awaitable, Callable
from itertools import count

import pytest
from tortoise import connections

from models import Notification, NotificationKind, NotificationState
from models.outages import DatabaseFullError
from tests.acceptance.calm import nothing_waits
from tests.acceptance.conftest import START, Town
from tests.acceptance.steps import count_dms, ledger, publish
from tests.support.factories import everything

NO_ROOM = "В базе данных не осталось места, ничего не изменилось."

FILL_POSTGRES = """
CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    RAISE 'could not extend file: No space left on device' USING ERRCODE = '53100';
END $$;
CREATE TRIGGER no_room BEFORE INSERT ON notification EXECUTE FUNCTION no_room()
"""
FREE_POSTGRES = "DROP TRIGGER IF EXISTS no_room ON notification; DROP FUNCTION IF EXISTS no_room"


class Disk:
    """Where the database stands, which can be full."""

    def __init__(self, engine: str, server_id: int) -> None:
        self._engine = engine
        self._server_id = server_id
        self._run: Callable[[str], Awaitable[None]] = connections.get("default").execute_script

    async def fill(self) -> None:
        """Leave no room: SQLite's file may not grow any more, and PostgreSQL says that its cannot."""
        if self._engine == "postgres":
            await self._run(FILL_POSTGRES)
            return
        pages = await connections.get("default").execute_query_dict("PRAGMA page_count")
        await self._limit(pages[0]["page_count"])
        # There is still room inside the file: pages that were given back, and ends of others.
        with contextlib.suppress(DatabaseFullError):
            for number in count():
                await Notification.create(
                    kind=NotificationKind.PANEL,
                    lane="filler",
                    dedupe_key=f"filler:{number}",
                    server_id=self._server_id,
                    state=NotificationState.SENT,
                    urgency=3,
                    wanted_by=START,
                    due_at=START,
                    created_at=START,
                )

    async def free(self) -> None:
        """Make room."""
        if self._engine == "postgres":
            await self._run(FREE_POSTGRES)
        else:
            await self._limit(0xFFFFFFFE)

    async def _limit(self, pages: int) -> None:
        await connections.get("default").execute_query_dict(f"PRAGMA max_page_count = {pages}")


async def test_a_full_disk_is_named_and_when_there_is_room_all_goes_on(
    town: Town, engine: str, caplog: pytest.LogCaptureFixture
) -> None:
    await town.open_board(points_for=town.boris)
    await publish(town, town.alice)
    card = await town.card_shows(1, "open")
    await town.boris.run("points")
    await nothing_waits(town.now())
    disk = Disk(engine, int(town.local.world.guild_named("Study Hall").id))
    await disk.fill()
    before = await everything()
    try:
        for _ in range(2):
            refused = await town.boris.click(card, "Book")
            assert refused.text.startswith(NO_ROOM)
            assert refused.ephemeral
        assert await everything() == before
        # What needs no room is answered as ever.
        assert "3 балла" in (await town.boris.run("points")).text
    finally:
        await disk.free()
    assert "Вы записаны на #1" in (await town.boris.click(card, "Book")).text
    await town.card_shows(1, "booked")
    await nothing_waits(town.now())
    assert await ledger(town.boris) == [(3, 3, "grant"), (-3, 0, "seat")]
    assert count_dms(town.boris, "назначено") == count_dms(town.alice, "is booked") == 1
    errors = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert len(errors) == 1
    assert "no room left" in errors[0]
