"""What fails at start, and a gateway that is cut: the bot comes up, and no click is lost or done twice."""

import asyncio
from collections.abc import Callable

import pytest

from sandbox import Answer, MessageView, Sandbox
from sandbox.gateway.session import Line
from sandbox.model.interactions import Interaction
from tests.acceptance.calm import nothing_waits
from tests.acceptance.conftest import Town, a_town
from tests.acceptance.steps import count_dms, ledger, publish, sure
from tests.acceptance.test_faults import FAULTS
from tests.support.patience import come_back_at_once, impatient

PATIENT_SECONDS = 60.0
"""Longer than the bot needs to come back."""

AT_START = {
    "who am I": ("GET", r"^/users/@me$"),
    "which application": ("GET", r"^/oauth2/applications/@me$"),
    "which commands": ("GET", r"^/applications/\d+/commands$"),
    "new commands": ("PUT", r"^/applications/\d+/commands$"),
    "which gateway": ("GET", r"^/gateway/bot$"),
}

CUTS: dict[str, Callable[[Sandbox], None]] = {
    "dropped": lambda local: local.gateway.drop(),
    "asked to reconnect": lambda local: local.gateway.reconnect(),
    "invalid but resumable": lambda local: local.gateway.invalidate_session(resumable=True),
    "invalid": lambda local: local.gateway.invalidate_session(resumable=False),
}


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the bot come back without the pauses that discord.py makes."""
    come_back_at_once(monkeypatch)


@pytest.mark.usefixtures("database", "discord_addresses")
@pytest.mark.parametrize("engine", ["sqlite"])
@pytest.mark.parametrize("fault", FAULTS)
async def test_the_bot_starts_though_the_first_try_of_each_call_fails(fault: str) -> None:
    async with a_town() as town:
        made = [town.local.faults.add(FAULTS[fault](*call)) for call in AT_START.values()]
        await town.start_bot()
        assert [one.hits for one in made] == [1] * len(made)
        await town.open_board(points_for=town.boris)
        assert "3 балла" in (await town.boris.run("points")).text


@pytest.mark.parametrize("cut", CUTS)
async def test_a_booking_goes_through_while_the_gateway_is_cut(town: Town, cut: str) -> None:
    await town.open_board(points_for=town.boris)
    await publish(town, town.alice)
    card = await town.card_shows(1, "open")
    known = town.local.backend.interactions.latest
    booking = asyncio.create_task(town.boris.click(card, "Book"))
    await town.until(lambda: _taken(town, known), "the acknowledgement")
    before = _line(town)
    CUTS[cut](town.local)
    assert "Вы записаны на #1" in (await booking).text
    await town.until(lambda: _line(town) not in (None, before), "the new connection")
    # Once he has withdrawn, nobody is told of a booking any more.
    await town.dm_says(town.boris, "назначено")
    await town.dm_says(town.alice, "is booked")
    withdrawn = await town.boris.run("interview view", interview="1")
    assert (
        "Вам вернулись 3 балла"
        in (await sure(town.boris, await town.boris.click(withdrawn.message, "Отказаться"))).text
    )
    await town.card_shows(1, "open")
    await nothing_waits(town.now())
    assert await ledger(town.boris) == [(3, 3, "grant"), (-3, 0, "seat"), (3, 3, "refund")]
    assert count_dms(town.boris, "назначено") == count_dms(town.alice, "is booked") == 1
    assert len(town.board()) == 2


@pytest.mark.usefixtures("database", "discord_addresses")
async def test_a_click_while_the_gateway_is_away_is_done_once_when_it_is_back() -> None:
    """Discord keeps what a session missed, and sends it when the session is resumed."""
    async with a_town(answer_seconds=PATIENT_SECONDS) as town:
        card = await _an_open_card(town)
        booking = await _click_while_away(town, card)
        town.local.gateway.accepting = True
        assert "Вы записаны на #1" in (await booking).text
        await town.card_shows(1, "booked")
        await nothing_waits(town.now())
        assert await ledger(town.boris) == [(3, 3, "grant"), (-3, 0, "seat")]
        assert count_dms(town.boris, "назначено") == count_dms(town.alice, "is booked") == 1


@pytest.mark.usefixtures("database", "discord_addresses")
async def test_a_click_that_reaches_the_bot_too_late_does_nothing() -> None:
    """The member was told that the application did not respond: so it was not a booking."""
    async with a_town(answer_seconds=PATIENT_SECONDS) as town:
        card = await _an_open_card(town)
        with impatient(town.local):
            booking = await _click_while_away(town, card)
        assert (await booking).failed
        town.local.gateway.accepting = True
        await town.until(lambda: town.local.gateway.online, "the new connection")
        # Whatever the session missed reaches the bot before this command does.
        assert "3 балла" in (await town.boris.run("points")).text
        await nothing_waits(town.now())
        assert await ledger(town.boris) == [(3, 3, "grant")]
        assert count_dms(town.boris, "назначено") == count_dms(town.alice, "is booked") == 0
        assert "Вы записаны на #1" in (await town.boris.click(card, "Book")).text


async def _an_open_card(town: Town) -> MessageView:
    await town.start_bot()
    await town.open_board(points_for=town.boris)
    await publish(town, town.alice)
    return await town.card_shows(1, "open")


async def _click_while_away(town: Town, card: MessageView) -> "asyncio.Task[Answer]":
    """Cut the gateway and let Boris click; it stays away."""
    town.local.gateway.accepting = False
    town.local.gateway.drop()
    await town.until(lambda: not town.local.gateway.online, "the cut")
    known = town.local.backend.interactions.latest
    booking = asyncio.create_task(town.boris.click(card, "Book"))
    await town.until(lambda: town.local.backend.interactions.latest is not known, "the click")
    return booking


def _taken(town: Town, known: Interaction | None) -> bool:
    """Tell whether the bot has acknowledged the interaction that came after a known one."""
    latest = town.local.backend.interactions.latest
    return latest is not None and latest is not known and latest.response is not None


def _line(town: Town) -> Line | None:
    """Return the bot's present connection to the gateway."""
    return next((session.line for session in town.local.gateway.sessions if session.line), None)
