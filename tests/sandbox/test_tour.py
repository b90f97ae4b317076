"""The guide of the tour ticks what was done, by data that knows nothing of the bot."""

import pytest

from sandbox import ClientRefusal, Sandbox
from sandbox.client.messages import mark_read
from sandbox.json_types import JsonObject
from sandbox.tour.conditions import read_condition
from sandbox.tour.guide import Guide
from tests.sandbox.sample_bot import SampleBot


def guide(sandbox: Sandbox, *steps: list[JsonObject]) -> Guide:
    told = [{"title": str(number), "text": "…", "done": done} for number, done in enumerate(steps)]
    return Guide(sandbox.backend, told)


def standing(tour: Guide) -> tuple[int, list[int]]:
    told = tour.to_json()
    return told["current"], told["done"]


async def test_a_command_counts_once_it_is_answered_and_only_for_its_step(
    sandbox: Sandbox, bot: SampleBot
) -> None:
    say: JsonObject = {"happened": "command", "by": "alice", "name": "say"}
    tour = guide(sandbox, [say], [say], [])
    alice, boris = sandbox.member("Alice"), sandbox.member("Boris")
    await boris.run("say", text="hello")
    assert standing(tour) == (0, [])
    await alice.run("say", text="hello")
    assert standing(tour) == (1, [0])
    await alice.run("say", text="once more")
    assert standing(tour) == (2, [0, 1])


async def test_a_message_counts_by_its_place_its_text_and_its_components(
    sandbox: Sandbox, bot: SampleBot
) -> None:
    tour = guide(
        sandbox,
        [{"happened": "message", "in": "#general", "text": "^hello", "custom_id": "^form$"}],
        [{"happened": "message", "in": "@boris", "text": "only you"}],
        [],
    )
    alice, boris = sandbox.member("Alice"), sandbox.member("Boris")
    await alice.write("hello")
    assert standing(tour) == (0, [])
    await alice.run("say", text="hello")
    assert standing(tour) == (1, [0])
    await (await bot.fetch_user(int(boris.id))).send("For only you.")
    assert standing(tour) == (2, [0, 1])


async def test_a_step_can_wait_until_a_message_is_read(sandbox: Sandbox, bot: SampleBot) -> None:
    tour = guide(sandbox, [{"happened": "read", "by": "boris", "in": "@boris", "text": "secret"}], [])
    boris = sandbox.member("Boris")
    await (await bot.fetch_user(int(boris.id))).send("A secret.")
    assert standing(tour) == (0, [])
    mark_read(sandbox.backend, sandbox.world.user_named("Boris"), sandbox.world.dms[boris.id])
    assert standing(tour) == (1, [0])


async def test_a_click_counts_for_who_made_it(sandbox: Sandbox, bot: SampleBot) -> None:
    tour = guide(sandbox, [{"happened": "click", "by": "boris", "custom_id": "^form$"}], [])
    alice, boris = sandbox.member("Alice"), sandbox.member("Boris")
    message = (await alice.run("say", text="hello")).message
    assert message is not None
    label = next(button.label for button in message.buttons if button.custom_id == "form")
    await alice.click(message, label)
    assert standing(tour) == (0, [])
    await boris.click(message, label)
    assert standing(tour) == (1, [0])


async def test_a_step_needs_all_of_its_conditions(sandbox: Sandbox) -> None:
    tour = guide(
        sandbox,
        [{"happened": "message", "in": "#general", "text": word} for word in ("one", "two")],
        [],
    )
    await sandbox.member("Alice").write("one")
    assert standing(tour) == (0, [])
    await sandbox.member("Alice").write("two")
    assert standing(tour) == (1, [0])


async def test_a_step_without_conditions_is_left_by_hand_and_a_done_one_may_be_read_again(
    sandbox: Sandbox,
) -> None:
    tour = guide(sandbox, [], [{"happened": "message", "in": "#general", "text": "one"}], [])
    await sandbox.member("Alice").write("one")
    assert standing(tour) == (0, [])
    tour.go(1)
    assert standing(tour) == (2, [1])
    tour.go(1)
    assert standing(tour) == (1, [1])
    for nowhere in (3, -1, "1", None):
        with pytest.raises(ClientRefusal):
            tour.go(nowhere)


async def test_the_last_step_stays_when_it_is_done(sandbox: Sandbox) -> None:
    tour = guide(sandbox, [{"happened": "message", "in": "#general", "text": "one"}])
    await sandbox.member("Alice").write("one")
    assert standing(tour) == (0, [0])


@pytest.mark.parametrize(
    "wrong",
    [
        {"happened": "dance"},
        {"happened": "read", "in": "@boris"},
        {"happened": "command", "by": "alice", "name": "say", "text": "x"},
        {"happened": "message", "in": "#general", "text": "("},
    ],
)
def test_a_condition_that_is_none_is_refused_at_the_start(wrong: JsonObject) -> None:
    with pytest.raises(ValueError, match=r"step|needs|expression"):
        read_condition(wrong)
