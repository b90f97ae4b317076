"""Languages as people write them."""

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from services.questions.language_names import OTHER_NAMES, OWN_NAMES
from services.questions.spoken import language_of
from services.text import clean_line


@pytest.mark.parametrize(
    ("written", "code"),
    [
        *((text, "en") for text in ("English", "английский", "eng", "EN-us", "en_GB", " ENGLISH ", "Англ.")),
        *((text, "en") for text in ("in English", "на английском", "по-английски", "английский язык", "US")),
        *((text, "ru") for text in ("Русский", "по-русски", "rus", "RU", "Russian language", "рус", "ru-RU")),
        *((text, "de") for text in ("немецкий", "German", "Deutsch", "deu", "ger", "de-AT", "по немецки")),
        *((text, "uk") for text in ("украинский", "Ukrainian", "українська", "UA", "ukr")),
        *((text, "zh") for text in ("китайский", "Chinese", "中文", "zh-Hans", "Simplified Chinese")),
        *((text, "he") for text in ("иврит", "Hebrew", "iw", "עברית")),
        *(("no", "no"), ("es-419", "es"), ("казахский", "kk"), ("қазақ тілі", "kk")),
    ],
)
def test_a_language_is_known_by_what_people_call_it(written: str, code: str) -> None:
    assert language_of(written) == code


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("", ""),
        ("  \u200b ", ""),
        ("Эльфийский ", "эльфийский"),
        ("English /  Russian", "english / russian"),
        ("ЁЛКА", "ёлка"),
        ("x" * 1000, "x" * 1000),
    ],
)
def test_what_is_no_language_is_kept_as_it_is_searched(written: str, kept: str) -> None:
    assert language_of(written) == kept


def test_every_language_is_called_as_it_calls_itself() -> None:
    assert {code: Locale(code).languages[code] for code in OWN_NAMES} == OWN_NAMES


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_name_of_a_language_means_it_or_one_that_is_called_the_same(language: str) -> None:
    names = {str(code): str(name) for code, name in Locale(language).languages.items()}
    bases = {code.partition("_")[0] for code in names}
    found = {code: language_of(name) for code, name in names.items()}

    assert set(found.values()) <= bases
    assert sum(meant != code.partition("_")[0] for code, meant in found.items()) <= 3


def test_every_short_name_is_known() -> None:
    assert {
        name: language_of(name) for name in (name for names in OTHER_NAMES.values() for name in names)
    } == {name: code for code, names in OTHER_NAMES.items() for name in names}


@given(st.one_of(st.text(), st.sampled_from([str(name) for name in Locale("ru").languages.values()])))
def test_what_comes_of_it_means_itself(text: str) -> None:
    found = language_of(text)

    assert language_of(found) == found
    assert clean_line(found, "language", 10_000) == found
