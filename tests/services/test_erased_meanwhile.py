"""Somebody who has clicked and is erased before the click is looked at."""

import pytest

from models import InterviewStatus
from services import booking
from services.privacy import erasing
from services.refusals import BeingErased
from tests.support.factories import NOW, PRICE, a_card, a_member, stored

pytestmark = pytest.mark.usefixtures("database")


async def test_who_was_erased_meanwhile_takes_no_seat_and_is_told_why() -> None:
    card, guest = await a_card(), await a_member(PRICE)
    await erasing.erase(guest.user_id, NOW)

    with pytest.raises(BeingErased):
        await booking.book(guest, card.id, NOW)

    assert (await stored(card.id)).status is InterviewStatus.PENDING
