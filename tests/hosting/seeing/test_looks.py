"""Whoever looks from outside does not wear out the database."""

import asyncio

import pytest

from hosting.seeing.looks import Look
from services.outages import DatabaseGoneError

KEPT_SECONDS = 5.0
A_MINUTE = 60.0


class Asked:
    """Something that is asked: counts how often, and answers when it may."""

    def __init__(self) -> None:
        self.times = 0
        self.seconds = 0.0
        self.may_answer = asyncio.Event()
        self.may_answer.set()
        self.error: Exception | None = None

    async def __call__(self) -> int:
        self.times += 1
        await self.may_answer.wait()
        if self.error is not None:
            raise self.error
        return self.times

    def look(self) -> Look[int]:
        return Look(self, kept_seconds=KEPT_SECONDS, seconds=lambda: self.seconds)


async def test_an_answer_counts_for_some_seconds() -> None:
    asked = Asked()
    look = asked.look()

    assert [await look.within(A_MINUTE) for _ in range(3)] == [1, 1, 1]
    asked.seconds = KEPT_SECONDS
    assert await look.within(A_MINUTE) == 2


async def test_many_who_look_at_once_ask_once() -> None:
    asked = Asked()
    look = asked.look()

    assert await asyncio.gather(*(look.within(A_MINUTE) for _ in range(50))) == [1] * 50


async def test_nobody_waits_longer_than_they_want_and_what_hangs_is_not_asked_again() -> None:
    asked = Asked()
    asked.may_answer.clear()
    look = asked.look()

    assert [await look.within(0.01) for _ in range(3)] == [None] * 3
    assert asked.times == 1
    asked.may_answer.set()
    assert await look.within(A_MINUTE) == 1


async def test_what_was_seen_before_an_outage_is_not_shown_during_it() -> None:
    asked = Asked()
    look = asked.look()
    assert await look.within(A_MINUTE) == 1

    asked.seconds, asked.error = KEPT_SECONDS, DatabaseGoneError("away")

    assert [await look.within(A_MINUTE) for _ in range(3)] == [None] * 3
    assert asked.times == 2


async def test_a_fault_is_logged_and_shows_nothing(caplog: pytest.LogCaptureFixture) -> None:
    asked = Asked()
    asked.error = ZeroDivisionError()

    assert await asked.look().within(A_MINUTE) is None
    assert "It cannot be seen how the bot is." in caplog.text


async def test_a_look_that_hangs_ends_with_the_process() -> None:
    asked = Asked()
    asked.may_answer.clear()
    look = asked.look()
    await look.within(0.01)

    await asyncio.wait_for(look.stop(), A_MINUTE)
