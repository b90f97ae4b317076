"""The driver does what a member can do, no more, and says what went wrong."""

import asyncio
from datetime import UTC, datetime, timedelta

import discord
import pytest

from sandbox import ClientRefusal, InteractionKind, NotAnswered, Sandbox, SandboxClock, Upload, study_server
from tests.sandbox.conftest import StartBot
from tests.sandbox.sample_bot import SampleBot
from tests.support.patience import impatient


async def test_a_member_sees_no_channel_that_is_not_theirs(sandbox: Sandbox, bot: SampleBot) -> None:
    alice, emil = sandbox.member("alice"), sandbox.member("Emil")
    with pytest.raises(ClientRefusal, match="cannot see"):
        alice.messages("admin-log")
    with pytest.raises(ClientRefusal, match="cannot see"):
        await alice.at("admin-log").run("ping")
    with pytest.raises(ClientRefusal, match="is not in Study Hall"):
        await emil.run("ping", guild="Study Hall")
    assert sandbox.member("olga").messages("admin-log") == []


async def test_one_member_lives_in_two_servers(sandbox: Sandbox, bot: SampleBot) -> None:
    alice = sandbox.member("alice")
    await alice.run("say", text="here")
    there = alice.at("general", guild="Night School")
    await there.run("say", text="there")
    assert [one.content for one in there.messages()] == ["there"]
    assert [one.content for one in sandbox.member("emil").messages("general")] == ["there"]
    assert [one.content for one in alice.messages("general")] == ["here"]


async def test_a_forged_click_reaches_the_bot(sandbox: Sandbox, bot: SampleBot) -> None:
    alice, boris = sandbox.member("alice"), sandbox.member("boris")
    said = await alice.run("say", text="secret", ephemeral=True)
    data = {"component_type": 2, "custom_id": "count:1", "id": 1}
    answer = await boris.send_raw_interaction(InteractionKind.COMPONENT, data, message=said.message)
    assert answer.text.startswith("Counted to 2")
    unknown = {"component_type": 2, "custom_id": "nothing", "id": 1}
    with impatient(sandbox):
        answer = await boris.send_raw_interaction(InteractionKind.COMPONENT, unknown, message=said.message)
    assert answer.failed


async def test_a_form_that_nobody_answers_stays_open(sandbox: Sandbox, bot: SampleBot) -> None:
    alice, boris = sandbox.member("alice"), sandbox.member("boris")
    said = await alice.run("say", text="hello")
    opened = await alice.click(said.message, "Form")
    with pytest.raises(ClientRefusal, match="not open"):
        await boris.submit(opened.modal, score="1", text="Not mine")
    await bot.close()
    with impatient(sandbox):
        assert (await alice.submit(opened.modal, score="1", text="Into the void")).failed
    assert opened.modal is not None
    assert opened.modal.open


async def test_messages_are_deleted_by_those_who_may(sandbox: Sandbox, bot: SampleBot) -> None:
    alice, olga = sandbox.member("alice"), sandbox.member("olga")
    own = await alice.write("mine")
    said = (await alice.run("say", text="the bot's")).message
    private = (await alice.run("ping")).message
    assert said is not None
    assert private is not None
    with pytest.raises(ClientRefusal, match="may not delete"):
        alice.delete_message(said)
    alice.delete_message(own)
    olga.delete_message(said)
    with pytest.raises(ClientRefusal, match="do not see"):
        olga.delete_message(private)
    alice.dismiss(private)
    assert alice.messages() == []


async def test_language_and_doors_can_be_changed(sandbox: Sandbox, bot: SampleBot) -> None:
    alice = sandbox.member("alice")
    alice.locale = "ru"
    assert (await alice.run("ping")).text == "Pong in ru"
    alice.close_dms()
    with pytest.raises(discord.Forbidden):
        await (await bot.fetch_user(int(alice.id))).send("Hello")


async def test_a_file_can_be_an_option(sandbox: Sandbox, bot: SampleBot) -> None:
    with pytest.raises(ClientRefusal, match="takes a file"):
        await sandbox.member("alice").run("upload", file="text")
    answer = await sandbox.member("alice").run("upload", file=Upload("a.txt", b"twelve bytes"))
    assert answer.message is not None
    assert answer.message.attachments[0]["size"] == 12


async def test_waiting_says_for_what_and_shows_the_last_requests(sandbox: Sandbox, bot: SampleBot) -> None:
    await sandbox.member("alice").run("ping")
    with pytest.raises(NotAnswered, match=r"for a miracle(.|\n)*callback -> 200"):
        await sandbox.wait_until(lambda: False, timeout=0.05, reason="a miracle")


async def test_waiting_ends_with_the_change_it_waits_for(sandbox: Sandbox) -> None:
    alice = sandbox.member("alice")
    waiting = asyncio.create_task(sandbox.wait_until(lambda: alice.messages("general")))
    await asyncio.sleep(0)
    await alice.write("now")
    await asyncio.wait_for(waiting, 60)


async def test_a_frozen_clock_moves_only_when_told(start_bot: StartBot) -> None:
    start = datetime(2026, 12, 1, 18, 0, tzinfo=UTC)
    clock = SandboxClock(start=start, frozen=True)
    async with Sandbox(study_server(), clock, rate_limits=False) as sandbox:
        await start_bot(sandbox)
        first = (await sandbox.member("alice").run("say", text="one")).message
        assert first is not None
        assert first.created_at == clock.now() == start
        clock.advance(timedelta(days=30))
        second = (await sandbox.member("alice").run("say", text="two")).message
        assert second is not None
        assert second.created_at == start + timedelta(days=30)
        assert int(second.id) > int(first.id)


def test_ids_of_the_study_server_stay_the_same() -> None:
    first, second = study_server(), study_server(extra_members=5)
    assert list(first.guilds) == list(second.guilds)
    assert set(first.users) < set(second.users)
    assert second.user_named("member_005").name == "member_005"
    assert first.open_dm(first.user_named("alice")).id == second.open_dm(second.user_named("alice")).id
