"""Somebody who has clicked and is erased before the click is looked at."""

import pytest

from models import InterviewStatus, KeptApart, Wish
from services import booking
from services.finding import apart, wishes
from services.finding.wishes import NewWish
from services.interviews import Role
from services.privacy import erasing
from services.refusals import BeingErased
from tests.support.factories import NOW, PRICE, SERVER, a_card, a_member, stored

pytestmark = pytest.mark.usefixtures("database")


async def test_who_was_erased_meanwhile_takes_no_seat_and_is_told_why() -> None:
    card, guest = await a_card(), await a_member(PRICE)
    await erasing.erase(guest.user_id, NOW)

    with pytest.raises(BeingErased):
        await booking.book(guest, card.id, NOW)

    assert (await stored(card.id)).status is InterviewStatus.PENDING


@pytest.mark.parametrize("is_asker", [True, False])
async def test_who_was_erased_meanwhile_is_kept_apart_from_nobody(is_asker: bool) -> None:  # noqa: FBT001 - a case
    one, other = await a_member(), await a_member()
    await erasing.erase((one if is_asker else other).user_id, NOW)

    with pytest.raises(BeingErased):
        await apart.keep_apart(one.user_id, other.user_id, NOW)

    assert await KeptApart.all().count() == 0


async def test_who_was_erased_meanwhile_wishes_for_nothing() -> None:
    member = await a_member()
    await erasing.erase(member.user_id, NOW)

    with pytest.raises(BeingErased):
        await wishes.add(member.user_id, SERVER, NewWish(seat=Role.INTERVIEWER), NOW)

    assert await Wish.all().count() == 0
