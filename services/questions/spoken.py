"""Languages as people write them: by name, in English, in Russian or in the language itself, or by a code."""

import re
from collections.abc import Iterator
from functools import cache

from babel import Locale
from babel.core import get_global

from models.folded import folded
from services.languages import LANGUAGES
from services.questions.language_names import OTHER_NAMES, OWN_NAMES
from services.text import seen_of

_BESIDE = re.compile(r"^(?:in|на) | (?:language|язык|языке)$")
"""What stands beside the name of a language and says nothing of it."""

_ADVERB = re.compile(r"(?:по[ -])(?P<stem>\w+)и")
"""«по-русски» is русск-и, and the language русск-ий."""

_CASE = re.compile(r"(?P<stem>\w+)ом")
"""«на русском» is русск-ом."""

_REGIONAL = re.compile(r"(?P<language>[a-z]{2,3})(?:[-_](?:[a-z]{2}|[a-z]{4}|[0-9]{3}))+")
"""Such as en-US, zh_Hans, es-419."""

_LONGEST = 60
"""Characters; no language has a longer name."""


def language_of(text: str) -> str:
    """Return the code of the language that is meant: "ru" for "Russian", "русский", "rus" or "RU-ru".

    What is not known as a language is returned itself: cleaned, and folded as a text that is searched. What
    is returned means itself.
    """
    name = folded(seen_of(text))
    return name if len(name) > _LONGEST else next(filter(None, map(_code_of, _readings(name))), name)


def _readings(name: str) -> Iterator[str]:
    plain = name.replace("ё", "е").strip(" .")
    yield plain
    bare = _BESIDE.sub("", plain)
    yield bare
    for form in (_ADVERB, _CASE):
        if found := form.fullmatch(bare):
            yield f"{found['stem']}ий"
    # Of a language in a region it is the language that is asked for.
    if found := _REGIONAL.fullmatch(plain):
        yield found["language"]


def _code_of(name: str) -> str | None:
    if name in _codes():
        return name
    replaced = get_global("language_aliases").get(name)
    return _by_name().get(name) if replaced is None else str(replaced).partition("_")[0]


@cache
def _codes() -> frozenset[str]:
    return frozenset(code for code in map(str, Locale("en").languages) if "_" not in code)


@cache
def _by_name() -> dict[str, str]:
    """Return the codes of languages by their names; of two that are called the same, the first's."""
    names: dict[str, str] = {}
    for code, called in _names():
        names.setdefault(folded(called).replace("ё", "е"), code.partition("_")[0])
    return names


def _names() -> Iterator[tuple[str, str]]:
    for code, others in OTHER_NAMES.items():
        yield from ((code, name) for name in others)
    yield from OWN_NAMES.items()
    for language in LANGUAGES:
        yield from sorted((str(code), str(name)) for code, name in Locale(language).languages.items())
