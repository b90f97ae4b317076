"""A restored database is an earlier state: members hear nothing twice, and old buttons mean nothing new."""

import argparse
from datetime import timedelta
from pathlib import Path

import pytest
from tortoise import connections

from hosting.backups.making import make
from hosting.backups.restoring import restore
from models.backups.renewing import NUMBERS_LEFT_OUT
from services import booking
from services.people import Member
from tests.acceptance.calm import nothing_waits
from tests.acceptance.conftest import Town
from tests.acceptance.steps import count_dms, publish
from tests.support.databases import opened
from tests.support.keeping import settings


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_what_was_sent_since_the_backup_is_not_sent_again(
    town: Town, database_url: str, tmp_path: Path
) -> None:
    kept, place = tmp_path / "kept", f"sqlite://{tmp_path}/place.sqlite3"
    await town.open_board(points_for=town.boris)
    await publish(town, town.alice)
    await town.card_shows(1, "open")
    await nothing_waits(town.now())
    await town.stop_bot()
    server = int(town.local.world.guild_named("Study Hall").id)
    await booking.book(Member(server, int(town.boris.id), "Boris", "ru"), 1, town.now())
    await make(database_url, kept)
    await town.start_bot()
    await town.dm_says(town.alice, "is booked")
    since = await town.card_shows(1, "booked")
    await publish(town, town.chen, topic="Since then")
    of_then = await town.card_shows(2, "Since then")
    await nothing_waits(town.now())
    await town.stop_bot()
    await connections.close_all()
    town.clock.advance(timedelta(hours=1))

    options = argparse.Namespace(file=str(kept), clock=town.now)
    assert await restore(settings(place), options) == 0
    async with opened(place):
        await town.start_bot()
        await publish(town, town.alice, when="tomorrow 20:00 UTC", topic="Afterwards")
        number = 2 + NUMBERS_LEFT_OUT
        await town.card_shows(number, "Afterwards")
        gone = await town.boris.click(of_then, "Book")
        await nothing_waits(town.now())
        await town.stop_bot()

    assert count_dms(town.alice, "is booked") == count_dms(town.boris, "is booked") == 1
    assert since.id in {message.id for message in town.board()}
    assert "Собеседования #2 здесь нет" in gone.text
