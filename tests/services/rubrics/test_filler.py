"""What is filler, and what is not, in whatever script it is written."""

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from services.rubrics.filler import Filler, filler_in
from tests.support.rubrics import GOOD, NEXT_STEP

HONEST = [
    GOOD,
    NEXT_STEP,
    "Хорошо объясняет ход мысли и проверяет крайние случаи.",
    "Решите две задачи на графы",
    "对边界情况考虑得很周到，思路清晰。",
    "下周练习两道图论题，并大声说出复杂度。",
    "شرح الحل خطوة بخطوة وتحقق من الحالات الحدية",
    "הסביר היטב את הפתרון ובדק מקרי קצה",
    "समस्या को अच्छी तरह समझा और समाधान समझाया",
    "อธิบายวิธีคิดได้ชัดเจนและตรวจสอบกรณีพิเศษ",
    "問題をよく理解し、計算量も説明できました。",
    "문제를 잘 이해하고 복잡도도 설명했습니다.",
    "Εξήγησε καθαρά τη λύση και τα όρια",
    "კარგად ახსნა ამოხსნა და შეამოწმა",
    "Լավ բացատրեց լուծումը",
    "O(n^2) to O(n)",
    "Go, go, go: you were fast!",
    "1) limits 2) tests 3) naming",
    "Très bien expliqué, à revoir : les index.",
    "👍 Clear answers 👍",
]


@pytest.mark.parametrize("text", HONEST)
def test_no_honest_text_is_filler_in_whatever_script(text: str) -> None:
    assert filler_in(text) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a" * 40, Filler.REPEATED),
        ("AaAaAa aaAA", Filler.REPEATED),
        ("lol lol lol lol lol lol", Filler.REPEATED),
        ("ha ha ha ha, ha ha ha!", Filler.REPEATED),
        ("x" * 3 + "." * 20, Filler.REPEATED),
        ("a 1234567890123456789", Filler.REPEATED),
        ("жжжжжжжжжжжжжжжжжжжж", Filler.REPEATED),
        ("好好好好好好好好好好好好", Filler.REPEATED),
        ("ابابابابابابابابابابابابا", Filler.REPEATED),
        ("." * 40, Filler.NO_LETTERS),
        ("12345 67890 12345 67890", Filler.NO_LETTERS),
        ("👍" * 20, Filler.NO_LETTERS),
        ("👨‍👩‍👧 🏳️‍🌈 🇩🇪 1️⃣ ⭐️ ❤️‍🔥", Filler.NO_LETTERS),
        ("ℹ️ℹ️ℹ️ℹ️ℹ️ℹ️ℹ️ℹ️ℹ️ℹ️", Filler.REPEATED),
        ("", Filler.NO_LETTERS),
    ],
)
def test_filler_is_told_with_what_makes_it_so(text: str, found: Filler) -> None:
    assert filler_in(text) is found


EMOJI = st.characters(categories=["So", "Sk"]) | st.sampled_from("\u200d\ufe0f0123456789#*")
LETTERS = st.characters(categories=["L"], max_codepoint=0x2FFFF)


@given(st.text(EMOJI, min_size=1))
def test_emoji_alone_are_always_filler(text: str) -> None:
    assert filler_in(text) is Filler.NO_LETTERS


@given(st.text(st.characters(exclude_categories=["L", "Cs"])))
def test_a_text_without_letters_is_always_filler(text: str) -> None:
    # Some signs are not letters and become such when their case is folded.
    assume(not any(one.isalpha() for one in unicodedata.normalize("NFC", text.casefold())))
    assert filler_in(text) is Filler.NO_LETTERS


@given(
    st.text(st.characters(categories=["Lu", "Ll"], max_codepoint=0x52F), min_size=1, max_size=3),
    st.integers(min_value=7, max_value=60),
    st.sampled_from(["", " ", ", ", "!\n"]),
)
def test_a_short_piece_typed_again_and_again_is_filler(piece: str, times: int, between: str) -> None:
    # What is folded may be of more letters: ß is ss, and İ an i with a dot that is no letter.
    assume(len([one for one in unicodedata.normalize("NFC", piece.casefold()) if one.isalpha()]) <= 3)
    assert filler_in(between.join([piece] * times)) is not None


@given(st.lists(LETTERS, min_size=8, max_size=60, unique_by=str.casefold))
def test_letters_that_do_not_repeat_are_never_filler_in_any_script(letters: list[str]) -> None:
    assert filler_in("".join(letters)) is None


@given(st.lists(st.text(LETTERS, min_size=1, max_size=12), min_size=1), st.text(EMOJI), st.text(EMOJI))
def test_signs_around_it_do_not_change_what_a_text_is(words: list[str], before: str, after: str) -> None:
    text = " ".join(words)
    assert filler_in(f"{before} {text} {after}") is filler_in(text)
