"""Rubrics as files: written, read again, and everything that is wrong said at once."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.languages import LANGUAGES
from services.rubrics import files, standard
from services.rubrics.files import PARTS, Fault, FaultKind, Part
from services.rubrics.words import Content
from tests.support.rubrics import a_content


def lines_of(content: Content | None = None) -> list[list[str]]:
    """The cells of a file that is right."""
    content = content or a_content()
    text = files.written(content, content.name, "en").decode("utf-8-sig")
    return [line.split(",") for line in text.splitlines()]


def read(lines: list[list[str]], separator: str = ",") -> files.RubricFile:
    return files.read("\n".join(separator.join(line) for line in lines).encode())


def faults(change: Callable[[list[list[str]]], object]) -> list[Fault]:
    """What is wrong with a file of which something is changed."""
    lines = lines_of()
    change(lines)
    found = read(lines)
    assert found.content is None
    return list(found.faults)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", standard.KEYS)
def test_every_template_is_read_as_it_was_written(key: str, language: str) -> None:
    content = standard.latest(key).content
    name = {one: f"{text} (ours)" for one, text in content.name.items()}

    read_again = files.read(files.written(content, name, language))

    assert read_again.faults == ()
    assert read_again.content == Content(name, content.criteria)


@pytest.mark.parametrize("languages", [("en",), ("ru",), ("en", "ru")])
def test_each_language_may_be_left_out(languages: tuple[str, ...]) -> None:
    content = a_content(languages=languages)
    assert files.read(files.written(content, content.name, "en")).content == content

    lines = lines_of()
    for line in lines[1:]:
        for place, language in enumerate(("en", "ru"), start=1):
            if language not in languages:
                line[place] = ""
    assert read(lines).content == content


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1251"])
def test_it_is_read_however_a_spreadsheet_saves_it(separator: str, encoding: str) -> None:
    text = "\r\n".join(separator.join(line) for line in lines_of())
    assert files.read(text.encode(encoding)).content == a_content()


def test_rows_stand_in_any_order_with_empty_ones_between_and_in_either_language() -> None:
    lines = lines_of()
    head, rows = lines[0], lines[1:]
    for row in rows:
        for english, russian in (("name", "Название"), ("criterion", "КРИТЕРИЙ"), ("level", "уровень")):
            row[0] = row[0].replace(english, russian)
    assert read([head, *reversed(rows), ["", "", ""]]).content == a_content()


def test_what_a_spreadsheet_would_calculate_is_written_and_read_as_it_is() -> None:
    content = a_content()
    content = Content({"en": "=1+1", "ru": "-x"}, content.criteria)
    written = files.written(content, content.name, "en")
    assert b"'=1+1" in written
    assert files.read(written).content == content


def test_what_cannot_be_seen_is_no_part_of_a_text() -> None:
    lines = lines_of()
    lines[1][1] = "  Ours\u200b   en\u202e "
    assert read(lines).content == a_content()


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"\x89PNG\r\n\x1a\n\x00", b'part,English\n"name,x']
)
def test_what_is_no_table_is_said_to_be_none(content: bytes) -> None:
    assert files.read(content).faults == (Fault(FaultKind.NOT_A_TABLE),)


def test_a_file_without_a_language_says_so() -> None:
    assert faults(lambda lines: lines.__setitem__(0, ["part", "", ""])) == [Fault(FaultKind.NO_LANGUAGE)]
    assert [fault.kind for fault in faults(lambda lines: lines.__setitem__(0, ["part", "Klingon", ""]))] == [
        FaultKind.UNKNOWN_COLUMN,
        FaultKind.NO_LANGUAGE,
    ]
    assert faults(lambda lines: lines.__delitem__(slice(1, None))) == [Fault(FaultKind.NO_LANGUAGE)]


def test_every_fault_is_found_at_once_with_its_place() -> None:
    def change(lines: list[list[str]]) -> None:
        lines[0].append("Deutsch")
        lines[1] = ["name", "Coding", "x" * 46]
        lines[2] = ["criterion 1", "", "y" * 46]
        lines[3][1] = "z" * 101
        lines[5][2] = lines[4][2]
        lines[8] = ["criterion 4", "What", "Что"]
        lines[14][1] = "Criterion 3 en"
        lines.append(["criterion 3", "again", "снова"])
        lines.append(["criterion 2 level 6", "six", "шесть"])
        lines.append(["criterion 2 level 0", "none", "ничего"])

    assert faults(change) == [
        Fault(FaultKind.UNKNOWN_COLUMN, text="Deutsch"),
        Fault(FaultKind.UNKNOWN_ROW, row=9, text="criterion 4"),
        Fault(FaultKind.ROW_TWICE, row=21, part=Part(3)),
        Fault(FaultKind.UNKNOWN_ROW, row=22, text="criterion 2 level 6"),
        Fault(FaultKind.UNKNOWN_ROW, row=23, text="criterion 2 level 0"),
        Fault(FaultKind.TOO_LONG, part=Part(), language="ru", length=46),
        Fault(FaultKind.MISSING, part=Part(1), language="en"),
        Fault(FaultKind.TOO_LONG, part=Part(1), language="ru", length=46),
        Fault(FaultKind.TOO_LONG, part=Part(1, 5), language="en", length=101),
        Fault(FaultKind.MISSING, part=Part(2), language="en"),
        Fault(FaultKind.MISSING, part=Part(2), language="ru"),
        Fault(FaultKind.SAME_LEVELS, part=Part(1), language="ru"),
        Fault(FaultKind.NAME_TAKEN, text="Coding"),
    ]


def test_criteria_and_levels_that_nobody_could_tell_apart_are_refused() -> None:
    assert faults(lambda lines: lines[8].__setitem__(1, "CRITERION 1  en")) == [
        Fault(FaultKind.SAME_TITLES, language="en")
    ]


@pytest.mark.parametrize("name", ["coding", "АЛГОРИТМЫ И КОД", "auto", "s7", "system-design"])
def test_a_name_that_means_one_of_the_bots_is_taken(name: str) -> None:
    assert faults(lambda lines: lines[1].__setitem__(1, name)) == [Fault(FaultKind.NAME_TAKEN, text=name)]


def test_a_column_that_stands_twice_is_refused() -> None:
    def change(lines: list[list[str]]) -> None:
        for line in lines:
            line.append("x")
        lines[0][3] = "EN"

    assert faults(change)[0] == Fault(FaultKind.COLUMN_TWICE, text="EN")


def test_a_cell_beside_the_languages_is_not_overlooked() -> None:
    assert faults(lambda lines: lines[4].append("beside")) == [
        Fault(FaultKind.UNKNOWN_ROW, row=5, text="beside")
    ]


@given(st.binary(max_size=400))
def test_whatever_is_sent_is_read_or_refused(content: bytes) -> None:
    found = files.read(content)
    assert found.content is None
    assert found.faults


@given(st.lists(st.lists(st.text(max_size=8), max_size=4), max_size=25))
def test_whatever_stands_in_the_cells_is_read_or_refused(rows: list[list[str]]) -> None:
    text = "\n".join(["part,English", *(";".join(row) for row in rows)])
    found = files.read(text.encode("utf-8", "ignore"))
    assert (found.content is None) == bool(found.faults)


def test_a_file_of_the_largest_size_is_read() -> None:
    lines = [*lines_of(), *([["criterion 1", "again", "снова"]] * 3000)]
    found = read(lines)
    assert len(found.faults) == 3000
    assert len(PARTS) == 19
