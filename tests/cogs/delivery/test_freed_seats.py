"""What a host reads whose guest is gone: where the seat is held for those who wait, the card is not open."""

from datetime import timedelta

import pytest

from cogs._shared.translation import Speaker
from cogs.delivery.direct_messages import sentence
from models import Server
from services.delivery.kinds.direct import AnyDirect, GuestErased, GuestLeft, SeatFreed, Withdrawn
from services.delivery.kinds.message import Present, Recipient
from services.interviews import InterviewStatus
from services.server_settings import settings_of
from tests.support.factories import NOW, SERVER, an_interview

HOST, GUEST, ADMIN = 1, 2, 3

TOLD = (
    Withdrawn(guest_id=GUEST, revision=3),
    Withdrawn(guest_id=GUEST, revision=3, for_pause=True),
    GuestLeft(guest_id=GUEST, revision=3),
    GuestErased(revision=3),
    SeatFreed(guest_id=GUEST, admin_id=ADMIN, reason="ill", refund=0, revision=3),
)


def told(message: AnyDirect, language: str, status: InterviewStatus, *, held: bool = False) -> str:
    until = NOW + timedelta(minutes=30) if held else None
    interview = an_interview(host_id=HOST, interviewee_id=None, status=status, held_until=until)
    host = Recipient(HOST, language, wants_reminders=True, dm_channel_id=None)
    present = Present(NOW, settings_of(Server(id=SERVER)), recipient=host, interview=interview)
    return sentence(Speaker(language), message, present)


@pytest.mark.parametrize(
    ("language", "is_open", "is_offered"),
    [("en", "card is open again", "to the waiting list"), ("ru", "снова открыта", "в листе ожидания")],
)
@pytest.mark.parametrize("message", TOLD, ids=lambda message: type(message).__name__)
def test_a_card_whose_seat_is_held_is_not_called_open(
    message: AnyDirect, language: str, is_open: str, is_offered: str
) -> None:
    free = told(message, language, InterviewStatus.PENDING)
    held = told(message, language, InterviewStatus.PENDING, held=True)
    over = told(message, language, InterviewStatus.CANCELLED)

    assert [is_open in said for said in (free, held, over)] == [True, False, False]
    assert [is_offered in said for said in (free, held, over)] == [False, True, False]
    assert all("  " not in said and " ." not in said and " :" not in said for said in (free, held, over))
