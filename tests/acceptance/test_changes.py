"""A host changes a card: what the board shows, and what a guest is told."""

from datetime import timedelta

from tests.acceptance.conftest import LINK, Town
from tests.acceptance.steps import count_dms, labels, publish, sure

OTHER_LINK = "https://meet.google.com/xyz-wxyz-xyz"


async def test_a_guest_hears_of_a_new_link_and_the_board_does_not_show_it(town: Town) -> None:
    await town.open_board(points_for=town.boris)
    await publish(town, town.alice)
    await town.boris.click(await town.card_shows(1, "open"), "Book")
    told = await town.dm_says(town.alice, "is booked")
    form = await town.alice.click(told, "Change")
    assert form.modal is not None
    edited = await town.alice.submit(form.modal, when="", link=OTHER_LINK)
    assert OTHER_LINK in edited.text
    assert "Updated #1.\nI'll send your guest the new link." in edited.text
    dm = await town.dm_says(town.boris, "Ссылка на встречу собеседования #1 изменилась")
    assert OTHER_LINK in dm.text
    assert labels(dm) == ["Подключиться", "Отказаться", "Написать собеседнику", "К карточке"]
    card = await town.card_shows(1, "booked")
    assert OTHER_LINK not in card.text
    assert LINK not in card.text
    assert count_dms(town.boris, "перенести") == 0


async def test_a_typed_time_is_said_with_its_zone(town: Town) -> None:
    await town.open_board()
    await publish(town, town.alice)
    moved = await town.alice.run("interview edit", interview="1", when="tomorrow 20:00")
    assert "I read the time as UTC." in moved.text
    form = await town.alice.click(moved.message, "Change")
    again = await town.alice.submit(form.modal, when="tomorrow 21:00")
    assert "I read the time as UTC." in again.text
    other = await town.alice.submit((await town.alice.click(again.message, "Change")).modal, topic="Rust")
    assert "zone" not in other.text


async def test_a_guest_hears_once_what_reads_otherwise_and_can_withdraw_for_free(town: Town) -> None:
    await town.open_board(points_for=town.boris)
    await publish(town, town.alice)
    await town.boris.click(await town.card_shows(1, "open"), "Book")
    await town.dm_says(town.boris, "назначено")
    dms = len(town.boris.dms())
    await town.alice.run("interview edit", interview="1", topic="Rust *and* more", notes="Bring tea")
    edited = await town.alice.run("interview edit", interview="1", topic="Rust", level="senior")
    assert "I'll tell your guest what changed." in edited.text
    card = await town.card_shows(1, "senior")
    assert "Rust" in card.text
    assert "Python" not in card.text
    assert len(town.boris.dms()) == dms, "more may follow in a minute"

    town.clock.advance(timedelta(minutes=1))
    told = await town.dm_says(town.boris, f"Собеседование #1 с {town.alice.mention} изменилось:")
    for line in ("Тема: Python → Rust", "Уровень: – → senior", "Заметки: – → Bring tea"):
        assert line in told.content.splitlines()
    assert "отказаться бесплатно" in told.content
    assert "Язык" not in told.content
    assert count_dms(town.boris, "изменилось") == 1
    withdrawn = await sure(town.boris, await town.boris.click(told, "Отказаться"))
    assert "Вам вернулись 3 балла" in withdrawn.text


async def test_a_change_that_changes_nothing_and_a_change_by_somebody_else_are_refused(town: Town) -> None:
    await town.open_board(points_for=town.boris)
    await publish(town, town.alice)
    assert "There's nothing to change" in (await town.alice.run("interview edit", interview="1")).text
    other = await town.boris.run("interview edit", interview="1", topic="Rust")
    assert "Это может только организатор #1" in other.text
    again = await town.chen.run("interview edit", interview="999", topic="Rust")
    assert "There's no interview #999 here" in again.text
    assert "Python" in (await town.card_shows(1, "open")).text


async def test_reminders_follow_a_moved_interview(town: Town) -> None:
    await town.open_board(points_for=town.boris)
    await publish(town, town.alice, when="in 3 hours")
    await town.boris.click(await town.card_shows(1, "open"), "Book")
    await town.dm_says(town.boris, "назначено")
    await town.alice.run("interview edit", interview="1", when="in 6 hours")
    await town.boris.click(await town.dm_says(town.boris, "предлагает перенести"), "Подтвердить новое время")
    town.clock.advance(timedelta(hours=2, minutes=30))
    await town.alice.run("points")
    assert count_dms(town.boris, "Скоро собеседование") == 0
    town.clock.advance(timedelta(hours=2, minutes=45))
    await town.dm_says(town.boris, "Скоро собеседование")
    await town.dm_says(town.alice, "Coming up")
    assert count_dms(town.boris, "Скоро собеседование") == 1


async def test_what_was_typed_into_the_form_comes_back_when_it_is_refused(town: Town) -> None:
    await town.open_board()
    created = await publish(town, town.alice)
    form = await town.alice.click(created.message, "Change")
    assert form.modal is not None
    refused = await town.alice.submit(form.modal, when="someday", topic="Bring paper and *patience*.")
    assert "I can't read “someday” as a time" in refused.text
    assert "Bring paper and" in refused.text
