"""Clicks that no client sends, on what helps people to find each other and to keep apart."""

import pytest

from models import KeptApart, SeatOffer, WaitingEntry
from tests.acceptance.conftest import Town
from tests.acceptance.menus import keep_apart
from tests.acceptance.steps import publish
from tests.acceptance.witness import Witness, forge

HUGE = "9" * 10
HUGER = "9" * 20


@pytest.mark.parametrize(
    "custom_id",
    [
        f"interview:wait:{HUGE}",
        f"waiting:take:{HUGE}",
        f"waiting:pass:{HUGE}",
        f"block:out:{HUGE}",
        "block:out:0",
        f"block:undo:{HUGER}",
        "block:undo:0",
        "block:page:98",
        f"wish:drop:{HUGE}",
        f"wish:keep:{HUGE}",
        f"wish:pass:{HUGE}",
        f"wish:book:{HUGE}",
        f"pair:take:{HUGE}:3",
        f"pair:no:{HUGE}",
        f"free:remove:{HUGE}",
        "free:exceptions:98",
    ],
)
async def test_a_number_that_is_nobodys_is_answered(town: Town, witness: Witness, custom_id: str) -> None:
    await town.open_board()
    await publish(town, town.alice)
    for place in ("interviews", "dm"):
        answered = await forge(town.alice.at(place), custom_id)
        assert answered.text or answered.message is not None
    assert await WaitingEntry.all().count() == await SeatOffer.all().count() == 0
    assert witness.faults() == []


@pytest.mark.parametrize("value", ["0", HUGER, "row:0", f"row:{HUGER}", "row:", "row:x", "²"])
async def test_a_choice_that_is_nobodys_is_answered(town: Town, witness: Witness, value: str) -> None:
    await keep_apart(town.alice, town.chen)
    await forge(town.alice, "block:lift", values=[value])
    assert await KeptApart.all().count() == 1
    assert witness.faults() == []


@pytest.mark.parametrize(
    ("custom_id", "value", "answered"),
    [
        ("wish:alerts", "4", "cards a day has to be from 0 to 3"),
        ("wish:alerts", HUGER, "cards a day has to be from 0 to 3"),
        ("wish:alerts", "²", "can't be chosen here"),
        ("free:back:0", HUGER, "was gone already"),
        ("server:wish:interviewer:99::0:abc", "", "days to look for it has to be from 1 to 60"),
        ("server:wish:interviewer:0::0:abc", "", "days to look for it has to be from 1 to 60"),
        ("server:wish:interviewer:14::99:abc", "", "You as the interviewer · any topic · abc"),
        ("server:wish:interviewer:14::0:two\nlines", "", "You as the interviewer · two lines"),
    ],
)
async def test_what_no_menu_offers_is_answered_with_what_may_be(
    town: Town, witness: Witness, custom_id: str, value: str, answered: str
) -> None:
    await town.alice.run("points")
    home = str(town.local.world.guild_named("Study Hall").id)
    said = await forge(town.alice, custom_id, values=[value or home])
    assert answered in said.text
    assert witness.faults() == []
