"""The shortest notice, as admins set it and members meet it."""

from datetime import timedelta
from functools import partial

from services.refusals import NoShowTooEarly, TooLateToBook
from tests.acceptance.conftest import START, Town
from tests.acceptance.steps import click_stale, labels, publish
from tests.acceptance.witness import Witness, forge
from tests.support.factories import stored

MINUTE = timedelta(minutes=1)


async def test_too_late_is_said_and_no_longer_offered_by_card_board_and_suggestions(
    frozen_town: Town,
) -> None:
    town = frozen_town
    await town.open_board(points_for=town.boris)
    town.olga.locale = "en-US"
    saved = await town.olga.run("settings times", notice=30)
    assert "Booking closes before the start: **30 minutes**" in saved.text
    await publish(town, town.alice, when="in 2 hours")
    card = await town.card_shows(1, "open")
    town.clock.advance(89 * MINUTE)
    assert [one.value for one in await town.boris.complete("book", "interview")] == ["1"]

    town.clock.advance(MINUTE)

    await town.until(lambda: labels(town.card(1)) == ["Publish your own"], "the button to go")
    assert await town.boris.complete("book", "interview") == []
    assert "#1" not in (await town.boris.run("board")).text
    assert labels((await town.chen.run("interview view", interview="1")).message) == []
    late = await click_stale(town.boris, card, "interview:book:1")
    assert "На #1 уже нельзя записаться" in late.text
    assert "за 30 минут" in late.text
    # Admins change their mind, and the card is open again.
    saved = await town.olga.run("settings times", notice=0)
    assert "only at the start" in saved.text
    await town.until(lambda: labels(town.card(1)) == ["Book", "Publish your own"], "the button to come back")
    assert "Вы записаны на #1" in (await town.boris.click(town.card(1), "Book")).text


async def test_who_was_booked_seconds_before_the_start_is_not_called_absent_before_they_could_know(
    town: Town, witness: Witness
) -> None:
    await town.open_board(points_for=town.boris)
    await town.olga.run("settings times", notice=0)
    await publish(town, town.alice, when="2026-11-30 13:00")
    starts_at = (await stored(1)).scheduled_time
    assert starts_at == START + 60 * MINUTE
    town.clock.advance(starts_at - timedelta(seconds=18) - town.now())
    await town.boris.run("book", interview="1")
    agreed_at = (await stored(1)).agreed_at
    assert agreed_at is not None
    town.clock.advance(starts_at + 12 * MINUTE - town.now())

    opens_at = agreed_at + 15 * MINUTE
    await witness.refused(
        town.boris, partial(forge, town.boris, "interview:noshow:1"), NoShowTooEarly(1, opens_at)
    )
    town.clock.advance(opens_at - town.now())
    assert (await forge(town.boris, "interview:noshow:1")).modal is not None
    assert witness.faults() == []


async def test_a_late_booking_is_refused_in_one_sentence_and_nothing_moves(
    town: Town, witness: Witness
) -> None:
    await town.open_board(points_for=town.boris)
    await publish(town, town.alice, when="in 2 hours")
    starts_at = (await stored(1)).scheduled_time
    town.clock.advance(starts_at - 4 * MINUTE - town.now())
    late = TooLateToBook(number=1, starts_at=starts_at, minutes=5)
    for attempt in (
        partial(forge, town.boris, "interview:book:1"),
        partial(town.boris.run, "book", interview="1"),
    ):
        await witness.refused(town.boris, attempt, late)
