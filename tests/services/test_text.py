import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from services.refusals import TextTooLong
from services.text import clean_line, clean_text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (None, ""),
        ("", ""),
        ("  two   words ", "two words"),
        ("one\ntwo\tthree", "one two three"),
        ("nul\x00l", "null"),
        ("\u202egnp.exe", "gnp.exe"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("👩\u200d💻 codes", "👩\u200d💻 codes"),
        ("cafe\u0301", "café"),
        ("שלום עולם", "שלום עולם"),
        ("non\u00a0breaking", "non breaking"),
        ("**bold** @everyone", "**bold** @everyone"),
        ("\ud800lone", "lone"),
    ],
)
def test_a_line_is_what_can_be_seen_of_it(typed: str | None, kept: str) -> None:
    assert clean_line(typed, "topic", 100) == kept


def test_a_text_keeps_its_lines() -> None:
    assert clean_text(" one \r\n\n\x07two\u2028three ", "notes", 100) == "one\n\ntwo\nthree"


@pytest.mark.parametrize("clean", [clean_line, clean_text])
def test_the_length_is_counted_after_cleaning(clean: Callable[[str, str, int], str]) -> None:
    assert clean("x" * 5 + " " * 50, "topic", 5) == "xxxxx"
    with pytest.raises(TextTooLong) as refusal:
        clean("x" * 6, "topic", 5)
    assert refusal.value.facts() == {"field": "topic", "length": 6, "maximum": 5}


@settings(deadline=None)
@given(st.text())
@example("e\u200b\u0301")
def test_a_cleaned_text_can_be_stored_and_is_stable(text: str) -> None:
    for clean in (clean_line, clean_text):
        cleaned = clean(text, "notes", 10_000)
        cleaned.encode("utf-8")
        assert "\x00" not in cleaned
        assert cleaned == cleaned.strip() == clean(cleaned, "notes", 10_000)
        assert not any(unicodedata.category(character) in {"Cs", "Co"} for character in cleaned)
    assert "\n" not in clean_line(text, "topic", 10_000)
