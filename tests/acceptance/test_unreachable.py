"""A member takes no direct messages: one call on the board for all that waits, read by its button."""

from datetime import timedelta

from models import User
from sandbox import Fault, MessageView
from sandbox.driver.answer import Answer
from tests.acceptance.calm import nothing_waits
from tests.acceptance.conftest import LINK, Town
from tests.acceptance.steps import cancel, labels, ledger, publish

TEXT = "Calm and clear; practise estimating complexity."
SHOW = "Show my messages"


def calls(town: Town) -> list[MessageView]:
    """Return the messages on the board that call Dina, who takes no DMs."""
    return [
        message
        for message in town.board()
        if town.dina.mention in message.content and SHOW in labels(message)
    ]


async def called(town: Town, *named: str) -> MessageView:
    """Wait until Dina is called for all that is named, and return the only call."""
    await town.until(
        lambda: any(all(one in call.text for one in named) for call in calls(town)), f"a call for {named}"
    )
    await nothing_waits(town.now())
    (call,) = calls(town)
    return call


async def read_by_dina(town: Town, call: MessageView, count: int = 1) -> list[MessageView]:
    """Have Dina click the call's button; return the messages that she is shown."""
    answer: Answer = await town.dina.at("interviews").click(call, SHOW)
    assert answer.ephemeral
    assert "Privacy Settings" in answer.text
    await town.until(lambda: len(answer.followups) == count, f"{count} messages")
    await nothing_waits(town.now())
    return answer.followups


async def test_what_closed_dms_keep_from_a_member_reaches_her_by_one_call_on_the_board(town: Town) -> None:
    """Booked, cancelled, feedback: each calls anew, one at any moment, and is read as it would have been."""
    town.dina.locale = "en-US"
    await town.dina.run("points")
    await town.open_board(points_for=town.dina, points=9)
    first = await called(town, "your points changed")
    assert town.dina.id in first.mentions
    (granted,) = await read_by_dina(town, first)
    assert "welcome" in granted.text
    await town.until(lambda: not calls(town), "nothing waits any more")

    for number, when in ((1, "tomorrow 18:00"), (2, "in 50 hours")):
        await publish(town, town.alice, when=when)
        booked = await town.dina.click(await town.card_shows(number, "open"), "Book")
        assert "Your DMs are closed to me" in booked.text
        assert "#interviews" in booked.text or f"<#{town.local.channel('interviews').id}>" in booked.text
        second = await called(town, f"#{number}: booked")
    await town.until(lambda: "may see messages late" in town.alice.dms()[-1].text, "the hint for the host")
    await cancel(town.alice, "1")
    third = await called(town, "#1: canceled", "#2: booked")
    assert third.id != second.id, "only a new message notifies"
    assert "#1: booked" not in third.text, "what is past is not named"

    # The call means the same after a restart: its state is in the database.
    await town.stop_bot()
    await town.start_bot()
    chen = await town.chen.at("interviews").click(third, SHOW)
    assert "no unread messages" in chen.text
    confirmed, cancelled = await read_by_dina(town, third, 2)
    assert "canceled interview #1" in cancelled.text
    assert cancelled.ephemeral
    assert LINK in confirmed.text
    assert "Withdraw" in labels(confirmed)
    assert [one["filename"] for one in (*cancelled.attachments, *confirmed.attachments)] == [
        "interview-1.ics",
        "interview-2.ics",
    ]
    await town.until(lambda: not calls(town), "nothing waits any more")

    town.clock.advance(timedelta(hours=53))
    form = await town.alice.click(await town.dm_says(town.alice, "How was interview #2"), "Leave feedback")
    await town.alice.submit(form.modal, score="4", text=TEXT)
    fourth = await called(town, "#2: feedback to accept")
    assert "reminder" not in fourth.text, "a reminder is past with the start"
    shown = await read_by_dina(town, fourth)
    received = next(message for message in shown if TEXT in message.text)
    await town.dina.click(received, "Accept")
    await town.dm_says(town.alice, "earned 1 point")
    assert all(LINK not in one.text and TEXT not in one.text for one in town.board())
    assert town.dina.dms() == []
    assert await ledger(town.alice) == [(1, 1, "reward")]

    town.dina.open_dms()
    await town.olga.run("settings grant", member=town.dina, amount=1, reason="for opening them")
    await town.dm_says(town.dina, "for opening them")
    await nothing_waits(town.now())
    assert (await User.get(id=int(town.dina.id))).dms_closed_at is None
    published = await publish(town, town.dina, when="in 90 hours")
    assert "Your DMs" not in published.text


async def test_a_report_of_absence_that_cannot_be_told_calls_her_and_the_admins_hear_of_it(
    town: Town,
) -> None:
    """The time to dispute it runs; what is decided, or past, is called for no more."""
    town.dina.locale = "en-US"
    board, log = town.local.channel("interviews"), town.local.channel("admin-log")
    await town.olga.at("general").run("settings board", channel=board, log=log)
    await town.dina.run("points")
    for who in (town.boris, town.dina):
        await town.olga.run("settings grant", member=who, amount=3, reason="welcome")
    await called(town, "your points changed")
    published = await publish(town, town.dina)
    assert "Your DMs are closed to me" in published.text
    booked = await town.boris.click(await town.card_shows(1, "open"), "Book")
    assert "может узнать обо всём с опозданием" in booked.text
    await called(town, "#1: booked")
    town.clock.advance(timedelta(hours=30, minutes=15))
    form = await town.boris.click(
        await town.dm_says(town.boris, "должно было начаться"), "Собеседник не пришёл"
    )
    reported = await town.boris.submit(form.modal, text="")
    assert "может узнать обо всём с опозданием" in reported.text

    call = await called(town, "#1: you were reported absent, you can dispute it until <t:")

    await town.until(
        lambda: any(
            "was reported absent from interview #1" in one.text for one in town.olga.messages("admin-log")
        ),
        "the admins' line",
    )
    shown = await read_by_dina(town, call, 2)
    absent = next(one for one in shown if "Dispute" in labels(one))
    form = await town.dina.at("interviews").click(absent, "Dispute")
    await town.dina.submit(form.modal, text="I was there, the link was wrong.")
    await nothing_waits(town.now())
    assert calls(town) == []


async def test_a_call_that_is_deleted_or_that_the_bot_could_not_note_is_posted_once(town: Town) -> None:
    """Where the board is closed she is called once it is open again; another board takes the call over."""
    town.dina.locale = "en-US"
    await town.dina.run("points")
    await town.open_board(points_for=town.dina)
    first = await called(town, "points changed")
    town.olga.at("interviews").delete_message(first)
    await town.olga.run("settings grant", member=town.dina, amount=1, reason="more")
    await called(town, "points changed")
    await town.olga.at("general").run("settings board", channel=town.local.channel("general"))

    def moved() -> list[MessageView]:
        return [one for one in town.chen.messages("general") if town.dina.mention in one.content]

    await town.until(lambda: bool(moved()), "the call on the new board")
    await nothing_waits(town.now())
    assert len(moved()) == 1
    assert calls(town) == []


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
    command = next(one["id"] for one in town.olga.commands() if one["name"] == "interview")
    assert f"</interview view:{command}> 1" in told.text


async def test_without_a_board_channel_closed_dms_stop_nothing(town: Town) -> None:
    await town.olga.run("settings grant", member=town.dina, amount=3, reason="welcome")
    await publish(town, town.alice)
    booked = await town.dina.run("book", interview="1")
    assert "Вы записаны на #1" in booked.text
    await town.dm_says(town.alice, "is booked")
    assert town.board() == []


async def test_a_call_says_nothing_of_what_others_may_not_hear(town: Town) -> None:
    """Who waits for a seat, wishes for something or left late is told of it with the rest."""
    town.dina.locale = "en-US"
    await town.dina.run("points")
    await town.open_board(points_for=town.boris)
    await publish(town, town.alice)
    await town.boris.click(await town.card_shows(1, "open"), "Book")
    await town.dina.click(await town.card_shows(1, "Booked"), "Waiting list")
    await cancel(town.alice, "1")
    await nothing_waits(town.now())
    assert calls(town) == []
    await town.olga.run("settings grant", member=town.dina, amount=1, reason="welcome")
    call = await called(town, "your points changed")
    assert "#1" not in call.text
    over, granted = await read_by_dina(town, call, count=2)
    assert "#1" in over.text
    assert "welcome" in granted.text
