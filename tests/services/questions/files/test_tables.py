"""CSV, as spreadsheets write it and as people do by hand."""

import pytest

from services.questions.files.found import Field, FileKind, QuestionFile, RowFault, WrongRow
from services.questions.files.reading import read
from services.questions.files.refusals import FileEmpty, FileHasNoQuestions, FileHasTooManyRows, NoTextColumn
from services.questions.new import NewQuestion
from services.questions.rules import ROWS_MAXIMUM

FIRST, SECOND = "What is a closure?", "What is a decorator?"


def table(text: str) -> QuestionFile:
    """Read a text as a file, and see that it is taken for a table."""
    found = read(text.encode(), "questions.csv")
    assert found.kind is FileKind.CSV
    return found


def rows(text: str) -> dict[int, str]:
    """Return the texts of questions by their rows; nothing is wrong with any."""
    found = table(text)
    assert found.wrong == ()
    return {row: question.text for row, question in found.questions}


@pytest.mark.parametrize(
    ("header", "row", "question"),
    [
        (
            "Text,Topic,LEVEL,Language,Notes,Hint 1,hint2,Source,License",
            "What is a closure?,js,Mid,English,An answer,One,Two,https://example.org,MIT",
            NewQuestion(
                FIRST, "js", "middle", "en", "An answer", ("One", "Two"), "https://example.org", "MIT"
            ),
        ),
        (
            "Вопрос;Тема;Уровень;Язык;Ответ;Подсказка 1;Подсказка №2;Источник;Лицензия",
            "What is a closure?;js;мидл;английский;An answer;One;Two;a book;MIT",
            NewQuestion(FIRST, "js", "middle", "en", "An answer", ("One", "Two"), "a book", "MIT"),
        ),
        ("question\thint_2\thint_1", f"{FIRST}\tTwo\tOne", NewQuestion(FIRST, hints=("One", "Two"))),
        (
            "questions;hints",
            f'{FIRST};"One\n\nTwo\r\nThree"',
            NewQuestion(FIRST, hints=("One", "Two", "Three")),
        ),
        ("hint,Текст вопроса,hint", f"One,{FIRST},Two", NewQuestion(FIRST, hints=("One", "Two"))),
        ("TEXT :;Grade", f"{FIRST};", NewQuestion(FIRST)),
    ],
)
def test_columns_are_known_by_their_names(header: str, row: str, question: NewQuestion) -> None:
    assert table(f"{header}\n{row}\n").questions == ((2, question),)


def test_other_columns_are_left_out_and_named() -> None:
    found = table(f",№,text,  Author  name,question,notes,answer,{'x' * 90}\n0,1,{FIRST},Ann,other,A,B,C\n")

    assert found.questions == ((2, NewQuestion(FIRST, notes="A")),)
    assert found.unknown_columns == ("A", "№", "Author name", "question", "answer", "x" * 60 + "…")


def test_rows_are_counted_as_a_spreadsheet_counts_them() -> None:
    text = f'text,notes\r\n"{FIRST}","two\r\nlines"\r\n\r\n,\r\n{SECOND},\r\n'

    assert rows(text) == {2: FIRST, 5: SECOND}
    assert rows(f"\n\n{text}") == {4: FIRST, 7: SECOND}
    assert rows(f"sep=,\r\n{text}") == {2: FIRST, 5: SECOND}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_may_end_as_on_any_system(end: str) -> None:
    assert rows(end.join(["text;topic", f"{FIRST};js", SECOND])) == {2: FIRST, 3: SECOND}


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_file_may_say_its_delimiter(delimiter: str) -> None:
    text = f"sep={delimiter}\ntext{delimiter}topic\n{FIRST}{delimiter}a, b; c\n"
    assert table(text.replace("a, b; c", '"a, b; c"')).questions == ((2, NewQuestion(FIRST, "a, b; c")),)


def test_a_column_alone_may_have_any_delimiter_in_its_texts() -> None:
    text = "What are lists, tuples; and sets?"
    assert rows(f'Вопрос\n{text}\n"{text} Say ""why""."\n') == {2: text, 3: f'{text} Say "why".'}
    assert rows(f"Вопрос;\n{FIRST};\n") == {2: FIRST}


def test_a_cell_loses_the_quote_that_keeps_it_from_being_calculated() -> None:
    text = "text,notes\n'=SUM(A1) does what?,'-1\n'What' is quoted,''=1\n"

    assert [question.text for _, question in table(text).questions] == [
        "=SUM(A1) does what?",
        "'What' is quoted",
    ]
    assert [question.notes for _, question in table(text).questions] == ["-1", "'=1"]


def test_code_in_a_cell_keeps_its_indentation() -> None:
    code = "What does it print?\n```py\nfor x in y:\n    print( x )\n```"
    assert rows(f'text\n"{code}"\n') == {2: code}


def test_a_quote_in_the_wrong_place_costs_its_row_alone() -> None:
    found = table(f'text,topic\n"self" in Python is what?,py\n{FIRST},js\n"What is ""it""?",js\n')

    assert found.wrong == (WrongRow(2, RowFault.STRAY_QUOTE),)
    assert [row for row, _ in found.questions] == [3, 4]


@pytest.mark.parametrize(
    "rest",
    [
        f'"What is never closed?,js\n{SECOND},py\n',
        f'"What is never closed?,js\n{SECOND},"py"\n{SECOND},py\n',
        '"What is never closed?',
    ],
)
def test_a_quote_that_is_not_closed_ends_the_file_where_it_begins(rest: str) -> None:
    found = table(f"text,topic\n{FIRST},js\n{rest}")

    assert found.questions == ((2, NewQuestion(FIRST, "js")),)
    assert found.wrong == (WrongRow(3, RowFault.NEVER_CLOSED),)


def test_cells_beyond_the_last_name_are_too_many_if_something_stands_in_them() -> None:
    found = table(f"text,topic,\n{FIRST},js,,,\n{SECOND},py,,here\n")

    assert [row for row, _ in found.questions] == [2]
    assert found.wrong == (WrongRow(3, RowFault.TOO_MANY_CELLS, length=4, maximum=2),)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Name,Age\nAnn,5\n", "Name | Age"),
        (f"{FIRST}\n{SECOND}\n", FIRST),
        ("topic;level;" + ";".join("abcdefghijk") + "\n", "topic | level | a | b | c | d | e | f | g | h"),
        ("x" * 300, "x" * 60 + "…"),
        ('"text,topic\nWhat?\n', '"text,topic'),
    ],
)
def test_without_a_column_for_the_text_it_is_said_what_there_is(text: str, found: str) -> None:
    with pytest.raises(NoTextColumn) as refusal:
        read(text.encode(), "questions.csv")
    assert refusal.value.found == found


@pytest.mark.parametrize("text", ["text,topic\n", "text\n\n\n", "text,topic\n,\n , \n"])
def test_names_alone_are_no_questions(text: str) -> None:
    with pytest.raises(FileHasNoQuestions):
        read(text.encode(), "questions.csv")


def test_there_are_no_more_rows_than_can_be_read() -> None:
    many = "".join(f"What is number {number}?\n" for number in range(ROWS_MAXIMUM))
    assert len(table(f"text\n{many}\n\n").questions) == ROWS_MAXIMUM
    with pytest.raises(FileHasTooManyRows):
        read(f"text\n{many}\n{FIRST}\n".encode(), "questions.csv")


def test_nothing_is_read_of_nothing() -> None:
    with pytest.raises(FileEmpty):
        read(b"\n\n", "questions.csv")


def test_every_fault_of_a_row_is_told() -> None:
    long = "y" * 1_501
    text = f"text,level,topic,notes,hint 1\nshort,boss,{'x' * 101},{long},{'z' * 301},,more\n"

    assert table(text).wrong == (
        WrongRow(2, RowFault.TOO_MANY_CELLS, length=7, maximum=5),
        WrongRow(2, RowFault.TEXT_TOO_SHORT, Field.TEXT, length=5, minimum=10),
        WrongRow(2, RowFault.TOO_LONG, Field.TOPIC, length=101, maximum=100),
        WrongRow(2, RowFault.LEVEL_UNKNOWN, Field.LEVEL, value="boss"),
        WrongRow(2, RowFault.TOO_LONG, Field.NOTES, length=1_501, maximum=1_500),
        WrongRow(2, RowFault.TOO_LONG, Field.HINTS, length=301, maximum=300),
    )
