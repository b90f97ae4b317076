"""A discord.py bot answers members in every way that Discord knows."""

import asyncio
from datetime import timedelta

import pytest

from sandbox import ClientRefusal, Fault, Sandbox
from tests.sandbox.sample_bot import SampleBot
from tests.support.patience import impatient


async def test_a_command_is_answered_in_the_members_language(sandbox: Sandbox, bot: SampleBot) -> None:
    answer = await sandbox.member("Boris").run("ping")
    assert answer.text == "Pong in ru"
    assert answer.ephemeral


async def test_only_the_member_sees_an_ephemeral_answer(sandbox: Sandbox, bot: SampleBot) -> None:
    alice, boris = sandbox.member("alice"), sandbox.member("boris")
    await alice.run("say", text="psst", ephemeral=True)
    await alice.run("say", text="hello all")
    assert [one.content for one in alice.messages("general")] == ["psst", "hello all"]
    assert [one.content for one in boris.messages("general")] == ["hello all"]
    hidden = alice.messages("general")[0]
    with pytest.raises(ClientRefusal, match="do not see"):
        await boris.click(hidden, "Update")


async def test_options_arrive_typed_and_resolved(sandbox: Sandbox, bot: SampleBot) -> None:
    alice = sandbox.member("alice")
    channel = sandbox.channel("interviews", guild="Study Hall")
    answer = await alice.run(
        "tools find", thing="python", member=sandbox.member("chen"), times=3, channel=channel
    )
    assert answer.text == "python for Chen in interviews x3"
    assert alice.messages("general")[-1].content == answer.text


async def test_suggestions_follow_what_is_typed(sandbox: Sandbox, bot: SampleBot) -> None:
    choices = await sandbox.member("alice").complete("tools find", "thing", typed="py")
    assert [(one.name, one.value) for one in choices] == [("Python", "python"), ("Pytest", "pytest")]


async def test_a_deferred_answer_arrives(sandbox: Sandbox, bot: SampleBot) -> None:
    answer = await sandbox.member("alice").run("slow")
    assert answer.deferred
    assert answer.ephemeral
    assert answer.message is not None
    assert answer.message.content == "Thought"
    await sandbox.wait_until(lambda: answer.followups, reason="the followup")
    assert answer.followups[0].content == "And more"


async def test_a_followup_right_after_a_deferral_becomes_the_answer(sandbox: Sandbox, bot: SampleBot) -> None:
    answer = await sandbox.member("alice").run("silent_defer")
    assert answer.message is not None
    assert answer.message.content == "Followed up"
    assert answer.followups == []


async def test_silence_fails_after_the_patience_is_over(sandbox: Sandbox, bot: SampleBot) -> None:
    with impatient(sandbox):
        answer = await sandbox.member("alice").run("never")
    assert answer.failed
    assert answer.text == "The application did not respond"


async def test_an_answer_that_comes_too_late_is_an_unknown_interaction(
    sandbox: Sandbox, bot: SampleBot
) -> None:
    with impatient(sandbox):
        answer = await sandbox.member("alice").run("long_wait")
    assert answer.failed
    await sandbox.wait_until(lambda: any(one.status == 404 for one in sandbox.requests))
    assert sandbox.requests[-1].response["code"] == 10062


async def test_a_deferral_that_is_never_followed_fails_after_fifteen_minutes(
    sandbox: Sandbox, bot: SampleBot
) -> None:
    sandbox.faults.add(Fault(kind="status", status=400, method="PATCH", path="@original"))
    waiting = asyncio.create_task(sandbox.member("alice").run("slow"))
    await sandbox.wait_until(lambda: any(one.method == "PATCH" for one in sandbox.requests))
    assert sandbox.member("alice").messages("general")[0].loading
    sandbox.clock.advance(timedelta(minutes=16))
    assert (await waiting).failed


async def test_a_button_updates_its_message(sandbox: Sandbox, bot: SampleBot) -> None:
    alice = sandbox.member("alice")
    said = await alice.run("say", text="hello")
    answer = await sandbox.member("boris").click(said.message, "Update")
    assert answer.updated
    assert answer.message is not None
    assert answer.message.content == "Updated"
    assert answer.message.buttons == []
    assert answer.message.edited


async def test_a_dynamic_button_keeps_working(sandbox: Sandbox, bot: SampleBot) -> None:
    alice = sandbox.member("alice")
    said = await alice.run("say", text="hello")
    await alice.click(said.message, "Count 1")
    answer = await alice.click(said.message, "Count 2")
    assert answer.text.startswith("Counted to 3")


async def test_a_button_that_only_acknowledges_can_edit_later(sandbox: Sandbox, bot: SampleBot) -> None:
    alice = sandbox.member("alice")
    said = await alice.run("say", text="hello")
    answer = await alice.click(said.message, "Later")
    assert answer.deferred
    assert answer.updated
    assert said.message is not None
    assert said.message.content == "Edited later"


async def test_a_button_that_only_acknowledges_can_follow_up(sandbox: Sandbox, bot: SampleBot) -> None:
    alice = sandbox.member("alice")
    said = await alice.run("say", text="hello")
    answer = await alice.click(said.message, "Aside")
    assert not answer.updated
    assert answer.text == "Aside"
    assert answer.ephemeral


async def test_a_disabled_button_cannot_be_clicked(sandbox: Sandbox, bot: SampleBot) -> None:
    alice = sandbox.member("alice")
    said = await alice.run("say", text="hello")
    with pytest.raises(ClientRefusal, match="disabled"):
        await alice.click(said.message, "Off")


async def test_selects_take_values_and_members(sandbox: Sandbox, bot: SampleBot) -> None:
    alice = sandbox.member("alice")
    said = await alice.run("say", text="hello")
    assert (await alice.select(said.message, "Colours", ["red", "blue"])).text == "red and blue"
    assert (await alice.select(said.message, "who", [sandbox.member("dina")])).text == "Dina"
    with pytest.raises(ClientRefusal, match="1 to 2 values"):
        await alice.select(said.message, "Colours", ["red", "green", "blue"])
    with pytest.raises(ClientRefusal, match="not among"):
        await alice.select(said.message, "Colours", ["pink"])


async def test_a_form_is_opened_filled_in_and_answered(sandbox: Sandbox, bot: SampleBot) -> None:
    alice = sandbox.member("alice")
    said = await alice.run("say", text="hello")
    opened = await alice.click(said.message, "Form")
    assert opened.modal is not None
    assert opened.modal.title == "Feedback"
    assert set(opened.modal.fields) == {"score", "text"}
    with pytest.raises(ClientRefusal, match="5 to 100"):
        await alice.submit(opened.modal, score="4", text="no")
    with pytest.raises(ClientRefusal, match="required"):
        await alice.submit(opened.modal, text="Well done")
    with pytest.raises(ClientRefusal, match="not among"):
        await alice.submit(opened.modal, score="6", text="Well done")
    answer = await alice.submit(opened.modal, score="4", text="Well done")
    assert answer.text == "4: Well done"
    with pytest.raises(ClientRefusal, match="not open"):
        await alice.submit(opened.modal, score="4", text="Well done")


async def test_commands_work_in_the_dm_unless_they_are_for_servers(sandbox: Sandbox, bot: SampleBot) -> None:
    alice = sandbox.member("alice")
    answer = await alice.run("ping", channel="dm")
    assert answer.text == "Pong in en-US"
    assert [one.content for one in alice.dms()] == ["Pong in en-US"]
    with pytest.raises(ClientRefusal, match="not offered"):
        await sandbox.member("olga").run("admin_only", channel="dm")


async def test_only_those_with_the_permission_are_offered_a_command(sandbox: Sandbox, bot: SampleBot) -> None:
    assert (await sandbox.member("olga").run("admin_only")).text == "Admin"
    with pytest.raises(ClientRefusal, match="not offered"):
        await sandbox.member("alice").run("admin_only")


async def test_the_client_refuses_what_the_command_does_not_take(sandbox: Sandbox, bot: SampleBot) -> None:
    alice = sandbox.member("alice")
    with pytest.raises(ClientRefusal, match="does not exist"):
        await alice.run("nonsense")
    with pytest.raises(ClientRefusal, match="thing is required"):
        await alice.run("tools find")
    with pytest.raises(ClientRefusal, match="1 to 5"):
        await alice.run("tools find", thing="x", times=9)
    with pytest.raises(ClientRefusal, match="no option"):
        await alice.run("tools find", thing="x", colour="red")
    with pytest.raises(ClientRefusal, match="needs a subcommand"):
        await alice.run("tools")


async def test_a_layout_of_components_is_kept(sandbox: Sandbox, bot: SampleBot) -> None:
    answer = await sandbox.member("alice").run("rich")
    assert answer.message is not None
    assert answer.text == "In a box\nIn a section"
    assert [one.label for one in answer.message.buttons] == ["Side"]


async def test_what_is_null_in_a_form_counts_as_left_out(sandbox: Sandbox, bot: SampleBot) -> None:
    alice = sandbox.member("alice")
    opened = await alice.run("choices")
    assert opened.modal is not None
    with pytest.raises(ClientRefusal, match="required"):
        await alice.submit(opened.modal)
    answer = await alice.submit(opened.modal, topics=["a", "b"])
    assert answer.text == "a and b"
