"""Withdrawing, cancelling, expiring: every point comes back, every card stays true, everyone hears of it."""

from datetime import timedelta

from tests.acceptance.conftest import LINK, Town
from tests.acceptance.steps import click_stale, count_dms, labels, ledger, publish, sure

GRANTED = (3, 3, "grant")
PAID = (-3, 0, "seat")
REFUNDED = (3, 3, "refund")
TAKEN_OUT = "The attached file removes it from your calendar."


async def test_an_interviewee_as_host_pays_when_publishing_and_an_interviewer_books_by_command(
    town: Town,
) -> None:
    await town.open_board(points_for=town.boris)
    created = await publish(town, town.boris, "interviewee", "завтра 18:00", topic="Графы")
    assert "За место списано 3 балла, осталось 0" in created.text
    assert await ledger(town.boris) == [GRANTED, PAID]
    card = await town.card_shows(1, "open")
    assert LINK not in card.text
    assert [choice.value for choice in await town.boris.complete("book", "interview")] == []
    offered = await town.alice.complete("book", "interview", "графы")
    assert [choice.value for choice in offered] == ["1"]
    assert "Графы" in offered[0].name
    assert "Boris" in offered[0].name
    assert await town.alice.complete("book", "interview", "no such thing") == []
    booked = await town.alice.run("book", interview=offered[0].value)
    assert "You booked #1." in booked.text
    assert "cost" not in booked.text.splitlines()[0]
    assert LINK in booked.text
    await town.card_shows(1, "booked")
    assert labels(town.card(1)) == ["Waiting list", "Publish your own"]
    assert LINK in (await town.dm_says(town.alice, "You'll be interviewing")).text
    assert LINK in (await town.dm_says(town.boris, "Ваша роль: отвечающий")).text
    town.clock.advance(timedelta(days=2))
    asked = await town.dm_says(town.alice, "How was interview #1")
    form = await town.alice.click(asked, "Leave feedback")
    await town.alice.submit(form.modal, score="5", text="Spoke clearly and tested every edge case.")
    received = await town.dm_says(town.boris, "5 из 5")
    await town.boris.click(received, "Принять")
    await town.card_shows(1, "completed")
    assert await ledger(town.alice) == [(1, 1, "reward")]
    assert await ledger(town.boris) == [GRANTED, PAID]


async def test_a_guest_withdraws_gets_the_points_back_and_the_card_is_open_again(town: Town) -> None:
    await town.open_board(points_for=town.boris)
    await publish(town, town.alice)
    booked = await town.boris.click(await town.card_shows(1, "open"), "Book")
    await town.card_shows(1, "booked")
    withdrawn = await sure(town.boris, await town.boris.click(booked.message, "Отказаться"))
    assert "Вы отказались от #1, карточка снова открыта. Вам вернулись 3 балла." in withdrawn.text
    assert await ledger(town.boris) == [GRANTED, PAID, REFUNDED]
    await town.dm_says(town.alice, f"{town.boris.mention} withdrew from interview #1")
    card = await town.card_shows(1, "open")
    assert labels(card) == ["Book", "Publish your own"]
    assert town.boris.mention not in card.text
    again = await town.boris.click(card, "Book")
    assert "осталось 0" in again.text
    assert await ledger(town.boris) == [GRANTED, PAID, REFUNDED, PAID]
    await town.until(lambda: count_dms(town.alice, "is booked") == 2, "the second booking told")


async def test_a_withdrawn_interviewer_gets_nothing_and_the_paying_host_keeps_the_seat(town: Town) -> None:
    await town.open_board(points_for=town.boris)
    await publish(town, town.boris, "interviewee", "завтра 18:00")
    await town.alice.click(await town.card_shows(1, "open"), "Book")
    told = await town.dm_says(town.alice, "is booked")
    withdrawn = await sure(town.alice, await town.alice.click(told, "Withdraw"))
    assert withdrawn.text == f"You've withdrawn from #1, and the card is open again. {TAKEN_OUT}"
    assert await ledger(town.boris) == [GRANTED, PAID]
    assert await ledger(town.alice) == []
    await town.dm_says(town.boris, "больше не участвует")
    assert "Boris · interviewee" in (await town.card_shows(1, "open")).text


async def test_a_host_cancels_a_booked_interview_and_the_guest_gets_the_points_back(town: Town) -> None:
    await town.open_board(points_for=town.boris)
    await publish(town, town.alice)
    await town.boris.click(await town.card_shows(1, "open"), "Book")
    await town.dm_says(town.boris, "назначено")
    told = await town.dm_says(town.alice, "is booked")
    cancelled = await sure(town.alice, await town.alice.click(told, "Cancel interview"))
    assert cancelled.text == f"#1 is canceled. {TAKEN_OUT}"
    dm = await town.dm_says(town.boris, "Организатор отменил собеседование #1. Вам вернулись 3 балла.")
    assert labels(dm) == ["К карточке"]
    assert await ledger(town.boris) == [GRANTED, PAID, REFUNDED]
    card = await town.card_shows(1, "canceled")
    assert labels(card) == []
    stale = await town.boris.click(await town.dm_says(town.boris, "назначено"), "Отказаться")
    assert "оно отменено" in stale.text
    assert await ledger(town.boris) == [GRANTED, PAID, REFUNDED]


async def test_a_paying_host_cancels_an_open_card_and_gets_the_points_back(town: Town) -> None:
    await town.open_board(points_for=town.boris)
    created = await publish(town, town.boris, "interviewee", "завтра 18:00")
    await town.card_shows(1, "open")
    cancelled = await sure(town.boris, await town.boris.click(created.message, "Отменить собеседование"))
    assert cancelled.text == "Собеседование #1 отменено. Вам вернулись 3 балла."
    assert await ledger(town.boris) == [GRANTED, PAID, REFUNDED]
    await town.card_shows(1, "canceled")
    again = await town.boris.run("interview cancel", interview="1")
    assert "#1 больше нельзя изменить: оно отменено" in again.text


async def test_a_card_that_nobody_booked_expires_with_a_refund(town: Town) -> None:
    await town.open_board(points_for=town.boris)
    await publish(town, town.boris, "interviewee", "через 3 часа")
    card = await town.card_shows(1, "open")
    town.clock.advance(timedelta(hours=4))
    await town.dm_says(town.boris, "никто не записался до начала, карточка закрыта. Вам вернулись 3 балла.")
    assert await ledger(town.boris) == [GRANTED, PAID, REFUNDED]
    assert labels(await town.card_shows(1, "expired")) == []
    late = await click_stale(town.alice, card, "interview:book:1")
    assert "#1 can't be booked anymore: it is expired" in late.text
    assert await ledger(town.alice) == []


async def test_an_interviewers_card_expires_without_any_refund(town: Town) -> None:
    await town.open_board()
    await publish(town, town.alice, when="in 3 hours")
    await town.card_shows(1, "open")
    town.clock.advance(timedelta(hours=4))
    told = await town.dm_says(town.alice, "so the card is closed.")
    assert "back" not in told.text.splitlines()[0]
    await town.card_shows(1, "expired")
    assert await ledger(town.alice) == []
