"""What is said before something ends comes true, and the reason reaches the others."""

from datetime import timedelta

import pytest

from models import NotificationKind, Ruling, Server
from services import absence, booking, disputes, ending, feedback
from services.disputes import DisputeKind
from services.interviews import Role
from services.refusals import BookedMeanwhile, DisputeAlreadyDecided, RulingInOwnCase, TextTooLong
from tests.support.factories import (
    ADMIN,
    NOW,
    PRICE,
    SERVER,
    TEXT,
    Played,
    a_booking,
    a_card,
    a_member,
    an_admin,
    balance,
    everything,
    outbox,
    with_feedback,
)

pytestmark = pytest.mark.usefixtures("database")
WHY = "My train is late."
TOO_LONG = "x" * 301


async def reasons(*kinds: NotificationKind) -> list[tuple[int | None, object]]:
    """Who reads which reason."""
    return [(row.recipient_id, row.payload.get("reason")) for row in await outbox(*kinds)]


@pytest.mark.parametrize("role", list(Role))
async def test_a_guest_reads_what_withdrawing_gives_back_and_the_host_reads_why(role: Role) -> None:
    played = await a_booking(role)
    guest = played.guest.user_id
    await Server.filter(id=SERVER).update(price=PRICE + 4)

    known = await booking.before_withdrawing(guest, SERVER, played.id, NOW)
    withdrawn = await booking.withdraw(guest, SERVER, played.id, NOW, reason=f" {WHY}\n\n")

    assert known.refund == withdrawn.refunded == (PRICE if role is Role.INTERVIEWER else 0)
    assert known.interview.host_id == played.host.user_id
    assert await reasons(NotificationKind.WITHDRAWN) == [(played.host.user_id, WHY)]


@pytest.mark.parametrize("role", list(Role))
async def test_a_host_reads_whom_cancelling_affects_and_the_guest_reads_why(role: Role) -> None:
    played = await a_booking(role)
    host = played.host.user_id

    known = await ending.before_cancelling(host, SERVER, played.id, NOW)
    await ending.cancel(host, SERVER, played.id, NOW, reason=WHY, known_guest_id=known.interview.guest_id)

    assert (known.refund, known.interview.guest_id) == (PRICE, played.guest.user_id)
    assert await balance(played.interviewee) == PRICE
    assert await reasons(NotificationKind.CANCELLED) == [(played.guest.user_id, WHY)]


async def test_who_was_told_that_nobody_had_booked_does_not_cancel_on_somebody() -> None:
    card, guest = await a_card(), await a_member(PRICE)
    known = await ending.before_cancelling(card.host_id, SERVER, card.id, NOW)
    assert (known.interview.guest_id, known.refund) == (None, 0)
    await booking.book(guest, card.id, NOW)
    before = await everything()

    with pytest.raises(BookedMeanwhile) as refused:
        await ending.cancel(card.host_id, SERVER, card.id, NOW, known_guest_id=0)

    assert refused.value.facts() == {"number": card.id, "member_id": guest.user_id}
    assert await everything() == before
    # Whom one was told of may have withdrawn since; then fewer are affected.
    await booking.withdraw(guest.user_id, SERVER, card.id, NOW)
    await ending.cancel(card.host_id, SERVER, card.id, NOW, known_guest_id=guest.user_id)


async def test_a_reason_has_300_characters_at_most() -> None:
    played = await a_booking()
    before = await everything()

    with pytest.raises(TextTooLong):
        await booking.withdraw(played.guest.user_id, SERVER, played.id, NOW, reason=TOO_LONG)
    with pytest.raises(TextTooLong):
        await ending.cancel(played.host.user_id, SERVER, played.id, NOW, reason=TOO_LONG)
    with pytest.raises(TextTooLong):
        await disputes.rule(ADMIN, SERVER, played.id, Ruling.UPHELD, NOW, reason=TOO_LONG)

    assert await everything() == before
    await booking.withdraw(played.guest.user_id, SERVER, played.id, NOW, reason=TOO_LONG[1:])


async def a_disputed_report() -> Played:
    played = await a_booking()
    at = played.starts_at + timedelta(minutes=10)
    await absence.report(played.guest.user_id, SERVER, played.id, "", at)
    await disputes.open_dispute(played.host.user_id, SERVER, played.id, TEXT, at)
    return played


@pytest.mark.parametrize("ruling", list(Ruling))
@pytest.mark.parametrize("kind", list(DisputeKind))
async def test_an_admin_reads_what_is_at_stake_and_both_read_why(kind: DisputeKind, ruling: Ruling) -> None:
    await an_admin()
    if kind is DisputeKind.FEEDBACK:
        played = await with_feedback()
        at = played.ends_at
        await disputes.open_dispute(played.interviewee.user_id, SERVER, played.id, TEXT, at)
    else:
        played, at = await a_disputed_report(), NOW + timedelta(days=2)
    held = [await balance(member) for member in (played.interviewer, played.interviewee)]

    stake = await disputes.before_ruling(ADMIN, SERVER, played.id)
    await disputes.rule(ADMIN, SERVER, played.id, ruling, at, reason=WHY, kind=kind)

    moved = [
        after - before
        for before, after in zip(
            held,
            [await balance(member) for member in (played.interviewer, played.interviewee)],
            strict=True,
        )
    ]
    expected = {
        (DisputeKind.FEEDBACK, Ruling.UPHELD): [stake.reward, 0],
        (DisputeKind.FEEDBACK, Ruling.OVERTURNED): [0, stake.paid],
        (DisputeKind.NO_SHOW, Ruling.UPHELD): [0, 0],
        (DisputeKind.NO_SHOW, Ruling.OVERTURNED): [0, -stake.to_return],
    }
    assert stake.kind is kind
    assert moved == expected[kind, ruling]
    told = dict(await reasons(NotificationKind.RULED, NotificationKind.ACCEPTED))
    assert told == {played.host.user_id: WHY, played.guest.user_id: WHY}


async def test_a_form_about_a_report_decides_no_dispute_of_feedback_that_came_after_it() -> None:
    await an_admin()
    played = await a_disputed_report()
    at = played.ends_at + timedelta(hours=1)
    await disputes.rule(ADMIN, SERVER, played.id, Ruling.OVERTURNED, at)
    await feedback.leave(played.host.user_id, SERVER, played.id, score=1, text=TEXT, now=at)
    await disputes.open_dispute(played.guest.user_id, SERVER, played.id, TEXT, at)
    before = await everything()

    with pytest.raises(DisputeAlreadyDecided):
        await disputes.rule(ADMIN, SERVER, played.id, Ruling.UPHELD, at, kind=DisputeKind.NO_SHOW)
    with pytest.raises(RulingInOwnCase):
        await disputes.before_ruling(played.host.user_id, SERVER, played.id)

    assert await everything() == before
