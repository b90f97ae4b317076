"""A member takes no direct messages: one mention on the board, without link and without feedback."""

from datetime import timedelta

from sandbox import Fault, MessageView
from tests.acceptance.conftest import LINK, Town
from tests.acceptance.steps import ledger, publish

TEXT = "Calm and clear; practise estimating complexity."


def _calls_about(town: Town, number: int) -> list[MessageView]:
    """Return the messages on the board that send Dina, who takes no DMs, to an interview."""
    return [
        message
        for message in town.board()
        if town.dina.id in message.mentions and message.text.endswith(f" {number}.")
    ]


async def test_closed_dms_lead_to_one_mention_on_the_board_without_the_link(town: Town) -> None:
    await town.dina.run("points")
    await town.open_board(points_for=town.dina)
    await publish(town, town.alice)
    booked = await town.dina.click(await town.card_shows(1, "open"), "Book")
    assert LINK in booked.text
    await town.until(lambda: bool(_calls_about(town, 1)), "the call")
    about = _calls_about(town, 1)
    assert "не получилось написать вам" in about[0].text
    town.clock.advance(timedelta(days=2))
    form = await town.alice.click(await town.dm_says(town.alice, "How was interview #1"), "Leave feedback")
    await town.alice.submit(form.modal, score="4", text=TEXT)
    received = await town.dina.run("feedback")
    assert TEXT in received.text
    await town.dina.click(received.message, "Принять #1")
    await town.card_shows(1, "completed")
    await town.dm_says(town.alice, "earned 1 point")
    assert len(_calls_about(town, 1)) == 1
    assert all(LINK not in message.text and TEXT not in message.text for message in town.board())
    assert town.dina.dms() == []
    assert await ledger(town.alice) == [(1, 1, "reward")]


async def test_a_message_that_discord_never_takes_holds_up_none_that_follows(town: Town) -> None:
    log = town.local.channel("admin-log")
    await town.olga.run("settings board", channel=town.local.channel("interviews"), log=log)
    await town.olga.run("settings grant", member=town.boris, amount=3, reason="welcome")
    await town.dm_says(town.boris, "welcome")
    (dms,) = {dm.channel_id for dm in town.boris.dms()}
    town.local.faults.add(Fault("status", "POST", f"^/channels/{dms}/messages$", status=400, code=50035))
    await publish(town, town.alice)
    await town.boris.run("book", interview="1")
    await town.olga.run("settings grant", member=town.boris, amount=1, reason="for patience")
    await town.dm_says(town.boris, "for patience")
    await town.until(lambda: bool(town.log()), "the admins' message")
    (told,) = town.log()
    assert f"<@{town.boris.id}>" in told.text
    assert "/собеседование показать 1" in told.text or "/interview view 1" in told.text


async def test_without_a_board_channel_closed_dms_stop_nothing(town: Town) -> None:
    await town.olga.run("settings grant", member=town.dina, amount=3, reason="welcome")
    await publish(town, town.alice)
    booked = await town.dina.run("book", interview="1")
    assert "Вы записаны на #1" in booked.text
    await town.dm_says(town.alice, "is booked")
    assert town.board() == []


async def test_each_interview_calls_once_whatever_went_before(town: Town) -> None:
    await town.open_board(points_for=town.dina, points=9)
    for number in (1, 2, 3):
        await publish(town, town.alice, when=f"tomorrow {10 + number}:00")
        await town.dina.run("book", interview=str(number))
    await town.until(lambda: all(_calls_about(town, number) for number in (1, 2, 3)), "a call about each")
    assert [len(_calls_about(town, number)) for number in (1, 2, 3)] == [1, 1, 1]
