"""The picture of a certificate: whose name stands in it, that it has room for all, and what is said of it."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pytest
from PIL import Image

from cogs._shared.drawing import WIDTH
from cogs._shared.legible import legible
from cogs._shared.translation import Speaker
from cogs.certificates.message import PictureWords, Shown, picture_words, words_of_picture
from cogs.certificates.picture import draw_certificate
from services.certificates import Certified, Practice

FIRST, LAST = datetime(2026, 3, 1, 23, 30, tzinfo=UTC), datetime(2026, 12, 1, 18, tzinfo=UTC)
CERTIFICATE = Certified("7KQ2M4XV90TC", 1, 2, "Alice", Practice(21, 2, FIRST, LAST), LAST)
SHOWN = Shown(CERTIFICATE, "Study Hall", "alice.99")
FRAME = 30
"""Pixels from the edge, within which the frame stands and nothing else."""


def words(language: str = "en", shown: Shown = SHOWN) -> PictureWords:
    return words_of_picture(Speaker(language), shown)


def named(name: str, server: str = "Study Hall") -> Shown:
    return Shown(replace(CERTIFICATE, name=name), server, "alice.99")


def drawn(given: PictureWords) -> Image.Image:
    return Image.open(BytesIO(draw_certificate(given))).convert("L")


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Alice", "Alice"),
        ("Зинаида Ёлкина", "Зинаида Ёлкина"),
        ("Łukasz Θεός Nguyễn", "Łukasz Θεός Nguyễn"),
        ("Alice 🌸✨", "Alice"),
        ("★彡Alice彡★", "alice.99"),
        ("𝓐𝓵𝓲𝓬𝓮 ℍ", "Alice H"),
        ("Ａｌｉｃｅ", "Alice"),
        ("山田太郎", "alice.99"),
        ("Taro 太郎", "alice.99"),
        ("עליס", "alice.99"),
        ("✨🌸", "alice.99"),
        ("...", "alice.99"),
        ("", "alice.99"),
        ("Z\u0337\u0321\u031b\u0351a\u0334\u0322lgo", "Z\u0337a\u0334lgo"),
    ],
)
def test_a_name_is_written_without_what_the_font_lacks_or_the_username_is(name: str, written: str) -> None:
    assert legible((name, "alice.99")) == written


def test_of_a_username_of_former_times_as_much_is_written_as_can_be() -> None:
    assert legible(("山田", "太郎 taro")) == "taro"


def test_what_cannot_be_written_is_drawn_as_the_username_and_some_server() -> None:
    lost = words(shown=named("山田太郎", "勉強会"))
    kept = words(shown=named("alice.99", "a server on Discord"))
    assert draw_certificate(lost) == draw_certificate(kept)
    assert draw_certificate(words()) != draw_certificate(kept)


@pytest.mark.parametrize("name", ["W" * 32, "Ж" * 100, "Wolfeschlegelsteinhausen " * 4])
def test_the_longest_names_stay_within_the_frame(name: str) -> None:
    long = drawn(words("ru", named(name, name)))
    short = drawn(words("ru"))
    for left, right in ((0, 2 * FRAME), (WIDTH - 2 * FRAME, WIDTH)):
        box = (left, 0, right, long.height)
        difference = zip(long.crop(box).tobytes(), short.crop(box).tobytes(), strict=True)
        assert max(abs(one - another) for one, another in difference) < 16, "colours alone may differ a bit"


def test_what_was_drawn_is_not_drawn_again() -> None:
    assert draw_certificate(words()) is draw_certificate(words())


@pytest.mark.parametrize("language", ["en", "ru"])
def test_all_that_stands_in_it_is_said_of_it_too(language: str) -> None:
    said = picture_words(Speaker(language), SHOWN)
    for fact in (*words(language).names[:1], *words(language).servers[:1], words(language).dates):
        assert fact in said
    assert words(language).number in said
    assert "21" in said
    day = {"en": "December 1, 2026", "ru": "1 декабря 2026"}[language]
    assert day in words(language).issued
    assert f"{ {'en': 'Issued', 'ru': 'Выдан'}[language] } {day}" in said
    assert {"en": "/certificate check", "ru": "/сертификат проверить"}[language] in said


def test_numbers_have_the_right_forms_and_days_are_those_of_utc() -> None:
    in_russian = words("ru")
    assert in_russian.given == ("21", "собеседование проведено")
    assert in_russian.taken == ("2", "собеседования пройдено")
    assert in_russian.dates == "1 марта 2026 – 1 декабря 2026"
    assert words().given == ("21", "interviews given")
    assert words().dates == "March 1, 2026 – December 1, 2026"
    one = replace(CERTIFICATE, practice=Practice(1, 0, LAST, LAST))
    assert words(shown=replace(SHOWN, certificate=one)).dates == "December 1, 2026"
    assert words(shown=replace(SHOWN, certificate=one)).given == ("1", "interview given")
