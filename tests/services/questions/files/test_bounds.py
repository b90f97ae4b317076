"""What would take for ever, or all memory, is read or refused at once.

How long each takes is told by
`uv run pytest -n 0 --durations=0 -k answered tests/services/questions/files/test_bounds.py`.
"""

import tracemalloc
from collections.abc import Callable
from contextlib import suppress

import pytest

from services.questions.files.reading import read
from services.questions.new import NewQuestion
from services.questions.rules import FILE_BYTES_MAXIMUM, ROWS_MAXIMUM
from services.refusals import Refusal
from tests.services.questions.files.writing import as_csv, as_json, as_yaml

MEMORY_MAXIMUM = 100_000_000
"""Bytes that reading one file may take."""

HEADER = "text,topic\n"

REPEATED = {
    "quotes": ("", '"'),
    "quotes under names": (HEADER, '"'),
    "quotes that open": (HEADER, 'a",x,"\n'),
    "stray quotes": (HEADER, '"a"b\n'),
    "commas": ("", ","),
    "commas under names": (HEADER, ","),
    "columns": ("text,", "a,"),
    "one cell": (HEADER, "x"),
    "one cell of words": (HEADER, "же "),
    "spaces in a cell": (f"{HEADER}a", " "),
    "line breaks": ("", "\n"),
    "line breaks under names": (HEADER, "\n"),
    "short rows": (HEADER, "a\n"),
    "code": (HEADER, "``` "),
    "marks": (f"{HEADER}a", "\u0301\u0327"),
    "marks in one form": (f"{HEADER}a", "\u0f71\u0f72"),
    "joiners": (HEADER, "\u200d"),
    "emoji": (HEADER, "👩\u200d💻"),
    "hints": ('text,hints\nWhat is a closure?,"', "a\n"),
    "hints that are not seen": ('text,hints\nWhat is a closure?,"', "\u200b\n"),
    "language": ("text,language\nWhat is a closure?,", "a-"),
    "lists in lists": ("", "["),
    "records in records": ("", '{"a":'),
    "quotes in JSON": ('["', '"'),
    "quotes in a text of JSON": ('["', '\\"'),
    "numbers": ("[1", ",1"),
    "digits": ("[", "9"),
    "empty lists": ("[[]", ",[]"),
    "empty records": ("[{}", ",{}"),
    "no numbers": ("[1", ",NaN"),
    "items in items": ("", "- "),
    "keys in keys": ("- ", "? "),
    "lists in lists of YAML": ("- ", "["),
    "names of values": ("- ", "&a "),
    "bomb": ("- &a [x]\n", "- [*a, *a]\n"),
    "documents": ("", "---\n"),
    "items": ("- a\n", "-\n"),
    "keys": ("- text: a\n", "  a: b\n"),
    "definitions of tags": ("%YAML 1.1\n", "%TAG !a! tag:a\n"),
    "comments": ("", "# a\n"),
    "one scalar": ("- text: ", "ж"),
    "folded lines": ("- >\n", "  a\n\n"),
}
"""What files begin with, and what then comes again and again up to a megabyte."""


def _record(row: int) -> str:
    """Return a record whose keys are those of no other."""
    return "{" + ",".join(f'"{row * 60 + key:x}":1' for key in range(60)) + "}"


BYTES = {
    "zeros": bytes(FILE_BYTES_MAXIMUM),
    "ones": b"\xff" * FILE_BYTES_MAXIMUM,
    "odd UTF-16": b"\xff\xfe" + bytes(range(256)) * 4_000 + b"a",
    "letters": bytes(range(0xC0, 0x100)) * 16_000,
    "words of one letter": "а о ".encode("cp1251") * 250_000,
    "many tags": ("".join(f"%TAG !{number}! tag:{number}\n" for number in range(45_000)) + "--- a").encode(),
    "many keys": f"[{','.join(map(_record, range(1_600)))}]".encode(),
}


def file_of(name: str) -> bytes:
    """Return a file of one megabyte, or just below."""
    if name in BYTES:
        return BYTES[name]
    begun, again = REPEATED[name]
    room = FILE_BYTES_MAXIMUM - len(begun.encode())
    return (begun + again * (room // len(again.encode()))).encode()


def peak_of(content: bytes, name: str) -> int:
    """Return how many bytes of memory reading a file takes, at most at once."""
    tracemalloc.start()
    try:
        with suppress(Refusal):
            read(content, name)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", [*REPEATED, *BYTES])
def test_a_megabyte_of_anything_is_answered(name: str) -> None:
    content = file_of(name)
    assert FILE_BYTES_MAXIMUM * 0.85 < len(content) <= FILE_BYTES_MAXIMUM
    with suppress(Refusal):
        read(content, "questions.csv")


@pytest.mark.parametrize("name", [*REPEATED, *BYTES])
def test_a_megabyte_of_anything_takes_little_memory(name: str) -> None:
    assert peak_of(file_of(name), "questions.yaml") < MEMORY_MAXIMUM


@pytest.mark.timeout(60)
@pytest.mark.parametrize("write", [as_csv, as_json, as_yaml])
def test_as_many_questions_are_read_as_one_file_may_have(write: Callable[[list[NewQuestion]], str]) -> None:
    questions = [
        NewQuestion(f"What is number {number}?", "python", "junior", "en", "Some notes. " * 20, ("A", "B"))
        for number in range(ROWS_MAXIMUM)
    ]
    found = read(write(questions).encode(), "questions")

    assert [question for _, question in found.questions] == [
        NewQuestion(one.text, one.topic, one.level, one.language, one.notes.strip(), one.hints)
        for one in questions
    ]
