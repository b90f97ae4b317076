"""Whatever a file holds, it is read or refused, and what is read could be kept."""

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from services.questions import rules
from services.questions.files.found import UNKNOWN_MAXIMUM, QuestionFile
from services.questions.files.reading import read
from services.questions.new import NewQuestion
from services.questions.spoken import language_of
from services.refusals import Refusal
from services.text import clean_line, clean_text_with_code
from tests.services.questions.files.writing import as_csv, as_json, as_yaml, lists_of, questions_of, texts

NAMES = st.sampled_from(["a.csv", "a.json", "a.yaml", "a.YML", "a.xlsx", "a", "", ".", "a\0b"])


def check(content: bytes, name: str) -> None:
    """Read a file, and look at what was read."""
    try:
        found = read(content, name)
    except Refusal:
        return
    _check_rows(found)
    for _, question in found.questions:
        _check_limits(question)
        _check_cleaned(question)


def _check_rows(found: QuestionFile) -> None:
    rows = [row for row, _ in found.questions]
    wrong = [one.row for one in found.wrong]
    assert rows == sorted(set(rows))
    assert wrong == sorted(wrong)
    assert not set(rows) & set(wrong)
    assert all(row > 0 for row in (*rows, *wrong))
    assert len(found.unknown_columns) <= UNKNOWN_MAXIMUM
    assert _can_be_stored(one.value for one in found.wrong)
    assert _can_be_stored(found.unknown_columns)


def _check_limits(question: NewQuestion) -> None:
    assert rules.TEXT_MINIMUM <= len(question.text) <= rules.TEXT_MAXIMUM
    assert len(question.topic) <= rules.TOPIC_MAXIMUM
    assert question.level in {"", *rules.LEVELS}
    assert len(question.language) <= rules.LANGUAGE_MAXIMUM
    assert len(question.notes) <= rules.NOTES_MAXIMUM
    assert len(question.hints) <= rules.HINTS_MAXIMUM
    assert all(0 < len(hint) <= rules.HINT_MAXIMUM for hint in question.hints)
    assert len(question.source) <= rules.SOURCE_MAXIMUM
    assert len(question.licence) <= rules.LICENCE_MAXIMUM


def _check_cleaned(question: NewQuestion) -> None:
    many = (question.text, question.notes, *question.hints)
    one = (question.topic, question.language, question.source, question.licence)
    assert [clean_text_with_code(text, "field", 2_000) for text in many] == [*many]
    assert [clean_line(text, "field", 2_000) for text in one] == [*one]
    assert language_of(question.language) == question.language
    assert _can_be_stored((*many, *one))


def _can_be_stored(kept: Iterable[str]) -> bool:
    return all("\0" not in text and text.encode() is not None for text in kept)


@given(st.binary(max_size=400), NAMES)
def test_any_bytes(content: bytes, name: str) -> None:
    check(content, name)


BITS = [
    *(
        "text",
        "вопрос",
        "level",
        "hint 1",
        "hints",
        "questions:",
        "text:",
        "- ",
        "  ",
        "\n",
        "\r\n",
        "\r",
        "\t",
    ),
    *(
        ",",
        ";",
        '"',
        '""',
        "'",
        "=",
        "[",
        "]",
        "{",
        "}",
        ":",
        '"text":',
        "null",
        "NaN",
        "1e999",
        "sep=;\n",
        "|",
    ),
    *("&a ", "*a", "!!int ", "---\n", "...\n", "%TAG ! x\n", "# ", "? ", "> ", "```", "\ufeff", "\0", "\x1f"),
    *(
        "What is a closure in Python?",
        "Что такое замыкание?",
        "джун",
        "9" * 5_000,
        "\u0301",
        "\\ud800",
        "\u2028",
    ),
]


@given(st.lists(st.sampled_from(BITS), max_size=25).map("".join), NAMES, st.sampled_from(["utf-8", "utf-16"]))
def test_anything_of_what_files_are_made_of(text: str, name: str, encoding: str) -> None:
    check(text.encode(encoding), name)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """Return a file that was cut, or of which some bytes are others."""
    questions = draw(lists_of(questions_of(texts)))
    write = draw(st.sampled_from([as_csv, as_json, as_yaml]))
    content = bytearray(write(questions).encode(draw(st.sampled_from(["utf-8", "utf-16", "utf-8-sig"]))))
    for place in draw(st.lists(st.integers(0, len(content) - 1), max_size=4)):
        content[place] = draw(st.integers(0, 255))
    ends = draw(st.tuples(st.integers(0, 4), st.integers(0, len(content))))
    return bytes(content[ends[0] : ends[1]] if draw(st.booleans()) else content)


@given(damaged(), NAMES)
def test_a_file_that_was_damaged(content: bytes, name: str) -> None:
    check(content, name)
