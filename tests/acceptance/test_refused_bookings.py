"""Bookings that the rules refuse, by button, by command and by forged clicks."""

from datetime import timedelta
from functools import partial

import pytest

from services.refusals import (
    AlreadyYours,
    InterviewNotFound,
    NobodyHasPoints,
    NotEnoughPoints,
    NotOpen,
    Overlap,
    OwnCard,
    SeatTaken,
)
from tests.acceptance.conftest import LINK, Town
from tests.acceptance.steps import cancel
from tests.acceptance.witness import Witness, forge, forge_command
from tests.support.factories import stored

NO_NUMBERS = ("0", "-1", "1099511627776", "99999999999999999999", "#", "abc", "1.5", "١", "1 OR 1=1", "\x00")


async def _publish(town: Town, when: str = "tomorrow 18:00 UTC", role: str = "interviewer") -> None:
    answer = await town.alice.run("interview create", role=role, when=when, topic="Python", link=LINK)
    assert "is live" in answer.text


async def test_without_any_points_in_the_server_it_is_said_what_to_do(town: Town, witness: Witness) -> None:
    await town.open_board()
    await _publish(town)
    card = await town.card_shows(1, "Python")
    await witness.refused(
        town.boris, lambda: town.boris.click(card, "Book"), NobodyHasPoints(price=3, balance=0)
    )
    await witness.refused(
        town.boris,
        lambda: town.boris.run("interview create", role="interviewee", when="tomorrow 10am UTC"),
        NobodyHasPoints(price=3, balance=0),
    )


async def test_too_few_points_do_not_buy_a_seat(town: Town, witness: Witness) -> None:
    await town.open_board(points_for=town.boris, points=2)
    await town.olga.run("settings grant", member=town.dina, amount=3, reason="welcome")
    await _publish(town)
    too_few = NotEnoughPoints(price=3, balance=2)
    card = await town.card_shows(1, "Python")
    await witness.refused(town.boris, lambda: town.boris.click(card, "Book"), too_few)
    await witness.refused(town.boris, lambda: town.boris.run("book", interview="1"), too_few)
    await witness.refused(town.boris, lambda: forge(town.boris, "board:pick", values=["1"]), too_few)


async def test_nobody_books_their_own_card_or_a_seat_that_is_gone(town: Town, witness: Witness) -> None:
    await town.open_board(points_for=town.boris)
    await town.olga.run("settings grant", member=town.dina, amount=6, reason="welcome")
    await _publish(town)
    card = await town.card_shows(1, "Python")
    await witness.refused(town.alice, lambda: town.alice.click(card, "Book"), OwnCard())
    await witness.refused(town.alice, lambda: town.alice.run("book", interview="#1"), OwnCard())
    await town.boris.click(card, "Book")
    await town.card_shows(1, town.boris.mention)
    await witness.refused(
        town.boris, lambda: forge(town.boris, "interview:book:1", card), AlreadyYours(number=1)
    )
    taken = SeatTaken(winner_id=int(town.boris.id))
    await witness.refused(town.dina, lambda: forge(town.dina, "interview:book:1", card), taken)
    await witness.refused(town.dina, lambda: town.dina.run("book", interview="1"), taken)


async def test_nobody_is_in_two_interviews_at_once(town: Town, witness: Witness) -> None:
    await town.open_board(points_for=town.boris, points=6)
    await _publish(town)
    await town.chen.run("interview create", role="interviewer", when="tomorrow 18:30 UTC", link=LINK)
    await town.boris.run("book", interview="1")
    row = await stored(1)
    overlap = Overlap(number=1, starts_at=row.scheduled_time)
    await witness.refused(town.boris, lambda: town.boris.run("book", interview="2"), overlap)
    for role in ("interviewer", "interviewee"):
        await witness.refused(
            town.boris,
            partial(town.boris.run, "interview create", role=role, when="tomorrow 17:30 UTC"),
            overlap,
        )


async def test_a_card_that_is_closed_cannot_be_booked(town: Town, witness: Witness) -> None:
    await town.open_board(points_for=town.boris)
    await _publish(town)
    await _publish(town, "tomorrow 20:00 UTC")
    first = await town.card_shows(1, "Python")
    await town.card_shows(2, "Python")
    await cancel(town.alice, "1")
    await town.card_shows(1, "canceled")
    closed = NotOpen(number=1, status="cancelled")
    await witness.refused(town.boris, lambda: forge(town.boris, "interview:book:1", first), closed)
    town.clock.advance(timedelta(days=2))
    await town.card_shows(2, "expired")
    closed = NotOpen(number=2, status="expired")
    await witness.refused(town.boris, lambda: town.boris.run("book", interview="2"), closed)


async def test_what_is_no_number_of_a_card_is_not_found(town: Town, witness: Witness) -> None:
    await town.open_board(points_for=town.boris)
    await _publish(town)
    for command in ("book", "interview view", "interview cancel", "feedback"):
        for text in NO_NUMBERS:
            await witness.refused(
                town.boris,
                partial(forge_command, town.boris, command, interview=text),
                InterviewNotFound(number=0),
            )


@pytest.mark.parametrize("action", ["book", "withdraw", "cancel", "feedback", "accept", "rate", "edit"])
async def test_a_card_of_another_server_is_not_found(town: Town, witness: Witness, action: str) -> None:
    await town.open_board(points_for=town.boris)
    await _publish(town)
    emil = town.local.member("Emil")
    unknown = InterviewNotFound(number=1)
    if action != "edit":
        await witness.refused(emil, lambda: forge(emil, f"interview:{action}:1", values=["5"]), unknown)
    for command in ("book", "interview view", "interview cancel", "feedback"):
        await witness.refused(emil, partial(emil.run, command, interview="1"), unknown)
