import re
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from services.refusals import TextTooLong
from services.text import clean_line, clean_text, clean_text_with_code


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


CODE = "Why?\n```py\ndef f():\n    return  1\n\tpass\n```"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (CODE, CODE),
        (f"  two   words \n\n{CODE}  \n  more   words", f"two words\n\n{CODE}\nmore words"),
        ("in  a  line ```a  b```  after", "in a line ```a  b``` after"),
        ("```one  ```  ```  two```", "```one``` ```  two```"),
        ("not  closed ```\n  a  b", "not closed ```\n  a b".replace("a b", "a  b")),
        ("```\r\n  a\u00a0\u200bb   \r\n  ```", "```\n  a b\n```"),
        ("``  not  code  ``", "`` not code ``"),
        ("`\u200b``  looks  like  it", "```  looks  like  it"),
        ("\u1fef``  becomes  it", "```  becomes  it"),
    ],
)
def test_code_keeps_its_spaces(typed: str, kept: str) -> None:
    assert clean_text_with_code(typed, "notes", 100) == kept


@pytest.mark.parametrize("text", INVISIBLE)
def test_a_text_with_code_of_which_nothing_can_be_seen_is_empty(text: str) -> None:
    assert clean_text_with_code(text, "notes", 100) == ""


@given(st.text())
def test_without_code_a_text_is_cleaned_as_any_other(text: str) -> None:
    plain = text.replace("`", "").replace("\u1fef", "")
    assert clean_text_with_code(plain, "notes", 10_000) == clean_text(plain, "notes", 10_000)


@given(st.text(st.one_of(st.sampled_from(" \n\t`\u200b\u200d\u0301\ufe0fa"), st.characters())))
def test_a_cleaned_text_with_code_is_stable(text: str) -> None:
    cleaned = clean_text_with_code(text, "notes", 10_000)
    cleaned.encode("utf-8")
    assert cleaned == cleaned.strip() == clean_text_with_code(cleaned, "notes", 10_000)
    assert not any(line.endswith((" ", "\t")) for line in cleaned.split("\n"))


MARKS = "\u0301\u0327\u0344\u0f73\u0e48\u05b4"


@given(st.text(st.sampled_from(f"ae{MARKS}\u0958\u00fc한 "), max_size=200))
@example("a" + "\u0344" * 40)
@example("한" + "\u0301" * 40)
@example("\u0958" + "\u0301\u0327" * 40)
def test_no_letter_bears_a_pile_of_marks(text: str) -> None:
    cleaned = clean_line(text, "topic", 10_000)

    assert cleaned == clean_line(cleaned, "topic", 10_000)
    assert not re.search(f"[{MARKS}]{{31}}", unicodedata.normalize("NFD", cleaned))


@pytest.mark.timeout(60)
def test_a_megabyte_of_marks_is_cleaned_at_once() -> None:
    """Putting them all in order would take minutes."""
    for clean in (clean_line, clean_text, clean_text_with_code):
        assert len(clean("a" + "\u0301\u0327" * 250_000, "topic", 100)) <= 31
