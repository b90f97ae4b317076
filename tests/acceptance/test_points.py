"""/points, one's own and another's, and /timezone."""

import re

import pytest

from sandbox import ClientRefusal
from tests.acceptance.conftest import Town
from tests.acceptance.steps import ledger, publish


async def test_a_newcomer_reads_what_to_do_where_nobody_has_points(town: Town) -> None:
    english = await town.alice.run("points")
    assert english.ephemeral
    assert "0 points" in english.text
    assert "Nobody in this server has enough points" in english.text
    assert "/settings grant" in english.text
    assert "Nothing yet." in english.text
    russian = await town.boris.run("points")
    assert "0 баллов" in russian.text
    assert "Пока ни у кого на сервере нет столько баллов" in russian.text


async def test_the_ledger_is_shown_to_its_owner_with_reasons_and_to_nobody_else(town: Town) -> None:
    await town.boris.run("points")
    await town.open_board(points_for=town.boris, points=7)
    told = await town.dm_says(town.boris, "welcome. Теперь у вас 7.")
    assert told.mentions == []
    await publish(town, town.alice)
    await town.boris.run("book", interview="1")
    mine = await town.boris.run("points")
    assert "4 балла" in mine.text
    assert "1 собеседование за 3 балла" in mine.text
    assert "**+7** от администратора · welcome\n" in mine.text
    assert "**−3** оплата · Python\n" in mine.text
    assert f"#1 · собеседник: <@{town.alice.id}> · баланс: 4" in mine.text
    others = await town.alice.run("points", member=town.boris)
    assert "4 points" in others.text
    assert "welcome" not in others.text
    assert "**−3**" not in others.text
    assert others.ephemeral
    poor = await town.chen.run("points")
    assert "Interview someone: publish a card" in poor.text


async def test_free_interviews_are_called_free(town: Town) -> None:
    await town.olga.run("settings points", price=0)
    assert "Being interviewed is free in this server." in (await town.alice.run("points")).text


async def test_a_time_zone_is_found_set_and_used(town: Town) -> None:
    offered = await town.boris.complete("timezone", "zone", "моск")
    assert offered[0].value == "Europe/Moscow"
    assert [choice.value for choice in await town.alice.complete("timezone", "zone", "Tokyo")] == [
        "Asia/Tokyo"
    ]
    assert await town.alice.complete("timezone", "zone", "")
    assert await town.alice.complete("timezone", "zone", "qqqqqq") == []
    saved = await town.alice.run("timezone", zone="Asia/Tokyo")
    assert "Your time zone is now Asia/Tokyo" in saved.text
    russian = await town.boris.run("timezone", zone="Europe/Moscow")
    assert "Ваш часовой пояс теперь Europe/Moscow" in russian.text
    created = await publish(town, town.alice)
    assert "as Asia/Tokyo time" in created.text
    assert "Set your own time zone" not in created.text
    hinted = await publish(town, town.chen, topic="Go")
    assert re.search("Set your own time zone once with </timezone:[0-9]+>,", hinted.text)


async def test_a_zone_that_is_none_is_refused(town: Town) -> None:
    refused = await town.alice.run("timezone", zone="Middle Earth")
    assert "Middle Earth" in refused.text
    assert refused.ephemeral
    assert "as UTC time" in (await publish(town, town.alice)).text


async def test_points_are_granted_in_a_server(town: Town) -> None:
    with pytest.raises(ClientRefusal):
        await town.olga.at("dm").run("settings grant", member=town.alice, amount=1, reason="welcome")
    assert await ledger(town.alice) == []
