"""The tour of the sandbox page fits its study server, the bot's commands, and how the page reads it."""

import json
import re
from typing import Any

import pytest

from hosting.sandboxed import TOUR
from sandbox import study_server
from tests.meta.complaints import amiss, nothing_is_amiss
from tests.meta.conftest import JsonObject
from tests.meta.test_commands import every_part, russian

STEPS: list[dict[str, Any]] = json.loads(TOUR.read_text(encoding="utf-8"))
WORLD = study_server()
FIRST_SERVER = next(iter(WORLD.guilds.values()))


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step["title"]["en"])
def test_a_step_is_told_in_both_languages_and_takes_place_in_the_study_server(step: dict[str, Any]) -> None:
    assert step.keys() <= {"title", "text", "member", "channel", "command", "done"}
    assert step["done"]
    for what in ("title", "text"):
        assert step[what].keys() == {"en", "ru"}
        assert all(step[what].values())
    assert step["member"] in {member.user.name for member in FIRST_SERVER.members.values()}
    assert step.get("channel", "general") in {channel.name for channel in FIRST_SERVER.channels.values()}


def test_every_command_of_the_tour_exists_with_its_options(commands: list[JsonObject]) -> None:
    known = dict(every_part(commands))
    for step in STEPS:
        if "command" in step:
            path, *_ = re.split(r" \w+:", step["command"].removeprefix("/"), maxsplit=1)
            if path not in known:
                amiss(f"locales/tour.json uses /{path}, and there is no such command.")
            named = re.findall(r" ([a-z_]+):(?!//)", step["command"])
            options = {option["name"]: option for option in known[path].get("options") or []}
            required = {name for name, option in options.items() if option.get("required")}
            nothing_is_amiss(
                [
                    *(
                        f"locales/tour.json: /{path} has no option {name}."
                        for name in named
                        if name not in options
                    ),
                    *(
                        f"locales/tour.json: /{path} needs the option {name}."
                        for name in required - set(named)
                    ),
                ]
            )


def test_the_commands_that_the_texts_name_exist(commands: list[JsonObject]) -> None:
    paths = {path for path, _ in every_part(commands)}
    paths |= {russian(part, "name") for _, part in every_part(commands)}
    for step in STEPS:
        for text in step["text"].values():
            for named in re.findall(r"/([a-z]+(?: (?:create|board|list))?)", text):
                assert named in paths, f"locales/tour.json names /{named}, and there is no such command."
