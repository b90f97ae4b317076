"""What only reads is answered with one request: nobody is shown that the bot thinks where it has thought."""

from collections.abc import Awaitable, Callable

import pytest

from sandbox.driver.answer import Answer
from tests.acceptance.conftest import Town
from tests.acceptance.steps import publish
from tests.acceptance.witness import Witness, forge

READING: dict[str, Callable[[Town], Awaitable[Answer]]] = {
    "/points": lambda town: town.boris.run("points"),
    "/board": lambda town: town.boris.run("board"),
    "/interview view": lambda town: town.boris.run("interview view", interview="1"),
    "/interview list": lambda town: town.boris.run("interview list"),
    "/settings show": lambda town: town.olga.run("settings show"),
    "/settings economy": lambda town: town.olga.run("settings economy"),
}


def answers_given(town: Town) -> list[str]:
    """The requests with which interactions were answered so far."""
    return [
        f"{one.method} {one.route}"
        for one in town.local.requests
        if "/callback" in one.route or "/webhooks/" in one.route
    ]


@pytest.mark.parametrize("read", READING.values(), ids=READING.keys())
async def test_what_only_reads_is_answered_with_one_request(
    town: Town, witness: Witness, read: Callable[[Town], Awaitable[Answer]]
) -> None:
    await town.open_board()
    await publish(town, town.alice)
    before = len(answers_given(town))

    answer = await read(town)

    given = answers_given(town)[before:]
    assert len(given) == 1, given
    assert (answer.failed, answer.deferred, answer.ephemeral) == (False, False, True)
    assert answer.message is not None
    assert witness.faults() == []


async def test_a_page_of_the_board_is_turned_with_one_request(town: Town, witness: Witness) -> None:
    await town.open_board()
    await publish(town, town.alice)
    board = (await town.boris.run("board")).message
    before = len(answers_given(town))

    answer = await forge(town.boris, "board::0:", board)

    given = answers_given(town)[before:]
    assert len(given) == 1, given
    assert (answer.failed, answer.updated) == (False, True)
    assert witness.faults() == []


async def test_a_refusal_of_what_only_reads_is_said_with_one_request(town: Town, witness: Witness) -> None:
    await town.open_board()
    before = len(answers_given(town))

    answer = await town.boris.run("interview view", interview="77")

    given = answers_given(town)[before:]
    assert len(given) == 1, given
    assert "77" in answer.text
    assert witness.faults() == []
