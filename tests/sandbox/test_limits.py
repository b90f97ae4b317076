"""The sandbox refuses what Discord refuses, with Discord's codes and paths."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from sandbox import Sandbox
from tests.sandbox.discord_rest import Rest, error_codes

BUTTON = {"type": 2, "style": 1, "label": "Go", "custom_id": "go"}


@pytest.fixture
async def rest(sandbox: Sandbox) -> AsyncIterator[Rest]:
    async with Rest(sandbox) as client:
        yield client


def row(*components: object) -> dict[str, object]:
    return {"type": 1, "components": list(components)}


def select(**changes: object) -> dict[str, object]:
    return {"type": 3, "custom_id": "pick", "options": [{"label": "A", "value": "a"}]} | changes


def text(length: int) -> str:
    return "x" * length


MESSAGES: list[tuple[str, dict[str, object], dict[str, list[str]]]] = [
    ("a text of 2001", {"content": text(2001)}, {"content": ["BASE_TYPE_MAX_LENGTH"]}),
    (
        "an embed title of 257",
        {"embeds": [{"title": text(257)}]},
        {"embeds.0.title": ["BASE_TYPE_MAX_LENGTH"]},
    ),
    (
        "an embed description of 4097",
        {"embeds": [{"description": text(4097)}]},
        {"embeds.0.description": ["BASE_TYPE_MAX_LENGTH"]},
    ),
    (
        "26 fields",
        {"embeds": [{"fields": [{"name": "n", "value": "v"}] * 26}]},
        {"embeds.0.fields": ["BASE_TYPE_MAX_LENGTH"]},
    ),
    (
        "a field without a value",
        {"embeds": [{"fields": [{"name": "n", "value": ""}]}]},
        {"embeds.0.fields.0.value": ["BASE_TYPE_REQUIRED"]},
    ),
    (
        "a field name of 257 and a value of 1025",
        {"embeds": [{"fields": [{"name": text(257), "value": text(1025)}]}]},
        {
            "embeds.0.fields.0.name": ["BASE_TYPE_MAX_LENGTH"],
            "embeds.0.fields.0.value": ["BASE_TYPE_MAX_LENGTH"],
        },
    ),
    (
        "a footer of 2049 and an author of 257",
        {"embeds": [{"footer": {"text": text(2049)}, "author": {"name": text(257)}}]},
        {"embeds.0.footer.text": ["BASE_TYPE_MAX_LENGTH"], "embeds.0.author.name": ["BASE_TYPE_MAX_LENGTH"]},
    ),
    (
        "embeds of 6001 together",
        {"embeds": [{"description": text(4000)}, {"description": text(2001)}]},
        {"embeds": ["MAX_EMBED_SIZE_EXCEEDED"]},
    ),
    ("eleven embeds", {"embeds": [{"title": "t"}] * 11}, {"embeds": ["BASE_TYPE_MAX_LENGTH"]}),
    (
        "an embed link of a wrong scheme",
        {"embeds": [{"title": "t", "url": "ftp://x"}]},
        {"embeds.0.url": ["URL_TYPE_INVALID_SCHEME"]},
    ),
    (
        "six rows",
        {"components": [row({**BUTTON, "custom_id": str(n)}) for n in range(6)]},
        {"components": ["BASE_TYPE_MAX_LENGTH"]},
    ),
    (
        "six buttons in a row",
        {"components": [row(*({**BUTTON, "custom_id": str(n)} for n in range(6)))]},
        {"components.0.components": ["BASE_TYPE_BAD_LENGTH"]},
    ),
    (
        "a custom_id twice",
        {"components": [row(BUTTON, BUTTON)]},
        {"components.0.components.1.custom_id": ["COMPONENT_CUSTOM_ID_DUPLICATED"]},
    ),
    (
        "a label of 81 and a custom_id of 101",
        {"components": [row({**BUTTON, "label": text(81), "custom_id": text(101)})]},
        {
            "components.0.components.0.label": ["BASE_TYPE_MAX_LENGTH"],
            "components.0.components.0.custom_id": ["BASE_TYPE_BAD_LENGTH"],
        },
    ),
    (
        "a button without a style",
        {"components": [row({"type": 2, "label": "x", "custom_id": "x"})]},
        {"components.0.components.0.style": ["BASE_TYPE_CHOICES"]},
    ),
    (
        "a link button without a link",
        {"components": [row({"type": 2, "style": 5, "label": "x"})]},
        {"components.0.components.0.url": ["BASE_TYPE_REQUIRED"]},
    ),
    (
        "a button with a made-up emoji",
        {"components": [row({**BUTTON, "emoji": {"name": ":tada:"}})]},
        {"components.0.components.0.emoji.name": ["COMPONENT_INVALID_EMOJI"]},
    ),
    (
        "a select beside a button",
        {"components": [row(BUTTON, select())]},
        {"components.0.components": ["COMPONENT_LAYOUT_WIDTH_EXCEEDED"]},
    ),
    (
        "a select with 26 options",
        {"components": [row(select(options=[{"label": "x", "value": str(n)} for n in range(26)]))]},
        {"components.0.components.0.options": ["BASE_TYPE_BAD_LENGTH"]},
    ),
    (
        "a select without options",
        {"components": [row(select(options=[]))]},
        {"components.0.components.0.options": ["BASE_TYPE_BAD_LENGTH"]},
    ),
    (
        "a select with the same value twice",
        {"components": [row(select(options=[{"label": "x", "value": "x"}] * 2))]},
        {"components.0.components.0.options.1.value": ["SELECT_COMPONENT_OPTION_VALUE_DUPLICATED"]},
    ),
    (
        "a select with an option label of 101 and a placeholder of 151",
        {"components": [row(select(options=[{"label": text(101), "value": "x"}], placeholder=text(151)))]},
        {
            "components.0.components.0.options.0.label": ["BASE_TYPE_BAD_LENGTH"],
            "components.0.components.0.placeholder": ["BASE_TYPE_MAX_LENGTH"],
        },
    ),
    (
        "a select with more values needed than allowed",
        {"components": [row(select(min_values=3, max_values=2))]},
        {"components.0.components.0.min_values": ["NUMBER_TYPE_MAX"]},
    ),
    (
        "a button without a row",
        {"components": [BUTTON]},
        {"components.0.type": ["UNION_TYPE_CHOICES"]},
    ),
    (
        "a text display without the flag for layouts",
        {"components": [{"type": 10, "content": "x"}]},
        {"components.0.type": ["UNION_TYPE_CHOICES"]},
    ),
    (
        "a text beside a layout",
        {"content": "x", "flags": 1 << 15, "components": [{"type": 10, "content": "x"}]},
        {"content": ["MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"]},
    ),
    (
        "a section without an accessory",
        {"flags": 1 << 15, "components": [{"type": 9, "components": [{"type": 10, "content": "x"}]}]},
        {"components.0.accessory": ["BASE_TYPE_REQUIRED"]},
    ),
    (
        "41 components in a layout",
        {
            "flags": 1 << 15,
            "components": [{"type": 17, "components": [{"type": 14}] * 38}, {"type": 14}, {"type": 14}],
        },
        {"components": ["COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED"]},
    ),
    ("a nonce of 26", {"content": "x", "nonce": text(26)}, {"nonce": ["BASE_TYPE_MAX_LENGTH"]}),
    (
        "mentions allowed twice over",
        {"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
        {"allowed_mentions": ["MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE"]},
    ),
    ("embeds that are none", {"embeds": ["x"]}, {"embeds.0": ["DICT_TYPE_CONVERT"]}),
    ("components that are no list", {"components": "x"}, {"components": ["BASE_TYPE_LIST"]}),
]


@pytest.mark.parametrize(("body", "codes"), [pytest.param(b, c, id=n) for n, b, c in MESSAGES])
async def test_a_message_is_refused(
    sandbox: Sandbox, rest: Rest, body: dict[str, object], codes: dict[str, list[str]]
) -> None:
    channel = sandbox.channel("general")
    status, answer = await rest.call("POST", f"/channels/{channel.id}/messages", body)
    assert status == 400
    assert answer["code"] == 50035
    assert answer["message"] == "Invalid Form Body"
    assert error_codes(answer["errors"]) == codes
    assert sandbox.member("alice").messages("general") == []


async def test_the_largest_message_is_taken(sandbox: Sandbox, rest: Rest) -> None:
    body = {
        "content": text(2000),
        "embeds": [{"title": text(256), "description": text(4096), "footer": {"text": text(1648)}}],
        "components": [
            row(*({**BUTTON, "label": text(80), "custom_id": f"{n}{text(98)}"} for n in range(5))),
            row(select(options=[{"label": text(100), "value": str(n)} for n in range(25)], max_values=25)),
        ],
        "nonce": text(25),
    }
    status, _ = await rest.call("POST", f"/channels/{sandbox.channel('general').id}/messages", body)
    assert status == 200


@pytest.mark.parametrize("body", [{}, {"content": ""}, {"content": "  \n"}, {"embeds": []}])
async def test_an_empty_message_is_refused(sandbox: Sandbox, rest: Rest, body: dict[str, object]) -> None:
    status, answer = await rest.call("POST", f"/channels/{sandbox.channel('general').id}/messages", body)
    assert (status, answer["code"]) == (400, 50006)


async def test_an_edit_that_empties_a_message_is_refused(sandbox: Sandbox, rest: Rest) -> None:
    base = f"/channels/{sandbox.channel('general').id}/messages"
    _, message = await rest.call("POST", base, {"content": "x"})
    status, answer = await rest.call("PATCH", f"{base}/{message['id']}", {"content": ""})
    assert (status, answer["code"]) == (400, 50006)


def option(**changes: object) -> dict[str, object]:
    return {"type": 3, "name": "word", "description": "A word"} | changes


def command(**changes: object) -> dict[str, object]:
    return {"name": "test", "description": "A test"} | changes


def menu(**changes: object) -> dict[str, object]:
    return {"type": 2, "name": "test"} | changes


COMMANDS: list[tuple[str, dict[str, object], dict[str, list[str]]]] = [
    ("an upper case name", command(name="Test"), {"name": ["APPLICATION_COMMAND_INVALID_NAME"]}),
    ("a name with a space", command(name="a b"), {"name": ["APPLICATION_COMMAND_INVALID_NAME"]}),
    ("a name of 33", command(name=text(33)), {"name": ["BASE_TYPE_BAD_LENGTH"]}),
    ("no description", {"name": "test"}, {"description": ["BASE_TYPE_REQUIRED"]}),
    ("a description of 101", command(description=text(101)), {"description": ["BASE_TYPE_BAD_LENGTH"]}),
    (
        "an unknown language",
        command(name_localizations={"xx": "test"}),
        {"name_localizations.xx": ["ENUM_TYPE_COERCE"]},
    ),
    (
        "an upper case Russian name",
        command(name_localizations={"ru": "Тест"}),
        {"name_localizations.ru": ["APPLICATION_COMMAND_INVALID_NAME"]},
    ),
    (
        "26 options",
        command(options=[option(name=f"o{n}") for n in range(26)]),
        {"options": ["BASE_TYPE_MAX_LENGTH"]},
    ),
    (
        "a required option after an optional one",
        command(options=[option(), option(name="two", required=True)]),
        {"options.1": ["APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID"]},
    ),
    (
        "an option twice",
        command(options=[option(), option()]),
        {"options.1.name": ["APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS"]},
    ),
    (
        "26 choices",
        command(options=[option(choices=[{"name": str(n), "value": str(n)} for n in range(26)])]),
        {"options.0.choices": ["BASE_TYPE_MAX_LENGTH"]},
    ),
    (
        "a choice twice",
        command(options=[option(choices=[{"name": "a", "value": "a"}] * 2)]),
        {
            "options.0.choices.1.name": ["APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_EXISTS"],
            "options.0.choices.1.value": ["APPLICATION_COMMAND_OPTIONS_CHOICE_VALUE_EXISTS"],
        },
    ),
    (
        "a subcommand beside a plain option",
        command(options=[option(type=1, name="sub"), option()]),
        {"options": ["APPLICATION_COMMAND_OPTIONS_TYPE_INVALID"]},
    ),
    (
        "more than 8000 characters",
        command(
            options=[
                option(
                    name=f"o{n}", choices=[{"name": f"{m:02}{text(98)}", "value": str(m)} for m in range(25)]
                )
                for n in range(4)
            ]
        ),
        {"": ["APPLICATION_COMMAND_TOO_LARGE"]},
    ),
    ("a menu's name of 33", menu(name=text(33)), {"name": ["BASE_TYPE_BAD_LENGTH"]}),
    ("a menu without a name", {"type": 2}, {"name": ["BASE_TYPE_REQUIRED"]}),
    (
        "a menu's Russian name of 33",
        menu(name_localizations={"ru": text(33)}),
        {"name_localizations.ru": ["BASE_TYPE_BAD_LENGTH"]},
    ),
    (
        "a menu with a description",
        menu(description="A test", description_localizations={"ru": "Проверка"}),
        {
            "description": ["APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_INVALID"],
            "description_localizations": ["APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_INVALID"],
        },
    ),
    (
        "a menu with an option",
        menu(options=[option()]),
        {"options": ["APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS_INVALID"]},
    ),
]


@pytest.mark.parametrize(("body", "codes"), [pytest.param(b, c, id=n) for n, b, c in COMMANDS])
async def test_a_command_is_refused(
    sandbox: Sandbox, rest: Rest, body: dict[str, object], codes: dict[str, list[str]]
) -> None:
    base = f"/applications/{sandbox.application_id}/commands"
    status, answer = await rest.call("POST", base, body)
    assert (status, answer["code"]) == (400, 50035)
    assert error_codes(answer["errors"]) == codes
    _, listed = await rest.call("PUT", base, [command(name="fine"), body])
    prefixed = {f"1.{path}".rstrip("."): value for path, value in codes.items()}
    assert error_codes(listed["errors"]) == prefixed


async def test_a_menu_is_named_as_one_writes_and_may_be_called_as_a_command_is(
    sandbox: Sandbox, rest: Rest
) -> None:
    base = f"/applications/{sandbox.application_id}/commands"
    named = menu(name="Have we met?", description="", name_localizations={"ru": "Мы встречались?"})
    status, kept = await rest.call("PUT", base, [command(), menu(), named])
    assert status == 200
    assert [(one["name"], one["type"]) for one in kept] == [("test", 1), ("test", 2), ("Have we met?", 2)]
    assert (await rest.call("POST", base, named))[1]["id"] == kept[2]["id"]
    _, answer = await rest.call("PUT", base, [menu(), menu()])
    assert error_codes(answer["errors"]) == {"1.name": ["APPLICATION_COMMANDS_DUPLICATE_NAME"]}
    status, answer = await rest.call("PUT", base, [menu(name=f"Menu {n}") for n in range(16)])
    assert (status, answer["code"]) == (400, 30032)


async def test_a_name_that_is_taken_in_one_set_is_refused(sandbox: Sandbox, rest: Rest) -> None:
    base = f"/applications/{sandbox.application_id}/commands"
    _, answer = await rest.call("PUT", base, [command(), command()])
    assert error_codes(answer["errors"]) == {"1.name": ["APPLICATION_COMMANDS_DUPLICATE_NAME"]}


async def test_a_hundred_commands_are_the_most(sandbox: Sandbox, rest: Rest) -> None:
    base = f"/applications/{sandbox.application_id}/commands"
    many: list[Any] = [command(name=f"c{n}") for n in range(101)]
    status, answer = await rest.call("PUT", base, many)
    assert (status, answer["code"]) == (400, 30032)
    assert (await rest.call("PUT", base, many[:100]))[0] == 200
    status, answer = await rest.call("POST", base, command())
    assert (status, answer["code"]) == (400, 30032)


async def test_commands_keep_their_id_when_they_are_registered_again(sandbox: Sandbox, rest: Rest) -> None:
    base = f"/applications/{sandbox.application_id}/commands"
    status, first = await rest.call("POST", base, command(name_localizations={"ru": "тест"}))
    assert status == 201
    status, second = await rest.call("POST", base, command(description="Changed"))
    assert (status, second["id"]) == (200, first["id"])
    status, third = await rest.call("PATCH", f"{base}/{first['id']}", {"name": "renamed"})
    assert (third["id"], third["name"], third["description"]) == (first["id"], "renamed", "Changed")
    _, plain = await rest.call("GET", base)
    assert "name_localizations" not in plain[0]
    _, full = await rest.call("GET", f"{base}?with_localizations=true")
    assert "name_localizations" in full[0]
    assert (await rest.call("DELETE", f"{base}/{first['id']}"))[0] == 204
    assert (await rest.call("GET", f"{base}/{first['id']}"))[1]["code"] == 10063
