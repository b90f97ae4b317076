"""Every text exists in both languages, is asked for with the variables it needs, and is used somewhere."""

import pkgutil
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import Field, fields, is_dataclass
from datetime import UTC, datetime
from importlib import import_module
from typing import get_type_hints

import pytest

import services
from cogs._shared.command_links import NAMED
from cogs._shared.errors import CHOOSES, explain
from cogs._shared.permitted import PERMISSIONS
from cogs._shared.translation import Speaker
from cogs.privacy.page import BESIDE
from services.delivery.kinds import CLASSES
from services.delivery.kinds.direct import Direct
from services.disputes import DisputeKind, Ruling
from services.events import Obstacle
from services.feedback import SCORES
from services.google_meet.errors import Fault
from services.interviews import Action, InterviewStatus, Role
from services.languages import LANGUAGES as SERVER_LANGUAGES
from services.own_list import Half
from services.paging import Turn
from services.points import PointsReason
from services.privacy.registry import Topic
from services.questions.bank import Change
from services.questions.files.found import RowFault
from services.questions.plan import Part
from services.refusals import Refusal
from services.reviews.rules import Degree
from services.rubrics.files import FaultKind
from services.settings import Unset
from tests.meta.complaints import amiss, nothing_is_amiss
from tests.meta.conftest import JsonObject
from tests.meta.sources import (
    COMMANDS,
    LANGUAGES,
    Text,
    asks,
    constants,
    looks_like_an_id,
    messages,
    not_understood,
    texts,
)
from tests.meta.test_commands import SUBCOMMAND_KINDS, in_language

_MESSAGES = {
    kind.value.replace("_", "-"): message for kind, message in CLASSES.items() if issubclass(message, Direct)
}
_DIRECT = set(_MESSAGES)
_NAMED_IN_CALLS = {kind for kind, message in _MESSAGES.items() if message.IS_NAMED}
_IN_OTHER_WORDS = {"points-granted"}
"""Direct messages with texts of their own ids: points are given or taken."""

_DISPUTED = [kind.value.replace("_", "-") for kind in DisputeKind]
_RULED = [f"{kind}-{ruling.value}" for kind in _DISPUTED for ruling in Ruling]

FAMILIES: dict[str, set[str]] = {
    "ask-ruling-{…}-{…}": {f"ask-ruling-{ruled}" for ruled in _RULED},
    "ask-late-{…}": {"ask-late-guest", "ask-late-host"},
    "button-{…}": {f"button-{one.value}" for one in (*Action, Turn.NEXT, Turn.PREVIOUS)},
    "button-list-{…}": {f"button-list-{half.value}" for half in Half},
    "button-reminders-{…}": {"button-reminders-on", "button-reminders-off"},
    "button-{…}-{…}": {f"button-{ruled}" for ruled in _RULED},
    "dispute-effect-{…}": {f"dispute-effect-{kind}" for kind in _DISPUTED},
    "unset-{…}": {f"unset-{one.value}" for one in Unset},
    "reminders-{…}": {"reminders-on", "reminders-off"},
    "ruling-{…}-{…}": {f"ruling-{ruled}" for ruled in _RULED},
    "dm-{…}": {f"dm-{kind}" for kind in _DIRECT - _IN_OTHER_WORDS},
    "missed-{…}": {f"missed-{kind}" for kind in _NAMED_IN_CALLS - {"no-show"}},
    "google-{…}": {f"google-{fault.value.reason}" for fault in Fault},
    "language-{…}": {f"language-{language}" for language in SERVER_LANGUAGES},
    "permission-{…}": {f"permission-{name.replace('_', '-')}" for name, needed in PERMISSIONS if needed},
    "list-{…}": {f"list-{half.value}" for half in Half},
    "list-none-{…}": {f"list-none-{half.value}" for half in Half},
    "log-no-events-{…}": {f"log-no-events-{obstacle.value}" for obstacle in Obstacle},
    "picker-as-{…}": {f"picker-as-{role.value}" for role in Role},
    "privacy-kept-{…}": {f"privacy-kept-{topic.value}" for topic in Topic},
    "privacy-kept-{…}.text": {f"privacy-kept-{topic.value}.text" for topic in Topic},
    "privacy-about-{…}": {f"privacy-about-{name}" for name in BESIDE},
    "privacy-about-{…}.text": {f"privacy-about-{name}.text" for name in BESIDE},
    "plan-{…}": {f"plan-{one.value}" for one in Part},
    "degree-{…}": {f"degree-{degree.value}" for degree in Degree},
    "questions-{…}": {f"questions-{one.value}" for one in Change},
    "reason-{…}": {f"reason-{reason.value}" for reason in PointsReason},
    "review-{…}": {f"review-{field}" for field in ("prepared", "useful", "actionable")},
    "role-{…}": {f"role-{role.value}" for role in Role},
    "rubric-fault-{…}": {f"rubric-fault-{kind.value}" for kind in FaultKind},
    "score-{…}": {f"score-{score}" for score in SCORES},
    "went-{…}": {f"went-{score}" for score in SCORES},
    "wrong-row-{…}": {f"wrong-row-{fault.value}" for fault in RowFault},
    "status-{…}": {f"status-{status.value}" for status in InterviewStatus}
    | {
        "status-to-review",
        "status-to-accept",
    },
}
"""Ids that the code puts together, and all that can come of it."""


def refusals() -> list[type[Refusal]]:
    """Return every refusal of the rules, wherever it is defined."""
    for module in pkgutil.walk_packages(services.__path__, "services."):
        import_module(module.name)
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


def example(refusal: type[Refusal], field: Field[object]) -> str | int | datetime:
    """Return a value that a field of a refusal may have."""
    if field.type not in EXAMPLES:
        amiss(
            f"{refusal.__module__}: {refusal.__name__}.{field.name} is of a type that EXAMPLES in"
            " tests/meta/test_texts.py does not have: add a value there, or use one of the types there."
        )
    return EXAMPLES[field.type]


def text_of(refusal: type[Refusal], language: str) -> Text:
    """Return the text of a refusal."""
    text_id = refusal.message_id()
    if text_id not in messages(language):
        amiss(
            f"{refusal.__module__}: {refusal.__name__} has no text: add `{text_id} = …` to"
            f" locales/{language}/refusals.ftl."
        )
    return messages(language)[text_id]


@pytest.mark.parametrize("refusal", refusals(), ids=lambda refusal: refusal.__name__)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refusal_is_said_with_what_it_knows(refusal: type[Refusal], language: str) -> None:
    assert is_dataclass(refusal)
    text = text_of(refusal, language)
    known = {field.name: example(refusal, field) for field in fields(refusal)}

    nothing_is_amiss(
        f"locales/{language}/{text.file}: {text.text_id} speaks of ${name}, which is no field of"
        f" {refusal.__name__} ({refusal.__module__})."
        for name in text.variables - known.keys()
    )
    sentence = explain(refusal(**known), Speaker(language))
    where = f"locales/{language}/{text.file}: {text.text_id}"
    assert sentence.endswith((".", "!", "?")), f"{where} does not end as a sentence does."
    assert "{" not in sentence, f"{where} is said with a variable that is not filled in."


@pytest.mark.parametrize("refusal", refusals(), ids=lambda refusal: refusal.__name__)
def test_what_a_refusal_carries_is_said_in_some_language(refusal: type[Refusal]) -> None:
    assert is_dataclass(refusal)
    said = {name for language in LANGUAGES for name in text_of(refusal, language).variables}

    nothing_is_amiss(
        f"{refusal.__module__}: {refusal.__name__} carries {field.name}, and its text says it in no language:"
        f" say ${field.name} in {refusal.message_id()}, or leave the field out."
        for field in fields(refusal)
        if field.name not in said
    )


def test_no_text_is_for_a_refusal_that_does_not_exist() -> None:
    of_refusals = {refusal.message_id() for refusal in refusals()}

    nothing_is_amiss(
        f"locales/*/{text.file}: `{text_id}` is of no refusal in services/: remove it in each language."
        for text_id, text in messages("en").items()
        if text_id.startswith("refusal-") and text_id not in of_refusals
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_fluent_understands_every_text(language: str) -> None:
    nothing_is_amiss(
        f"{file}: Fluent does not understand this ({junk.annotations[0].message}), and leaves it out:"
        f"\n{junk.content}"
        for file, junk in not_understood(language)
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_written_twice(language: str) -> None:
    times = Counter(text.text_id for text in texts(language))

    nothing_is_amiss(
        f"locales/{language} has {text_id} {count} times: only one of them is ever said."
        for text_id, count in times.items()
        if count > 1
    )


@pytest.mark.parametrize(("language", "other"), [("en", "ru"), ("ru", "en")])
def test_both_languages_have_the_same_texts(language: str, other: str) -> None:
    nothing_is_amiss(
        f"locales/{language}/{text.file} has `{text_id}`, which locales/{other}/{text.file} has not:"
        " add it there."
        for text_id, text in messages(language).items()
        if text_id not in messages(other)
    )


def test_a_text_has_the_same_variables_in_both_languages() -> None:
    in_russian = messages("ru")

    nothing_is_amiss(
        f"{text_id} is said with {named(text.variables)} in locales/en/{text.file}, and with"
        f" {named(in_russian[text_id].variables)} in locales/ru/{in_russian[text_id].file}."
        for text_id, text in messages("en").items()
        if text_id in in_russian and text.variables != in_russian[text_id].variables
    )


def named(variables: frozenset[str] | set[str]) -> str:
    """Return variables as one writes them in Fluent."""
    return ", ".join(f"${name}" for name in sorted(variables)) or "no variable"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_that_choose_a_case_of_a_refusal_are_not_escaped(language: str) -> None:
    choosing = {
        name
        for refusal in refusals()
        for name, kind in get_type_hints(refusal).items()
        if kind is str and name in text_of(refusal, language).choosing
    }

    nothing_is_amiss(
        f"locales/{language} chooses a case of a refusal by ${name}: add it to CHOOSES in"
        " cogs/_shared/errors.py, or it is escaped first and chooses none."
        for name in choosing - CHOOSES
    )
    nothing_is_amiss(
        f"CHOOSES in cogs/_shared/errors.py has {name}, by which no refusal in locales/{language} chooses."
        for name in CHOOSES - choosing
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_that_a_text_names_exists_in_that_language(
    commands: list[JsonObject], language: str
) -> None:
    named_so = {
        in_language(language, command, "name"): {
            in_language(language, option, "name")
            for option in command.get("options") or []
            if option["type"] in SUBCOMMAND_KINDS
        }
        for command in commands
    }

    nothing_is_amiss(
        f"locales/{language}/{text.file}: {text_id} names {mention[0]}, and there is no such command."
        for text_id, text in messages(language).items()
        for mention in re.finditer(r"(?<![\w/.])/([\w-]+)(?: ([\w-]+))?", text.words)
        if mention[1] not in named_so or (named_so[mention[1]] and mention[2] not in named_so[mention[1]])
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_direct_messages_name_only_commands_that_can_be_sent_there(
    commands: list[JsonObject], language: str
) -> None:
    in_servers_only = {
        in_language(language, command, "name")
        for command in commands
        if 1 not in (command.get("contexts") or [1]) or command.get("dm_permission") is False
    }

    assert in_servers_only
    nothing_is_amiss(
        f"locales/{language}/{text.file}: {text_id} names {mention[0]}, which is not there in a DM."
        for text_id, text in messages(language).items()
        if text_id.startswith("dm-")
        for mention in NAMED.finditer(text.words)
        if mention["name"] in in_servers_only
    )


def test_the_names_of_the_commands_are_written_in_russian_only() -> None:
    assert not any(text.file == COMMANDS for text in texts("en")), (
        f"locales/en/{COMMANDS} is not read: the English of commands stands in cogs/, in their decorators."
    )


def test_every_text_that_the_code_asks_for_exists() -> None:
    asked = [(text_id, ask.where) for ask in asks() for text_id in ask.ids]
    in_tables = [(text, where) for text, where in constants().items() if looks_like_an_id(text)]

    nothing_is_amiss(
        f"{where} says `{text_id}`, which no file in locales/en has: add it to one there, and to the file of"
        " the same name in locales/ru."
        for text_id, where in dict([*in_tables, *asked]).items()
        if text_id not in messages("en")
    )


def test_every_id_that_the_code_puts_together_is_known() -> None:
    put_together = {family: ask.where for ask in asks() for family in ask.families}

    nothing_is_amiss(
        f"{where} puts `{family}` together: say in FAMILIES of tests/meta/test_texts.py what can come of it."
        for family, where in put_together.items()
        if family not in FAMILIES
    )
    nothing_is_amiss(
        f"FAMILIES of tests/meta/test_texts.py has `{family}`, which nothing in cogs/ puts together any more."
        for family in FAMILIES.keys() - put_together.keys()
    )


def test_every_id_that_can_be_put_together_is_written() -> None:
    nothing_is_amiss(
        f"No file in locales/en has `{text_id}`, which the code can put together as `{family}`: add it beside"
        " the others, in locales/ru too."
        for family, ids in FAMILIES.items()
        for text_id in sorted(ids - messages("en").keys())
    )


def test_every_text_is_asked_for_with_the_variables_it_needs() -> None:
    nothing_is_amiss(_wrong_variables())


def _wrong_variables() -> Iterator[str]:
    for ask in asks():
        ids = {*ask.ids, *(text_id for family in ask.families for text_id in FAMILIES.get(family, ()))}
        written = ids & messages("en").keys()
        needed = {name for text_id in written for name in messages("en")[text_id].variables}
        if written and ask.variables is not None and ask.variables != needed:
            yield (
                f"{ask.where} says {', '.join(sorted(written))} with {named(ask.variables)},"
                f" and in locales/en it takes {named(needed)}."
            )


def test_every_text_is_used() -> None:
    used = {
        *constants(),
        *set().union(*FAMILIES.values()),
        *(refusal.message_id() for refusal in refusals()),
    }

    nothing_is_amiss(
        f"locales/*/{text.file}: `{text_id}` is said nowhere in cogs/: remove it in each language."
        for text_id, text in messages("en").items()
        if text_id not in used
    )


def test_every_command_option_and_choice_has_its_russian(
    commands: list[JsonObject], asked_texts: dict[str, str]
) -> None:
    assert commands
    written = {text.text_id for text in texts("ru") if text.file == COMMANDS}

    nothing_is_amiss(
        f'locales/ru/{COMMANDS} has no Russian for "{english}": add {line_for(text_id)}.'
        for text_id, english in asked_texts.items()
        if text_id not in written
    )


def line_for(text_id: str) -> str:
    """Return the line of a Fluent file that holds a text."""
    name, _, attribute = text_id.partition(".")
    return f"`.{attribute} = …` under `{name}`" if attribute else f"`{name} = …`"


def test_every_text_of_a_command_is_used(commands: list[JsonObject], asked_texts: dict[str, str]) -> None:
    assert commands

    nothing_is_amiss(
        f"locales/ru/{COMMANDS}: {line_for(text.text_id)} belongs to nothing that is registered: remove it."
        for text in texts("ru")
        if text.file == COMMANDS and text.text_id not in asked_texts
    )


WHOLE = {"en": {"one", "other"}, "ru": {"one", "few", "many"}}
"""The forms of a noun after a number."""

TWO_FORMS = {"economy-can-pay-of"}
"""Texts in which the number stands in Russian's genitive: из 1 участника, из 2, 5, 11 участников."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_that_decides_on_a_word_has_all_forms_of_the_language(language: str) -> None:
    nothing_is_amiss(
        f"locales/{language}/{text.file}: {text_id} lacks forms of a word after a number:"
        f" {', '.join(sorted(WHOLE[language] - forms))}."
        for text_id, text in messages(language).items()
        for forms in text.selections
        if "one" in forms
        and not (forms >= WHOLE[language] or (text_id in TWO_FORMS and forms == {"one", "other"}))
    )


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
