"""A direct message that Discord refuses again and again holds up for a moment only what follows it."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import pytest

from models import Notification, NotificationKind, NotificationState, WaitsFor
from services import ending, points
from services.delivery import outcomes, queue
from services.people import Member
from services.writing import passing_on
from tests.services.delivery.working import ME, claim, delivered, prepared, state_of
from tests.support.factories import NOW, SERVER, a_booking, an_admin, outbox

pytestmark = pytest.mark.usefixtures("database")

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


async def a_message() -> Member:
    """Have something written to a guest; return them."""
    played = await a_booking()
    await delivered(NOW)
    await passing_on.write(played.host.user_id, SERVER, played.id, "https://a.example", NOW)
    return played.guest


async def a_reason() -> Member:
    """Have an interview of a guest's cancelled for a reason; return them."""
    played = await a_booking()
    await delivered(NOW)
    await ending.cancel(played.host.user_id, SERVER, played.id, NOW, reason="https://a.example")
    return played.guest


async def first_of(guest: Member) -> int:
    """Return the row that waits for a guest."""
    lane = Notification.filter(lane=f"dm:{guest.user_id}", state=NotificationState.PENDING, due_at__lte=NOW)
    return (await lane.order_by("id"))[0].id


async def refused_until_given_up(number: int, waits_for: WaitsFor = WaitsFor.TRY) -> datetime:
    """Have a row not be taken whenever it is tried; return when it was given up."""
    now = NOW
    while True:
        taken = await claim(now)
        if number in taken and await outcomes.failed(
            ME, await prepared(number, now), "400", now, waits_for=waits_for
        ):
            return now
        await queue.finish(ME, taken, NotificationState.SENT, now)
        now += MINUTE


@pytest.mark.parametrize("write", [a_message, a_reason])
async def test_after_a_few_tries_what_follows_it_goes_first(write: Callable[[], Awaitable[Member]]) -> None:
    guest = await write()
    first = await first_of(guest)
    admin = await an_admin()
    await points.grant(SERVER, guest.user_id, 1, "Thanks", admin_id=admin.user_id, now=NOW)
    second = (await outbox(NotificationKind.POINTS_GRANTED, to=guest))[-1].id

    now = NOW
    for _ in range(outcomes.STEPS_ASIDE_AFTER):
        taken = await claim(now)
        assert first in taken
        assert second not in taken
        await outcomes.failed(ME, await prepared(first, now), "400", now)
        await queue.finish(ME, taken, NotificationState.SENT, now)
        now += MINUTE

    assert second in await claim(now - MINUTE), "it goes at once, and not with the next try"
    assert await state_of(first) is NotificationState.PENDING


async def test_what_the_other_wrote_is_refused_for_two_hours_at_most_and_nothing_is_kept_of_it() -> None:
    first = await first_of(await a_message())

    given_up_at = await refused_until_given_up(first)

    assert 2 * HOUR < given_up_at - NOW < 3 * HOUR
    row = await Notification.get(id=first)
    assert (row.state, row.payload["text"]) == (NotificationState.FAILED, "")


async def test_what_the_other_wrote_waits_for_a_day_where_discord_is_away() -> None:
    first = await first_of(await a_message())

    given_up_at = await refused_until_given_up(first, WaitsFor.DISCORD)

    assert given_up_at - NOW > DAY
