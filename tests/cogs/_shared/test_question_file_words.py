"""What is wrong with a row of a file is said on one line, in words of its own."""

import pytest

from cogs._shared.question_file_words import wrong_row_words
from cogs._shared.translation import Speaker
from services.languages import LANGUAGES
from services.questions.files.found import Field, RowFault, WrongRow


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_fault_is_said_in_its_own_words(language: str) -> None:
    said = [wrong_row_words(Speaker(language), WrongRow(7, fault, Field.TEXT)) for fault in RowFault]

    assert len(set(said)) == len(RowFault)
    assert all(line.startswith(("Row 7: ", "Строка 7: ")) and "\n" not in line for line in said)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fault", [RowFault.TOO_LONG, RowFault.NOT_TEXT, RowFault.GIVEN_TWICE])
def test_each_part_of_a_question_is_named(language: str, fault: RowFault) -> None:
    assert len({wrong_row_words(Speaker(language), WrongRow(7, fault, field)) for field in Field}) == len(
        Field
    )


def test_a_row_is_named_as_it_stands_in_the_file_and_what_was_typed_is_shown_as_it_was() -> None:
    speak = Speaker("en")

    assert "Row 1234: " in wrong_row_words(speak, WrongRow(1_234, RowFault.REPEATS, other=1_001))
    assert "row 1001" in wrong_row_words(speak, WrongRow(1_234, RowFault.REPEATS, other=1_001))
    assert r"“\*boss\*”" in wrong_row_words(speak, WrongRow(7, RowFault.LEVEL_UNKNOWN, value="*boss*"))
