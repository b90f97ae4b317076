"""Levels as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.questions.levels import level_of
from services.questions.rules import LEVELS


@pytest.mark.parametrize(
    ("level", "written"),
    [
        ("intern", ["intern", "Trainee", "стажёр", "Стажер", "интерн"]),
        ("junior", ["junior", "Jr.", "джун", "джуниор", "Junior+", "младший", "entry", "entry-level"]),
        ("middle", ["Middle", "mid", "mid-level", "Mid Level", "мидл", "миддл", "Средний", "intermediate"]),
        ("senior", ["SENIOR", "sr", "сеньор", "сениор", "синьор", "старший разработчик", "Senior Engineer"]),
        ("lead", ["lead", "Team Lead", "team-lead", "тимлид", "лид", "Tech lead", "Ведущий инженер"]),
        ("", ["", "  ", "\u200b"]),
    ],
)
def test_a_level_is_known_by_what_people_call_it(level: str, written: list[str]) -> None:
    assert {level_of(text) for text in written} == {level}


@pytest.mark.parametrize("text", ["junior/middle", "boss", "3", "developer", "-", "junior " * 20, "джун лид"])
def test_what_is_no_level_or_two_is_none(text: str) -> None:
    assert level_of(text) is None


@pytest.mark.parametrize("level", LEVELS)
def test_a_level_means_itself(level: str) -> None:
    assert level_of(level) == level


@given(st.text())
def test_any_text_is_answered(text: str) -> None:
    assert level_of(text) in {None, "", *LEVELS}
