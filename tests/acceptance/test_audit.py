"""What admins did, as they read it and take it away; and what becomes of a server without the bot."""

import asyncio
import csv
import io
from datetime import timedelta

import aiohttp

from models import Server
from services.removed_servers import KEPT
from tests.acceptance.calm import LOOK_SECONDS, PATIENCE_SECONDS
from tests.acceptance.conftest import Town
from tests.acceptance.steps import labels, publish
from tests.acceptance.witness import Witness, forge


async def test_admins_read_what_was_done_in_their_language_and_take_it_away_as_a_table(
    town: Town, witness: Witness
) -> None:
    olga = town.olga.at("general")
    assert "Пока ничего" in (await olga.run("settings audit")).text
    await town.open_board(points_for=town.chen, points=3)
    await olga.run("settings points", price=5)
    await olga.run("settings grant", member=town.alice, amount=1, reason="=1+1, and **bold** @everyone")

    shown = await olga.run("settings audit")
    lines = shown.text.splitlines()
    assert "Что делали администраторы" in lines[0]
    assert [town.olga.mention in line for line in lines[1:5]] == [True] * 4
    assert "3 балла → 5 баллов" in shown.text
    town.olga.locale = "en-US"
    shown = await olga.run("settings audit")
    assert "An interview costs: 3 points → 5 points" in shown.text
    assert labels(shown.message) == ["Download as CSV"]
    answered = await olga.click(shown.message, "Download as CSV")
    assert answered.message is not None
    (attached,) = answered.message.attachments
    async with (
        aiohttp.ClientSession(town.local.page_url) as session,
        session.get(str(attached["url"])) as got,
    ):
        rows = list(csv.DictReader(io.StringIO((await got.read()).decode("utf-8-sig"))))
    assert [row["act"] for row in rows] == ["grant", "settings", "grant", "settings"]
    assert rows[0]["text"] == "'=1+1, and **bold** @everyone"
    assert (rows[0]["member"], rows[0]["member_id"], rows[0]["points"]) == ("Alice", town.alice.id, "1")
    assert (rows[1]["setting"], rows[1]["before"], rows[1]["after"]) == ("price", "3", "5")

    # Not for members, whatever they click.
    refused = await forge(town.chen.at("general"), "audit:file")
    assert "Only members who can manage this server" in refused.text
    assert witness.faults() == []


async def test_a_server_that_removed_the_bot_is_all_there_for_30_days_and_then_is_new(town: Town) -> None:
    await town.open_board(points_for=town.chen, points=5)
    await publish(town, town.alice, when="tomorrow 18:00 UTC")
    town.local.remove_bot("Study Hall")
    await left(town, is_left=True)
    town.clock.advance(KEPT - timedelta(hours=1))
    town.local.add_bot("Study Hall")
    await left(town, is_left=False)
    assert (await town.chen.at("general").run("points")).text.startswith("5 points")

    # What happened while the bot was away is noticed when it comes back.
    await town.stop_bot()
    town.local.remove_bot("Study Hall")
    await town.start_bot(knows_servers=False)
    await left(town, is_left=True)
    town.clock.advance(KEPT + timedelta(hours=1))
    async with asyncio.timeout(PATIENCE_SECONDS):
        while await Server.all().exists():  # noqa: ASYNC110 - nothing tells of it
            await asyncio.sleep(LOOK_SECONDS)
    town.local.add_bot("Study Hall")
    assert (await town.chen.at("general").run("points")).text.startswith("0 points")


async def left(town: Town, *, is_left: bool) -> None:
    """Wait until it is noted whether the bot has left the server."""
    noted = Server.filter(left_at__isnull=not is_left)
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not await noted.exists():  # noqa: ASYNC110 - nothing tells of it
            await asyncio.sleep(LOOK_SECONDS)
