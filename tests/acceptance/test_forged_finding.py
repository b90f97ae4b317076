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
