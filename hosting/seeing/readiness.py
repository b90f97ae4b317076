"""Whether the process can do its work: its shards are connected, the database answers, the worker works."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from cogs._client.connections import Shards
from cogs._client.pulse import Loop, Pulse
from services.outages import DatabaseHealth

BEAT_SECONDS = 60.0
"""How long ago each of the worker's loops may have come through its last turn."""


class Part(StrEnum):
    """What a process needs to do its work."""

    GATEWAY = "gateway"
    DATABASE = "database"
    WORKER = "worker"


@dataclass(frozen=True)
class State:
    """How one part is, in words."""

    is_ready: bool
    words: str


Readiness = dict[Part, State]

AskDatabase = Callable[[], Awaitable[bool]]
"""Tells whether the database answers in time."""


async def readiness(
    shards: Callable[[], Shards], pulse: Pulse, answers: AskDatabase, health: Callable[[], DatabaseHealth]
) -> Readiness:
    """Return how each part is."""
    does_answer = await answers()
    return {
        Part.GATEWAY: _of_gateway(shards()),
        Part.DATABASE: _of_database(does_answer=does_answer, is_away=health().is_away),
        Part.WORKER: _of_worker(pulse),
    }


def _of_gateway(shards: Shards) -> State:
    if not shards.held:
        return State(is_ready=False, words="not connected yet")
    words = f"{shards.connected} of {shards.held} shards connected"
    return State(shards.are_connected, words)


def _of_database(*, does_answer: bool, is_away: bool) -> State:
    if not does_answer:
        return State(is_ready=False, words="does not answer")
    if is_away:
        return State(is_ready=False, words="answers, but stores nothing: it is locked or full")
    return State(is_ready=True, words="answers")


def _of_worker(pulse: Pulse) -> State:
    ages = pulse.ages()
    waits = [loop for loop in Loop if ages[loop] is None]
    if waits:
        return State(is_ready=False, words=f"has not begun yet: {', '.join(waits)}")
    # The least lively one speaks for all.
    loop, age = max(((loop, age) for loop, age in ages.items() if age is not None), key=lambda one: one[1])
    return State(age < BEAT_SECONDS, words=f"last turn {age:.0f} s ago ({loop})")
