"""Commands that texts name: plain until they are registered, and clickable where Discord lets them be."""

from collections.abc import Iterator

import pytest

from cogs._shared import translation
from cogs._shared.command_links import Payload, with_calls
from cogs._shared.translation import Speaker, link_commands, unlink_commands

COMMANDS: list[Payload] = [
    {"name": "board", "name_localizations": {"ru": "доска"}},
    {
        "name": "interview",
        "name_localizations": {"ru": "собеседование"},
        "options": [{"type": 1, "name": "create", "name_localizations": {"ru": "создать"}}],
    },
]
IDS = {"board": 11, "interview": 12}


@pytest.fixture(autouse=True)
def plain_again() -> Iterator[None]:
    unlink_commands()
    yield
    unlink_commands()


def test_a_command_is_named_in_the_language_of_the_text_and_opens_by_its_english_name() -> None:
    assert "Publish your own with /interview create and" in Speaker("en")("board-empty")
    link_commands(COMMANDS, IDS)

    assert "Publish your own with </interview create:12> and" in Speaker("en")("board-empty")
    assert "Попробуйте </board:11> без" in Speaker("ru")("board-empty-filtered")
    assert "своё командой </interview create:12>." in Speaker("ru")("board-empty-filtered")
    assert "Publish your own with /interview create and" in Speaker("en").in_plain("board-empty")


def test_a_command_that_is_not_registered_stays_as_it_is_written() -> None:
    link_commands(COMMANDS, IDS)

    assert "with /settings grant, or pick" in Speaker("en")("economy-advice-dry")
    assert "/настройки баллы набор: поровну." in Speaker("ru")("economy-advice-dry")


def test_what_stands_in_a_menu_is_not_linked() -> None:
    in_menu: list[Payload] = [
        {"type": 2, "name": "board", "name_localizations": {"ru": "записаться"}},
        {"type": 2, "name": "Have we met?"},
    ]
    link_commands([*COMMANDS, *in_menu], {**IDS, "Have we met?": 13})

    assert "Попробуйте </board:11> без" in Speaker("ru")("board-empty-filtered")
    assert translation._links.linked("ru", "записаться") == "/записаться"


def test_what_only_looks_like_a_command_is_none() -> None:
    for text in ("https://meet.google.com/abc", "and/or", "a </board:1> b", "24/7", "../up"):
        assert with_calls(text) == text


def test_texts_are_read_once_however_often_commands_are_registered(monkeypatch: pytest.MonkeyPatch) -> None:
    for language in ("en", "ru"):
        Speaker(language)("board-empty")
    monkeypatch.setattr(translation, "FluentResource", None)
    for first in (21, 31):
        link_commands(COMMANDS, {"board": first, "interview": first + 1})
        assert f"</interview create:{first + 1}>" in Speaker("en")("board-empty")
