"""The whole life of one interview, from the empty board to the earned point."""

from datetime import timedelta

from tests.acceptance.conftest import LINK, Town


async def test_from_the_empty_board_to_the_earned_point(town: Town) -> None:
    await town.open_board(points_for=town.boris)
    created = await town.alice.run(
        "interview create", role="interviewer", when="tomorrow 18:00 UTC", topic="Python", link=LINK
    )
    assert "Your interview is live: #1" in created.text
    card = await town.card_shows(1, "Python")
    assert LINK not in card.text
    booked = await town.boris.click(card, "Book")
    assert "Вы записаны на #1" in booked.text
    assert LINK in booked.text
    await town.card_shows(1, "booked")
    assert town.card(1) is not None
    assert LINK in (await town.dm_says(town.boris, "назначено")).text
    assert LINK in (await town.dm_says(town.alice, "is booked")).text
    points = await town.boris.run("points")
    assert "0 баллов" in points.text
    assert "**−3**" in points.text
    town.clock.advance(timedelta(days=2))
    asked = await town.dm_says(town.alice, "How was interview #1")
    form = await town.alice.click(asked, "Leave feedback")
    assert form.modal is not None
    await town.alice.submit(form.modal, score="4", text="Calm and clear; practise complexity.")
    received = await town.dm_says(town.boris, "4 из 5")
    assert "Calm and clear" in received.text
    accepted = await town.boris.click(received, "Принять")
    assert "Вы приняли отзыв" in accepted.text
    await town.dm_says(town.alice, "earned 1 point")
    assert "1 point" in (await town.alice.run("points")).text
    await town.card_shows(1, "completed")
