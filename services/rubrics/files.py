"""A rubric as a file: a table that anybody can fill in with whatever opens tables, and that is read strictly.

A row for each text, named in its first column, and a column for each language. All that is wrong is found at
once, so that nobody mends a file ten times.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from io import StringIO

from models.folded import folded
from services.languages import LANGUAGES
from services.questions.files.encodings import text_of
from services.refusals import Refusal
from services.rubrics import standard
from services.rubrics.sets import PROPOSED, own_number
from services.rubrics.words import (
    CRITERIA,
    LEVEL_MAXIMUM,
    LEVELS,
    NAME_MAXIMUM,
    TITLE_MAXIMUM,
    Content,
    Criterion,
    Words,
)
from services.spreadsheets import MARK, as_typed, csv_lines
from services.text import seen_of

KILOBYTES_MAXIMUM = 100
BYTES_MAXIMUM = KILOBYTES_MAXIMUM * 1024

_COLUMNS: Mapping[str, frozenset[str]] = {
    "en": frozenset({"en", "english", "английский"}),
    "ru": frozenset({"ru", "russian", "русский"}),
}
_FIRST_COLUMN = frozenset({"", "part", "часть"})
"""How the columns may be called, in any case."""

_HEADS = {"en": "English", "ru": "Русский"}
_PARTS = {"en": ("part", "name", "criterion", "level"), "ru": ("часть", "название", "критерий", "уровень")}
"""What stands in the first column of a file that is made here, by the language of whoever gets it."""

_PART = re.compile(
    r"(?P<name>name|название)"
    r"|(?:criterion|критерий) ?(?P<criterion>\d)(?:[ ,:–-]*(?:level|уровень) ?(?P<level>\d))?"
)

_SEPARATORS = (",", ";", "\t")

_SHOWN = 60
"""Characters of something unknown that are said back."""


class FaultKind(StrEnum):
    """What is wrong with a file, or with a row of it."""

    NOT_A_TABLE = "not-a-table"
    NO_LANGUAGE = "no-language"
    UNKNOWN_COLUMN = "unknown-column"
    COLUMN_TWICE = "column-twice"
    UNKNOWN_ROW = "unknown-row"
    ROW_TWICE = "row-twice"
    MISSING = "missing"
    TOO_LONG = "too-long"
    SAME_TITLES = "same-titles"
    SAME_LEVELS = "same-levels"
    NAME_TAKEN = "name-taken"


@dataclass(frozen=True)
class Part:
    """Which text of a rubric: its name, or the title or a level of a criterion, each counted from 1."""

    criterion: int = 0
    level: int = 0

    @property
    def maximum(self) -> int:
        """How many characters it may have."""
        if not self.criterion:
            return NAME_MAXIMUM
        return LEVEL_MAXIMUM if self.level else TITLE_MAXIMUM


PARTS = (
    Part(),
    *(
        part
        for criterion in range(1, CRITERIA + 1)
        for part in (Part(criterion), *(Part(criterion, level) for level in reversed(LEVELS)))
    ),
)
"""All texts of a rubric in the order of a file: the best level first, as in the form."""


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: in which row, with which text, in which language, as far as that matters."""

    kind: FaultKind
    row: int = 0
    part: Part | None = None
    language: str = ""
    text: str = ""
    length: int = 0


@dataclass(frozen=True)
class RubricFile:
    """What a file says, or all that is wrong with it."""

    content: Content | None
    faults: tuple[Fault, ...] = ()


def read(content: bytes) -> RubricFile:
    """Return what a file says; to be called in a thread."""
    rows = _rows(content)
    if rows is None:
        return RubricFile(None, (Fault(FaultKind.NOT_A_TABLE),))
    columns, faults = _columns(rows[0])
    if not columns:
        return RubricFile(None, (*faults, Fault(FaultKind.NO_LANGUAGE)))
    texts, more = _texts(rows, columns)
    faults = [*faults, *more]
    languages = [one for one in LANGUAGES if one in columns and any(one in words for words in texts.values())]
    if not languages:
        return RubricFile(None, (*faults, Fault(FaultKind.NO_LANGUAGE)))
    faults += _amiss(texts, languages)
    return RubricFile(None, tuple(faults)) if faults else RubricFile(_content(texts))


def written(content: Content, name: Words, language: str) -> bytes:
    """Return a rubric as a file that can be read again, under a name, for a reader of a language."""
    first, called, criterion, level = _PARTS[language]
    languages = [one for one in LANGUAGES if one in content.languages] or list(LANGUAGES)
    lines: list[Sequence[str]] = [[first, *(_HEADS[one] for one in languages)]]
    for part in PARTS:
        label = called
        if part.criterion:
            label = f"{criterion} {part.criterion}" + (f" {level} {part.level}" if part.level else "")
        words = name if not part.criterion else _words(content, part)
        lines.append([label, *(words.get(one, "") for one in languages)])
    return (MARK + csv_lines(lines)).encode()


def _words(content: Content, part: Part) -> Words:
    criterion = content.criteria[part.criterion - 1]
    return criterion.words_of(part.level) if part.level else criterion.title


def _rows(content: bytes) -> list[list[str]] | None:
    """Return the cells of a file, without what nobody sees in them; None where it is no table."""
    try:
        text = text_of(content)
        head = text.splitlines()[0]
        separator = max(_SEPARATORS, key=head.count)
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True))
    except (Refusal, csv.Error):
        return None
    return [[_cell(cell) for cell in row] for row in rows]


def _cell(cell: str) -> str:
    return seen_of(as_typed(cell.strip()))


def _columns(head: Sequence[str]) -> tuple[dict[str, int], list[Fault]]:
    """Return in which column each language stands, and what is wrong with the first row."""
    found: dict[str, int] = {}
    faults = []
    for place, cell in enumerate(head):
        language = next((one for one, names in _COLUMNS.items() if folded(cell) in names), None)
        if language is None:
            is_known = not cell or (place == 0 and folded(cell) in _FIRST_COLUMN)
            faults += [] if is_known else [Fault(FaultKind.UNKNOWN_COLUMN, text=cell[:_SHOWN])]
        elif language in found or place == 0:
            faults.append(Fault(FaultKind.COLUMN_TWICE, text=cell[:_SHOWN]))
        else:
            found[language] = place
    return found, faults


def _texts(
    rows: Sequence[Sequence[str]], columns: Mapping[str, int]
) -> tuple[dict[Part, dict[str, str]], list[Fault]]:
    """Return what stands in each row that is known, by language, and what is wrong with the others."""
    found: dict[Part, dict[str, str]] = {}
    faults = []
    for number, row in enumerate(rows[1:], start=2):
        if not any(row):
            continue
        part = _part(row[0])
        if part is None:
            faults.append(Fault(FaultKind.UNKNOWN_ROW, row=number, text=row[0][:_SHOWN]))
        elif part in found:
            faults.append(Fault(FaultKind.ROW_TWICE, row=number, part=part))
        else:
            cells = {one: row[place] for one, place in columns.items() if place < len(row)}
            found[part] = {one: text for one, text in cells.items() if text}
            known = {0, *columns.values()}
            beside = [cell for place, cell in enumerate(row) if cell and place not in known]
            faults += [Fault(FaultKind.UNKNOWN_ROW, row=number, text=beside[0][:_SHOWN])] if beside else []
    return found, faults


def _part(label: str) -> Part | None:
    match = _PART.fullmatch(folded(label))
    if match is None:
        return None
    part = Part(int(match["criterion"] or 0), int(match["level"] or 0))
    is_level = match["level"] is not None
    if match["name"] or (part in PARTS and part.criterion and bool(part.level) is is_level):
        return part
    return None


def _amiss(texts: Mapping[Part, Mapping[str, str]], languages: Sequence[str]) -> Iterator[Fault]:
    """Say of each text what is wrong with it, in the order of a file."""
    for part in PARTS:
        for language in languages:
            text = texts.get(part, {}).get(language, "")
            if not text:
                yield Fault(FaultKind.MISSING, part=part, language=language)
            elif len(text) > part.maximum:
                yield Fault(FaultKind.TOO_LONG, part=part, language=language, length=len(text))
    for language in languages:
        yield from _alike(texts, language)
    for text in texts.get(Part(), {}).values():
        if _is_taken(folded(text)):
            yield Fault(FaultKind.NAME_TAKEN, text=text[:_SHOWN])


def _is_taken(name: str) -> bool:
    """Tell whether a name is that of one of the bot's rubrics, or means one by its key."""
    ours = {folded(text) for key in standard.KEYS for text in standard.latest(key).name.values()}
    return name in {PROPOSED, *standard.KEYS, *ours} or bool(own_number(name))


def _alike(texts: Mapping[Part, Mapping[str, str]], language: str) -> Iterator[Fault]:
    """Say what nobody could tell apart: criteria of one title, levels of one criterion in the same words."""
    titles = [texts.get(part, {}).get(language, "") for part in PARTS if part.criterion and not part.level]
    if _has_twins(titles):
        yield Fault(FaultKind.SAME_TITLES, language=language)
    for criterion in range(1, CRITERIA + 1):
        levels = [texts.get(Part(criterion, level), {}).get(language, "") for level in LEVELS]
        if _has_twins(levels):
            yield Fault(FaultKind.SAME_LEVELS, part=Part(criterion), language=language)


def _has_twins(texts: Sequence[str]) -> bool:
    return any(times > 1 for text, times in Counter(map(folded, texts)).items() if text)


def _content(texts: Mapping[Part, Words]) -> Content:
    return Content(
        texts[Part()],
        tuple(
            Criterion(texts[Part(one)], tuple(texts[Part(one, level)] for level in LEVELS))
            for one in range(1, CRITERIA + 1)
        ),
    )
