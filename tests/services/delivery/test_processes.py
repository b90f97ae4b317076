"""Who delivers, and whose rows are free because they died."""

from datetime import timedelta

import pytest

from models import Notification
from services.delivery import processes
from services.delivery.processes import Identity, Peer
from services.transaction import committed
from tests.services.delivery.working import a_lane, claim, prepared, sent, state_of
from tests.support.factories import NOW

pytestmark = pytest.mark.usefixtures("database")

HERE, ELSEWHERE = Identity("here", 7, 1.5), Identity("elsewhere", 7, 2.5)


async def test_each_process_gets_a_number_of_its_own_and_sees_all() -> None:
    first, second = await processes.register(HERE), await processes.register(ELSEWHERE)

    assert first != second
    assert await processes.known() == [Peer(first, HERE, 0), Peer(second, ELSEWHERE, 0)]


async def test_the_number_of_a_process_is_never_given_again() -> None:
    first = await processes.register(HERE)
    await processes.leave(first)

    assert await processes.register(HERE) != first


async def test_a_process_beats_as_long_as_the_others_think_that_it_lives() -> None:
    me, other = await processes.register(HERE), await processes.register(ELSEWHERE)

    await processes.beat(me)
    await processes.beat(me)
    assert {peer.id: peer.beats for peer in await processes.known()} == {me: 2, other: 0}
    await processes.bury(me)

    await processes.beat(me)
    assert [peer.id for peer in await processes.known()] == [other]


async def test_what_a_dead_process_had_is_taken_over_and_nothing_else() -> None:
    dead, alive = await processes.register(HERE), await processes.register(ELSEWHERE)
    one, two = await a_lane("one", 2), await a_lane("two", 1)
    assert await claim(free=1, me=dead) == [one[0]]
    assert await claim(me=alive) == two
    assert await claim(me=alive) == []

    assert await processes.bury(dead) == 1

    assert await claim(me=alive) == [one[0]]
    assert (await prepared(one[0])).attempts == 2
    assert {(await Notification.get(id=number)).owner for number in (one[0], two[0])} == {alive}


async def test_whenever_it_was_that_a_process_died_its_rows_are_free_when_it_is_buried() -> None:
    dead, alive = await processes.register(HERE), await processes.register(ELSEWHERE)
    (number,) = await a_lane("one", 1)
    assert await claim(NOW + timedelta(hours=5), me=dead) == [number]
    assert await claim(NOW + timedelta(days=5), me=alive) == []

    await processes.bury(dead)

    assert await claim(NOW, me=alive) == [number]


async def test_who_is_buried_twice_leaves_what_the_next_has_taken() -> None:
    dead, alive = await processes.register(HERE), await processes.register(ELSEWHERE)
    (number,) = await a_lane("one", 1)
    await claim(me=dead)
    await processes.bury(dead)
    assert await claim(me=alive) == [number]

    assert await processes.bury(dead) == 0

    assert (await Notification.get(id=number)).owner == alive


async def test_what_was_sent_stays_sent_when_its_process_dies() -> None:
    dead = await processes.register(HERE)
    (number,) = await a_lane("one", 1)
    await claim(me=dead)
    await sent(number, me=dead)

    assert await processes.bury(dead) == 0

    assert (await state_of(number)).value == "sent"


async def test_a_process_that_is_told_to_stop_gives_back_what_it_has_and_is_forgotten() -> None:
    me, other = await processes.register(HERE), await processes.register(ELSEWHERE)
    (number,) = await a_lane("one", 1)
    await claim(me=me)

    await processes.leave(me)

    assert [peer.id for peer in await processes.known()] == [other]
    assert await claim(me=other) == [number]


async def test_whoever_delivers_looks_again_when_a_dead_process_was_buried() -> None:
    dead = await processes.register(HERE)
    await a_lane("one", 1)
    await claim(me=dead)

    async with committed() as news:
        news.clear()
        await processes.bury(dead)

        assert news.is_set()
