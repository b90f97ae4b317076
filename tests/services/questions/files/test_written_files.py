"""What was written is read as it was: by whatever program, in whatever encoding."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.questions.files.found import FileKind
from services.questions.files.reading import read
from services.questions.new import NewQuestion
from services.spreadsheets import MARK, as_typed, csv_lines
from tests.services.questions.files.writing import (
    HEADER,
    as_csv,
    as_json,
    as_yaml,
    lists_of,
    questions_of,
    row_of,
    texts,
    words,
)

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251")
WRITERS: dict[FileKind, Callable[[list[NewQuestion]], str]] = {
    FileKind.CSV: as_csv,
    FileKind.JSON: as_json,
    FileKind.YAML: as_yaml,
}

_worded = lists_of(questions_of(words, "Вопрос о разном. "))


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@given(questions=_worded)
def test_a_table_is_read_with_any_delimiter(
    delimiter: str, encoding: str, questions: list[NewQuestion]
) -> None:
    found = read(as_csv(questions, delimiter).encode(encoding), "questions.csv")

    assert found.questions == tuple(enumerate(questions, 2))
    assert (found.wrong, found.unknown_columns, found.kind) == ((), (), FileKind.CSV)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("kind", [FileKind.JSON, FileKind.YAML])
@given(name=st.sampled_from(["a.json", "a.yml", "a.csv", "a.txt", "a", ""]), questions=_worded)
def test_a_list_is_read_whatever_the_file_is_called(
    kind: FileKind, encoding: str, name: str, questions: list[NewQuestion]
) -> None:
    found = read(WRITERS[kind](questions).encode(encoding), name)

    assert found.questions == tuple(enumerate(questions, 1))
    assert (found.wrong, found.unknown_columns) == ((), ())


@given(questions=lists_of(questions_of(texts)), mark=st.sampled_from(["", MARK]))
def test_what_an_export_wrote_is_read_as_it_was(questions: list[NewQuestion], mark: str) -> None:
    written = mark + csv_lines([HEADER, *map(row_of, questions)])

    assert read(written.encode(), "questions.csv").questions == tuple(enumerate(questions, 2))


@pytest.mark.parametrize("kind", [FileKind.JSON, FileKind.YAML])
@given(questions=lists_of(questions_of(texts)))
def test_any_text_is_read_as_it_was(kind: FileKind, questions: list[NewQuestion]) -> None:
    assert read(WRITERS[kind](questions).encode(), "").questions == tuple(enumerate(questions, 1))


@given(st.text(st.sampled_from("'=+-@\t\rx")))
def test_what_was_typed_in_a_cell_can_be_told_from_it(typed: str) -> None:
    cell = csv_lines([[typed, "end"]]).rpartition(",")[0]
    unquoted = cell[1:-1].replace('""', '"') if cell.startswith('"') else cell

    assert as_typed(unquoted) == typed
    assert not unquoted.startswith(("=", "+", "-", "@", "\t", "\r"))
