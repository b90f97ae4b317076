"""Who has what unread: per member and channel, told in one event however many members there are."""

import pytest

from sandbox import Sandbox, study_server
from sandbox.hub import LiveEvent
from sandbox.json_types import JsonObject
from sandbox.live.snapshot import snapshot
from tests.sandbox.sample_bot import SampleBot


def seen_by(sandbox: Sandbox, name: str) -> JsonObject:
    return snapshot(sandbox.backend, sandbox.world.user_named(name))


def general(sandbox: Sandbox, name: str) -> JsonObject:
    channel: JsonObject = seen_by(sandbox, name)["guilds"][0]["channels"][0]
    return channel


@pytest.fixture
def marks(sandbox: Sandbox) -> list[JsonObject]:
    """The `unread` events, as a page hears them."""
    return heard(sandbox)


def heard(sandbox: Sandbox) -> list[JsonObject]:
    events: list[JsonObject] = []

    def note(event: LiveEvent) -> None:
        if event.type == "unread":
            events.append(event.data)

    sandbox.backend.hub.watch(note)
    return events


async def test_the_last_read_message_is_kept_for_each_member_and_channel(sandbox: Sandbox) -> None:
    boris, chen = sandbox.member("Boris"), sandbox.member("Chen")
    first = await boris.write("One")
    assert general(sandbox, "Boris")["last_read"] == first.id
    assert general(sandbox, "Chen")["last_read"] is None
    own = await chen.write("Two")
    assert general(sandbox, "Chen")["last_read"] == own.id
    assert general(sandbox, "Boris")["last_read"] == first.id
    assert general(sandbox, "Boris")["unread"]
    assert not general(sandbox, "Chen")["unread"]


async def test_every_unread_direct_message_counts_as_a_mention(
    sandbox: Sandbox, bot: SampleBot, marks: list[JsonObject]
) -> None:
    boris = sandbox.member("Boris")
    user = await bot.fetch_user(int(boris.id))
    await user.send("One")
    await user.send("Two")
    assert [event["marks"][0]["mentions"] for event in marks] == [1, 2]
    shown = seen_by(sandbox, "Boris")
    assert shown["dms"][0]["mentions"] == 2
    alone = next(one for one in shown["members"] if one["user"]["id"] == boris.id)
    assert (alone["unread"], alone["mentions"]) == (1, 2)


async def test_a_channel_counts_only_what_mentions_the_member(
    sandbox: Sandbox, marks: list[JsonObject]
) -> None:
    alice, boris = sandbox.member("Alice"), sandbox.member("Boris")
    await alice.write("Good morning")
    await alice.write(f"Good morning, <@{boris.id}>")
    assert (general(sandbox, "Boris")["unread"], general(sandbox, "Boris")["mentions"]) == (True, 1)
    assert (general(sandbox, "Chen")["unread"], general(sandbox, "Chen")["mentions"]) == (True, 0)
    told = [one for one in marks[-2]["marks"] if one["member"] == boris.id]
    assert [(one["mentions"], one["everywhere"]) for one in told] == [(1, {"unread": 1, "mentions": 1})]


async def test_a_mention_that_was_deleted_is_no_longer_counted(sandbox: Sandbox) -> None:
    alice, boris = sandbox.member("Alice"), sandbox.member("Boris")
    message = await alice.write(f"Good morning, <@{boris.id}>")
    alice.delete_message(message)
    assert (general(sandbox, "Boris")["unread"], general(sandbox, "Boris")["mentions"]) == (False, 0)


async def test_a_thousand_members_get_their_marks_in_one_event_and_only_when_they_change() -> None:
    async with Sandbox(world=study_server(extra_members=1000), rate_limits=False) as crowded:
        events = heard(crowded)
        alice = crowded.member("Alice")
        await alice.write("Good morning")
        told, own = events
        assert len(told["marks"]) == len(crowded.world.guilds_of(alice.id)[0].members) - 1
        assert {one["unread"] for one in told["marks"] if one["member"] != alice.id} == {True}
        assert [one["member"] for one in own["marks"]] == [alice.id]
        events.clear()
        await alice.write("Is anybody here?")
        assert [[one["member"] for one in event["marks"]] for event in events] == [[alice.id]]


async def test_marks_that_changed_while_no_page_was_open_are_told_to_the_next(sandbox: Sandbox) -> None:
    alice, boris = sandbox.member("Alice"), sandbox.member("Boris")
    earlier: list[LiveEvent] = []
    stop = sandbox.backend.hub.watch(earlier.append)
    await alice.write("Seen by a page")
    stop()
    await boris.write("I read everything")
    marks = heard(sandbox)
    await alice.write("And again")
    assert boris.id in [one["member"] for event in marks for one in event["marks"] if one["unread"]]
