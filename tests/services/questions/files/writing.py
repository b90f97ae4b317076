"""Files of questions as people and programs write them, and what may stand in them."""

import csv
import json
from collections.abc import Sequence
from io import StringIO

import yaml
from hypothesis import strategies as st

from services.questions import rules
from services.questions.fingerprints import fingerprint
from services.questions.new import NewQuestion
from services.questions.spoken import language_of
from services.text import clean_line, clean_text_with_code

HEADER = (
    *("text", "topic", "level", "language", "notes", "hint 1", "hint 2", "hint 3", "source", "licence"),
)

_WORDS = (
    *("что", "такое", "замыкание", "и", "зачем", "оно", "нужно", "объясните", "разницу", "между", "списком"),
    *("кортежем", "Python", "GIL", "«всё»", "—", "ещё", "?", ",", ";", '"да"', "\n", "№", "C++", "a,b"),
)
"""What there is in Windows-1251 too."""

_LONG = 10**6

words = st.lists(st.sampled_from(_WORDS), max_size=12).map(" ".join)
texts = st.one_of(words, st.text(max_size=60), st.text(st.characters(codec="ascii"), max_size=60))
LEVELS = st.sampled_from(("", *rules.LEVELS))


def _lines(text: st.SearchStrategy[str], maximum: int) -> st.SearchStrategy[str]:
    cleaned = text.map(lambda one: clean_line(one, "field", _LONG))
    return cleaned.filter(lambda one: len(one) <= maximum)


def _cleaned(text: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return text.map(lambda one: clean_text_with_code(one, "field", _LONG))


def questions_of(text: st.SearchStrategy[str], begun: str = "") -> st.SearchStrategy[NewQuestion]:
    """Return questions whose parts are made of such texts, and which begin with another."""
    code = st.one_of(text, text.map(lambda one: f"```\n  {one}\n    x  = 1\n```"))
    on_one_line = text.map(lambda one: " ".join(one.splitlines()))
    return st.builds(
        NewQuestion,
        text=_cleaned(code.map(lambda one: begun + one)).filter(
            lambda one: rules.TEXT_MINIMUM <= len(one) <= rules.TEXT_MAXIMUM
        ),
        topic=_lines(text, rules.TOPIC_MAXIMUM),
        level=LEVELS,
        language=_lines(text.map(language_of), rules.LANGUAGE_MAXIMUM).filter(
            lambda one: language_of(one) == one
        ),
        notes=_cleaned(code),
        hints=st.lists(_cleaned(on_one_line).filter(bool), max_size=rules.HINTS_MAXIMUM).map(tuple),
        source=_lines(text, rules.SOURCE_MAXIMUM),
        licence=_lines(text, rules.LICENCE_MAXIMUM),
    )


def lists_of(questions: st.SearchStrategy[NewQuestion]) -> st.SearchStrategy[list[NewQuestion]]:
    """Return files' worth of questions, none of them twice."""
    return st.lists(questions, min_size=1, max_size=5, unique_by=lambda one: fingerprint(one.text))


def row_of(question: NewQuestion) -> list[str]:
    """Return the cells of a question, under `HEADER`."""
    hints = [*question.hints, *("",) * (rules.HINTS_MAXIMUM - len(question.hints))]
    before = [question.text, question.topic, question.level, question.language, question.notes]
    return [*before, *hints, question.source, question.licence]


def record_of(question: NewQuestion) -> dict[str, str | list[str]]:
    """Return a question as JSON and YAML have it."""
    parts = ("text", "topic", "level", "language", "notes", "source", "licence")
    return {part: getattr(question, part) for part in parts} | {"hints": list(question.hints)}


def as_csv(questions: Sequence[NewQuestion], delimiter: str = ",") -> str:
    """Return questions as a spreadsheet writes them that knows nothing of formulas."""
    text = StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(HEADER)
    writer.writerows(map(row_of, questions))
    return text.getvalue()


def as_json(questions: Sequence[NewQuestion]) -> str:
    """Return questions as a JSON file with letters in it, not their numbers."""
    return json.dumps([record_of(one) for one in questions], ensure_ascii=False, indent=1)


def as_yaml(questions: Sequence[NewQuestion]) -> str:
    """Return questions as a YAML file."""
    return str(yaml.safe_dump({"questions": [record_of(one) for one in questions]}, allow_unicode=True))
