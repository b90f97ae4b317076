"""Nobody can tell whether what is written is passed on, or dropped since one keeps the other away."""

import asyncio
import itertools
from contextvars import copy_context

import pytest

from models import Notification, NotificationKind, NotificationState
from services.finding import apart
from services.people import Member
from services.writing import passing_on
from tests.support.factories import NOW, SERVER, Played, a_booking, outbox
from tests.support.races import done_or_blocked

pytestmark = pytest.mark.usefixtures("database")

HELLO = "Which editor do you use?"


async def write(played: Played, by: Member) -> None:
    await passing_on.write(by.user_id, SERVER, played.id, HELLO, NOW)


@pytest.mark.parametrize("blocks", ["host", "guest", "both", "nobody"])
async def test_each_message_of_either_is_a_row_whether_or_not_they_are_kept_apart(blocks: str) -> None:
    played = await a_booking()
    both = {"host": played.host, "guest": played.guest}
    for one, other in itertools.permutations(both):
        if blocks in {one, "both"}:
            await apart.keep_apart(both[one].user_id, both[other].user_id, NOW)

    for _ in range(2):
        for who in both.values():
            await write(played, who)

    rows = await outbox(NotificationKind.WRITTEN)
    assert [(row.payload["member_id"], row.payload["place"]) for row in rows] == [
        (who.user_id, place) for place in (1, 2) for who in both.values()
    ]


async def test_the_key_of_a_message_does_not_name_its_writer_whom_an_erasure_would_leave_there() -> None:
    played = await a_booking()
    await write(played, played.guest)

    (row,) = await outbox(NotificationKind.WRITTEN)
    assert str(played.guest.user_id) not in row.dedupe_key


@pytest.mark.parametrize("engine", ["postgres"], indirect=True)
@pytest.mark.parametrize("blocker", ["writer", "reader"])
async def test_what_is_written_while_one_asks_for_peace_is_not_passed_on(
    blocker: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    played = await a_booking()
    both = (played.host.user_id, played.guest.user_id)
    one, other = both if blocker == "writer" else both[::-1]
    # A connection of its own.
    outside = copy_context()
    are_kept_apart = apart.are_kept_apart
    asking: list[asyncio.Task[None]] = []

    async def just_before(user_id: int, other_id: int) -> bool:
        found = await are_kept_apart(user_id, other_id)
        asking.append(asyncio.create_task(apart.keep_apart(one, other, NOW), context=outside))
        await done_or_blocked(asking[0])
        return found

    monkeypatch.setattr(apart, "are_kept_apart", just_before)

    await write(played, played.host)
    await asyncio.gather(*asking)

    left = Notification.filter(kind=NotificationKind.WRITTEN).exclude(state=NotificationState.DROPPED)
    assert [row.payload["text"] for row in await left if row.recipient_id is not None] == []
