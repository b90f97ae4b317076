"""/board: pages, filters, booking from the list; and what is offered while a command is typed."""

from sandbox import Answer
from tests.acceptance.conftest import LINK, Town
from tests.acceptance.steps import cancel, labels, ledger, publish


def _numbers(answer: Answer) -> list[int]:
    """Return the numbers of the interviews on a page, as they follow each other."""
    assert answer.message is not None
    description = answer.message.embeds[0].get("description") or ""
    lines = [line for line in description.splitlines() if line.startswith("**#")]
    return [int(line.removeprefix("**#").split(" ")[0]) for line in lines]


async def test_an_empty_board_says_what_to_do(town: Town) -> None:
    empty = await town.alice.run("board")
    assert "Nothing is open right now. Publish your own with </interview create:" in empty.text
    assert empty.ephemeral
    assert labels(empty.message) == []
    filtered = await town.boris.run("board", topic="Python")
    assert "Ничего не нашлось. Попробуйте" in filtered.text


async def test_pages_are_turned_and_booked_from(town: Town) -> None:
    await town.open_board(points_for=town.boris)
    for hour in range(1, 10):
        await publish(town, town.alice, when=f"tomorrow {22 - hour}:00", topic="Python", duration=30)
    await publish(town, town.chen, when="tomorrow 22:00", topic="Go")
    board = await town.boris.run("board")
    assert _numbers(board) == [9, 8, 7, 6, 5, 4, 3, 2]
    assert "Страница 1 из 2 · 10 собеседований" in board.text
    assert LINK not in board.text
    assert board.message is not None
    assert board.message.button("Назад").disabled
    await town.boris.click(board.message, "Дальше")
    assert _numbers(board) == [1, 10]
    assert board.message.button("Дальше").disabled
    await town.boris.click(board.message, "Назад")
    await town.boris.click(board.message, "Дальше")
    booked = await town.boris.select(board.message, "Выберите, куда записаться", ["10"])
    assert "Вы записаны на #10" in booked.text
    assert booked.ephemeral
    await town.card_shows(10, "booked")
    assert await ledger(town.boris) == [(3, 3, "grant"), (-3, 0, "seat")]


async def test_filters_by_seat_and_topic_hold_while_pages_are_turned(town: Town) -> None:
    await town.open_board(points_for=town.boris)
    for hour in range(1, 10):
        await publish(town, town.alice, when=f"tomorrow {hour:02}:00", topic="ПИТОН и базы", duration=30)
    await publish(town, town.boris, "interviewee", "завтра 20:00", topic="Питон")
    await publish(town, town.chen, when="tomorrow 21:00", topic="Go")
    assert _numbers(await town.chen.run("board", role="interviewer")) == [10]
    assert _numbers(await town.chen.run("board", topic="go")) == [11]
    board = await town.chen.run("board", role="interviewee", topic="питон")
    assert "Topic: питон · Open: interviewee’s seat" in board.text
    assert _numbers(board) == [1, 2, 3, 4, 5, 6, 7, 8]
    await town.chen.click(board.message, "Next")
    assert _numbers(board) == [9]
    assert "Topic: питон" in board.text


async def test_pages_are_turned_after_a_restart_and_one_that_is_gone_becomes_the_last(town: Town) -> None:
    await town.open_board()
    for hour in range(1, 10):
        await publish(town, town.alice, when=f"tomorrow {hour:02}:00", duration=30)
    board = await town.chen.run("board")
    await cancel(town.alice, "9")
    await town.stop_bot()
    await town.start_bot()
    await town.chen.click(board.message, "Next")
    assert _numbers(board) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert labels(board.message) == []


async def test_own_cards_are_listed_but_not_offered_for_booking(town: Town) -> None:
    await town.open_board()
    await publish(town, town.alice)
    board = await town.alice.run("board")
    assert _numbers(board) == [1]
    assert board.message is not None
    assert board.message.selects == []


async def test_a_long_topic_filter_keeps_finding_on_the_next_page(town: Town) -> None:
    await town.open_board()
    topic = "Очень длинная тема о распределённых системах и о том, почему они ломаются"
    for hour in range(1, 10):
        await publish(town, town.alice, when=f"tomorrow {hour:02}:00", topic=topic, duration=30)
    board = await town.chen.run("board", topic=topic)
    await town.chen.click(board.message, "Next")
    assert _numbers(board) == [9]


async def test_open_interviews_are_offered_in_the_readers_language_and_zone(town: Town) -> None:
    await town.open_board()
    await town.boris.run("timezone", zone="Europe/Moscow")
    await publish(town, town.alice, when="tomorrow 18:00", topic="Python")
    english = await town.chen.complete("book", "interview")
    russian = await town.boris.complete("book", "interview")
    assert "18:00 · Python · Interviewer Alice" in english[0].name
    assert "21:00 · Python · Интервьюер Alice" in russian[0].name
    assert [choice.value for choice in await town.boris.complete("book", "interview", "#1")] == ["1"]
