"""The heart of a process: it shows that it lives, and takes over what those have left that died."""

import os
import subprocess
import sys
import time

import psutil
import pytest

from cogs.delivery import heart as beating
from cogs.delivery.heart import BIRTHS_MAY_DIFFER, DEAD_AFTER_SECONDS, LOOK_SECONDS, Heart, identity
from models import BotProcess, Notification
from services.delivery import processes
from services.delivery.processes import Identity
from tests.services.delivery.working import a_lane, claim

pytestmark = pytest.mark.usefixtures("database")


class Seconds:
    """A monotonic clock that goes on when it is told to."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def seconds(monkeypatch: pytest.MonkeyPatch) -> Seconds:
    """The clock by which a heart measures how long others are silent."""
    found = Seconds()
    monkeypatch.setattr(beating, "time", found)
    return found


@pytest.fixture
async def heart() -> Heart:
    """The heart of this process."""
    found = Heart(identity())
    await found.begin()
    return found


def a_process_that_ends() -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-c", "pass"])


def a_dead_process() -> Identity:
    """A process of this machine that has ended."""
    ended = a_process_that_ends()
    ended.wait()
    return Identity(identity().machine, ended.pid, time.time())


async def with_a_row(named: Identity) -> tuple[int, int]:
    """Make a process known that has a row; return both."""
    number = await processes.register(named)
    (row,) = await a_lane(f"of {number}", 1)
    assert await claim(me=number) == [row]
    return number, row


async def owner_of(row: int) -> int | None:
    return (await Notification.get(id=row)).owner


async def is_known(number: int) -> bool:
    return await BotProcess.exists(id=number)


# --- on the same machine -----------------------------------------------------------------------------------


def test_this_process_is_named_by_its_machine_its_number_and_its_birth() -> None:
    me = identity()

    assert me == identity()
    assert (me.pid, me.born) == (os.getpid(), psutil.Process().create_time())
    assert 0 < len(me.machine) <= 120


async def test_a_process_of_this_machine_that_ended_is_buried_at_the_first_look(heart: Heart) -> None:
    dead, row = await with_a_row(a_dead_process())

    await heart.look()

    assert not await is_known(dead)
    assert await owner_of(row) is None


async def test_who_comes_back_takes_over_what_was_left_before_the_first_beat() -> None:
    dead, row = await with_a_row(a_dead_process())
    heart = Heart(identity())

    me = await heart.begin()

    assert heart.me == me != dead
    assert await owner_of(row) is None


@pytest.mark.parametrize("silent", [0.0, 100 * DEAD_AFTER_SECONDS])
async def test_a_process_of_this_machine_that_is_there_lives_however_long_it_is_silent(
    heart: Heart, seconds: Seconds, silent: float
) -> None:
    other, row = await with_a_row(identity())
    await heart.look()
    seconds.now += silent

    await heart.look()

    assert await is_known(other)
    assert await owner_of(row) == other


async def test_another_process_that_got_the_number_of_a_dead_one_does_not_keep_its_rows(heart: Heart) -> None:
    me = identity()
    born = me.born - BIRTHS_MAY_DIFFER - 1
    dead, row = await with_a_row(Identity(me.machine, me.pid, born))

    await heart.look()

    assert not await is_known(dead)
    assert await owner_of(row) is None


async def test_a_birth_that_is_known_a_little_less_exactly_is_the_same(heart: Heart) -> None:
    me = identity()
    other, _ = await with_a_row(Identity(me.machine, me.pid, me.born + BIRTHS_MAY_DIFFER / 2))

    await heart.look()

    assert await is_known(other)


async def test_a_process_that_ended_and_was_not_waited_for_is_dead(heart: Heart) -> None:
    ended = a_process_that_ends()
    born = psutil.Process(ended.pid).create_time()
    try:
        while psutil.Process(ended.pid).status() != psutil.STATUS_ZOMBIE:
            pass
        dead, row = await with_a_row(Identity(identity().machine, ended.pid, born))

        await heart.look()

        assert not await is_known(dead)
        assert await owner_of(row) is None
    finally:
        ended.wait()


async def test_a_process_that_may_not_be_looked_at_lives(
    heart: Heart, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_pid: int) -> psutil.Process:
        raise psutil.AccessDenied

    other, _ = await with_a_row(identity())
    monkeypatch.setattr(psutil, "Process", refuse)

    await heart.look()

    assert await is_known(other)


# --- on another machine ------------------------------------------------------------------------------------

ELSEWHERE = Identity("elsewhere", os.getpid(), 0.0)


async def test_a_process_of_another_machine_is_dead_when_it_was_silent_for_long(
    heart: Heart, seconds: Seconds
) -> None:
    silent, row = await with_a_row(ELSEWHERE)
    await heart.look()
    seconds.now += DEAD_AFTER_SECONDS
    await heart.look()
    assert await owner_of(row) == silent

    seconds.now += LOOK_SECONDS
    await heart.look()

    assert not await is_known(silent)
    assert await owner_of(row) is None


async def test_a_process_of_another_machine_that_beats_lives(heart: Heart, seconds: Seconds) -> None:
    other, row = await with_a_row(ELSEWHERE)

    for _ in range(5):
        await processes.beat(other)
        await heart.look()
        seconds.now += DEAD_AFTER_SECONDS
        await heart.look()

    assert await owner_of(row) == other


async def test_who_was_first_seen_just_now_is_given_the_whole_time(heart: Heart, seconds: Seconds) -> None:
    for _ in range(20):
        await heart.look()
        seconds.now += LOOK_SECONDS
    other, _ = await with_a_row(ELSEWHERE)
    await heart.look()
    seconds.now += DEAD_AFTER_SECONDS

    await heart.look()

    assert await is_known(other)


async def test_a_heart_that_stood_still_itself_buries_nobody_who_has_beaten_meanwhile(
    heart: Heart, seconds: Seconds
) -> None:
    other, row = await with_a_row(ELSEWHERE)
    await heart.look()
    await processes.beat(other)
    seconds.now += 100 * DEAD_AFTER_SECONDS

    await heart.look()

    assert await owner_of(row) == other


# --- taken for dead ----------------------------------------------------------------------------------------


async def test_a_process_that_was_taken_for_dead_comes_back_under_its_number(
    heart: Heart, caplog: pytest.LogCaptureFixture
) -> None:
    me = heart.me
    await heart.look()
    assert "taken for dead" not in caplog.text
    await processes.bury(me)

    await heart.look()

    assert caplog.text.count("taken for dead") == 1
    assert heart.me == me
    found = await BotProcess.get(id=me)
    assert Identity(found.machine, found.pid, found.born) == identity()
    await heart.look()
    assert await is_known(me)
    assert caplog.text.count("taken for dead") == 1


async def test_what_a_process_had_when_it_was_taken_for_dead_is_whose_took_it_over(heart: Heart) -> None:
    (row,) = await a_lane("one", 1)
    assert await claim(me=heart.me) == [row]
    other = await processes.register(identity())
    await processes.bury(heart.me)
    assert await claim(me=other) == [row]

    await heart.look()

    assert await owner_of(row) == other


async def test_what_a_process_took_before_it_noticed_that_it_was_buried_is_not_kept_from_everybody(
    heart: Heart,
) -> None:
    me = heart.me
    await processes.bury(me)
    (row,) = await a_lane("one", 1)
    assert await claim(me=me) == [row]

    await heart.look()

    assert await owner_of(row) == me
    assert await is_known(me)
    await processes.bury(me)
    assert await owner_of(row) is None


async def test_two_that_bring_back_one_process_make_one_of_it(heart: Heart) -> None:
    await processes.bury(heart.me)

    for _ in range(2):
        await processes.register_again(heart.me, identity())

    assert await BotProcess.filter(id=heart.me).count() == 1
