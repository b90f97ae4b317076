"""Lists of questions in JSON and YAML: what is one, and what stands in it."""

import pytest

from services.questions.files.found import Field, FileKind, RowFault, WrongRow
from services.questions.files.reading import read
from services.questions.files.refusals import (
    FileHasAliases,
    FileHasNoList,
    FileHasNoQuestions,
    FileHasSeveralDocuments,
    FileHasTags,
    FileHasTooManyRows,
    FileNotJson,
    FileNotYaml,
    FileTooIntricate,
    NoTextColumn,
)
from services.questions.new import NewQuestion
from services.questions.rules import ROWS_MAXIMUM
from services.refusals import Refusal

FIRST = "What is a closure?"


def read_text(text: str, name: str = "questions.txt") -> dict[int, NewQuestion]:
    """Return the questions of a file with nothing wrong in it."""
    found = read(text.encode(), name)
    assert found.wrong == ()
    return dict(found.questions)


@pytest.mark.parametrize(
    "text",
    [
        f'[{{"text": "{FIRST}", "topic": "js", "hints": ["a", "b"]}}]',
        f'{{"version": 2, "questions": [{{"TEXT": "{FIRST}", "Topic": "js", "hints": "a\\nb"}}]}}',
        f'{{"Вопросы": [{{"вопрос": "{FIRST}", "тема": "js", "подсказка 2": "b", "подсказка 1": "a"}}]}}',
        f"- text: {FIRST}\n  topic: js\n  hints: [a, b]\n",
        f"---\nquestions:\n  - question: {FIRST}\n    topic: js\n    hints:\n    - a\n    - b\n...\n",
        f"# ours\n\nquestions:\n- {{text: '{FIRST}', topic: js, hint: [a, b]}}\n",
        f"%YAML 1.1\n---\n- text: |\n    {FIRST}\n  topic: js\n  hints: |\n    a\n    b\n",
    ],
)
@pytest.mark.parametrize("name", ["questions.json", "questions.yaml", "questions.csv", ""])
def test_a_list_of_questions_is_read_whatever_its_file_is_called(text: str, name: str) -> None:
    assert read_text(text, name) == {1: NewQuestion(FIRST, "js", hints=("a", "b"))}


def test_a_table_is_read_that_is_called_a_list() -> None:
    for name in ("questions.json", "questions.yaml"):
        assert read(f"text,topic\n{FIRST},js\n".encode(), name).kind is FileKind.CSV


def test_values_of_yaml_are_the_texts_that_stand_there() -> None:
    text = (
        f"- text: {FIRST}\n  language: no\n  topic: NULL\n  notes: 2020-01-01\n  source: 0x1F\n  licence: ~\n"
    )
    question = NewQuestion(FIRST, "NULL", language="no", notes="2020-01-01", source="0x1F", licence="~")

    assert read_text(text) == {1: question}
    assert read_text(f"- text: {FIRST}\n  topic:\n  notes: ''\n") == {1: NewQuestion(FIRST)}


def test_numbers_of_json_are_texts_as_they_stand_there() -> None:
    text = f'[{{"text": "{FIRST}", "topic": 2024, "notes": 1.50, "source": null, "licence": {"9" * 100}}}]'
    assert read_text(text) == {1: NewQuestion(FIRST, "2024", notes="1.50", licence="9" * 100)}


def test_a_number_of_ten_thousand_digits_is_too_long() -> None:
    found = read(f'[{{"text": "{FIRST}", "topic": {"9" * 10_000}}}]'.encode(), "")
    assert found.wrong == (WrongRow(1, RowFault.TOO_LONG, Field.TOPIC, length=10_000, maximum=100),)


@pytest.mark.parametrize("value", ["NaN", "-Infinity", "true", "[]", "{}"])
def test_what_is_no_text_in_json_is_said_to_be_none(value: str) -> None:
    found = read(f'[{{"text": "{FIRST}", "topic": {value}}}]'.encode(), "")
    assert found.wrong == (WrongRow(1, RowFault.NOT_TEXT, Field.TOPIC),)


def test_a_line_break_in_the_middle_of_a_text_is_one() -> None:
    assert read_text('[{"text": "What is\n\ta closure?"}]') == {1: NewQuestion("What is\na closure?")}


def test_half_a_pair_in_json_is_left_out() -> None:
    assert read_text('[{"text": "What is \\ud800 this?"}]') == {1: NewQuestion("What is this?")}


@pytest.mark.parametrize(
    "text",
    [
        f'[{{"text": "{FIRST}", "topic": "a", "topic": "b"}}, 5, "what", null, []]',
        f"- text: {FIRST}\n  topic: a\n  topic: b\n- 5\n- what\n-\n- []\n",
    ],
)
def test_a_key_that_is_there_twice_and_what_has_no_keys_are_wrong(text: str) -> None:
    assert read(text.encode(), "").wrong == (
        WrongRow(1, RowFault.GIVEN_TWICE, Field.TOPIC),
        *(WrongRow(row, RowFault.NOT_A_QUESTION) for row in (2, 3, 4, 5)),
    )


def test_other_keys_are_left_out_and_named_once() -> None:
    found = read(
        f'[{{"text": "{FIRST}", "id": 1, "": 2}}, {{"id": 2, "text": "What is it for?", "x": []}}]'.encode(),
        "",
    )

    assert found.unknown_columns == ("id", "x")
    assert len(found.questions) == 2


def test_keys_that_are_no_texts_are_left_out() -> None:
    assert read_text(f"- text: {FIRST}\n  ? [a, b]\n  : c\n") == {1: NewQuestion(FIRST)}


@pytest.mark.parametrize(
    ("text", "refusal", "facts"),
    [
        ('[{"text": "a"},\n {"text": }]', FileNotJson, {"line": 2}),
        ('[{"text": "a",}]', FileNotJson, {"line": 1}),
        ('{"text": "a"}\n{"text": "b"}', FileNotJson, {"line": 2}),
        ('[\n"a', FileNotJson, {"line": 2}),
        ("- text: a\n- text: b: c\n", FileNotYaml, {"line": 2}),
        ("- text: a\n- text: 'b\n\n\n", FileNotYaml, {"line": 2}),
        ("- text: a\n\t- b\n", FileNotYaml, {"line": 2}),
        ("- text: a\n- text: &b c\n", FileHasAliases, {"line": 2}),
        ("- text: a\n- *b\n", FileHasAliases, {"line": 2}),
        ("- &b [text]\n", FileHasAliases, {"line": 1}),
        ("- text: a\n- text: !!int 5\n", FileHasTags, {"line": 2}),
        ("- !!python/object:os.system {}\n", FileHasTags, {"line": 1}),
        ("- ! a\n", FileHasTags, {"line": 1}),
        ("%YAML 1.1\n%TAG !e! tag:e\n---\n- a\n", FileHasTags, {"line": 2}),
        ("- text: a\n---\n- text: b\n", FileHasSeveralDocuments, {"line": 2}),
        ("[" * 11, FileTooIntricate, {}),
        ('{"a":' * 100_000, FileTooIntricate, {}),
        ("- " * 11 + "a", FileTooIntricate, {}),
        ('{"text": "What is it?"}', FileHasNoList, {}),
        ('{"questions": {"text": "a"}}', FileHasNoList, {}),
        ("questions: none\n", FileHasNoList, {}),
        ("[]", FileHasNoQuestions, {}),
        ("questions: []\n", FileHasNoQuestions, {}),
        ('[{"title": "a", "name": "b"}, 5]', NoTextColumn, {"found": "title | name"}),
        ("- title: a\n", NoTextColumn, {"found": "title"}),
        (f"[{'1,' * ROWS_MAXIMUM}1]", FileHasTooManyRows, {"maximum": ROWS_MAXIMUM}),
        ("- a\n" * (ROWS_MAXIMUM + 1), FileHasTooManyRows, {"maximum": ROWS_MAXIMUM}),
        ("questions:\n" + "- a\n" * (ROWS_MAXIMUM + 1), FileHasTooManyRows, {"maximum": ROWS_MAXIMUM}),
    ],
)
def test_what_is_no_list_of_questions_is_refused(
    text: str, refusal: type[Refusal], facts: dict[str, object]
) -> None:
    with pytest.raises(refusal) as raised:
        read(text.encode(), "questions.txt")
    assert raised.value.facts() == facts


@pytest.mark.parametrize(
    ("text", "name", "refusal"),
    [
        ("nothing at all", "questions.json", FileNotJson),
        ("nothing at all", "questions.yaml", FileHasNoList),
        ("nothing at all", "questions.csv", NoTextColumn),
        ("---\n", "questions.csv", FileHasNoList),
        ("[a, b", "questions.yaml", FileNotYaml),
        ("[a, b", "questions.csv", FileNotJson),
    ],
)
def test_where_the_content_leaves_it_open_the_name_tells(
    text: str, name: str, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        read(text.encode(), name)


def test_values_may_be_nested_and_are_wrong_then_only_in_their_row() -> None:
    found = read(
        f'[{{"text": "{FIRST}", "topic": [[[[[1]]]]]}}, {{"text": "What is it all for?"}}]'.encode(), ""
    )

    assert found.wrong == (WrongRow(1, RowFault.NOT_TEXT, Field.TOPIC),)
    assert [row for row, _ in found.questions] == [2]
