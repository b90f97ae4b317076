"""A board that is closed to the bot: admins hear of it once, and it mends itself when it is opened."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from models import Notification, NotificationKind, NotificationState
from sandbox import Fault
from sandbox.permissions import Permission
from sandbox.places.changes import announce_channel, announce_member
from tests.acceptance.calm import nothing_waits
from tests.acceptance.conftest import Town
from tests.acceptance.steps import cancel, publish

GUILD = "Study Hall"


def change_own_role(town: Town) -> None:
    """Let the bot's own role write again."""
    town.local.permit("send_messages", guild=GUILD)


def give_another_role(town: Town) -> None:
    """Give the bot the role of the admins, with which it may write everywhere."""
    guild = town.local.world.guild_named(GUILD)
    admins = next(role.id for role in guild.roles.values() if role.permissions & Permission.ADMINISTRATOR)
    member = town.local.world.bot_member(guild)
    member.roles = [*member.roles, admins]
    announce_member(town.local.backend, guild, member)


async def have_a_card_given_up(town: Town) -> None:
    """Publish a card on a closed board, and have nobody try to show it any more."""
    await publish(town, town.alice)
    path = f"/channels/{town.local.channel('interviews').id}/messages"
    await town.until(
        lambda: any((one.path, one.status) == (path, 403) for one in town.local.requests), "a refused card"
    )
    await Notification.filter(kind=NotificationKind.CARD).update(state=NotificationState.FAILED)
    assert town.card(1) is None


async def test_a_board_that_was_closed_for_days_shows_the_truth_when_it_is_opened(town: Town) -> None:
    await town.olga.at("general").run(
        "settings board", channel=town.local.channel("interviews"), log=town.local.channel("admin-log")
    )
    await town.until(lambda: bool(town.board()), "the panel")
    town.local.deny("interviews", "send_messages")
    await publish(town, town.alice, when="2026-12-10 18:00")
    await publish(town, town.alice, when="2026-12-11 18:00")
    await town.until(lambda: bool(town.log()), "the admins' message")

    for _ in range(3):
        town.clock.advance(timedelta(hours=25))
        await town.alice.run("interview view", interview="1")
    assert town.card(1) is None
    town.local.allow("interviews", "send_messages")

    await town.card_shows(1, "open")
    await town.card_shows(2, "open")
    await town.olga.run("settings points", price=2)
    await town.card_shows(1, "2 points")


async def test_a_card_that_was_given_up_is_shown_within_the_hour_though_no_channel_was_changed(
    town: Town,
) -> None:
    await town.open_board()
    await publish(town, town.alice)
    card = await town.card_shows(1, "open")
    await nothing_waits(town.now())
    broken = town.local.faults.add(
        Fault("status", "PATCH", f"/messages/{card.id}$", times=None, status=400, code=50035)
    )
    await cancel(town.alice, "1")
    await town.until(lambda: broken.hits > 0, "the edit that is not taken")
    await nothing_waits(town.now())
    town.local.faults.clear()
    await town.card_shows(1, "open")

    town.clock.advance(timedelta(hours=1))
    await town.card_shows(1, "canceled")


async def test_a_card_and_a_panel_that_were_deleted_by_hand_stand_again_within_the_hour(town: Town) -> None:
    await town.open_board()
    await publish(town, town.alice)
    card = await town.card_shows(1, "open")
    panel = town.board()[0]
    town.olga.delete_message(card)
    town.olga.delete_message(panel)
    assert town.board() == []

    town.clock.advance(timedelta(hours=1))

    await town.until(lambda: len(town.board()) == 2, "card and panel")
    again = await town.card_shows(1, "open")
    assert again.id != card.id
    town.clock.advance(timedelta(hours=1))
    await town.olga.run("settings points", price=2)
    await town.card_shows(1, "2 points")
    assert len(town.board()) == 2


@pytest.mark.parametrize("mend", [change_own_role, give_another_role])
async def test_a_board_that_was_closed_by_a_role_shows_the_truth_when_a_role_opens_it(
    town: Town, mend: Callable[[Town], None]
) -> None:
    await town.open_board()
    town.local.forbid("send_messages", guild=GUILD)
    await have_a_card_given_up(town)

    mend(town)

    await town.card_shows(1, "open")


async def test_a_channel_that_is_renamed_and_a_role_that_allows_no_more_here_ask_for_no_edit(
    town: Town,
) -> None:
    await town.open_board()
    await publish(town, town.alice)
    await town.card_shows(1, "open")
    guild, board = town.local.world.guild_named(GUILD), town.local.channel("interviews")

    board.name, board.topic = "mock-interviews", "Book one."
    announce_channel(town.local.backend, guild, board, "update")
    town.local.permit("manage_channels", guild=GUILD)
    town.local.permit("send_messages", guild=GUILD)
    board.name = "interviews"
    announce_channel(town.local.backend, guild, board, "update")
    await town.olga.run("settings points", price=2)

    await town.card_shows(1, "2 points")
    assert await Notification.filter(kind=NotificationKind.CARD).count() == 2, "posted, and for the price"
