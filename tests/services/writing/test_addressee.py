"""Who answers, or was shown whom they write to, writes to nobody else, whoever has the seat by then."""

from collections.abc import Awaitable, Callable
from functools import partial

import pytest

from models import NotificationKind, WrittenCount
from services import booking
from services.finding import apart
from services.people import Member
from services.writing import passing_on
from services.writing.refusals import AddresseeGone, NobodyToWriteTo
from tests.support.factories import NOW, PRICE, SERVER, Played, a_booking, a_member, everything, outbox

pytestmark = pytest.mark.usefixtures("database")

HELLO = "Which editor do you use?"


async def gave_back(played: Played) -> None:
    await booking.withdraw(played.guest.user_id, SERVER, played.id, NOW)


async def booked_by_another(played: Played) -> Member:
    """Have the guest give the seat back, and somebody else take it."""
    await gave_back(played)
    another = await a_member(PRICE)
    await booking.book(another, played.id, NOW)
    return another


@pytest.mark.parametrize("server_id", [SERVER, None], ids=["in the server", "in a direct message"])
async def test_what_is_for_a_former_guest_does_not_reach_the_next(server_id: int | None) -> None:
    played = await a_booking()
    host, former = played.host.user_id, played.guest.user_id
    another = await booked_by_another(played)
    before = await everything()

    for tried in (
        partial(passing_on.check_may_write, host, server_id, played.id, NOW),
        partial(passing_on.write, host, server_id, played.id, HELLO, NOW),
    ):
        with pytest.raises(AddresseeGone) as refused:
            await tried(to_id=former)
        assert (refused.value.number, refused.value.member_id) == (played.id, former)

    assert await everything() == before
    assert await WrittenCount.all().count() == 0
    assert await outbox(NotificationKind.WRITTEN, to=another) == []


async def test_while_nobody_has_the_seat_nobody_is_written_to() -> None:
    played = await a_booking()
    await gave_back(played)

    with pytest.raises(NobodyToWriteTo):
        await passing_on.write(played.host.user_id, SERVER, played.id, HELLO, NOW, to_id=played.guest.user_id)


async def back_again(played: Played) -> int:
    await gave_back(played)
    await booking.book(played.guest, played.id, NOW)
    return played.guest.user_id


async def there_all_the_time(played: Played) -> int:
    return played.guest.user_id


@pytest.mark.parametrize("now_there", [there_all_the_time, back_again])
async def test_who_is_meant_and_is_there_gets_it(now_there: Callable[[Played], Awaitable[int]]) -> None:
    played = await a_booking()
    host, to_id = played.host.user_id, await now_there(played)

    assert await passing_on.check_may_write(host, SERVER, played.id, NOW) == to_id
    assert await passing_on.check_may_write(host, SERVER, played.id, NOW, to_id=to_id) == to_id
    await passing_on.write(host, SERVER, played.id, HELLO, NOW, to_id=to_id)

    (row,) = await outbox(NotificationKind.WRITTEN)
    assert row.recipient_id == to_id


async def test_where_nobody_was_named_it_is_for_whoever_is_there_by_then() -> None:
    played = await a_booking()
    another = await booked_by_another(played)

    await passing_on.write(played.host.user_id, SERVER, played.id, HELLO, NOW)

    (row,) = await outbox(NotificationKind.WRITTEN)
    assert row.recipient_id == another.user_id


@pytest.mark.parametrize("blocks", ["host", "former guest", "nobody"])
async def test_who_keeps_whom_away_changes_nothing_of_what_is_refused(blocks: str) -> None:
    played = await a_booking()
    host, former = played.host.user_id, played.guest.user_id
    await booked_by_another(played)
    if blocks != "nobody":
        await apart.keep_apart(*((host, former) if blocks == "host" else (former, host)), NOW)

    with pytest.raises(AddresseeGone):
        await passing_on.write(host, SERVER, played.id, HELLO, NOW, to_id=former)
