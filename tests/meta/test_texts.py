"""Every text exists in both languages, is asked for with the variables it needs, and is used somewhere."""

import pkgutil
import re
from collections import Counter
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from importlib import import_module
from typing import get_type_hints

import pytest

import services
from cogs._shared.client import PERMISSIONS
from cogs._shared.errors import CHOOSES, explain
from cogs._shared.translation import Speaker
from services.delivery.kinds import CLASSES
from services.delivery.kinds.direct import Direct
from services.disputes import DisputeKind, Ruling
from services.events import Obstacle
from services.feedback import SCORES
from services.google_meet.errors import Fault
from services.interviews import Action, InterviewStatus, Role
from services.languages import LANGUAGES as SERVER_LANGUAGES
from services.points import PointsReason
from services.refusals import Refusal
from tests.meta.conftest import JsonObject
from tests.meta.sources import (
    COMMANDS,
    LANGUAGES,
    asks,
    constants,
    looks_like_an_id,
    messages,
    texts,
)
from tests.meta.test_commands import SUBCOMMAND_KINDS, russian

_DIRECT = {kind.value.replace("_", "-") for kind, message in CLASSES.items() if issubclass(message, Direct)}
_IN_OTHER_WORDS = {"points-granted"}
"""Direct messages with texts of their own ids: points are given or taken."""

_DISPUTED = [kind.value.replace("_", "-") for kind in DisputeKind]
_RULED = [f"{kind}-{ruling.value}" for kind in _DISPUTED for ruling in Ruling]

FAMILIES: dict[str, set[str]] = {
    "button-{…}": {f"button-{action.value}" for action in Action},
    "button-reminders-{…}": {"button-reminders-on", "button-reminders-off"},
    "button-{…}-{…}": {f"button-{ruled}" for ruled in _RULED},
    "dispute-about-{…}": {f"dispute-about-{kind}" for kind in _DISPUTED},
    "dispute-effect-{…}": {f"dispute-effect-{kind}" for kind in _DISPUTED},
    "reminders-{…}": {"reminders-on", "reminders-off"},
    "ruling-{…}-{…}": {f"ruling-{ruled}" for ruled in _RULED},
    "dm-{…}": {f"dm-{kind}" for kind in _DIRECT - _IN_OTHER_WORDS},
    "google-{…}": {f"google-{fault.value.reason}" for fault in Fault},
    "language-{…}": {f"language-{language}" for language in SERVER_LANGUAGES},
    "permission-{…}": {f"permission-{name.replace('_', '-')}" for name, needed in PERMISSIONS if needed},
    "log-no-events-{…}": {f"log-no-events-{obstacle.value}" for obstacle in Obstacle},
    "picker-as-{…}": {f"picker-as-{role.value}" for role in Role},
    "reason-{…}": {f"reason-{reason.value}" for reason in PointsReason},
    "role-{…}": {f"role-{role.value}" for role in Role},
    "score-{…}": {f"score-{score}" for score in SCORES},
    "status-{…}": {f"status-{status.value}" for status in InterviewStatus},
}
"""Ids that the code puts together, and all that can come of it."""


def refusals() -> list[type[Refusal]]:
    """Return every refusal of the rules, wherever it is defined."""
    for module in pkgutil.iter_modules(services.__path__):
        import_module(f"services.{module.name}")
    found: list[type[Refusal]] = []
    waiting = [Refusal]
    while waiting:
        for refusal in waiting.pop().__subclasses__():
            if refusal.__module__.startswith("services."):
                found.append(refusal)
                waiting.append(refusal)
    return found


EXAMPLES: dict[object, str | int | datetime] = {
    str: "text",
    int: 5,
    datetime: datetime(2026, 12, 1, 18, 30, tzinfo=UTC),
}
"""A value for each type that a field of a refusal has."""


@pytest.mark.parametrize("refusal", refusals(), ids=lambda refusal: refusal.__name__)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refusal_is_said_with_what_it_knows(refusal: type[Refusal], language: str) -> None:
    assert is_dataclass(refusal)
    known = {field.name: EXAMPLES[field.type] for field in fields(refusal)}

    text = messages(language)[refusal.message_id()]

    assert text.variables <= known.keys()
    sentence = explain(refusal(**known), Speaker(language))
    assert sentence.endswith((".", "!", "?"))
    assert "{" not in sentence


@pytest.mark.parametrize("refusal", refusals(), ids=lambda refusal: refusal.__name__)
def test_what_a_refusal_carries_is_said_in_some_language(refusal: type[Refusal]) -> None:
    assert is_dataclass(refusal)
    said = {name for language in LANGUAGES for name in messages(language)[refusal.message_id()].variables}

    assert said == {field.name for field in fields(refusal)}


def test_no_text_is_for_a_refusal_that_does_not_exist() -> None:
    written = {text_id for text_id in messages("en") if text_id.startswith("refusal-")}

    assert written == {refusal.message_id() for refusal in refusals()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_written_twice(language: str) -> None:
    times = Counter(text.text_id for text in texts(language))

    assert [text_id for text_id, count in times.items() if count > 1] == []


def test_both_languages_have_the_same_texts() -> None:
    assert messages("en").keys() == messages("ru").keys()


def test_a_text_has_the_same_variables_in_both_languages() -> None:
    english, in_russian = messages("en"), messages("ru")

    different = {
        text_id: (sorted(text.variables), sorted(in_russian[text_id].variables))
        for text_id, text in english.items()
        if text_id in in_russian and text.variables != in_russian[text_id].variables
    }

    assert different == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_that_choose_a_case_of_a_refusal_are_not_escaped(language: str) -> None:
    choosing = {
        name
        for refusal in refusals()
        for name, kind in get_type_hints(refusal).items()
        if kind is str and name in messages(language)[refusal.message_id()].choosing
    }

    assert choosing == CHOOSES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_that_a_text_names_exists_in_that_language(
    commands: list[JsonObject], language: str
) -> None:
    named_so = {
        name_in(language, command): {
            name_in(language, option)
            for option in command.get("options") or []
            if option["type"] in SUBCOMMAND_KINDS
        }
        for command in commands
    }

    wrong = [
        (text_id, mention[0])
        for text_id, text in messages(language).items()
        for mention in re.finditer(r"(?<![\w/.])/([\w-]+)(?: ([\w-]+))?", text.words)
        if mention[1] not in named_so or (named_so[mention[1]] and mention[2] not in named_so[mention[1]])
    ]

    assert wrong == []


def name_in(language: str, part: JsonObject) -> str:
    return russian(part, "name") if language == "ru" else str(part["name"])


def test_the_names_of_the_commands_are_written_in_russian_only() -> None:
    assert not any(text.file == COMMANDS for text in texts("en"))


def test_every_text_that_the_code_asks_for_exists() -> None:
    asked = {text_id for ask in asks() for text_id in ask.ids}
    in_tables = {text for text in constants() if looks_like_an_id(text)}

    assert (asked | in_tables) - messages("en").keys() == set()


def test_every_id_that_the_code_puts_together_is_known_and_written() -> None:
    put_together = {family for ask in asks() for family in ask.families}

    assert put_together == FAMILIES.keys()
    assert set().union(*FAMILIES.values()) - messages("en").keys() == set()


def test_every_text_is_asked_for_with_the_variables_it_needs() -> None:
    wrong = []
    for ask in asks():
        ids = {*ask.ids, *(text_id for family in ask.families for text_id in FAMILIES[family])}
        needed = {name for text_id in ids for name in messages("en")[text_id].variables}
        if ids and ask.variables is not None and ask.variables != needed:
            wrong.append((ask.where, sorted(ids), sorted(ask.variables), sorted(needed)))

    assert wrong == []


def test_every_text_is_used() -> None:
    used = {
        *constants(),
        *set().union(*FAMILIES.values()),
        *(refusal.message_id() for refusal in refusals()),
    }

    assert messages("en").keys() - used == set()


def test_every_text_of_a_command_is_used(commands: list[JsonObject], asked_ids: set[str]) -> None:
    assert commands
    written = {text.text_id for text in texts("ru") if text.file == COMMANDS}

    assert written == asked_ids


WHOLE = {"en": {"one", "other"}, "ru": {"one", "few", "many"}}
"""The forms of a noun after a number."""

TWO_FORMS = {"economy-can-pay-of"}
"""Texts in which the number stands in Russian's genitive: из 1 участника, из 2, 5, 11 участников."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_that_decides_on_a_word_has_all_forms_of_the_language(language: str) -> None:
    wrong = [
        (text_id, sorted(forms))
        for text_id, text in messages(language).items()
        for forms in text.selections
        if "one" in forms
        and not (forms >= WHOLE[language] or (text_id in TWO_FORMS and forms == {"one", "other"}))
    ]

    assert wrong == []


@pytest.mark.parametrize(
    ("number", "english", "in_russian"),
    [
        (0, "0 points", "0 баллов"),
        (1, "1 point", "1 балл"),
        (2, "2 points", "2 балла"),
        (4, "4 points", "4 балла"),
        (5, "5 points", "5 баллов"),
        (11, "11 points", "11 баллов"),
        (12, "12 points", "12 баллов"),
        (21, "21 points", "21 балл"),
        (22, "22 points", "22 балла"),
        (25, "25 points", "25 баллов"),
        (101, "101 points", "101 балл"),
        (111, "111 points", "111 баллов"),
    ],
)
def test_points_have_the_right_form(number: int, english: str, in_russian: str) -> None:
    assert Speaker("en")("points", points=number) == english
    assert Speaker("ru")("points", points=number) == in_russian


@pytest.mark.parametrize(("number", "word"), [(1, "минута"), (3, "минуты"), (15, "минут"), (61, "минута")])
def test_minutes_have_the_right_form_in_russian(number: int, word: str) -> None:
    assert Speaker("ru")("minutes", minutes=number) == f"{number} {word}"
