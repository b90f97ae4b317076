"""The names of columns and keys, as people write them in English and Russian."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from models.folded import folded
from services.questions.files.found import Field
from services.text import seen_of

COLUMNS_MAXIMUM = 50
"""Columns of a file, or keys of one question, whose names are looked at."""

NAME_SHOWN = 60
"""Characters of a name that are shown."""

_WRITTEN = {
    Field.TEXT: (
        "text, question, questions, question text, text of the question, q, "
        "вопрос, вопросы, текст, текст вопроса, формулировка"
    ),
    Field.TOPIC: "topic, topics, subject, category, theme, тема, темы, категория, раздел, предмет",
    Field.LEVEL: "level, levels, grade, seniority, уровень, уровни, грейд",
    Field.LANGUAGE: "language, languages, lang, locale, язык, языки, язык вопроса",
    Field.NOTES: (
        "notes, note, answer, answers, expected answer, comment, comments, заметки, заметка, ответ, ответы, "
        "правильный ответ, пример ответа, ожидаемый ответ, комментарий, комментарии, примечание, примечания"
    ),
    Field.HINTS: "hints, подсказки",
    Field.SOURCE: "source, sources, url, link, источник, источники, ссылка",
    Field.LICENCE: "licence, license, лицензия",
}
_FIELDS = {name: field for field, names in _WRITTEN.items() for name in names.split(", ")}

_HINT = re.compile(r"(?:hint|подсказка) ?(?P<place>\d{0,3})")
"""One hint of several, each in a column of its own."""

_BETWEEN_WORDS = re.compile(r"[-_\s№#*:]+")


@dataclass(frozen=True, slots=True)
class Layout:
    """Which of some names mean what; places are counted from 0."""

    fields: Mapping[Field, int]
    hints: tuple[int, ...]
    """Those of which each has one hint, in their order."""
    unknown: tuple[int, ...]
    """Those that are left out: not known, or of a part that an earlier one has."""
    twice: tuple[Field, ...]
    """What stands there twice, by the same name."""

    def values(self, given: Sequence[object]) -> dict[Field, object]:
        """Return the parts of a question; hints that are apart are a list."""
        found = {field: given[place] for field, place in self.fields.items() if place < len(given)}
        apart = [given[place] for place in self.hints if place < len(given)]
        if apart:
            together = _one_a_line(found.get(Field.HINTS))
            found[Field.HINTS] = [*together, *chain.from_iterable(map(_listed, apart))]
        return found


def _one_a_line(hints: object) -> list[object]:
    return list(hints.splitlines()) if isinstance(hints, str) else _listed(hints)


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]


@lru_cache(maxsize=64)
def layout_of(names: tuple[str, ...]) -> Layout:
    """Return which of these names mean what."""
    fields: dict[Field, int] = {}
    hints: list[tuple[int, int]] = []
    unknown: list[int] = []
    twice: list[Field] = []
    for place, name in enumerate(names[:COLUMNS_MAXIMUM]):
        field, hint = _meant_by(name[:NAME_SHOWN])
        if hint is not None:
            hints.append((hint, place))
        elif field is not None and field not in fields:
            fields[field] = place
        elif field is not None and names[fields[field]] == name:
            twice.append(field)
        else:
            unknown.append(place)
    unknown.extend(range(COLUMNS_MAXIMUM, len(names)))
    return Layout(fields, tuple(place for _, place in sorted(hints)), tuple(unknown), tuple(twice))


def is_known(name: str) -> bool:
    """Tell whether a column is called so."""
    return _meant_by(name[:NAME_SHOWN]) != (None, None)


def shown_name(name: str) -> str:
    """Return a name on one line, shortened."""
    seen = seen_of(name[:NAME_SHOWN])
    return seen if len(name) <= NAME_SHOWN else f"{seen}…"


@lru_cache(maxsize=1024)
def _meant_by(name: str) -> tuple[Field | None, int | None]:
    """Return what a name means, or as which hint it comes."""
    plain = _BETWEEN_WORDS.sub(" ", folded(seen_of(name)).replace("ё", "е")).strip()
    hint = _HINT.fullmatch(plain)
    return (None, int(hint["place"] or 0)) if hint else (_FIELDS.get(plain), None)
