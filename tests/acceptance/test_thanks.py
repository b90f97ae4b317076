"""The monthly thank-you, as members and admins meet it. The clock begins at noon of 30 November."""

from datetime import timedelta
from functools import partial
from typing import Literal

import pytest

from models import Notification, NotificationKind, NotificationState, Server, ThankYou, User
from sandbox import Fault, Member, MessageView
from services.people import Member as Acting
from tests.acceptance.calm import is_stored, nothing_waits, something_was_put_off
from tests.acceptance.conftest import START, Town
from tests.acceptance.steps import erase, labels
from tests.acceptance.witness import Witness, forge, forge_command
from tests.support.thanks import gave

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
UNTIL_DUE = 5 * DAY
"""From when every test begins."""
TITLE = "November: thank you for interviewing others!"


def thank_yous(town: Town, channel: str = "interviews") -> list[MessageView]:
    """What was posted on the board to thank anybody, for whatever month."""
    seen = town.chen.messages(channel)
    return [one for one in seen if "thank you for interviewing others" in one.content]


async def gave_interviews(town: Town, who: Member, count: int) -> None:
    """Store that somebody has given so many interviews in November."""
    guild = town.local.world.guild_named("Study Hall")
    acting = Acting(int(guild.id), int(who.id), who.name, "en")
    starts = [START - (number + 1) * DAY for number in range(count)]
    await gave(acting, *starts, server_id=acting.server_id)


async def yes(who: Member) -> None:
    """Have somebody say yes to being thanked."""
    who.locale = "en-US"
    await who.run("points")
    asked = await who.run("thanks")
    said = await who.click(asked.message, "Yes, thank me")
    assert "I'll name you" in said.text


async def ready(town: Town, **given: int) -> None:
    """Have a server give thanks, to those who say yes and have given so many interviews in November."""
    town.olga.locale = "en-US"
    await town.open_board()
    await town.olga.at("general").run("settings feedback", thanks=True)
    for name, count in given.items():
        who: Member = getattr(town, name)
        await yes(who)
        await gave_interviews(town, who, count)
    await nothing_waits(town.now())


async def posted(town: Town) -> MessageView:
    """Let the fifth day of December come to its noon, and return what is posted then."""
    town.clock.advance(UNTIL_DUE)
    await town.until(lambda: bool(thank_yous(town)), "the thank-you")
    await is_stored(ThankYou, message_id__isnull=False)
    await nothing_waits(town.now())
    (message,) = thank_yous(town)
    return message


async def a_look(town: Town) -> None:
    """Let some minutes pass, in which the bot looks for what is due."""
    marked = await Server.filter(thanks_at__isnull=False).exists()
    town.clock.advance(HOUR)
    if marked:
        await is_stored(Server, thanks_at__gt=town.now())
    await nothing_waits(town.now())


# --- once a month ----------------------------------------------------------------------------------------


async def test_who_said_yes_is_thanked_on_the_fifth_of_the_month_and_nobody_is_notified(
    frozen_town: Town,
) -> None:
    town = frozen_town
    await ready(town, alice=2, boris=1)
    await town.dina.run("points")
    await gave_interviews(town, town.dina, 3)
    town.clock.advance(UNTIL_DUE - timedelta(seconds=1))
    await nothing_waits(town.now())
    assert thank_yous(town) == []

    town.clock.advance(timedelta(seconds=1))
    await town.until(lambda: bool(thank_yous(town)), "the thank-you")
    await nothing_waits(town.now())

    (message,) = thank_yous(town)
    title, *lines, how = message.content.split("\n")
    assert title == f"**{TITLE}**"
    assert sorted(lines) == sorted(
        [f"{town.alice.mention} — 2 interviews", f"{town.boris.mention} — 1 interview"]
    )
    assert "Say yes with" in how
    assert message.mentions == []
    assert town.dina.mention not in message.content
    for _ in range(3):
        await a_look(town)
    assert len(thank_yous(town)) == 1


async def test_it_speaks_the_servers_language(frozen_town: Town) -> None:
    town = frozen_town
    await ready(town, alice=5)
    await town.olga.at("general").run("settings times", language="ru")
    town.clock.advance(UNTIL_DUE)
    line = f"{town.alice.mention} — 5 собеседований"
    await town.until(lambda: any(line in one.content for one in town.board()), "the thank-you")
    assert any("**Ноябрь: спасибо" in one.content for one in town.board())


@pytest.mark.parametrize("missing", ["a yes", "interviews", "the setting"])
async def test_without_anybody_to_thank_nothing_is_posted(frozen_town: Town, missing: str) -> None:
    town = frozen_town
    await ready(town, alice=0 if missing == "interviews" else 1)
    if missing == "a yes":
        await town.alice.click((await town.alice.run("thanks")).message, "Don't name me")
    if missing == "the setting":
        await town.olga.at("general").run("settings feedback", thanks=False)
    town.clock.advance(UNTIL_DUE - HOUR)

    await a_look(town)
    await a_look(town)

    assert thank_yous(town) == []
    assert await ThankYou.all().count() == 0
    assert await Notification.filter(kind=NotificationKind.THANKS).count() == 0


@pytest.mark.parametrize("when", ["before", "after"])
async def test_one_whose_posting_was_cut_off_stands_once_an_hour_later(
    frozen_town: Town, when: Literal["before", "after"]
) -> None:
    """By then Discord has forgotten the nonce."""
    town = frozen_town
    await ready(town, alice=1, boris=1)
    path = rf"^/channels/{town.local.channel('interviews').id}/messages$"
    cut = town.local.faults.add(Fault("drop", "POST", path, when=when))
    town.clock.advance(UNTIL_DUE)
    await town.until(lambda: cut.hits == 1, "the cut")
    await something_was_put_off()
    # Meanwhile one of them wants it no more.
    await town.alice.click((await town.alice.run("thanks")).message, "Don't name me")

    town.clock.advance(HOUR)
    await is_stored(ThankYou, message_id__isnull=False)
    await nothing_waits(town.now())

    (message,) = thank_yous(town)
    assert town.alice.mention not in message.content
    assert town.boris.mention in message.content


async def test_one_that_was_posted_and_not_noted_goes_where_nobody_is_left_to_thank(
    frozen_town: Town,
) -> None:
    town = frozen_town
    await ready(town, alice=1)
    path = rf"^/channels/{town.local.channel('interviews').id}/messages$"
    cut = town.local.faults.add(Fault("drop", "POST", path, when="after"))
    town.clock.advance(UNTIL_DUE)
    await town.until(lambda: cut.hits == 1, "the cut")
    await something_was_put_off()
    assert len(thank_yous(town)) == 1
    await town.alice.click((await town.alice.run("thanks")).message, "Don't name me")

    town.clock.advance(HOUR)
    await is_stored(ThankYou, is_gone=True)

    assert thank_yous(town) == []


async def test_a_board_that_is_closed_is_told_of_and_one_that_opens_within_a_week_shows_it(
    frozen_town: Town,
) -> None:
    town = frozen_town
    await ready(town, alice=1)
    await town.olga.at("general").run("settings board", log=town.local.channel("admin-log"))
    town.local.deny("interviews", "send_messages")
    town.clock.advance(UNTIL_DUE)
    await town.until(lambda: any("can't show" in one.text for one in town.log()), "the admins' message")
    await something_was_put_off()
    row = await Notification.get(kind=NotificationKind.THANKS)
    await Notification.filter(id=row.id).update(state=NotificationState.FAILED)
    await ThankYou.all().update(is_missed=True)
    town.clock.advance(2 * DAY)

    town.local.allow("interviews", "send_messages")

    await town.until(lambda: bool(thank_yous(town)), "the thank-you")
    await is_stored(ThankYou, message_id__isnull=False, is_missed=False)


async def test_one_that_could_not_be_posted_for_a_week_is_left_out(frozen_town: Town) -> None:
    town = frozen_town
    await ready(town, alice=1)
    town.local.deny("interviews", "send_messages")
    town.clock.advance(UNTIL_DUE)
    await is_stored(ThankYou)
    await something_was_put_off()
    await Notification.filter(kind=NotificationKind.THANKS).update(state=NotificationState.FAILED)
    await ThankYou.all().update(is_missed=True)
    town.clock.advance(8 * DAY)

    town.local.allow("interviews", "send_messages")

    await is_stored(ThankYou, is_gone=True)
    assert thank_yous(town) == []


# --- what stands -----------------------------------------------------------------------------------------


async def test_who_takes_it_back_is_taken_out_of_what_stands_and_with_the_last_it_goes(
    frozen_town: Town,
) -> None:
    town = frozen_town
    await ready(town, alice=2, boris=1, chen=1)
    message = await posted(town)
    before = message.content.splitlines()

    for who in (town.boris, town.alice):
        said = await who.click((await who.run("thanks")).message, "Don't name me")
        assert "I don't name you anymore" in said.text
        await nothing_waits(town.now())
        assert who.mention not in message.content
    assert [one.id for one in thank_yous(town)] == [message.id]
    # The others are where they were.
    gone = (town.boris.mention, town.alice.mention)
    assert message.content.splitlines() == [line for line in before if not line.startswith(gone)]

    # A yes after it counts for the next.
    town.clock.advance(HOUR)
    await yes(town.boris)
    await nothing_waits(town.now())
    assert town.boris.mention not in message.content
    await town.chen.click((await town.chen.run("thanks")).message, "Don't name me")
    await town.until(lambda: not thank_yous(town), "nobody is left")
    await is_stored(ThankYou, is_gone=True, message_id__isnull=True)


async def test_an_erasure_leaves_no_mention_on_what_stands(frozen_town: Town) -> None:
    town = frozen_town
    await ready(town, alice=2, boris=1)
    message = await posted(town)

    await erase(town.alice)

    await town.until(lambda: town.alice.mention not in message.content, "the thank-you without her")
    await nothing_waits(town.now())
    assert town.boris.mention in message.content
    assert not [one for one in town.board() if town.alice.mention in one.text]
    await erase(town.boris)
    await town.until(lambda: not thank_yous(town), "nobody is left")


async def test_one_that_a_moderator_deleted_is_not_posted_again(frozen_town: Town) -> None:
    town = frozen_town
    await ready(town, alice=1, boris=1)
    message = await posted(town)
    town.olga.delete_message(message)

    await town.boris.click((await town.boris.run("thanks")).message, "Don't name me")

    await is_stored(ThankYou, is_gone=True)
    for _ in range(2):
        await a_look(town)
    assert thank_yous(town) == []


async def test_where_the_board_was_before_a_name_goes_too_once_the_channel_is_open(
    frozen_town: Town,
) -> None:
    town = frozen_town
    await ready(town, alice=1, boris=1)
    message = await posted(town)
    general = town.local.channel("general")
    await town.olga.at("general").run("settings board", channel=general)
    await nothing_waits(town.now())
    assert thank_yous(town, "general") == []
    town.local.deny("interviews", "view_channel")
    await town.alice.click((await town.alice.run("thanks")).message, "Don't name me")
    await is_stored(ThankYou, is_missed=True)
    assert town.alice.mention in str(message.raw)

    town.local.allow("interviews", "view_channel")

    await is_stored(ThankYou, is_missed=False)
    assert town.alice.mention not in str(message.raw)
    assert town.boris.mention in str(message.raw)


async def test_after_400_days_it_is_taken_down(frozen_town: Town) -> None:
    town = frozen_town
    await ready(town, alice=1)
    await posted(town)
    town.clock.advance(401 * DAY)
    await town.until(lambda: not thank_yous(town), "it is taken down")
    await nothing_waits(town.now())
    assert await ThankYou.all().count() == 0


# --- saying yes ------------------------------------------------------------------------------------------


async def test_a_member_reads_what_it_is_says_yes_and_takes_it_back(town: Town, witness: Witness) -> None:
    town.alice.locale = "en-US"
    asked = await town.alice.run("thanks")
    assert asked.ephemeral
    assert "I only name people who have said yes" in asked.text
    assert "I don't name you." in asked.text
    assert labels(asked.message) == ["Yes, thank me"]
    said = await town.alice.click(asked.message, "Yes, thank me")
    assert "I'll name you" in said.text
    assert labels(said.message) == ["Don't name me"]
    again = await town.alice.run("thanks")
    assert "I name you" in again.text
    assert labels(again.message) == ["Don't name me"]
    back = await town.alice.click(again.message, "Don't name me")
    assert labels(back.message) == ["Yes, thank me"]
    assert (await User.get(id=int(town.alice.id))).thanked_since is None

    russian = await town.boris.run("thanks")
    assert "Я вас не называю" in russian.text
    assert "Буду называть вас" in (await town.boris.click(russian.message, "Да, назовите меня")).text
    # What a button means it means wherever it stands, and however often.
    for custom_id, said_then in (("thanks:yes", "Буду"), ("thanks:no", "больше не"), ("thanks:no", "больше")):
        assert said_then in (await forge(town.boris, custom_id)).text
    assert witness.faults() == []


async def test_it_works_in_a_direct_message_for_somebody_who_is_new(town: Town, witness: Witness) -> None:
    town.chen.locale = "en-US"
    chen = town.chen.at("dm")
    asked = await chen.run("thanks")
    assert not await User.exists(id=int(town.chen.id))
    said = await chen.click(asked.message, "Yes, thank me")
    assert "I'll name you" in said.text
    assert (await User.get(id=int(town.chen.id))).thanked_since is not None
    assert witness.faults() == []


# --- the setting -----------------------------------------------------------------------------------------


async def test_an_admin_turns_it_on_and_off_and_it_is_said_and_kept(town: Town, witness: Witness) -> None:
    town.olga.locale = "en-US"
    olga = town.olga.at("general")
    on = await olga.run("settings feedback", thanks=True)
    assert "On the 5th of each month at 12:00" in on.text
    assert "There's no board channel yet" in on.text
    assert "Interviewers now" not in on.text, "what was not set is not spoken of"
    assert "Monthly thank-you: **to interviewers who said yes**" in on.text
    await olga.run(
        "settings board", channel=town.local.channel("interviews"), log=town.local.channel("admin-log")
    )
    both = await olga.run("settings feedback", rubric=True, thanks=False)
    assert "No more thank-yous" in both.text
    assert "Interviewers now judge three criteria" in both.text
    assert "Monthly thank-you: **no**" in (await olga.run("settings show")).text
    again = await olga.run("settings feedback", thanks=True)
    assert "no board channel" not in again.text
    said = "Monthly thank-you: no → to interviewers who said yes"
    await town.until(lambda: any(said in line for line in town.log_lines()), "the line in the log")
    assert said in (await olga.run("settings audit")).text
    shown = await olga.run("settings feedback")
    assert "to interviewers who said yes" in shown.text
    assert witness.faults() == []


async def test_only_admins_turn_it_on(town: Town, witness: Witness) -> None:
    attempt = partial(forge_command, town.alice, "settings feedback", thanks=True)
    await witness.refused(town.alice, attempt)
    assert not await Server.filter(thanks_at__isnull=False).exists()
