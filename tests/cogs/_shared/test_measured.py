"""How interactions are measured, whatever becomes of them."""

import asyncio

import discord
import pytest

from cogs._shared.errors import outcome_of
from cogs._shared.measured import (
    UNKNOWN,
    Kind,
    Measurement,
    Observer,
    Outcome,
    ended_in,
    first_answer_taken,
    measured,
    named,
    something_said,
)
from services.outages import DatabaseGoneError
from services.refusals import InterviewNotFound

THINKING = discord.InteractionResponseType.deferred_channel_message.value
MESSAGE = discord.InteractionResponseType.channel_message.value
COMMAND = discord.InteractionType.application_command


class Listener(Observer):
    """Keeps what it hears."""

    def __init__(self) -> None:
        self.heard: list[Measurement] = []

    def interaction_ended(self, measurement: Measurement) -> None:
        """Keep a measurement."""
        self.heard.append(measurement)


@pytest.fixture
def listener() -> Listener:
    """Somebody who listens."""
    return Listener()


def test_an_answer_with_the_first_request_is_both(listener: Listener) -> None:
    with measured(listener, COMMAND):
        named("points")
        first_answer_taken(MESSAGE)
        something_said()

    (one,) = listener.heard
    assert (one.kind, one.name, one.outcome) == (Kind.COMMAND, "points", Outcome.ANSWERED)
    assert one.acknowledged == one.answered is not None


async def test_an_acknowledgement_is_no_answer_yet_whichever_task_sends_it(listener: Listener) -> None:
    async def acknowledge() -> None:
        first_answer_taken(THINKING)

    with measured(listener, COMMAND):
        await asyncio.create_task(acknowledge())
        await asyncio.sleep(0)
        something_said()
        said_first = listener.heard == []
        something_said()

    (one,) = listener.heard
    assert said_first
    assert one.acknowledged is not None
    assert one.answered is not None
    assert one.acknowledged <= one.answered


def test_what_says_nothing_is_unanswered(listener: Listener) -> None:
    with measured(listener, discord.InteractionType.modal_submit):
        pass

    (one,) = listener.heard
    assert (one.kind, one.name, one.outcome) == (Kind.FORM, UNKNOWN, Outcome.UNANSWERED)
    assert one.acknowledged is one.answered is None


async def test_interactions_at_the_same_time_are_measured_apart(listener: Listener) -> None:
    async def one(name: str, outcome: Outcome) -> None:
        with measured(listener, COMMAND):
            named(name)
            await asyncio.sleep(0)
            ended_in(outcome)
            await asyncio.sleep(0)

    await asyncio.gather(one("book", Outcome.REFUSED), one("points", Outcome.FAILED))

    found = {one.name: one.outcome for one in listener.heard}
    assert found == {"book": Outcome.REFUSED, "points": Outcome.FAILED}


def test_beside_an_interaction_nothing_is_noted(listener: Listener) -> None:
    named("points")
    first_answer_taken(MESSAGE)
    something_said()
    ended_in(Outcome.FAILED)
    with measured(listener, discord.InteractionType.ping):
        first_answer_taken(MESSAGE)

    assert listener.heard == []


@pytest.mark.parametrize(
    ("cause", "outcome"),
    [
        (InterviewNotFound(number=1), Outcome.REFUSED),
        (discord.app_commands.CheckFailure(), Outcome.REFUSED),
        (discord.app_commands.CommandNotFound("gone", []), Outcome.REFUSED),
        (DatabaseGoneError(), Outcome.OUTAGE),
        (ZeroDivisionError(), Outcome.FAILED),
    ],
)
def test_an_error_counts_as_what_it_means_to_whoever_reads_of_it(cause: Exception, outcome: Outcome) -> None:
    assert outcome_of(cause) is outcome
