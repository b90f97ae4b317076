"""No text is longer than the place in Discord at which it is shown, even with the longest facts in it.

The limits: https://discord.com/developers/docs/components/reference and …/resources/message
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from cogs._shared.command_links import NAMED
from cogs._shared.discord_limits import (
    BUTTON_LABEL_MAXIMUM,
    EMBED_AUTHOR_MAXIMUM,
    EMBED_DESCRIPTION_MAXIMUM,
    EMBED_FIELD_NAME_MAXIMUM,
    EMBED_FIELD_VALUE_MAXIMUM,
    EMBED_FOOTER_MAXIMUM,
    EMBED_TITLE_MAXIMUM,
    FORM_HINT_MAXIMUM,
    FORM_LABEL_MAXIMUM,
    FORM_PLACEHOLDER_MAXIMUM,
    FORM_TITLE_MAXIMUM,
    MENU_OPTION_MAXIMUM,
    MENU_PLACEHOLDER_MAXIMUM,
    MESSAGE_MAXIMUM,
)
from cogs._shared.markup import plain
from cogs._shared.translation import Speaker
from services import feedback, wording
from services.feedback import SCORES
from services.links import LINK_MAXIMUM
from services.rubrics import judging
from tests.meta.complaints import nothing_is_amiss
from tests.meta.sources import LANGUAGES, Text, ask_of, is_speaking, messages, trees
from tests.meta.test_texts import FAMILIES

PLACES: dict[tuple[str, int | str], int] = {
    ("Form", 0): FORM_TITLE_MAXIMUM,
    ("asking_form", 1): FORM_TITLE_MAXIMUM,
    ("asking_form", "read_by"): FORM_HINT_MAXIMUM,
    ("add_text", 1): FORM_LABEL_MAXIMUM,
    ("add_text", "placeholder"): FORM_PLACEHOLDER_MAXIMUM,
    ("add_text", "hint"): FORM_HINT_MAXIMUM,
    ("add_choice", 1): FORM_LABEL_MAXIMUM,
    ("button", 0): BUTTON_LABEL_MAXIMUM,
    ("link_button", 0): BUTTON_LABEL_MAXIMUM,
    ("_turn", 0): BUTTON_LABEL_MAXIMUM,
    ("_menu", 1): MENU_PLACEHOLDER_MAXIMUM,
    ("Select", "placeholder"): MENU_PLACEHOLDER_MAXIMUM,
    ("SelectOption", "label"): MENU_OPTION_MAXIMUM,
    ("SelectOption", "description"): MENU_OPTION_MAXIMUM,
    ("Embed", "title"): EMBED_TITLE_MAXIMUM,
    ("add_field", "name"): EMBED_FIELD_NAME_MAXIMUM,
    ("add_field", "value"): EMBED_FIELD_VALUE_MAXIMUM,
    ("set_author", "name"): EMBED_AUTHOR_MAXIMUM,
    ("set_footer", "text"): EMBED_FOOTER_MAXIMUM,
}
"""Calls that put a text at a place, and how long it may be there: by position or by keyword."""

RENDERED = {("add_field", "value")}
"""Of these places those at which Discord makes a command clickable; at the others its text is `in_plain`."""

LONG_TEXT = "ж" * 200
NAMES = {"zone": "America/Argentina/ComodRivadavia", "status": "закрыто без результата"}
SHORT = {
    "role": "Interviewer",
    "topic": "т" * 100,
    "host": "<@1234567890123456789>",
    "channel": "<#1234567890123456789>",
}
NUMBERS = {
    *("points", "minutes", "hours", "price", "reward", "refund", "cost", "balance", "amount", "seats"),
    *(
        "questions",
        "went",
        "count",
        "page",
        "pages",
        "members",
        "number",
        "score",
        "minimum",
        "maximum",
        "days",
        "length",
        "line",
        "most",
    ),
}


LINK_TO_A_COMMAND = 24
"""Characters that a command is longer where it can be clicked: `<`, `:`, an id, `>`."""


def longest(text: Text, language: str) -> str:
    """Return a text with as long facts as it may get."""
    facts = {
        name: 1_234_567_890 if name in NUMBERS else (NAMES | SHORT).get(name, LONG_TEXT)
        for name in text.variables
    }
    links = LINK_TO_A_COMMAND * len(NAMED.findall(text.words))
    return Speaker(language)(text.text_id, **facts) + "*" * links


class Placed(NamedTuple):
    """Where a text is shown: the place in the code, the text's id, the limit."""

    where: str
    text_id: str
    limit: int
    is_clickable: bool
    """Whether Discord makes commands clickable there."""
    is_in_plain: bool
    """Whether they are asked not to be."""


def placed() -> Iterator[Placed]:
    """Give where a text is shown."""
    for file, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield from _placed_by(file, node)


def _placed_by(file: Path, node: ast.Call) -> Iterator[Placed]:
    called = node.func.value if isinstance(node.func, ast.Subscript) else node.func
    name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
    arguments: list[tuple[int | str | None, ast.expr]] = [*enumerate(node.args)]
    arguments += [(keyword.arg, keyword.value) for keyword in node.keywords]
    for position, argument in arguments:
        limit = PLACES.get((name, position)) if position is not None else None
        for inner in ast.walk(argument) if limit is not None else ():
            if limit is not None and is_speaking(inner):
                ask = ask_of(file, inner)
                for text_id in (
                    *ask.ids,
                    *(one for family in ask.families for one in FAMILIES.get(family, ())),
                ):
                    yield Placed(ask.where, text_id, limit, (name, position) in RENDERED, _in_plain(inner))


def _in_plain(node: ast.AST) -> bool:
    called = node.func if isinstance(node, ast.Call) else None
    return isinstance(called, ast.Attribute) and called.attr == "in_plain"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_fits_where_it_is_put(language: str) -> None:
    found = list(placed())

    assert {one.limit for one in found} >= {
        BUTTON_LABEL_MAXIMUM,
        FORM_LABEL_MAXIMUM,
        MENU_PLACEHOLDER_MAXIMUM,
        EMBED_FIELD_VALUE_MAXIMUM,
        EMBED_FOOTER_MAXIMUM,
    }
    nothing_is_amiss(
        f"locales/{language}/{text.file}: {text_id} can have {length} characters where {where} puts it, and"
        f" Discord takes {limit}. Which of its variables are never long is said in tests/meta/test_limits.py."
        for where, text_id, limit, *_ in found
        if (text := messages(language).get(text_id)) is not None
        if (length := len(longest(text, language))) > limit
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_commands_are_named_plainly_where_nothing_can_be_clicked(language: str) -> None:
    nothing_is_amiss(
        f"{one.where} puts {one.text_id}, which names a command, where Discord makes nothing clickable:"
        " say it with in_plain."
        for one in placed()
        if not (one.is_clickable or one.is_in_plain)
        if (text := messages(language).get(one.text_id)) is not None and NAMED.search(text.words)
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_menus_and_buttons_are_short_enough(language: str) -> None:
    limits = {f"score-{score}": MENU_OPTION_MAXIMUM for score in SCORES}
    limits |= dict.fromkeys(FAMILIES["button-{…}"], BUTTON_LABEL_MAXIMUM)

    nothing_is_amiss(
        f"locales/{language}/{text.file}: {text_id} is longer than the {limit} characters that Discord takes."
        for text_id, limit in limits.items()
        if (text := messages(language).get(text_id)) is not None
        if len(longest(text, language)) > limit
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_too_long_for_a_message(language: str) -> None:
    nothing_is_amiss(
        f"locales/{language}/{text.file}: {text_id} can have {length} characters, and a message takes"
        f" {MESSAGE_MAXIMUM}."
        for text_id, text in messages(language).items()
        if (length := len(longest(text, language))) > MESSAGE_MAXIMUM
    )


def test_a_refused_form_has_room_for_all_that_can_be_typed_into_one() -> None:
    longest_form = max(
        feedback.TEXT_MAXIMUM,
        judging.GOOD_MAXIMUM + len("\n") + judging.NEXT_STEP_MAXIMUM,
        wording.TOPIC_MAXIMUM
        + wording.LEVEL_MAXIMUM
        + wording.LANGUAGE_MAXIMUM
        + wording.NOTES_MAXIMUM
        + LINK_MAXIMUM,
    )

    assert len(plain("*" * longest_form)) <= EMBED_DESCRIPTION_MAXIMUM
