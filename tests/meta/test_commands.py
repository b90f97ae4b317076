"""Every command, option and choice is within Discord's limits and speaks Russian.

The limits: https://discord.com/developers/docs/interactions/application-commands
"""

import re
from collections.abc import Iterator

import discord
import pytest

from cogs._shared.client import SparringBot
from tests.meta.conftest import JsonObject

NAME = re.compile(r"[-_'\w]{1,32}")
"""Discord's pattern for names: letters and numbers of any script, with few signs between them."""

SUBCOMMAND_KINDS = {1, 2}
DESCRIPTION_MAXIMUM = 100
CHOICE_MAXIMUM = 100
OPTIONS_MAXIMUM = 25
COMMAND_TEXT_MAXIMUM = 8000


def parts(command: JsonObject, above: str = "") -> Iterator[tuple[str, JsonObject]]:
    """Give a command and all options inside it, each with its path."""
    path = f"{above} {command['name']}".strip()
    yield path, command
    for option in command.get("options") or []:
        yield from parts(option, path)


def every_part(commands: list[JsonObject]) -> list[tuple[str, JsonObject]]:
    return [part for command in commands for part in parts(command)]


def runnable(commands: list[JsonObject]) -> set[str]:
    """Return the commands that can be sent, each with its path."""
    return {
        path
        for path, part in every_part(commands)
        if part.get("type", 1) in SUBCOMMAND_KINDS
        and not any(inner["type"] in SUBCOMMAND_KINDS for inner in part.get("options") or [])
    }


def russian(part: JsonObject, what: str) -> str:
    return str((part.get(f"{what}_localizations") or {}).get("ru") or "")


def texts(part: JsonObject) -> Iterator[str]:
    """Give what Discord counts of one part: the longer of both languages."""
    for what in ("name", "description"):
        yield max(part[what], russian(part, what), key=len)
    for choice in part.get("choices") or []:
        yield max(choice["name"], russian(choice, "name"), key=len) + str(choice["value"])


def test_the_commands_are_those_of_the_design(commands: list[JsonObject]) -> None:
    assert runnable(commands) == {
        *(f"interview {name}" for name in ("create", "view", "list", "edit", "cancel")),
        *(
            f"settings {name}"
            for name in (
                "show",
                "board",
                "points",
                "grant",
                "times",
                "absence",
                "links",
                "events",
                "reminders",
                "economy",
            )
        ),
        *("board", "book", "feedback", "points", "timezone"),
    }


def test_names_are_unique_where_they_stand_in_both_languages(commands: list[JsonObject]) -> None:
    lists = [("/", commands)] + [(path, part.get("options") or []) for path, part in every_part(commands)]
    for path, neighbours in lists:
        for names in (
            [one["name"] for one in neighbours],
            [russian(one, "name") for one in neighbours],
        ):
            assert len(set(names)) == len(names), path


def test_names_are_such_as_discord_takes(commands: list[JsonObject]) -> None:
    wrong = [
        (path, name)
        for path, part in every_part(commands)
        for name in (part["name"], russian(part, "name"))
        if not NAME.fullmatch(name) or name != name.lower()
    ]

    assert wrong == []


def test_descriptions_are_short_enough(commands: list[JsonObject]) -> None:
    wrong = [
        (path, text)
        for path, part in every_part(commands)
        for text in (part["description"], russian(part, "description"))
        if not 1 <= len(text) <= DESCRIPTION_MAXIMUM
    ]

    assert wrong == []


def test_choices_are_few_and_short_enough_and_have_names_of_their_own(commands: list[JsonObject]) -> None:
    for path, part in every_part(commands):
        choices = part.get("choices") or []
        assert len(choices) <= OPTIONS_MAXIMUM, path
        assert len({choice["name"] for choice in choices}) == len(choices), path
        for choice in choices:
            assert 1 <= len(choice["name"]) <= CHOICE_MAXIMUM, path
            assert 1 <= len(russian(choice, "name")) <= CHOICE_MAXIMUM, (path, choice["name"])


def test_required_options_come_first_and_no_list_is_too_long(commands: list[JsonObject]) -> None:
    for path, part in every_part(commands):
        options = [one for one in part.get("options") or [] if one["type"] not in SUBCOMMAND_KINDS]
        required = [bool(one.get("required")) for one in options]
        assert required == sorted(required, reverse=True), path
        assert len(part.get("options") or []) <= OPTIONS_MAXIMUM, path


def test_all_the_text_of_a_command_is_within_the_limit_for_one(commands: list[JsonObject]) -> None:
    for command in commands:
        length = sum(len(text) for _, part in parts(command) for text in texts(part))
        assert length <= COMMAND_TEXT_MAXIMUM, command["name"]


def test_only_who_manages_the_server_is_shown_the_settings(commands: list[JsonObject]) -> None:
    (settings,) = [command for command in commands if command["name"] == "settings"]

    wanted = discord.Permissions(manage_guild=True).value
    assert int(settings["default_member_permissions"]) == wanted


@pytest.mark.parametrize(
    ("kind", "custom_id"),
    [
        *(
            (discord.InteractionType.component, f"interview:{action}:12")
            for action in ("book", "withdraw", "cancel", "edit", "feedback", "accept", "rate")
        ),
        (discord.InteractionType.component, "interview:start"),
        (discord.InteractionType.modal_submit, "interview:feedback:12"),
        (discord.InteractionType.modal_submit, "interview:edit:12"),
    ],
)
async def test_what_old_messages_carry_is_answered_by_exactly_one_handler(
    bot: SparringBot, kind: discord.InteractionType, custom_id: str
) -> None:
    answering = [
        pattern.pattern
        for of_kind, pattern, _ in bot.routes._routes
        if of_kind is kind and pattern.fullmatch(custom_id)
    ]

    assert len(answering) == 1


async def test_no_two_handlers_have_the_same_pattern(bot: SparringBot) -> None:
    routes = [(kind, pattern.pattern) for kind, pattern, _ in bot.routes._routes]

    assert len(set(routes)) == len(routes)
