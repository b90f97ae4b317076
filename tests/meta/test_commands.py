"""Every command, option and choice is within Discord's limits and speaks Russian.

The limits: https://discord.com/developers/docs/interactions/application-commands
"""

import re
from collections import Counter
from collections.abc import Iterator

import discord
import pytest

from cogs._client.bot import SparringBot
from cogs._shared.discord_limits import (
    CHOICE_NAME_MAXIMUM,
    COMMAND_DESCRIPTION_MAXIMUM,
    COMMAND_NAME_MAXIMUM,
    COMMAND_TEXT_MAXIMUM,
    OPTIONS_MAXIMUM,
    USER_COMMANDS_MAXIMUM,
)
from tests.meta.complaints import nothing_is_amiss
from tests.meta.conftest import JsonObject
from tests.meta.sources import COMMANDS, LANGUAGES

NAME = re.compile(r"[-_'\w]{1,32}")
"""Discord's pattern for names: letters and numbers of any script, with few signs between them."""

SUBCOMMAND_KINDS = {1, 2}

NOT_DESCRIBED = "…"
"""What discord.py says of a command or an option of which nothing was said."""

WRITTEN_IN = {"en": "in the command's decorators", "ru": f"in locales/ru/{COMMANDS}"}
"""Where the names and descriptions of commands, options and choices stand."""


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


def in_language(language: str, part: JsonObject, what: str) -> str:
    """Return a name or a description as Discord shows it: in English where there is no other."""
    return (language == "ru" and russian(part, what)) or str(part[what])


def texts(part: JsonObject) -> Iterator[str]:
    """Give what Discord counts of one part: the longer of both languages."""
    for what in ("name", "description"):
        yield max(part[what], russian(part, what), key=len)
    for choice in part.get("choices") or []:
        yield max(choice["name"], russian(choice, "name"), key=len) + str(choice["value"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_are_unique_where_they_stand(commands: list[JsonObject], language: str) -> None:
    lists = [("", commands)] + [(path, part.get("options") or []) for path, part in every_part(commands)]

    nothing_is_amiss(
        f"/{path} has {times} of the name {name}, which Discord refuses: change one {WRITTEN_IN[language]}."
        for path, neighbours in lists
        for name, times in Counter(in_language(language, one, "name") for one in neighbours).items()
        if times > 1
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_are_such_as_discord_takes(commands: list[JsonObject], language: str) -> None:
    nothing_is_amiss(
        f"/{path}: Discord refuses the name {name!r}. Write 1 to 32 small letters, digits, - and _"
        f" {WRITTEN_IN[language]}."
        for path, part in every_part(commands)
        if not NAME.fullmatch(name := in_language(language, part, "name")) or name != name.lower()
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_stands_in_a_members_menu_has_a_name_of_its_own_that_discord_takes(
    menus: list[JsonObject], language: str
) -> None:
    written = {"en": "in on_member_menu", "ru": WRITTEN_IN["ru"]}[language]

    nothing_is_amiss(
        f"The menu of a member has {times} of the name {name!r}, with {len(name)} characters, and Discord"
        f" wants it once, with 1 to {COMMAND_NAME_MAXIMUM}. Change it {written}."
        for name, times in Counter(in_language(language, one, "name") for one in menus).items()
        if times > 1 or not 1 <= len(name) <= COMMAND_NAME_MAXIMUM
    )


def test_members_menus_are_of_servers_only_and_not_too_long(
    registered: list[JsonObject], commands: list[JsonObject], menus: list[JsonObject]
) -> None:
    assert len(menus) <= USER_COMMANDS_MAXIMUM
    nothing_is_amiss(
        f"{one['name']!r} in the menu of a member is offered in direct messages, where there are no members:"
        " declare it with on_member_menu."
        for one in menus
        if one["contexts"] != [0]
    )
    assert len(commands) + len(menus) == len(registered), (
        "Something is registered that no test here looks at."
    )


def test_everything_is_described(commands: list[JsonObject]) -> None:
    nothing_is_amiss(
        f"/{path} has no description: give one {WRITTEN_IN['en']} (an option's in app_commands.describe)."
        for path, part in every_part(commands)
        if part["description"] in {"", NOT_DESCRIBED}
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_descriptions_are_short_enough(commands: list[JsonObject], language: str) -> None:
    nothing_is_amiss(
        f"/{path}: its description has {len(text)} characters, and Discord takes"
        f" {COMMAND_DESCRIPTION_MAXIMUM}. Shorten it {WRITTEN_IN[language]}."
        for path, part in every_part(commands)
        if len(text := in_language(language, part, "description")) > COMMAND_DESCRIPTION_MAXIMUM
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_choices_are_short_enough_and_have_names_of_their_own(
    commands: list[JsonObject], language: str
) -> None:
    nothing_is_amiss(
        f"/{path}: the choice {name!r} is there {times} times with {len(name)} characters, and Discord wants"
        f" it once, with 1 to {CHOICE_NAME_MAXIMUM}. Change it {WRITTEN_IN[language]}."
        for path, part in every_part(commands)
        for name, times in Counter(
            in_language(language, choice, "name") for choice in part.get("choices") or []
        ).items()
        if times > 1 or not 1 <= len(name) <= CHOICE_NAME_MAXIMUM
    )


def test_required_options_come_first(commands: list[JsonObject]) -> None:
    nothing_is_amiss(
        f"/{path}: an option that is required comes after one that is not, and Discord refuses that."
        for path, part in every_part(commands)
        if (required := [bool(one.get("required")) for one in part.get("options") or []])
        != sorted(required, reverse=True)
    )


def test_no_list_is_too_long(commands: list[JsonObject]) -> None:
    nothing_is_amiss(
        f"/{path} has {len(part[what])} {what}, and Discord takes {OPTIONS_MAXIMUM}."
        for path, part in every_part(commands)
        for what in ("options", "choices")
        if len(part.get(what) or []) > OPTIONS_MAXIMUM
    )


def test_all_the_text_of_a_command_is_within_the_limit_for_one(commands: list[JsonObject]) -> None:
    nothing_is_amiss(
        f"/{command['name']} has {length} characters in all, and Discord takes {COMMAND_TEXT_MAXIMUM}."
        for command in commands
        if (length := sum(len(text) for _, part in parts(command) for text in texts(part)))
        > COMMAND_TEXT_MAXIMUM
    )


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
        (discord.InteractionType.modal_submit, "interview:rubric:12:system-design:1"),
        (discord.InteractionType.modal_submit, "interview:rubric:12:s7:3"),
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
