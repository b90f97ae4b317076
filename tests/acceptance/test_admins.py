"""What admins are led through, see and do: the setup, a member's page, feedback in dispute. Over the wire."""

import asyncio
from datetime import timedelta

from sandbox import Answer, Member, MessageView
from sandbox.model.places import Role
from sandbox.places import roles
from tests.acceptance.conftest import EPHEMERAL, Town
from tests.acceptance.steps import labels, publish
from tests.acceptance.test_absence import BEGIN, WHY, an_interview, in_the_log, open_board_with_log
from tests.acceptance.witness import Witness, forge_form

MODERATORS = Role("1300000000000000000", "Moderators", 0, mentionable=True)


def english(town: Town) -> Member:
    town.olga.locale = "en-US"
    return town.olga.at("general")


def select_of(answer: Answer, custom_id: str) -> tuple[MessageView, str]:
    assert answer.message is not None
    assert any(one.custom_id == custom_id for one in answer.message.selects), answer.text
    return answer.message, custom_id


async def test_the_setup_is_led_through_on_one_message_and_what_is_deleted_is_noticed(
    town: Town, witness: Witness
) -> None:
    admin = english(town)
    await town.boris.run("points")
    board, log, general = (town.local.channel(one) for one in ("interviews", "admin-log", "general"))
    shown = await admin.run("settings board")
    assert "Saved" not in shown.text
    assert "Board channel: **not set**" in shown.text
    assert "ends by itself after 7 days" in shown.text
    step = await admin.select(*select_of(shown, "setup:board:show"), [board])
    assert f"Board channel: **<#{board.id}>**" in step.text
    await town.until(lambda: bool(town.board()), "the panel")
    setup = await admin.run("settings board", channel=board)
    assert labels(setup.message) == ["Give first points", "Choose the time zone"]
    setup = await admin.select(*select_of(setup, "setup:log:board"), [log])
    form = await admin.click(setup.message, "Give first points")
    refused = await admin.submit(form.modal, starting="two")
    assert "has to be from 0 to 100" in refused.text
    form = await admin.click(setup.message, "Give first points")
    await admin.submit(form.modal, starting="3")
    form = await admin.click(setup.message, "Choose the time zone")
    asked = await admin.submit(form.modal, zone="Europe/Berlin")
    if "All set!" not in asked.text:
        await admin.click(asked.message, labels(asked.message)[0])
    assert setup.message is not None
    assert "All set!" in setup.message.text
    assert setup.message.buttons == []
    await town.until(lambda: len(town.log_lines()) == 3, "what was changed")
    assert "Newcomers start with: 0 points → 3 points" in town.log_lines()[1]
    assert all(town.olga.mention in one for one in town.log_lines())
    for command in ("points", "times", "absence", "links", "events", "reminders"):
        unchanged = await admin.run(f"settings {command}")
        assert "Saved" not in unchanged.text
        assert "Europe/Berlin" in unchanged.text

    town.local.delete_channel("admin-log")
    await town.dm_says(town.olga, "log channel of your server was deleted")
    gone = await admin.run("settings show")
    assert "Log channel: **deleted; choose another with" in gone.text
    await admin.run("settings grant", member=town.chen, amount=2, reason="while it was gone")
    town.local.delete_channel("interviews")
    await town.dm_says(town.olga, "board channel of your server was deleted")
    await publish(town, town.alice)
    await admin.run("settings board", channel=general, log=general)

    def stands(text: str) -> bool:
        seen = [one for one in town.olga.messages("general") if not one.flags & EPHEMERAL]
        return any(text in one.text for one in seen)

    await town.until(lambda: stands("while it was gone") and stands("#1 ·"), "line and card elsewhere")
    unset = await admin.run("settings board", unset="board")
    assert "taking the cards down" in unset.text
    await town.until(lambda: not stands("#1 ·"), "the card gone")
    assert "Nobody is asked about disputes now" in (await admin.run("settings board", unset="log")).text
    both = await admin.run("settings board", log=general, unset="log")
    assert "Send the command again with one of the two" in both.text
    assert witness.faults() == []


async def test_an_admin_sees_a_member_lifts_their_pause_cancels_and_frees_a_seat(
    town: Town, witness: Witness
) -> None:
    await open_board_with_log(town)
    admin = english(town)
    await admin.run("settings absence", limit=1)
    await admin.run("settings grant", member=town.boris, amount=6, reason="for more")
    await publish(town, town.alice)
    await town.boris.run("book", interview="1")
    town.clock.advance(BEGIN + timedelta(minutes=10) - town.now())
    await forge_form(town.boris, "interview:noshow:1", text="")

    page = await admin.run("settings member", member=town.alice)
    assert page.ephemeral
    assert "No new interviews because of #1" in page.text
    assert f"**#1** <t:{int(town.now().timestamp())}"[:10] in page.text
    assert "meet.google.com" not in page.text
    asked = await admin.click(page.message, "Lift the pause")
    assert "right away?" in asked.text
    page = await admin.click(asked.message, "Yes, lift it")
    assert "Not paused." in page.text
    await town.dm_says(town.alice, "lifted your pause")

    for number, when in (("2", "2026-12-05T18:00Z"), ("3", "2026-12-06T18:00Z")):
        await publish(town, town.alice, when=when)
        await town.boris.run("book", interview=number)
        await town.card_shows(int(number), "booked")
    page = await admin.run("settings member", member=town.alice)
    message, menu = select_of(page, f"member:interview:{town.alice.id}")
    form = await admin.select(message, menu, ["2:booked"])
    page = await admin.submit(form.modal, act="free", reason="Alice asked **me** to")
    assert "The guest's seat in #2 is free again" in page.text
    await town.dm_says(town.boris, "Alice asked")
    await town.dm_says(town.alice, "your card is open again")
    await town.until(lambda: labels(town.card(2)) == ["Book", "Publish your own"], "the card open again")
    form = await admin.select(message, menu, ["3:booked"])
    await admin.submit(form.modal, act="cancel", reason="No rooms that day")
    for who in (town.alice, town.boris):
        await town.dm_says(who, "No rooms that day")
    await town.card_shows(3, "cancel")
    points = (await admin.run("settings member", member=town.boris)).text
    assert "10 points" in points
    form = await admin.select(message, menu, ["2:pending"])
    town.clock.advance(timedelta(days=10))
    late = await admin.submit(form.modal, reason="Too late")
    assert "Too late" in late.text

    words = ("gave", "reported that", "lifted the pause", "freed the seat", "canceled #3", "→ 1")
    await town.until(
        lambda: all(any(one in line for line in town.log_lines()) for one in words), "the lines in the log"
    )
    town.olga.locale = "ru"
    russian = await town.olga.at("general").run("settings member", member=town.boris)
    # Admins read of somebody else, not of themselves.
    assert f"роль: отвечающий · интервьюер: {town.alice.mention}" in russian.text
    assert "вы " not in russian.text.lower()
    town.olga.locale = "en-US"
    bot = await admin.run("settings member", member=town.local.world.bot.id)
    assert "Bots can't take interviews" in bot.text
    assert witness.faults() == []


async def test_disputed_feedback_is_read_by_admins_when_its_author_lets_them(
    town: Town, witness: Witness
) -> None:
    await open_board_with_log(town)
    admin, guild = english(town), town.local.world.guild_named("Study Hall")
    roles.add(town.local.backend, guild, MODERATORS)
    everybody = await admin.run("settings board", role=guild.id)
    assert "I won't ping everyone" in everybody.text
    assert f"ping <@&{MODERATORS.id}>" in (await admin.run("settings board", role=MODERATORS.id)).text
    await an_interview(town)
    await town.alice.run("interview view", interview="1")
    await forge_form(
        town.alice, "interview:feedback:1", score="2", text="Rude words that have no place here."
    )
    await forge_form(town.boris, "interview:dispute:1", text=WHY)

    asked = await in_the_log(town, WHY)
    assert asked.raw["mention_roles"] == [MODERATORS.id]
    assert "Rude words" not in asked.text
    assert [(one.label, one.style) for one in asked.buttons] == [
        ("Let the feedback count", 2),
        ("Don't count it", 2),
    ]
    assert f"{town.alice.mention}: never" in asked.text
    question = await town.dm_says(town.alice, "May they?")
    shown = await town.alice.click(question, "Let admins read it")
    assert "Admins can now read" in shown.text
    await town.until(lambda: "Rude words" in asked.text, "the feedback in the log")
    await town.until(lambda: "Let admins read it" not in labels(question), "the question brought up to date")
    await town.alice.click(question, "Keep it private")
    await town.until(lambda: "Rude words" not in asked.text, "the feedback kept")
    refused = await forge_form(town.boris, "interview:dispute:1", text=WHY)
    assert refused.text

    roles.remove(town.local.backend, guild, MODERATORS)
    async with asyncio.timeout(60):
        # The event may be worked on a moment later than the command that follows it.
        while "Role to ping: **deleted" not in (await admin.run("settings show")).text:
            continue
    assert witness.faults() == []
