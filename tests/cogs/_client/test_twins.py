"""Another process with the same token is noticed, and said once an hour."""

import logging
from typing import Any

import aiohttp
import pytest

from cogs._client.twins import (
    GOES_SECOND,
    GOES_SECOND_AFTER_SECONDS,
    LOOK_SECONDS,
    MET_AT_THE_GATEWAY,
    MET_WITH_AN_ANSWER,
    SAID_AGAIN_AFTER_SECONDS,
    TWIN,
    Twins,
)


class Time:
    """A clock that moves when somebody waits."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self.waits: list[float] = []

    def __call__(self) -> float:
        return self.now

    async def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds


class OverError(Exception):
    """There is nothing more to ask."""


class Gateway:
    """What Discord says, look after look, of how many connections may still begin."""

    def __init__(self, *said: int | Exception) -> None:
        self._said = list(said)

    async def ask(self) -> tuple[int, str, Any]:
        if not self._said:
            raise OverError
        one = self._said.pop(0)
        if isinstance(one, Exception):
            raise one
        return 1, "", {"remaining": one}


def twins(time: Time, *, is_wary: bool = True, shares_work: bool = False) -> Twins:
    return Twins(is_wary=is_wary, shares_work=shares_work, seconds=time, pause=time.wait)


async def look(one: Twins, gateway: Gateway) -> None:
    with pytest.raises(OverError):
        await one.watch(gateway.ask)


@pytest.fixture(autouse=True)
def _hear(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)


async def test_a_connection_that_is_not_its_own_is_another_process(caplog: pytest.LogCaptureFixture) -> None:
    one = twins(time := Time())
    one.hear(990)
    one.begins()
    await look(one, Gateway(989, aiohttp.ClientConnectionError(), 989, 1000, 1000))
    assert caplog.messages == []
    await look(one, Gateway(999))
    assert caplog.messages == [TWIN % MET_AT_THE_GATEWAY]
    assert set(time.waits) == {LOOK_SECONDS}


async def test_a_connection_of_its_own_that_discord_has_not_counted_yet_is_no_other(
    caplog: pytest.LogCaptureFixture,
) -> None:
    one = twins(time := Time())
    one.hear(990)

    async def ask() -> tuple[int, str, Any]:
        raise AssertionError("too early")

    async def wait(seconds: float) -> None:
        if time.waits:
            raise OverError
        await time.wait(seconds)
        one.begins()

    one._pause = wait
    with pytest.raises(OverError):
        await one.watch(ask)
    assert caplog.messages == []


async def test_processes_that_divide_the_shards_do_not_take_each_others_connections_amiss() -> None:
    one = twins(Time(), shares_work=True)
    await one.watch(Gateway().ask)


async def test_one_that_has_just_started_lets_another_answer_first_a_few_times() -> None:
    one = twins(time := Time())
    for _ in range(10):
        await one.let_another_go_first()
    low, high = GOES_SECOND_AFTER_SECONDS
    assert len(time.waits) == GOES_SECOND
    assert all(low <= wait <= high for wait in time.waits)
    assert len(set(time.waits)) > 1, "two of them must not wait for each other"
    calm = twins(never := Time(), is_wary=False)
    await calm.let_another_go_first()
    assert never.waits == []


async def test_who_was_answered_by_another_knows_and_waits_no_more(caplog: pytest.LogCaptureFixture) -> None:
    one = twins(time := Time())
    for _ in range(3):
        one.was_first()
        await one.let_another_go_first()
    assert caplog.messages == [TWIN % MET_WITH_AN_ANSWER]
    assert time.waits == []
    time.now += SAID_AGAIN_AFTER_SECONDS
    one.was_first()
    assert len(caplog.messages) == 2
