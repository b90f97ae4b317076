"""By what two questions are known to be the same."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.questions.fingerprints import fingerprint

QUESTION = 'Что такое "всё" - и зачем... оно?'


@pytest.mark.parametrize(
    "other",
    [
        "что такое  «всё» – и зачем… оно",
        "ЧТО ТАКОЕ\n“все” — и зачем... оно?!",
        'Что такое "все" − и зачем... оно .',
        'Что такое "вс\u0435\u0308" - и зачем... оно?',
    ],
)
def test_how_a_question_is_typed_makes_no_other_of_it(other: str) -> None:
    assert fingerprint(other) == fingerprint(QUESTION)


@pytest.mark.parametrize(
    "other",
    ['Что такое "всё" - и зачем... она?', "Что такое всё - и зачем... оно?", "Зачем оно?", "???", "...", ""],
)
def test_other_words_are_another_question(other: str) -> None:
    assert fingerprint(other) != fingerprint(QUESTION)


def test_of_punctuation_alone_each_is_itself() -> None:
    assert len({fingerprint(text) for text in ("??????????", "..........", "!!!!!!!!!!")}) == 3


def test_signs_within_a_question_are_a_part_of_it() -> None:
    assert fingerprint("What is C++ good for?") != fingerprint("What is C good for?")
    assert fingerprint("What does a += b do in Python?") != fingerprint("What does a = b do in Python?")


@given(st.text())
def test_any_text_has_one(text: str) -> None:
    assert re.fullmatch("[0-9a-f]{32}", fingerprint(text))
