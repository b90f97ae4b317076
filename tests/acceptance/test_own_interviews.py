"""/interview view, list, edit, cancel: what I have, and what I may do with it now."""

from datetime import timedelta

from tests.acceptance.conftest import LINK, Town
from tests.acceptance.steps import cancel, labels, publish


async def test_a_view_offers_what_each_person_may_do_now(town: Town) -> None:
    await town.open_board(points_for=town.boris)
    await publish(town, town.alice)
    mine = await town.alice.run("interview view", interview="1")
    assert LINK in mine.text
    assert labels(mine.message) == ["Change", "Cancel interview", "Notes and language"]
    others = await town.boris.run("interview view", interview="#1")
    assert LINK not in others.text
    assert labels(others.message) == ["Записаться"]
    await town.boris.click(others.message, "Записаться")
    guest = await town.boris.run("interview view", interview="1")
    assert LINK in guest.text
    assert labels(guest.message) == ["Отказаться"]
    stranger = await town.chen.run("interview view", interview="1")
    assert LINK not in stranger.text
    assert labels(stranger.message) == []
    town.clock.advance(timedelta(days=2))
    due = await town.alice.run("interview view", interview="1")
    assert labels(due.message) == ["Leave feedback", "The other did not come"]
    form = await town.alice.click(due.message, "Leave feedback")
    await town.alice.submit(form.modal, score="3", text="Solid on basics; slow on complexity.")
    received = await town.boris.run("interview view", interview="1")
    assert "Solid on basics" in received.text
    assert labels(received.message) == ["Принять", "Оспорить"]
    assert "Solid on basics" not in (await town.chen.run("interview view", interview="1")).text


async def test_the_list_shows_what_is_coming_and_what_is_past(town: Town) -> None:
    await town.open_board(points_for=town.boris)
    empty = await town.alice.run("interview list")
    assert empty.text.count("None yet.") == 2
    await publish(town, town.alice, topic="Python")
    await publish(town, town.alice, when="tomorrow 20:00", topic="Rust")
    await publish(town, town.alice, when="tomorrow 22:00", topic="Haskell")
    await town.boris.run("book", interview="1")
    await cancel(town.alice, "2")
    listed = await town.alice.run("interview list")
    upcoming, past = listed.text.split("Past")
    assert "Python" in upcoming
    assert "booked" in upcoming
    assert "free seat: Interviewee" in upcoming
    assert "Rust" not in upcoming
    assert "cancelled" in past
    theirs = await town.boris.run("interview list")
    assert "Python" in theirs.text
    assert "занято" in theirs.text
    assert "Haskell" not in theirs.text


async def test_a_list_of_many_fits_into_one_message(town: Town) -> None:
    await town.open_board()
    for hour in range(24):
        await publish(town, town.alice, when=f"2026-12-01 {hour:02}:00", topic="D" * 100, duration=30)
    listed = await town.alice.run("interview list")
    assert "… and" in listed.text


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
    assert "so this is no longer possible" in changed.text
    assert "so this is no longer possible" in cancelled.text
    left = await town.boris.click(told, "Отказаться")
    assert "так что это больше невозможно" in left.text
    await town.card_shows(1, "booked")
