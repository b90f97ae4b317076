"""Commands in direct messages, where one server is meant or asked for; and messages that name theirs."""

from cogs._client.membership import REMEMBERED
from models import InterviewDraft, MockInterview
from sandbox import Answer, Member
from tests.acceptance.conftest import LINK, Town
from tests.acceptance.picker_steps import choose_time
from tests.acceptance.steps import cancel, labels, publish, sure
from tests.acceptance.witness import Witness

MEMBER_COMMANDS = {"interview", "board", "book", "feedback", "points", "timezone"}
NIGHT = "Night School"


def server_id(town: Town, name: str) -> str:
    """The number of a server."""
    return town.local.world.guild_named(name).id


async def choose_server(town: Town, member: Member, asked: Answer, name: str) -> Answer:
    """Answer the question which server is meant."""
    assert "Which server do you mean?" in asked.text
    return await member.select(asked.message, "Choose a server", [server_id(town, name)])


async def test_every_command_of_members_works_where_one_server_is_meant(town: Town, witness: Witness) -> None:
    assert {str(one["name"]) for one in town.chen.commands(dm=True)} >= MEMBER_COMMANDS
    chen = town.chen.at("dm")
    assert "I don't know which server you mean" in (await chen.run("points")).text
    assert "Europe/Berlin" in (await chen.run("timezone", zone="Europe/Berlin")).text

    await town.open_board(points_for=town.chen)
    await publish(town, town.alice, topic="Trees")
    assert "3 points" in (await chen.run("points")).text
    board = await chen.run("board")
    assert "Trees" in board.text
    offered = await chen.complete("book", "interview", "trees")
    assert [one.value for one in offered] == ["1"]
    booked = await chen.run("book", interview="1")
    assert LINK in booked.text
    assert "Trees" in (await chen.run("interview list")).text
    assert "Trees" in (await chen.run("interview view", interview="1")).text

    picker = await chen.run("interview create")
    await chen.click(picker.message, "I'll interview")
    await choose_time(town, chen, picker, 2, 9, "0")
    form = await chen.click(picker.message, "Continue")
    preview = await chen.submit(form.modal, topic="Graphs", link=LINK)
    form = await chen.click(preview.message, "Change details")
    preview = await chen.submit(form.modal, topic="Rust")
    published = await chen.click(preview.message, "Publish")
    assert "Your interview is live: #2" in published.text
    await town.card_shows(2, "Rust")
    assert [one.value for one in await chen.complete("interview edit", "interview")] == ["2"]
    await chen.run("interview edit", interview="2", topic="Go")
    await town.card_shows(2, "Go")
    assert "#2 is canceled" in (await cancel(chen, "2")).text
    assert "feedback" in (await chen.run("feedback")).text
    assert witness.faults() == []


async def test_where_several_may_be_meant_it_asks_and_nothing_typed_is_lost(
    town: Town, witness: Witness
) -> None:
    emil, alice = town.local.member("Emil"), town.alice.at("dm")
    await town.open_board()
    await emil.run("settings times", zone="Asia/Tokyo")
    await publish(town, emil, when="2026-12-02 18:00", topic="Owls")
    await publish(town, town.chen, topic="Trees")
    await town.alice.run("points", guild="Study Hall")
    await town.alice.run("points", guild=NIGHT)

    shown = await choose_server(town, alice, await alice.run("board", topic="o"), NIGHT)
    assert "Owls" in shown.text
    assert "Trees" not in shown.text
    assert "0 points" in (await choose_server(town, alice, await alice.run("points"), NIGHT)).text
    names = [one.name for one in await alice.complete("book", "interview")]
    assert len(names) == 2
    assert any(name.startswith(f"#1 · {NIGHT} · ") and "Owls" in name for name in names)
    assert await alice.complete("interview create", "when", "2026-12-03 18:00") == []

    asked = await alice.run(
        "interview create",
        role="interviewer",
        when="2026-12-03 18:00",
        topic="Graphs",
        level="senior",
        link=LINK,
        notes="Bring paper",
        duration=45,
    )
    preview = await choose_server(town, alice, asked, NIGHT)
    published = await alice.click(preview.message, "Publish")
    assert "Your interview is live: #3" in published.text
    row = await MockInterview.get(id=3)
    assert str(row.server_id) == server_id(town, NIGHT)
    assert (row.topic, row.level, row.notes, row.duration) == ("Graphs", "senior", "Bring paper", 45)
    # In the zone of the server that was chosen.
    assert row.scheduled_time.hour == 9
    assert town.bot is not None
    await town.bot.at_work.finish()
    assert await InterviewDraft.all().count() == 0
    assert "Graphs" in (await choose_server(town, alice, await alice.run("interview list"), NIGHT)).text
    assert "#3 is canceled" in (await cancel(alice, "3")).text
    assert witness.faults() == []


async def test_who_left_a_server_sees_nothing_of_it(town: Town, witness: Witness) -> None:
    alice = town.alice.at("dm")
    await town.open_board()
    await publish(town, town.chen, topic="Trees")
    await publish(town, town.alice, when="tomorrow 20:00", topic="Mine")
    await town.alice.run("points", guild=NIGHT)
    asked = await alice.run("board")
    town.alice.leave("Study Hall")
    town.clock.advance(REMEMBERED)
    refused = await choose_server(town, alice, asked, "Study Hall")
    assert "I don't know which server you mean" in refused.text
    assert "Trees" not in (await alice.run("board")).text
    for number in ("1", "2"):
        unknown = f"There's no interview #{number}"
        for command in ("interview view", "interview cancel", "book"):
            assert unknown in (await alice.run(command, interview=number)).text
    assert await alice.complete("interview view", "interview") == []
    assert await alice.complete("book", "interview") == []
    assert witness.faults() == []


async def test_discord_is_asked_once_for_all_that_is_typed_in_a_moment(frozen_town: Town) -> None:
    town, alice = frozen_town, frozen_town.alice.at("dm")
    await town.open_board()
    await publish(town, town.chen, topic="Trees")
    await town.alice.run("points")
    await town.alice.run("points", guild=NIGHT)
    before = len(town.local.requests)
    for typed in ("", "T", "Tr", "Tre"):
        (found,) = await alice.complete("book", "interview", typed)
        assert "Trees" in found.name
    asked = [one for one in town.local.requests[before:] if one.path.endswith(f"/members/{alice.id}")]
    assert len(asked) == len({one.path for one in asked}) == 2


async def test_every_message_says_its_server_and_leads_to_the_card(town: Town) -> None:
    await town.open_board(points_for=town.chen)
    assert "-# Study Hall" in (await town.dm_says(town.chen, "gave you 3 points")).content
    await publish(town, town.alice)
    card = await town.card_shows(1, "open")
    await town.chen.run("book", interview="1")
    for who in (town.alice, town.chen):
        told = await town.dm_says(who, "is booked")
        assert told.content.endswith("\n-# Study Hall")
        links = [button.url for button in told.buttons if button.label == "See the card"]
        assert links == [
            f"https://discord.com/channels/{server_id(town, 'Study Hall')}/{card.channel_id}/{card.id}"
        ]
    await sure(town.chen, await town.chen.click(await town.dm_says(town.chen, "is booked"), "Withdraw"))
    withdrawn = await town.dm_says(town.alice, "withdrew")
    assert labels(withdrawn) == ["Set a new link", "See the card"]
