"""Somebody did not come; somebody does not agree; admins decide. Over the wire, in both languages."""

from datetime import timedelta
from functools import partial

from models import NoShowReport
from sandbox import Fault, Member, MessageView
from services.refusals import (
    BlockedFromSeats,
    DisputeAlreadyDecided,
    DisputeAlreadyOpen,
    DisputeLength,
    DisputeNotFound,
    NoShowAlreadyReported,
    NoShowTooEarly,
    NotAnAdmin,
    NothingToDispute,
    Refusal,
    RulingInOwnCase,
)
from tests.acceptance.calm import nothing_waits
from tests.acceptance.conftest import LINK, START, Town
from tests.acceptance.steps import count_dms, erase, labels, publish, sure
from tests.acceptance.witness import Witness, forge, forge_form

BEGIN = START + timedelta(days=1, hours=6)
"""Tomorrow 18:00."""
WHY = "I was there, the link was wrong."


async def open_board_with_log(town: Town) -> None:
    await town.olga.at("general").run(
        "settings board", channel=town.local.channel("interviews"), log=town.local.channel("admin-log")
    )
    await town.until(lambda: bool(town.board()), "the panel")
    await town.olga.run("settings grant", member=town.boris, amount=3, reason="welcome")


async def an_interview(town: Town) -> None:
    """Alice interviews Boris; it is half past the start."""
    await publish(town, town.alice)
    await town.boris.run("book", interview="1")
    # A card that was never posted is not posted any more when all is over.
    await town.card_shows(1, "booked")
    town.clock.advance(BEGIN + timedelta(minutes=10) - town.now())


async def in_the_log(town: Town, text: str) -> MessageView:
    """Wait until the admins' channel shows a text."""
    await town.until(
        lambda: any(text in message.text for message in town.olga.messages("admin-log")),
        f"{text!r} in the log",
    )
    return next(m for m in reversed(town.olga.messages("admin-log")) if text in m.text)


async def decide(town: Town, asked: MessageView, label: str, reason: str = "") -> None:
    """Decide as an admin, who is sure of it."""
    admin = town.olga.at("admin-log")
    await sure(admin, await admin.click(asked, label), reason)


async def test_an_interviewee_reports_an_interviewer_who_did_not_come(town: Town) -> None:
    await open_board_with_log(town)
    await an_interview(town)
    quiet = await town.dm_says(town.boris, "Если собеседник не пришёл")
    assert quiet.flags & 1 << 12
    form = await town.boris.click(quiet, "Собеседник не пришёл")
    reported = await town.boris.submit(form.modal, text="Ждал четверть часа.")
    assert "Вам вернулись 3 балла" in reported.text
    assert "вы получили 1 балл" in reported.text
    await town.card_shows(1, "no-show")
    assert "4 балла" in (await town.boris.run("points")).text
    told = await town.dm_says(town.alice, "show up for interview #1")
    assert labels(told) == ["Dispute", "Write to the other", "See the card"]


async def test_an_admin_undoes_a_wrong_report_and_the_interview_goes_on(town: Town) -> None:
    await open_board_with_log(town)
    await an_interview(town)
    form = await town.boris.click(await town.dm_says(town.boris, "Если собеседник"), "Собеседник не пришёл")
    await town.boris.submit(form.modal, text="")
    form = await town.alice.click(await town.dm_says(town.alice, "show up for interview"), "Dispute")
    opened = await town.alice.submit(form.modal, text=WHY)
    assert "what they decide" in opened.text
    await town.dm_says(town.boris, "оспаривает")

    asked = await in_the_log(town, WHY)
    assert labels(asked) == ["Uphold", "Reject"]
    assert LINK not in asked.text
    await decide(town, asked, "Reject")

    await in_the_log(town, "No-show report rejected")
    await town.until(lambda: asked.buttons == [], "the buttons gone")
    assert len(town.log()) == 1
    await town.dm_says(town.boris, "Жалоба отклонена")
    ruled = await town.dm_says(town.alice, "No-show report rejected")
    assert "0 баллов" in (await town.boris.run("points")).text
    form = await town.alice.click(ruled, "Leave feedback")
    await town.alice.submit(form.modal, score="4", text="Calm and clear; practise complexity.")
    await town.boris.click(await town.dm_says(town.boris, "4 из 5"), "Принять")
    await town.card_shows(1, "completed")


async def test_an_admin_strikes_feedback_out(town: Town) -> None:
    await open_board_with_log(town)
    await an_interview(town)
    due = await town.alice.run("interview view", interview="1")
    form = await town.alice.click(due.message, "Leave feedback")
    await town.alice.submit(form.modal, score="1", text="Rude words that have no place here.")
    form = await town.boris.click(await town.dm_says(town.boris, "1 из 5"), "Оспорить")
    await town.boris.submit(form.modal, text="Это не отзыв, а оскорбление.")

    asked = await in_the_log(town, "оскорбление")
    assert "Rude words" not in asked.text
    await decide(town, asked, "Don't count it")

    await town.dm_says(town.boris, "цена возвращена")
    await town.dm_says(town.alice, "doesn't count")
    assert "3 балла" in (await town.boris.run("points")).text
    await town.card_shows(1, "closed without feedback")


async def test_a_dispute_is_shown_without_the_words_about_whoever_is_erased(
    town: Town, witness: Witness
) -> None:
    await open_board_with_log(town)
    await an_interview(town)
    await forge_form(town.boris, "interview:noshow:1", text=WHY[::-1])
    await forge_form(town.alice, "interview:dispute:1", text=WHY)
    asked = await in_the_log(town, WHY)
    assert WHY[::-1] in asked.text

    for member, words in ((town.alice, WHY[::-1]), (town.boris, WHY)):
        await forge_form(member, "privacy:erase", word="ERASE")
        await town.until(
            lambda gone=words: not [one for one in town.log() if gone in one.text],  # type: ignore[misc]
            "the dispute without the words about them",
        )

    (asked,) = [one for one in town.log() if "#1" in one.text]
    assert "gone: somebody had their data erased" in asked.text
    assert "(no explanation)" in asked.text
    assert witness.faults() == []


async def test_a_ruling_is_shown_without_the_admin_who_is_erased(town: Town, witness: Witness) -> None:
    await open_board_with_log(town)
    await an_interview(town)
    await forge_form(town.boris, "interview:noshow:1", text=WHY[::-1])
    await forge_form(town.alice, "interview:dispute:1", text=WHY)
    await decide(town, await in_the_log(town, WHY), "Reject")
    await town.until(
        lambda: bool([one for one in town.log() if WHY in one.text and town.olga.mention in one.text]),
        "who has decided",
    )

    await erase(town.olga)
    await nothing_waits(town.now())

    (asked,) = [one for one in town.log() if WHY in one.text]
    assert town.olga.mention not in asked.text
    assert "(somebody)" in asked.text
    assert witness.faults() == []


async def test_a_dispute_waits_for_a_log_channel(town: Town) -> None:
    await town.open_board(points_for=town.boris)
    await an_interview(town)
    form = await town.boris.click(await town.dm_says(town.boris, "Если собеседник"), "Собеседник не пришёл")
    await town.boris.submit(form.modal, text="")
    form = await town.alice.click(await town.dm_says(town.alice, "show up for interview"), "Dispute")

    opened = await town.alice.submit(form.modal, text=WHY)
    assert "no log channel" in opened.text
    await town.olga.at("general").run(
        "settings board", channel=town.local.channel("interviews"), log=town.local.channel("admin-log")
    )

    await in_the_log(town, WHY)


async def test_admins_decide_a_dispute_whose_words_discord_does_not_take(town: Town) -> None:
    await open_board_with_log(town)
    await an_interview(town)
    await forge_form(town.boris, "interview:noshow:1", text="Nobody came.")
    log = town.local.channel("admin-log")
    await nothing_waits(town.now())
    not_posted, not_changed = (
        town.local.faults.add(
            Fault("status", method, rf"^/channels/{log.id}/messages", status=400, code=240000)
        )
        for method in ("POST", "PATCH")
    )

    await forge_form(town.alice, "interview:dispute:1", text=f"{WHY} See https://phishing.example")

    asked = await in_the_log(town, "Discord doesn't let me show these words.")
    assert not_posted.hits == 1
    assert "phishing" not in asked.text
    assert "Nobody came" not in asked.text
    await decide(town, asked, "Reject")
    assert "phishing" not in (await in_the_log(town, "Decided")).text
    assert not_changed.hits == 1


async def test_an_open_dispute_moves_to_a_new_log_channel(town: Town) -> None:
    await open_board_with_log(town)
    await an_interview(town)
    await forge_form(town.boris, "interview:noshow:1", text="")
    await forge_form(town.alice, "interview:dispute:1", text=WHY)
    await in_the_log(town, WHY)

    await town.olga.at("general").run(
        "settings board", channel=town.local.channel("interviews"), log=town.local.channel("general")
    )

    def asked(channel: str) -> int:
        return sum(WHY in message.text for message in town.olga.messages(channel))

    await town.until(lambda: asked("general") == 1, "the dispute in the new channel")
    await town.until(lambda: asked("admin-log") == 0, "the old channel without it")


async def test_what_is_out_of_order_is_refused(town: Town, witness: Witness) -> None:
    await open_board_with_log(town)
    await publish(town, town.alice)
    await town.boris.run("book", interview="1")
    opens_at = BEGIN + timedelta(minutes=10)
    alice, boris, olga = town.alice, town.boris, town.olga

    async def refused(who: Member, action: str, because: Refusal, text: str | None = None) -> None:
        custom_id = f"interview:{action}:1"
        if text is None:
            await witness.refused(who, partial(forge, who, custom_id), because)
        else:
            attempt = partial(forge_form, who, custom_id, text=text)
            await witness.refused(who, attempt, because, keeps=text)

    await refused(boris, "noshow", NoShowTooEarly(1, opens_at))
    await refused(boris, "noshow", NoShowTooEarly(1, opens_at), "Nobody came.")
    await refused(boris, "dispute", NothingToDispute(1))
    await refused(olga, "uphold", DisputeNotFound(1))
    await refused(boris, "overturn", NotAnAdmin())

    town.clock.advance(opens_at - town.now())
    await forge_form(boris, "interview:noshow:1", text="")
    for who in (alice, boris):
        await refused(who, "noshow", NoShowAlreadyReported(1))
    await refused(boris, "dispute", NothingToDispute(1), WHY)
    await refused(alice, "dispute", DisputeLength(5, 10, 1000), "x" * 5)

    await forge_form(alice, "interview:dispute:1", text=WHY)
    await refused(alice, "dispute", DisputeAlreadyOpen(1), WHY)
    await decide(town, await in_the_log(town, WHY), "Uphold")
    await refused(olga, "overturn", DisputeAlreadyDecided(1))


async def test_an_admin_does_not_judge_their_own_case(town: Town, witness: Witness) -> None:
    await open_board_with_log(town)
    await publish(town, town.olga)
    await town.boris.run("book", interview="1")
    town.clock.advance(BEGIN + timedelta(minutes=10) - town.now())
    await forge_form(town.boris, "interview:noshow:1", text="")
    await forge_form(town.olga, "interview:dispute:1", text=WHY)

    attempt = partial(forge, town.olga, "interview:overturn:1")
    await witness.refused(town.olga, attempt, RulingInOwnCase(1))


async def test_who_misses_two_interviews_reads_until_when_they_are_paused(
    town: Town, witness: Witness
) -> None:
    await open_board_with_log(town)
    await town.olga.run("settings grant", member=town.boris, amount=3, reason="once more")
    for number, when in ((1, "2026-12-01 18:00"), (2, "2026-12-02 18:00")):
        await publish(town, town.alice, when=when)
        await town.boris.run("book", interview=str(number))
    await publish(town, town.chen, when="2026-12-05 18:00")
    for number, day in ((1, 0), (2, 1)):
        town.clock.advance(BEGIN + timedelta(days=day, minutes=10) - town.now())
        await forge_form(town.boris, f"interview:noshow:{number}", text="")
    until = (await NoShowReport.get(interview_id=2)).reported_at + timedelta(days=7)

    await witness.refused(
        town.alice,
        partial(town.alice.run, "book", interview="3"),
        BlockedFromSeats(until=until.replace(microsecond=0), missed=2, interviews="#1, #2"),
    )
    town.alice.locale = "en-US"
    assert "You missed #1, #2" in (await town.alice.run("points")).text


async def test_a_pause_frees_later_seats_and_says_why_and_points_that_run_dry_are_said_to_admins(
    town: Town,
) -> None:
    await open_board_with_log(town)
    await town.olga.run("settings absence", limit=1)
    await publish(town, town.alice)
    await town.boris.run("book", interview="1")
    await publish(town, town.alice, when="2026-12-03 18:00")
    await town.olga.run("settings grant", member=town.chen, amount=3, reason="welcome")
    await town.chen.run("book", interview="2")
    await town.card_shows(2, "booked")
    town.clock.advance(BEGIN + timedelta(minutes=10) - town.now())
    reported = await forge_form(town.boris, "interview:noshow:1", text="")
    assert "вы получили 1 балл" in reported.text

    told = await town.dm_says(town.alice, "I called off what you still had planned: #2.")
    assert "You can take new seats again from <t:" in told.text
    assert "got 1 point for their time. Not true?" in town.alice.dms()[-2].text
    off = "Interview #2 is off: its host missed too many interviews and is paused. You got 3 points back."
    await town.dm_says(town.chen, off)
    await town.card_shows(2, "canceled")

    await town.olga.run("settings points", price=50)
    town.clock.advance(timedelta(days=7))
    dry = await in_the_log(town, "Nobody has enough points for a seat")
    assert "Members hold 7 points in all. Hand some out with </settings grant:" in dry.text


async def test_reminders_are_switched_off_from_one_and_on_again_in_the_list(town: Town) -> None:
    await town.open_board(points_for=town.boris)
    await publish(town, town.alice)
    await town.boris.run("book", interview="1")
    town.clock.advance(BEGIN - timedelta(hours=1) - town.now())
    reminder = await town.dm_says(town.boris, "Скоро собеседование")
    await town.dm_says(town.alice, "Coming up")

    stopped = await town.boris.click(reminder, "Не напоминать")
    assert "Напоминания отключены" in stopped.text
    town.clock.advance(timedelta(minutes=50))
    await town.until(lambda: count_dms(town.alice, "Coming up") == 2, "Alice's second reminder")
    assert count_dms(town.boris, "Скоро собеседование") == 1

    listed = await town.boris.run("interview list")
    again = await town.boris.click(listed.message, "Снова напоминать")
    assert "Напоминания снова включены" in again.text
    assert labels(again.message) == ["Не напоминать"]


async def test_an_admin_sets_reminders_and_what_follows_from_absence(town: Town) -> None:
    await town.open_board()
    reminders = await town.olga.run("settings reminders", before="2ч, 15м")
    assert "2 часа, 15 минут" in reminders.text
    absence = await town.olga.run("settings absence", limit=3, within_days=21, block_days=2)
    assert "3 за 21 день: пауза на 2 дня" in absence.text
    assert "без последствий" in (await town.olga.run("settings absence", limit=0)).text
    unread = await town.olga.run("settings reminders", before="скоро")
    assert "«скоро» непонятно" in unread.text
