"""The first try of each REST call fails: in the end everything is as if nothing had failed."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest

from sandbox import Fault
from tests.acceptance.calm import nothing_waits, something_was_put_off
from tests.acceptance.conftest import Town, a_town
from tests.acceptance.outcome import Outcome, outcome_of
from tests.acceptance.steps import cancel, publish
from tests.support.databases import Databases, opened

MakeFault = Callable[[str, str], Fault]

FAULTS: dict[str, MakeFault] = {
    "500 before the work": partial(Fault, "status"),
    "500 after the work": partial(Fault, "status", when="after"),
    "429": partial(Fault, "rate_limit", retry_after=0.05),
    "dropped before the work": partial(Fault, "drop"),
    "dropped after the work": partial(Fault, "drop", when="after"),
}
_calm: dict[str, Outcome] = {}
"""How the story ends when nothing fails, by the engine: told once, for all tests that compare with it."""


async def live_through_an_interview(town: Town) -> Outcome:
    """From the published card to the earned point, and return what came of it."""
    await publish(town, town.alice)
    await town.boris.click(await town.card_shows(1, "open"), "Book")
    await town.dm_says(town.boris, "назначено")
    await town.dm_says(town.alice, "is booked")
    await town.card_shows(1, "booked")
    # What is tried again after a failure comes before the days pass: after one of them it is given up.
    await nothing_waits(town.now())
    town.clock.advance(timedelta(days=2))
    asked = await town.dm_says(town.alice, "How was interview #1")
    # Nobody is quicker than the note that it was sent: a row may be dropped by then.
    await nothing_waits(town.now())
    form = await town.alice.click(asked, "Leave feedback")
    await town.alice.submit(form.modal, score="4", text="Calm and clear; practise complexity.")
    received = await town.dm_says(town.boris, "4 из 5")
    await nothing_waits(town.now())
    await town.boris.click(received, "Принять")
    await town.dm_says(town.alice, "earned 1 point")
    await town.card_shows(1, "completed")
    await nothing_waits(town.now())
    return await outcome_of(town, town.alice, town.boris)


@pytest.fixture
async def calm(engine: str, databases: Databases, discord_addresses: None) -> Outcome:
    """How the story ends when nothing fails."""
    if engine not in _calm:
        url = databases.migrated()
        async with opened(url), a_town() as town:
            await town.start_bot()
            await town.open_board(points_for=town.boris)
            _calm[engine] = await live_through_an_interview(town)
        databases.give_back(url)
    return _calm[engine]


@pytest.mark.parametrize("fault", FAULTS)
async def test_what_the_worker_sends_arrives_once(
    calm: Outcome, town: Town, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    await town.open_board(points_for=town.boris)
    await town.dm_says(town.boris, "welcome")
    board = town.local.channel("interviews").id
    made = [
        town.local.faults.add(FAULTS[fault](method, path))
        for method, path in (
            ("POST", r"^/users/@me/channels$"),
            ("POST", rf"^/channels/(?!{board})\d+/messages$"),
            ("POST", rf"^/channels/{board}/messages$"),
            ("PATCH", rf"^/channels/{board}/messages/\d+$"),
        )
    ]
    assert await live_through_an_interview(town) == calm
    assert [one.hits for one in made] == [1, 1, 1, 1]
    assert [record.getMessage() for record in caplog.records if record.exc_info] == []


@pytest.mark.parametrize("fault", ["dropped before the work", "dropped after the work"])
async def test_a_card_whose_posting_was_cut_off_does_not_stand_open_when_it_was_cancelled_meanwhile(
    frozen_town: Town, fault: str
) -> None:
    town = frozen_town
    await town.open_board()
    board = town.local.channel("interviews").id
    cut = town.local.faults.add(FAULTS[fault]("POST", rf"^/channels/{board}/messages$"))
    await publish(town, town.alice)
    await town.until(lambda: cut.hits == 1, "the posting")
    assert "#1 is canceled." in (await cancel(town.alice, "1")).text
    # The worker has seen that it failed, and tries again after a pause.
    await something_was_put_off()
    town.clock.advance(timedelta(minutes=1))
    await nothing_waits(town.now())
    assert town.card(1) is None
    assert len(town.board()) == 1, "the panel"
