"""What is wrong with what stands in a row, however the file is written."""

import json

import pytest

from services.questions.files.found import Field, QuestionFile, RowFault, WrongRow
from services.questions.files.reading import read
from services.questions.new import NewQuestion

FIRST, SECOND = "What is a closure?", "What is a decorator?"


def records(*items: object) -> QuestionFile:
    """Read a list of questions."""
    return read(json.dumps(items).encode(), "questions.json")


def wrong(**parts: object) -> list[WrongRow]:
    """Return what is wrong with a question of which some parts are these."""
    return list(records({"text": FIRST} | parts).wrong)


@pytest.mark.parametrize(
    ("part", "fault"),
    [
        ({"text": ""}, WrongRow(1, RowFault.TEXT_MISSING, Field.TEXT)),
        ({"text": " \u200b "}, WrongRow(1, RowFault.TEXT_MISSING, Field.TEXT)),
        ({"text": None}, WrongRow(1, RowFault.TEXT_MISSING, Field.TEXT)),
        ({"text": "x  " * 4}, WrongRow(1, RowFault.TEXT_TOO_SHORT, Field.TEXT, length=7, minimum=10)),
        ({"text": "x" * 1_001}, WrongRow(1, RowFault.TOO_LONG, Field.TEXT, length=1_001, maximum=1_000)),
        ({"text": [FIRST]}, WrongRow(1, RowFault.NOT_TEXT, Field.TEXT)),
        ({"topic": "x" * 101}, WrongRow(1, RowFault.TOO_LONG, Field.TOPIC, length=101, maximum=100)),
        ({"topic": {}}, WrongRow(1, RowFault.NOT_TEXT, Field.TOPIC)),
        ({"level": "boss\n"}, WrongRow(1, RowFault.LEVEL_UNKNOWN, Field.LEVEL, value="boss")),
        ({"level": "x" * 99}, WrongRow(1, RowFault.LEVEL_UNKNOWN, Field.LEVEL, value="x" * 60)),
        ({"level": True}, WrongRow(1, RowFault.NOT_TEXT, Field.LEVEL)),
        ({"language": "x" * 41}, WrongRow(1, RowFault.TOO_LONG, Field.LANGUAGE, length=41, maximum=40)),
        ({"language": ["en"]}, WrongRow(1, RowFault.NOT_TEXT, Field.LANGUAGE)),
        ({"notes": "x" * 1_501}, WrongRow(1, RowFault.TOO_LONG, Field.NOTES, length=1_501, maximum=1_500)),
        ({"hints": ["x" * 301]}, WrongRow(1, RowFault.TOO_LONG, Field.HINTS, length=301, maximum=300)),
        ({"hints": ["a", "b", "c", "d"]}, WrongRow(1, RowFault.TOO_MANY_HINTS, Field.HINTS, maximum=3)),
        ({"hints": "a\nb\nc\nd\ne"}, WrongRow(1, RowFault.TOO_MANY_HINTS, Field.HINTS, maximum=3)),
        ({"hints": ["a", ["b"]]}, WrongRow(1, RowFault.NOT_TEXT, Field.HINTS)),
        ({"hints": {"a": "b"}}, WrongRow(1, RowFault.NOT_TEXT, Field.HINTS)),
        ({"source": "x" * 301}, WrongRow(1, RowFault.TOO_LONG, Field.SOURCE, length=301, maximum=300)),
        ({"licence": "x" * 101}, WrongRow(1, RowFault.TOO_LONG, Field.LICENCE, length=101, maximum=100)),
    ],
)
def test_a_part_that_is_wrong_is_said_to_be(part: dict[str, object], fault: WrongRow) -> None:
    assert wrong(**part) == [fault]


def test_lengths_are_those_of_what_is_kept() -> None:
    assert wrong(topic="x" * 100 + " " * 50, notes="x " * 750, hints=["", " ", *"abc", None]) == []


def test_the_same_text_again_repeats_the_first_row_that_has_it() -> None:
    found = records(
        {"text": FIRST, "level": "boss"},
        {"text": SECOND},
        {"text": "What is an enclosure?"},
        {"text": "WHAT IS A CLOSURE?!"},
        {"text": f"{SECOND}  "},
    )

    assert [row for row, _ in found.questions] == [2, 3]
    assert [one for one in found.wrong if one.fault is RowFault.REPEATS] == [
        WrongRow(4, RowFault.REPEATS, Field.TEXT, other=1),
        WrongRow(5, RowFault.REPEATS, Field.TEXT, other=2),
    ]


def test_what_has_no_text_repeats_nothing() -> None:
    found = records({"text": ""}, {"text": ""}, {"text": FIRST}, {"text": "x" * 2_000}, {"text": "x" * 2_000})
    assert RowFault.REPEATS not in {one.fault for one in found.wrong}


def test_languages_and_levels_are_read_as_people_write_them() -> None:
    found = records({"text": FIRST, "level": "тимлид", "language": "по-русски"})
    assert found.questions == ((1, NewQuestion(FIRST, level="lead", language="ru")),)
