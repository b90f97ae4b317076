import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import example, given
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
        ("❤️\u200d🔥 1️⃣", "❤️\u200d🔥 1️⃣"),
        ("joined\u200d \u200d at\u200d\u200dall", "joined at\u200dall"),
        ("han\u3164gul\u2800\u2800blank", "han gul blank"),
        ("क्\u200dष नमस्ते", "क्\u200dष नमस्ते"),
    ],
)
def test_a_line_is_what_can_be_seen_of_it(typed: str | None, kept: str) -> None:
    assert clean_line(typed, "topic", 100) == kept


INVISIBLE = [
    *("\u200b", "\u200d", "\u200d" * 20, "\u2060", "\ufeff", "\u00ad", "\u061c", "\u034f", "\u115f"),
    *(
        "\u1160",
        "\u17b4",
        "\u180b",
        "\u180e",
        "\u2800" * 30,
        "\u3164" * 30,
        "\uffa0",
        "\ufe0f",
        "\ufe0f" * 20,
    ),
    *("\U000e0100", "\U000e0041", "\U0001d159", "\u0301", "\u202e\u202c", "\u2066\u2069", "\u00a0\u3000 \n"),
    "\u200d \ufe0f \u0301\u3164",
]


@pytest.mark.parametrize("text", INVISIBLE)
def test_a_text_of_which_nothing_can_be_seen_is_empty(text: str) -> None:
    for clean in (clean_line, clean_text):
        assert clean(text, "topic", 100) == ""
        assert clean(f"a{text} b", "topic", 100).split()[-1] == "b"


def test_a_text_keeps_its_lines() -> None:
    assert clean_text(" one \r\n\n\x07two\u2028three ", "notes", 100) == "one\n\ntwo\nthree"


@pytest.mark.parametrize("clean", [clean_line, clean_text])
def test_the_length_is_counted_after_cleaning(clean: Callable[[str, str, int], str]) -> None:
    assert clean("x" * 5 + " " * 50, "topic", 5) == "xxxxx"
    with pytest.raises(TextTooLong) as refusal:
        clean("x" * 6, "topic", 5)
    assert refusal.value.facts() == {"field": "topic", "length": 6, "maximum": 5}


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
