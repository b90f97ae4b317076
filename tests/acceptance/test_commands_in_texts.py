"""Commands in texts can be clicked; one that is no more says so, and gives back what was typed."""

import pytest

from sandbox import InteractionKind
from sandbox.json_types import JsonObject
from tests.acceptance.conftest import Town
from tests.acceptance.steps import publish
from tests.acceptance.witness import Witness


async def test_a_text_links_to_the_commands_it_names_and_a_footer_names_them(town: Town) -> None:
    ids = {str(one["name"]): one["id"] for one in town.alice.commands()}
    english = await town.alice.run("board")
    russian = await town.boris.run("board")
    for answer in (english, russian):
        # Discord opens a command only by its English name, whatever language its reader has.
        assert f"</interview create:{ids['interview']}>" in answer.text
    await publish(town, town.alice)
    refused = await town.alice.run("book", interview="1")
    assert f"</board:{ids['board']}>" in refused.text
    picker = await town.alice.click((await town.alice.run("interview create")).message, "Later days")
    assert picker.message is not None
    assert picker.message.embeds[0]["footer"]["text"].endswith("use /timezone.")


@pytest.mark.parametrize(
    "data",
    [
        {"name": "ask", "type": 1, "options": [{"name": "text", "type": 3, "value": "How are you?"}]},
        {
            "name": "interview",
            "type": 1,
            "options": [
                {"name": "say", "type": 1, "options": [{"name": "t", "type": 3, "value": "How are you?"}]}
            ],
        },
        {
            "name": "board",
            "type": 1,
            "options": [{"name": "mood", "type": 3, "value": "How are you?"}],
        },
        {"name": "book", "type": 1},
        {"name": "board", "type": 2, "target_id": "1"},
    ],
    ids=["the command", "the subcommand", "an option", "without what it needs", "of another kind"],
)
async def test_what_was_removed_is_no_longer_in_use(town: Town, witness: Witness, data: JsonObject) -> None:
    answer = await town.alice.send_raw_interaction(InteractionKind.COMMAND, {"id": "1"} | data)
    assert "no longer in use" in answer.text
    if data.get("options"):
        await town.until(lambda: bool(answer.followups), "what was typed")
        assert "How are you?" in answer.followups[0].text
    assert witness.faults() == []


async def test_suggestions_for_what_was_removed_are_none(town: Town, witness: Witness) -> None:
    options = [{"name": "mood", "type": 3, "value": "go", "focused": True}]
    data: JsonObject = {"id": "1", "name": "ask", "type": 1, "options": options}
    await town.alice.send_raw_interaction(InteractionKind.AUTOCOMPLETE, data)
    said = [one.json for one in town.local.requests if one.path.endswith("/callback")]
    assert said == [{"type": 8, "data": {"choices": []}}]
    assert witness.faults() == []
