"""The shortest notice: until when a card can be booked, and from when on somebody can be called absent."""

from datetime import timedelta

import pytest

from models import NotificationKind, NotificationState
from services import (
    absence,
    availability,
    booking,
    editing,
    ending,
    listing,
    moves,
    publishing,
    settings,
    viewing,
)
from services.editing import Changes
from services.interviews import Action
from services.refusals import NoShowTooEarly, SettingOutOfRange, TooLateToBook, TooSoon
from services.settings import TimesChange
from tests.services.delivery.working import deliver_all
from tests.support.factories import (
    NOW,
    PRICE,
    SERVER,
    TOMORROW,
    a_booking,
    a_card,
    a_draft,
    a_member,
    a_proposal,
    everything,
    outbox,
)

pytestmark = pytest.mark.usefixtures("database")
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
STRANGER = 5


async def notice(minutes: int) -> None:
    await settings.set_times(SERVER, TimesChange(notice=minutes), NOW)


@pytest.mark.parametrize("minutes", [0, 5, 90, 1440])
async def test_board_suggestions_and_card_offer_what_can_be_booked_and_nothing_else(minutes: int) -> None:
    card, guest = await a_card(starts_at=TOMORROW + HOUR), await a_member(PRICE)
    await notice(minutes)
    closes_at = card.starts_at - minutes * MINUTE

    for now, is_open in ((closes_at - SECOND, True), (closes_at, False)):
        page = await listing.board(SERVER, now, role=None, topic="", page=0, size=5)
        for typed in ("", f"#{card.id}", "data"):
            offered = await listing.open_to(SERVER, STRANGER, now, typed, 25, lambda _: "")
            assert [one.id for one in offered] == ([card.id] if is_open else [])
        ahead = await availability.outlook(
            STRANGER, SERVER, None, now, TOMORROW + 2 * HOUR, notice=minutes * MINUTE
        )
        assert (len(page.rows), page.count, len(ahead.offered)) == ((1, 1, 1) if is_open else (0, 0, 0))
    if minutes:
        with pytest.raises(TooLateToBook):
            await booking.book(guest, card.id, closes_at)
    await booking.book(guest, card.id, closes_at - SECOND)


async def test_a_card_loses_its_button_to_book_or_to_wait_when_that_is_too_late() -> None:
    played, card, over = await a_booking(), await a_card(), await a_card()
    await ending.cancel(over.host_id, SERVER, over.id, NOW)
    await deliver_all(NOW)

    shown = await deliver_all(TOMORROW - 5 * MINUTE)

    assert [kind for kind, _ in shown].count(NotificationKind.CARD_CLOSES) == 2
    states = {row.interview_id: row.state for row in await outbox(NotificationKind.CARD_CLOSES)}
    assert states == {
        played.id: NotificationState.SENT,
        card.id: NotificationState.SENT,
        over.id: NotificationState.DROPPED,
    }


async def test_another_notice_holds_for_what_is_open_and_a_moved_card_closes_anew() -> None:
    card = await a_card()
    await notice(30)
    await editing.edit(card.host_id, SERVER, card.id, Changes(starts_at=TOMORROW + HOUR), NOW)
    await notice(30)

    closes = {row.due_at for row in await outbox(NotificationKind.CARD_CLOSES)}
    assert closes == {
        TOMORROW - 5 * MINUTE,
        TOMORROW - 30 * MINUTE,
        TOMORROW + HOUR - 30 * MINUTE,
    }
    assert len(await outbox(NotificationKind.CARD_CLOSES)) == 3


async def test_a_card_that_is_given_back_closes_at_the_time_that_it_has_by_then() -> None:
    played = await a_booking()
    later = TOMORROW + 2 * HOUR
    await moves.confirm(played.guest.user_id, SERVER, await a_proposal(played, later), NOW)
    await booking.withdraw(played.guest.user_id, SERVER, played.id, NOW)

    assert later - 5 * MINUTE in {row.due_at for row in await outbox(NotificationKind.CARD_CLOSES)}


async def test_nobody_publishes_what_nobody_could_book() -> None:
    host = await a_member()
    await notice(60)
    card = await a_card(host)
    before = await everything()

    with pytest.raises(TooSoon) as refused:
        await publishing.publish(host, a_draft(starts_at=NOW + 64 * MINUTE), NOW)
    with pytest.raises(TooSoon):
        await editing.edit(host.user_id, SERVER, card.id, Changes(starts_at=NOW + 64 * MINUTE), NOW)

    assert refused.value.facts()["minutes"] == 65
    assert await everything() == before
    await publishing.publish(host, a_draft(starts_at=NOW + 65 * MINUTE), NOW)


@pytest.mark.parametrize("minutes", [-1, 1441, 2**31])
async def test_a_notice_is_a_day_at_most(minutes: int) -> None:
    before = await everything()

    with pytest.raises(SettingOutOfRange) as refusal:
        await notice(minutes)

    assert refusal.value.facts() == {"setting": "notice", "minimum": 0, "maximum": 1440}
    assert await everything() == before


@pytest.mark.parametrize("how", ["booked", "moved"])
async def test_who_could_not_know_is_not_called_absent(how: str) -> None:
    """Who is booked 18 seconds before the start has a quarter of an hour to come, as anybody else."""
    await a_member(server_id=SERVER)
    await notice(0)
    agreed_at = TOMORROW - 18 * SECOND
    if how == "booked":
        card, guest = await a_card(), await a_member(PRICE)
        await booking.book(guest, card.id, agreed_at)
        number, host_id = card.id, card.host_id
    else:
        played = await a_booking(starts_at=TOMORROW + 3 * HOUR)
        number, guest, host_id = played.id, played.guest, played.host.user_id
        proposal = await a_proposal(played, TOMORROW)
        await moves.confirm(guest.user_id, SERVER, proposal, agreed_at)
    opens_at = agreed_at + 15 * MINUTE

    for who in (guest.user_id, host_id):
        with pytest.raises(NoShowTooEarly) as refused:
            await absence.report(who, SERVER, number, "", opens_at - SECOND)
        assert refused.value.facts() == {"number": number, "opens_at": opens_at}
    asked = await outbox(NotificationKind.STARTED)
    assert {row.due_at for row in asked if row.state == "pending"} == {opens_at}
    seen = await viewing.view_mine(number, SERVER, guest.user_id, opens_at)
    assert Action.NO_SHOW in seen.actions
    await absence.report(guest.user_id, SERVER, number, "", opens_at)


async def test_who_was_booked_in_time_is_waited_for_ten_minutes_and_a_new_length_changes_nothing() -> None:
    played = await a_booking()
    proposal = await a_proposal(played, duration=90)
    await moves.confirm(played.guest.user_id, SERVER, proposal, TOMORROW - SECOND)

    await absence.report(played.guest.user_id, SERVER, played.id, "", TOMORROW + 10 * MINUTE)
