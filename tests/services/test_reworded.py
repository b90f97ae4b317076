"""A guest hears of another topic, level, language or notes: once for several changes in a row."""

from datetime import datetime, timedelta

import pytest

from models import NotificationKind
from services import booking, editing
from services.delivery.kinds.direct import DetailsChanged
from services.editing import Changes, Edited
from tests.services.delivery.working import claim, delivered, said
from tests.support.factories import NOW, SERVER, TOMORROW, Played, a_booking, a_card, outbox

pytestmark = pytest.mark.usefixtures("database")
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
TOLD = NotificationKind.DETAILS_CHANGED


async def reword(played: Played, now: datetime = NOW, **wording: str) -> Edited:
    return await editing.edit(played.host.user_id, SERVER, played.id, Changes(wording=wording), now)


async def heard(now: datetime) -> list[int | None]:
    """Deliver whatever is due, and return who hears of another wording."""
    return [who for kind, who in await said(now) if kind is TOLD]


async def test_several_changes_in_a_row_are_told_once_from_what_the_guest_knew() -> None:
    played = await a_booking()
    await said(NOW)

    for seconds, wording in enumerate(({"topic": "Cold calls"}, {"notes": "Bring tea"}, {"topic": "Sales"})):
        edited = await reword(played, NOW + 20 * seconds * SECOND, **wording)
        assert edited.is_wording_told

    assert await heard(NOW + MINUTE - SECOND) == []
    (told,) = [row for row in await delivered(NOW + MINUTE) if row.message.KIND is TOLD]
    assert told.message == DetailsChanged(topic="Databases")
    assert told.present.recipient is not None
    assert told.present.recipient.id == played.guest.user_id
    assert told.present.interview is not None
    assert (told.present.interview.topic, told.present.interview.notes) == ("Sales", "Bring tea")
    assert await heard(NOW + 5 * MINUTE) == []


async def test_what_reads_again_as_before_is_not_told() -> None:
    played = await a_booking()
    await said(NOW)
    await reword(played, topic="Cold calls")

    assert not (await reword(played, topic="Databases")).is_wording_told
    assert await heard(NOW + 2 * MINUTE) == []


async def test_what_is_just_being_told_is_left_to_it_and_what_came_after_is_told_too() -> None:
    played = await a_booking()
    await said(NOW)
    await reword(played, topic="Cold calls")
    later = NOW + 2 * MINUTE
    (taken,) = [row.id for row in await outbox(TOLD)]
    assert taken in await claim(later)

    await reword(played, later, level="senior")

    rows = await outbox(TOLD)
    assert [(row.id == taken, row.state) for row in rows] == [(True, "pending"), (False, "pending")]
    assert rows[1].payload == {"topic": "Cold calls"}


async def test_just_before_the_start_it_is_told_at_once_while_the_guest_can_withdraw() -> None:
    played = await a_booking()
    soon = TOMORROW - 30 * SECOND
    await said(soon)

    await reword(played, soon, topic="Cold calls")

    assert await heard(soon) == [played.guest.user_id]


async def test_who_has_withdrawn_hears_nothing_and_nobody_of_a_card_that_is_open() -> None:
    played, card = await a_booking(), await a_card()
    await said(NOW)
    await reword(played, topic="Cold calls")
    await booking.withdraw(played.guest.user_id, SERVER, played.id, NOW)
    edited = await editing.edit(card.host_id, SERVER, card.id, Changes(wording={"topic": "Trees"}), NOW)

    assert not edited.is_wording_told
    assert await heard(NOW + 2 * MINUTE) == []


async def test_a_new_link_or_time_alone_is_no_change_of_the_wording() -> None:
    played = await a_booking()

    edited = await editing.edit(
        played.host.user_id, SERVER, played.id, Changes(starts_at=TOMORROW + 60 * MINUTE), NOW
    )

    assert not edited.is_wording_told
    assert await outbox(TOLD) == []
