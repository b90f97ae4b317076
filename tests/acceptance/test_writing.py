"""The two of an interview write to each other, as they see it; and what is done about a rude message."""

from datetime import UTC, datetime, timedelta

import pytest

from models import Notification, NotificationKind, NotificationState, WrittenCount
from sandbox import Answer, Fault, Member, MessageView
from services.refusals import NotYourInterview, TextTooLong
from services.writing.refusals import (
    AddresseeGone,
    NobodyReadsReports,
    NobodyToWriteTo,
    NothingWritten,
    NotWrittenToYou,
    TooLateToWrite,
    WrittenEnough,
)
from tests.acceptance.calm import is_stored, nothing_waits
from tests.acceptance.conftest import Town
from tests.acceptance.menus import keep_apart
from tests.acceptance.steps import booked, cancel, click_stale, count_dms, erase, labels, publish, sure
from tests.acceptance.witness import Witness, forge, forge_form
from tests.support.factories import run

HELLO = "Shall we use **my** editor? https://example.org/_pad_ @everyone <@{id}> [x](https://a.example)"
WRITE, ANSWER, REPORT = "Write to the other", "Answer", "Report"
SHOWN = "Shall we use \\*\\*my\\*\\* editor? https://example.org/_pad_"


async def write(who: Member, message: MessageView | None, text: str, label: str = WRITE) -> Answer:
    """Write by a button, and send the form."""
    form = await who.click(message, label)
    assert form.modal is not None, form.text
    return await who.submit(form.modal, text=text)


async def two(town: Town) -> MessageView:
    """Have Boris book an interview of Alice's, both reading English; return what told Alice of it."""
    await booked(town)
    town.boris.locale = "en-US"
    return await town.dm_says(town.alice, "is booked")


async def a_log(town: Town) -> None:
    """Have the server have a log channel, in English."""
    town.olga.locale = "en-US"
    board, log = town.local.channel("interviews"), town.local.channel("admin-log")
    await town.olga.at("general").run("settings board", channel=board, log=log)


async def is_kept(text: str) -> bool:
    """Tell whether a text stands anywhere in the outbox."""
    rows = await run("SELECT CAST(payload AS TEXT) AS payload, error FROM notification")
    return any(text in str(row) for row in rows)


async def test_one_writes_the_other_answers_and_nothing_of_it_is_kept(
    town: Town, witness: Witness, caplog: pytest.LogCaptureFixture
) -> None:
    told = await two(town)
    text = HELLO.format(id=town.chen.id)

    said = await write(town.alice, told, text)

    assert said.ephemeral
    assert "Got it. If they answer, you'll hear from me." in said.text
    assert "You can write 9 more messages about #1." in said.text
    heard = await town.dm_says(town.boris, "editor")
    assert heard.content.startswith(
        f"Вам сообщение от {town.alice.mention} о собеседовании #1:\n-# Study Hall"
    )
    (embed,) = heard.embeds
    assert SHOWN in embed["description"]
    assert "@everyone" not in heard.text
    assert "\\[x](" in heard.text
    assert f"<@{town.chen.id}>" not in heard.text
    assert heard.mentions == []
    assert labels(heard) == ["Ответить", "Пожаловаться", "К карточке"]
    await nothing_waits(town.now())
    assert not await is_kept("editor")

    answered = await write(town.boris, heard, "Yes, *please*.", "Ответить")
    assert "If they answer" in answered.text
    back = await town.dm_says(town.alice, "Yes, \\*please\\*.")
    assert back.content.startswith(f"{town.boris.mention} wrote to you about interview #1:")
    assert labels(back) == [ANSWER, REPORT, "See the card"]
    await nothing_waits(town.now())
    assert not await is_kept("please")
    assert "editor" not in caplog.text
    assert witness.faults() == []


async def test_the_button_stands_with_what_the_two_see_and_on_nothing_else(town: Town) -> None:
    told = await two(town)
    assert WRITE in labels(told)
    shown = await town.boris.run("interview view", interview="1")
    assert WRITE in labels(shown.message)
    assert WRITE not in labels((await town.chen.run("interview view", interview="1")).message)
    card = town.card(1)
    assert WRITE not in labels(card)
    town.clock.advance(timedelta(hours=6, minutes=1))
    for member, label in ((town.alice, WRITE), (town.boris, "Написать собеседнику")):
        await town.until(
            lambda: any("coming:yes:1" in str(dm.raw) for dm in member.dms()),  # noqa: B023 - awaited here
            "the reminder",
        )
        reminder = next(dm for dm in member.dms() if "coming:yes:1" in str(dm.raw))
        assert label in labels(reminder)
        assert len(reminder.buttons) <= 10


async def test_it_ends_a_day_after_the_end_and_the_buttons_go(town: Town, witness: Witness) -> None:
    told = await two(town)
    await write(town.alice, told, "Hi!")
    await town.dm_says(town.boris, "Hi!")
    town.clock.advance(timedelta(days=1, hours=7))
    await town.dm_says(town.alice, "How was interview #1")
    assert "Got it" in (await write(town.alice, await town.dm_says(town.alice, "How was"), "Thanks!")).text
    heard = await town.dm_says(town.boris, "Thanks!")

    town.clock.advance(timedelta(days=1))

    await nothing_waits(town.now())
    for member in (town.alice, town.boris):
        left = {label for dm in member.dms() for label in labels(dm)}
        assert not left & {WRITE, ANSWER, "Написать собеседнику", "Ответить"}, left
    again = await town.dm_says(town.boris, "Thanks!")
    assert "Thanks!" in again.text, "what was written stands as it was"
    assert labels(again) == ["Пожаловаться", "К карточке"]
    late = await click_stale(town.boris, heard, f"written:write:1:{town.alice.id}")
    assert "I passed on messages about #1 until" in late.text
    await witness.survived(town.boris, lambda: forge_form(town.boris, "written:write:1", text="Late."))
    assert witness.faults() == []


async def next_guest(town: Town) -> None:
    """Have Boris give his seat back, and Chen take it."""
    asked = await town.boris.run("interview view", interview="1")
    await sure(town.boris, await town.boris.click(asked.message, "Withdraw"))
    await town.olga.run("settings grant", member=town.chen, amount=3, reason="welcome")
    await town.chen.run("book", interview="1")
    await nothing_waits(town.now())


async def test_an_answer_reaches_whom_it_answers_or_nobody(town: Town, witness: Witness) -> None:
    await two(town)
    shown = await town.boris.run("interview view", interview="1")
    said = await write(town.boris, shown.message, "Hi from Boris")
    assert "Got it" in said.text
    heard = await town.dm_says(town.alice, "Hi from Boris")
    opened = await town.alice.click(heard, ANSWER)
    assert opened.modal is not None
    assert f"This message goes to {town.boris.mention}." in opened.text

    await next_guest(town)

    after = await town.dm_says(town.alice, "Hi from Boris")
    assert labels(after) == [REPORT, "See the card"]
    gone, mine = AddresseeGone(number=1, member_id=int(town.boris.id)), f"written:write:1:{town.boris.id}"
    late = await town.alice.submit(opened.modal, text="Only for *Boris*")
    assert late.text.startswith(f"{town.boris.mention} isn't in interview #1 anymore")
    assert "Only for \\*Boris\\*" in late.text
    await witness.refused(
        town.alice, lambda: forge_form(town.alice, mine, text="Dear Boris"), gone, keeps="Dear Boris"
    )
    await witness.refused(town.alice, lambda: click_stale(town.alice, heard, mine), gone)
    assert count_dms(town.chen, "Boris") == 0
    assert count_dms(town.boris, "Dear") == 0
    assert await WrittenCount.filter(user_id=int(town.alice.id)).count() == 0


async def test_who_writes_is_told_to_whom_and_a_form_without_a_name_is_for_whoever_is_there(
    town: Town, witness: Witness
) -> None:
    told = await two(town)
    asked = await town.alice.click(told, WRITE)
    assert f"This message goes to {town.boris.mention}." in asked.text
    assert asked.modal is not None
    assert asked.modal.custom_id == f"written:write:1:{town.boris.id}"

    await next_guest(town)

    again = await click_stale(town.alice, told, "written:write:1")
    assert f"This message goes to {town.chen.mention}." in again.text
    assert "Got it" in (await forge_form(town.alice, "written:write:1", text="Whoever you are")).text
    await town.dm_says(town.chen, "Whoever you are")
    assert witness.faults() == []


async def test_what_is_refused_says_why_and_what_was_typed_comes_back(town: Town, witness: Witness) -> None:
    await two(town)
    alice, boris, chen = town.alice, town.boris, town.chen
    for text, because in (
        ("x" * 501, TextTooLong(field="message", length=501, maximum=500)),
        ("\u2800 \n", NothingWritten(maximum=500)),
    ):
        await witness.refused(
            alice,
            lambda: forge_form(alice, "written:write:1", text=text),  # noqa: B023 - awaited here
            because,
            keeps=text if text.strip() and "x" in text else "",
        )
    await witness.refused(
        chen, lambda: forge_form(chen, "written:write:1", text="Hey"), NotYourInterview(number=1), keeps="Hey"
    )
    await witness.refused(chen, lambda: forge(chen, "written:write:1"), NotYourInterview(number=1))
    boris.locale = "ru"
    said = [(await forge_form(boris, "written:write:1", text="Hey")).text for _ in range(10)]
    assert "Принято. Если вам ответят, сразу напишу. О #1 можно написать ещё 9 сообщений." in said[0]
    assert "О #1 можно написать ещё 2 сообщения." in said[7]
    assert "О #1 можно написать ещё 1 сообщение." in said[8]
    assert "Это было последнее сообщение о #1." in said[9]
    enough = WrittenEnough(number=1, most=10)
    await witness.refused(boris, lambda: forge(boris, "written:write:1"), enough)
    await witness.refused(
        boris, lambda: forge_form(boris, "written:write:1", text="Hey"), enough, keeps="Hey"
    )
    await cancel(town.alice)
    await witness.refused(
        alice,
        lambda: forge_form(alice, "written:write:1", text="Sorry"),
        NobodyToWriteTo(number=1, status="cancelled"),
        keeps="Sorry",
    )
    assert (await WrittenCount.get()).times == 10


async def test_who_is_kept_apart_hears_nothing_and_nobody_sees_that(town: Town, witness: Witness) -> None:
    told = await two(town)
    await keep_apart(town.boris, town.alice)
    before = len(town.boris.dms()), town.log_lines(), len(town.board())

    said = [await write(town.alice, told, "Are you there?") for _ in range(2)]

    await nothing_waits(town.now())
    assert "Got it. If they answer, you'll hear from me. You can write 9 more" in said[0].text
    assert "You can write 8 more" in said[1].text
    assert (len(town.boris.dms()), town.log_lines(), len(town.board())) == before
    assert not await is_kept("Are you there?")
    assert witness.faults() == []


async def test_closed_dms_keep_it_until_it_is_read_and_no_call_tells_of_it(
    town: Town, witness: Witness
) -> None:
    town.dina.locale = "en-US"
    await town.open_board(points_for=town.dina)
    await publish(town, town.alice)
    await town.dina.click(await town.card_shows(1, "Open"), "Book")
    await town.until(lambda: any(town.dina.mention in one.content for one in town.board()), "the call")
    await nothing_waits(town.now())
    call = next(one for one in town.board() if town.dina.mention in one.content)
    told = await town.dm_says(town.alice, "is booked")

    await write(town.alice, told, "Which language?")

    await is_stored(Notification, kind=NotificationKind.WRITTEN, state=NotificationState.MISSED)
    await nothing_waits(town.now())
    (stands,) = [one for one in town.board() if town.dina.mention in one.content]
    assert (stands.id, stands.content) == (call.id, call.content)
    assert await is_kept("Which language?")
    read = await town.dina.at("interviews").click(stands, "Show my messages")
    await town.until(lambda: any("Which language?" in one.text for one in read.followups), "the message")
    shown = next(one for one in read.followups if "Which language?" in one.text)
    assert labels(shown)[:2] == [ANSWER, REPORT]
    # What was shown counts as read once all of it was.
    await is_stored(Notification, kind=NotificationKind.WRITTEN, state=NotificationState.SENT)
    assert not await is_kept("Which language?")
    assert witness.faults() == []


@pytest.mark.parametrize("code", [50007, 50278], ids=["closed DMs", "a reader who is gone"])
async def test_nobody_else_sees_what_a_message_met_on_its_way(town: Town, code: int) -> None:
    await a_log(town)
    told = await two(town)
    await nothing_waits(town.now())

    def seen() -> list[str]:
        told = [*town.board(), *(dm for dm in town.alice.dms() if not dm.ephemeral)]
        return [*town.log_lines(), *(one.text for one in told)]

    before = seen()
    met = town.local.faults.add(Fault("status", "POST", r"^/channels/\d+/messages$", status=403, code=code))

    await write(town.alice, told, "Hello?")

    await town.until(lambda: met.hits == 1, "the refusal")
    await nothing_waits(town.now())
    assert seen() == before
    shown = await town.alice.run("interview view", interview="1")
    assert "may see messages late" not in shown.text
    assert WRITE in labels(shown.message)
    assert count_dms(town.boris, "Hello?") == 0


async def test_what_discord_takes_from_nobody_holds_up_nothing_that_comes_after_it(town: Town) -> None:
    told = await two(town)
    await nothing_waits(town.now())
    met = town.local.faults.add(Fault("status", "POST", r"^/channels/\d+/messages$", status=400, code=240000))

    await write(town.alice, told, "Look: https://phishing.example")
    await town.until(lambda: met.hits == 1, "the refusal")
    await write(town.alice, told, "And my editor is Vim")

    await town.dm_says(town.boris, "my editor is Vim")
    await nothing_waits(town.now())
    assert count_dms(town.boris, "phishing") == 0
    assert not await is_kept("phishing")


@pytest.mark.parametrize("has_board", [True, False])
async def test_what_closed_dms_did_not_take_is_let_go_after_a_week_whether_or_not_anybody_looks(
    town: Town, witness: Witness, *, has_board: bool
) -> None:
    if has_board:
        await town.open_board()
    await town.olga.run("settings grant", member=town.dina, amount=3, reason="welcome")
    await publish(town, town.alice)
    await town.dina.run("book", interview="1")
    await nothing_waits(town.now())
    await write(town.alice, await town.dm_says(town.alice, "is booked"), "Which language?")
    await is_stored(Notification, kind=NotificationKind.WRITTEN, state=NotificationState.MISSED)
    assert await is_kept("Which language?")

    for _ in range(5):
        town.clock.advance(timedelta(days=2))
        await nothing_waits(town.now())

    await is_stored(Notification, kind=NotificationKind.WRITTEN, state=NotificationState.DROPPED)
    assert not await is_kept("Which language?")
    assert witness.faults() == []


async def test_a_message_is_reported_once_after_asking_and_admins_read_it(
    town: Town, witness: Witness
) -> None:
    told = await two(town)
    await a_log(town)
    await nothing_waits(town.now())
    lines = len(town.log_lines())
    await write(town.alice, told, "You are *stupid*. https://example.org/x")
    heard = await town.dm_says(town.boris, "stupid")
    town.boris.locale = "en-US"

    asked = await town.boris.click(heard, "Пожаловаться")

    assert asked.modal is not None
    assert "Report this to the admins? They will read the message" in asked.text
    assert asked.modal.fields == {}
    await nothing_waits(town.now())
    assert len(town.log_lines()) == lines, "a click alone reports nothing"
    again = await town.boris.click(heard, "Пожаловаться")
    done = [await sure(town.boris, asked), await sure(town.boris, again)]
    for one in done:
        assert "The admins can read the message about #1 in their log channel." in one.text
    await town.until(lambda: len(town.log_lines()) > lines, "the line")
    await nothing_waits(town.now())
    assert len(town.log_lines()) == lines + 1
    line = town.log_lines()[-1]
    assert (
        f"{town.boris.mention} reported what {town.alice.mention} wrote to them about interview #1:" in line
    )
    assert "You are \\*stupid\\*. https://example.org/x" in line
    assert "\\\\" not in line
    assert count_dms(town.alice, "report") == 0
    assert witness.faults() == []


async def test_nobody_reports_what_was_not_written_to_them_or_never_was(town: Town, witness: Witness) -> None:
    told = await two(town)
    await a_log(town)
    await write(town.alice, told, "Hello there")
    heard = await town.dm_says(town.boris, "Hello there")
    alice, boris, chen = town.alice, town.boris, town.chen
    mine = f"written:report:1:{alice.id}:{boris.id}"
    assert mine in [one.custom_id for one in heard.buttons]
    await nothing_waits(town.now())
    lines = town.log_lines()
    because = NotWrittenToYou()
    for who, custom_id, message in (
        (chen, mine, heard),
        (alice, mine, heard),
        (chen, f"written:report:1:{alice.id}:{chen.id}", heard),
        (boris, mine, told),
        (boris, f"written:report:1:{chen.id}:{boris.id}", heard),
        (boris, mine, town.card(1)),
    ):
        await witness.refused(who, lambda: forge(who, custom_id, message), because)  # noqa: B023 - awaited here
    await witness.refused(chen, lambda: forge_form(chen, mine), because)
    await nothing_waits(town.now())
    assert town.log_lines() == lines
    assert witness.faults() == []


async def test_without_a_log_channel_the_reporter_is_told_what_to_do_instead(
    town: Town, witness: Witness
) -> None:
    told = await two(town)
    await write(town.alice, told, "Hello there")
    heard = await town.dm_says(town.boris, "Hello there")
    custom_id = f"written:report:1:{town.alice.id}:{town.boris.id}"

    await witness.refused(
        town.boris, lambda: forge(town.boris, custom_id, heard), NobodyReadsReports(number=1)
    )
    assert witness.faults() == []


@pytest.mark.parametrize("is_over", [True, False])
async def test_who_was_erased_loses_name_and_words_on_what_can_still_be_answered(
    town: Town, witness: Witness, *, is_over: bool
) -> None:
    await two(town)
    if is_over:
        town.clock.advance(timedelta(days=1, hours=7, minutes=30))
    await nothing_waits(town.now())
    await forge_form(town.alice, "written:write:1", text="This stays with us")
    await town.dm_says(town.boris, "This stays with us")
    await nothing_waits(town.now())

    await erase(town.alice)

    await nothing_waits(town.now())
    assert not any(town.alice.mention in dm.text for dm in town.boris.dms() if "сообщение от" in dm.text)
    assert not any("This stays with us" in dm.text for dm in town.boris.dms())
    if is_over:
        assert not any("Пожаловаться" in labels(dm) for dm in town.boris.dms())
    await witness.refused(
        town.boris,
        lambda: forge_form(town.boris, "written:write:1", text="Hello?"),
        NobodyToWriteTo(number=1, status="erased" if is_over else "cancelled"),
        keeps="Hello?",
    )
    assert witness.faults() == []


async def test_a_message_is_said_once_though_discord_cut_the_answer_and_forgot_the_nonce(
    frozen_town: Town,
) -> None:
    town = frozen_town
    told = await two(town)
    await write(town.alice, told, "The same words begin each")
    await town.dm_says(town.boris, "The same words begin each")
    await nothing_waits(town.now())
    cut = town.local.faults.add(Fault("drop", "POST", r"^/channels/\d+/messages$", when="after"))

    await write(town.alice, told, "But these are others")

    await town.until(lambda: cut.hits == 1, "the cut")
    await is_stored(Notification, state=NotificationState.PENDING, waits_for__isnull=False)
    town.clock.advance(timedelta(hours=1))
    await nothing_waits(town.now())
    assert count_dms(town.boris, "But these are others") == 1
    assert count_dms(town.boris, "The same words begin each") == 1
    assert not await is_kept("But these")


async def test_what_was_typed_comes_back_where_it_is_too_late(town: Town, witness: Witness) -> None:
    await two(town)
    town.clock.advance(timedelta(days=3))
    await nothing_waits(town.now())
    closed_at = datetime(2026, 12, 2, 19, tzinfo=UTC)
    await witness.refused(
        town.boris,
        lambda: forge_form(town.boris, "written:write:1", text="Too late"),
        TooLateToWrite(number=1, closed_at=closed_at),
        keeps="Too late",
    )
