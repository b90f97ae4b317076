"""/interview view, list, edit, cancel: what I have, and what I may do with it now."""

from datetime import timedelta

from tests.acceptance.conftest import LINK, Town
from tests.acceptance.steps import cancel, labels, publish


async def test_a_view_offers_what_each_person_may_do_now(town: Town) -> None:
    await town.open_board(points_for=town.boris)
    await publish(town, town.alice)
    mine = await town.alice.run("interview view", interview="1")
    assert LINK in mine.text
    assert labels(mine.message) == ["Join", "Change", "Cancel interview", "Notes and language"]
    others = await town.boris.run("interview view", interview="#1")
    assert LINK not in others.text
    assert labels(others.message) == ["Записаться"]
    await town.boris.click(others.message, "Записаться")
    guest = await town.boris.run("interview view", interview="1")
    assert LINK in guest.text
    assert labels(guest.message) == ["Подключиться", "Отказаться", "Написать собеседнику"]
    stranger = await town.chen.run("interview view", interview="1")
    assert LINK not in stranger.text
    assert labels(stranger.message) == ["Waiting list"]
    town.clock.advance(timedelta(days=2))
    assert labels((await town.chen.run("interview view", interview="1")).message) == []
    due = await town.alice.run("interview view", interview="1")
    assert labels(due.message) == ["Leave feedback", "The other did not come", "Write to the other"]
    form = await town.alice.click(due.message, "Leave feedback")
    await town.alice.submit(form.modal, score="3", text="Solid on basics; slow on complexity.")
    received = await town.boris.run("interview view", interview="1")
    assert "Solid on basics" in received.text
    assert labels(received.message) == ["Принять", "Оспорить", "Написать собеседнику"]
    assert "Solid on basics" not in (await town.chen.run("interview view", interview="1")).text


async def test_the_list_shows_what_is_coming_and_what_is_past(town: Town) -> None:
    await town.open_board(points_for=town.boris)
    empty = await town.alice.run("interview list")
    assert "Nothing coming up." in empty.text
    await publish(town, town.alice, topic="Python")
    await publish(town, town.alice, when="tomorrow 20:00", topic="Rust")
    await publish(town, town.alice, when="tomorrow 22:00", topic="Haskell")
    await town.boris.run("book", interview="1")
    await cancel(town.alice, "2")
    listed = await town.alice.run("interview list")
    assert "**#1 · Python** · booked" in listed.text
    assert f"interviewer with <@{town.boris.id}>" in listed.text
    assert "**#3 · Haskell** · open" in listed.text
    assert "Rust" not in listed.text
    assert f"<@{town.alice.id}>" not in listed.text
    await town.alice.click(listed.message, "Past")
    assert "**#2 · Rust** · canceled" in listed.text
    assert "Python" not in listed.text
    theirs = await town.boris.run("interview list")
    assert "**#1 · Python** · назначено" in theirs.text
    assert f"роль: отвечающий · интервьюер: <@{town.alice.id}>" in theirs.text
    town.clock.advance(timedelta(days=2))
    later = await town.alice.run("interview list")
    await town.alice.click(later.message, "Past")
    assert "**#1 · Python** · waiting for feedback" in later.text


async def test_all_of_a_long_list_is_reached_by_turning_its_pages(town: Town) -> None:
    await town.open_board()
    for hour in range(10):
        await publish(town, town.alice, when=f"2026-12-01 {hour:02}:00", topic="D" * 100, duration=30)
    listed = await town.alice.run("interview list")
    assert listed.message is not None
    assert _numbers(listed.message.text) == list(range(1, 9))
    assert listed.message.button("Previous").disabled
    await town.stop_bot()
    await town.start_bot()
    await town.alice.click(listed.message, "Next")
    assert _numbers(listed.message.text) == [9, 10]
    assert listed.message.button("Next").disabled
    await town.alice.click(listed.message, "Previous")
    assert _numbers(listed.message.text) == list(range(1, 9))


def _numbers(text: str) -> list[int]:
    return [
        int(line.removeprefix("**#").split(" ")[0]) for line in text.splitlines() if line.startswith("**#")
    ]


async def test_the_options_offer_only_what_the_command_can_do(town: Town) -> None:
    await town.open_board(points_for=town.boris)
    await publish(town, town.alice, topic="Python")
    await publish(town, town.chen, when="tomorrow 20:00", topic="Go")
    await town.boris.run("book", interview="1")
    for command, expected in (("view", ["1"]), ("edit", []), ("cancel", [])):
        offered = await town.boris.complete(f"interview {command}", "interview")
        assert [choice.value for choice in offered] == expected, command
    for command in ("view", "edit", "cancel"):
        offered = await town.alice.complete(f"interview {command}", "interview", "python")
        assert [choice.value for choice in offered] == ["1"], command
    assert "Интервьюер Alice" in (await town.boris.complete("interview view", "interview"))[0].name
    assert "Interviewer Alice" in (await town.alice.complete("interview view", "interview"))[0].name


async def test_a_time_is_shown_as_understood_before_it_is_sent(town: Town) -> None:
    await town.boris.run("timezone", zone="Москва")
    for command in ("interview create", "interview edit"):
        russian = await town.boris.complete(command, "when", "завтра 18:00")
        assert "18:00 · Europe/Moscow" in russian[0].name
        english = await town.alice.complete(command, "when", "tomorrow 6pm")
        assert "6:00 PM · UTC" in english[0].name
        assert await town.alice.complete(command, "when")
        assert await town.alice.complete(command, "when", "no time at all") == []
    created = await town.boris.run(
        "interview create", role="interviewer", when=str(russian[0].value), link=LINK
    )
    assert "по поясу Europe/Moscow" in created.text


async def test_a_started_interview_is_neither_changed_nor_cancelled_nor_left(town: Town) -> None:
    await town.open_board(points_for=town.boris)
    await publish(town, town.alice)
    await town.boris.run("book", interview="1")
    told = await town.dm_says(town.boris, "назначено")
    town.clock.advance(timedelta(days=2))
    changed = await town.alice.run("interview edit", interview="1", topic="Rust")
    cancelled = await town.alice.run("interview cancel", interview="1")
    assert "so that's no longer possible" in changed.text
    assert "so that's no longer possible" in cancelled.text
    left = await town.boris.click(told, "Отказаться")
    assert "так что это больше невозможно" in left.text
    await town.card_shows(1, "booked")
