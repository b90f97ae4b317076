"""The bot stops and starts again: nothing that members hold in their hands breaks, nothing is said twice."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tests.acceptance.conftest import Town
from tests.acceptance.steps import booked, count_dms, labels, ledger, publish, sure


async def test_buttons_of_old_cards_and_dms_work_after_a_restart(town: Town) -> None:
    await town.open_board(points_for=town.boris)
    await publish(town, town.alice)
    card = await town.card_shows(1, "open")
    await _restart(town)
    booked = await town.boris.click(card, "Book")
    assert "Вы записаны на #1" in booked.text
    told = await town.dm_says(town.alice, "is booked")
    await town.card_shows(1, "booked")
    await _restart(town)
    withdrawn = await sure(town.boris, await town.boris.click(booked.message, "Отказаться"))
    assert "Вам вернулись 3 балла" in withdrawn.text
    cancelled = await sure(town.alice, await town.alice.click(told, "Cancel interview"))
    assert "#1 is canceled." in cancelled.text
    assert labels(await town.card_shows(1, "canceled")) == []


async def test_the_panel_of_before_opens_the_picker_after_a_restart(town: Town) -> None:
    await town.open_board()
    panel = town.board()[0]
    await _restart(town)
    opened = await town.alice.click(panel, "Take a mock interview")
    assert "A new mock interview" in opened.text


async def test_a_feedback_form_that_was_open_during_the_restart_counts(town: Town) -> None:
    await town.open_board(points_for=town.boris)
    await publish(town, town.alice)
    await town.boris.click(await town.card_shows(1, "open"), "Book")
    await town.card_shows(1, "booked")
    town.clock.advance(timedelta(days=2))
    asked = await town.dm_says(town.alice, "How was interview #1")
    form = await town.alice.click(asked, "Leave feedback")
    await _restart(town)
    left = await town.alice.submit(form.modal, score="4", text="Calm and clear; practise complexity.")
    assert "your feedback on #1 is on its way" in left.text
    received = await town.dm_says(town.boris, "4 из 5")
    await _restart(town)
    await town.boris.click(received, "Принять")
    await town.card_shows(1, "completed")
    assert await ledger(town.alice) == [(1, 1, "reward")]


async def test_nothing_is_announced_twice_by_a_restart(town: Town) -> None:
    await booked(town)
    await town.card_shows(1, "booked")
    await town.stop_bot()
    posts = posts_of(town)
    await town.start_bot()
    await publish(town, town.chen, topic="Go")
    await town.card_shows(2, "Go")
    assert posts_of(town) == posts + 1
    assert count_dms(town.boris, "назначено") == count_dms(town.alice, "is booked") == 1
    assert [message.text.count("#") for message in town.board()][1:] == [1, 1]


async def test_what_happened_while_the_bot_was_away_is_made_up_for_once(town: Town) -> None:
    await town.open_board(points_for=town.boris)
    await publish(town, town.boris, "interviewee", "через 3 часа")
    await town.card_shows(1, "open")
    await town.stop_bot()
    town.clock.advance(timedelta(hours=4))
    await town.start_bot()
    await town.dm_says(town.boris, "Вам вернулись 3 балла.")
    await town.card_shows(1, "expired")
    await _restart(town)
    await publish(town, town.alice)
    await town.card_shows(2, "open")
    assert count_dms(town.boris, "карточка закрыта") == 1
    assert (await ledger(town.boris))[-1] == (3, 3, "refund")
    assert len(await ledger(town.boris)) == 3


async def test_commands_are_registered_again_only_when_they_changed(town: Town) -> None:
    assert _registrations(town) == 1
    await _restart(town)
    assert _registrations(town) == 1
    await _restart_after(town, lambda command: command["options"].clear())
    assert _registrations(town) == 2
    await _restart_after(town, lambda command: command["name_localizations"].update(ru="полка"))
    assert _registrations(town) == 3
    await _restart_after(town, lambda command: command["options"][1].update(autocomplete=True))
    assert _registrations(town) == 4
    await _restart(town)
    assert _registrations(town) == 4


async def _restart(town: Town) -> None:
    await town.stop_bot()
    await town.start_bot()


async def _restart_after(town: Town, change: Callable[[dict[str, Any]], object]) -> None:
    """Restart the bot after /board was changed where Discord keeps it."""
    await town.stop_bot()
    held = town.local.backend.commands.named(None, "board", 1)
    assert held is not None
    change(held)
    await town.start_bot()


def _registrations(town: Town) -> int:
    return sum(
        request.method == "PUT" and request.path.endswith("/commands") for request in town.local.requests
    )


def posts_of(town: Town) -> int:
    """Return how many messages the bot has posted."""
    return sum(
        request.method == "POST" and request.route == "/channels/{channel_id}/messages"
        for request in town.local.requests
    )
