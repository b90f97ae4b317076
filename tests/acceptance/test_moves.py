"""The host proposes another time over the wire; the guest confirms it, or withdraws."""

from datetime import datetime, timedelta
from functools import partial

from services.refusals import (
    BusyAtProposedTime,
    HostIsBusy,
    NoLongerProposed,
    OnlyTheGuestConfirms,
)
from tests.acceptance.calm import nothing_waits
from tests.acceptance.conftest import START, Town
from tests.acceptance.steps import cancel, click_stale, count_dms, labels, ledger, publish, sure
from tests.acceptance.witness import Witness, forge
from tests.support.factories import stored

CONFIRM, KEEP = "Подтвердить новое время", "Оставить время"
BEFORE, AFTER = START + timedelta(days=1, hours=6), START + timedelta(days=1, hours=8)


def shown(moment: datetime) -> str:
    """Return how a moment stands in a message."""
    return f"<t:{int(moment.timestamp())}:F>"


async def book(town: Town) -> None:
    await town.open_board(points_for=town.boris)
    await publish(town, town.alice)
    await town.boris.click(await town.card_shows(1, "open"), "Book")
    await town.dm_says(town.boris, "назначено")


async def test_a_guest_is_asked_and_the_interview_moves_when_they_confirm(town: Town) -> None:
    await book(town)

    edited = await town.alice.run("interview edit", interview="1", when="tomorrow 20:00")

    assert "Updated" not in edited.text
    assert f"I've asked your guest about {shown(AFTER)} (60 minutes)." in edited.text
    assert f"#1 stays at {shown(BEFORE)}" in edited.text
    assert labels(edited.message) == ["Join", "Change", "Cancel interview", "Notes and language"]
    asked = await town.dm_says(town.boris, "предлагает перенести собеседование #1")
    assert shown(BEFORE) in asked.content
    assert shown(AFTER) in asked.content
    assert labels(asked) == [
        "Подключиться",
        CONFIRM,
        KEEP,
        "Отказаться",
        "Написать собеседнику",
        "К карточке",
    ]
    for who, word in ((town.alice, "Another time is proposed"), (town.boris, "Предложено другое время")):
        seen = await who.run("interview view", interview="1")
        assert word in seen.text
        assert (CONFIRM in labels(seen.message)) is (who is town.boris)
    assert shown(BEFORE) in (await town.card_shows(1, "booked")).text
    assert shown(AFTER) not in (await town.card_shows(1, "booked")).text

    button = asked.button(CONFIRM).custom_id or ""
    confirmed = await town.boris.click(asked, CONFIRM)

    assert f"Новое время #1: {shown(AFTER)}" in confirmed.text
    assert labels(confirmed.message) == ["Подключиться", "Отказаться", "Добавить в Google Календарь"]
    told = await town.dm_says(town.alice, "confirmed the new time of interview #1")
    assert shown(BEFORE) in told.content
    assert shown(AFTER) in told.text
    await town.card_shows(1, shown(AFTER))
    # A client that does not show yet that the button is gone.
    again = await click_stale(town.boris, asked, button)
    assert "Это больше не предлагается" in again.text
    assert "Another time" not in (await town.alice.run("interview view", interview="1")).text


async def test_a_guest_whom_the_time_does_not_suit_withdraws_free_of_charge(town: Town) -> None:
    await book(town)
    await town.alice.run("interview edit", interview="1", when="tomorrow 20:00")
    asked = await town.dm_says(town.boris, "предлагает перенести")
    button = asked.button(CONFIRM).custom_id or ""

    withdrawn = await sure(town.boris, await town.boris.click(asked, "Отказаться"))

    assert "Вам вернулись 3 балла" in withdrawn.text
    assert await ledger(town.boris) == [(3, 3, "grant"), (-3, 0, "seat"), (3, 3, "refund")]
    assert shown(BEFORE) in (await town.card_shows(1, "open")).text
    # A client that does not show yet that the button is gone.
    again = await click_stale(town.boris, asked, button)
    assert "Это больше не предлагается" in again.text


async def test_a_guest_whom_it_does_not_suit_keeps_the_booking_and_a_length_reads_as_a_length(
    town: Town, witness: Witness
) -> None:
    await book(town)
    await town.alice.run("interview edit", interview="1", when="tomorrow 20:00")
    asked = await town.dm_says(town.boris, "предлагает перенести")
    button = asked.button(CONFIRM).custom_id or ""
    kept = await town.boris.click(asked, KEEP)
    assert "время собеседования #1 остаётся прежним" in kept.text
    assert shown(BEFORE) in kept.text
    assert labels(kept.message) == ["Подключиться", "Отказаться"]
    told = await town.dm_says(town.alice, "would rather keep the time of interview #1")
    assert shown(BEFORE) in told.content
    again = await click_stale(town.boris, asked, button)
    assert "Это больше не предлагается" in again.text
    assert (await stored(1)).scheduled_time == BEFORE

    edited = await town.alice.run("interview edit", interview="1", duration=90)
    assert "I've asked your guest about a new length: 90 minutes." in edited.text
    assert "Another length is proposed" in edited.text
    asked = await town.dm_says(town.boris, "предлагает изменить длительность собеседования #1")
    assert "Новая: 90 минут, прежняя: 60 минут." in asked.content
    assert "перенести" not in asked.text
    assert labels(asked) == [
        "Подключиться",
        "Подтвердить новую длительность",
        "Оставить длительность",
        "Отказаться",
        "К карточке",
    ]
    confirmed = await town.boris.click(asked, "Подтвердить новую длительность")
    assert "Новая длительность #1: 90 минут." in confirmed.text
    await town.dm_says(
        town.alice, "confirmed the new length of interview #1: 90 minutes. Previously: 60 minutes."
    )
    assert witness.faults() == []


async def test_what_is_taken_back_is_told_and_what_is_replaced_is_gone(town: Town) -> None:
    await book(town)
    await town.alice.run("interview edit", interview="1", when="tomorrow 20:00", topic="Go")
    await town.card_shows(1, "Go")
    first = await town.dm_says(town.boris, "предлагает перенести")
    button = first.button(CONFIRM).custom_id or ""
    replaced = await town.alice.run("interview edit", interview="1", when="tomorrow 21:00")
    later = shown(AFTER + timedelta(hours=1))
    assert later in replaced.text
    await town.dm_says(town.boris, later)
    again = await click_stale(town.boris, first, button)
    assert "Это больше не предлагается" in again.text

    back = await town.alice.run("interview edit", interview="1", when="tomorrow 18:00")

    assert "withdrawn your proposal for #1. It stays at" in back.text
    told = await town.dm_says(town.boris, "больше не предлагает переносить собеседование #1")
    assert shown(BEFORE) in told.content
    assert labels(told) == ["Подключиться", "Отказаться", "Написать собеседнику", "К карточке"]


async def test_the_form_proposes_too_and_a_time_alone_passed_is_told_to_the_host(town: Town) -> None:
    await book(town)
    form = await town.alice.click(await town.dm_says(town.alice, "is booked"), "Change")
    assert form.modal is not None
    edited = await town.alice.submit(form.modal, when="tomorrow 10am", topic="Go")
    assert "Updated #1.\nI'll tell your guest what changed.\nI've asked your guest about" in edited.text
    await town.dm_says(town.boris, "предлагает перенести")

    town.clock.advance(timedelta(hours=22))

    told = await town.dm_says(town.alice, "never answered about the other time for interview #1")
    assert shown(BEFORE) in told.content
    assert (await stored(1)).scheduled_time == BEFORE


async def test_where_one_of_the_two_is_taken_free_times_are_a_click_away(town: Town) -> None:
    await book(town)
    await town.boris.run("interview create", role="interviewer", when="завтра 20:00 UTC")

    refused = await town.alice.run("interview edit", interview="1", when="tomorrow 20:30", notes="Bring tea")

    assert f"{town.boris.mention} has another interview at that time" in refused.text
    assert "Bring tea" in refused.text
    assert labels(refused.message) == ["Tue 1 Dec, 9:00 PM", "Tue 1 Dec, 9:15 PM", "Tue 1 Dec, 9:30 PM"]
    moved = await town.alice.click(refused.message, "Tue 1 Dec, 9:15 PM")
    assert "I've asked your guest about" in moved.text
    await town.dm_says(town.boris, "предлагает перенести")


async def test_only_the_guest_confirms_and_only_what_can_be(town: Town, witness: Witness) -> None:
    await book(town)
    await town.alice.run("interview edit", interview="1", when="tomorrow 17:00", duration=30)
    asked = await town.dm_says(town.boris, "предлагает перенести")
    for who in (town.alice, town.chen):
        await witness.refused(who, partial(forge, who, "move:confirm:1"), OnlyTheGuestConfirms(number=1))
    for number in ("2", "0", "9999999999"):
        forged = partial(forge, town.boris, f"move:confirm:{number}")
        await witness.refused(town.boris, forged, NoLongerProposed())
    await town.boris.run("interview create", role="interviewer", when="завтра 17:15 UTC", duration=15)
    other = (await stored(2)).scheduled_time
    await witness.refused(
        town.boris,
        lambda: forge(town.boris, "move:confirm:1"),
        BusyAtProposedTime(number=2, starts_at=other),
    )
    await cancel(town.boris, "2")
    await town.alice.run("interview create", role="interviewer", when="tomorrow 17:15 UTC", duration=15)
    await witness.refused(
        town.boris, lambda: forge(town.boris, "move:confirm:1"), HostIsBusy(member_id=int(town.alice.id))
    )
    await nothing_waits(town.now())
    assert (await stored(1)).scheduled_time == BEFORE
    assert count_dms(town.alice, "confirmed the new") == 0
    assert labels(asked) == [
        "Подключиться",
        CONFIRM,
        KEEP,
        "Отказаться",
        "Написать собеседнику",
        "К карточке",
    ]


async def test_a_proposal_outlives_a_restart(town: Town) -> None:
    await book(town)
    await town.alice.run("interview edit", interview="1", when="tomorrow 20:00")
    asked = await town.dm_says(town.boris, "предлагает перенести")
    await town.stop_bot()
    await town.start_bot()

    assert "Новое время #1" in (await town.boris.click(asked, CONFIRM)).text
