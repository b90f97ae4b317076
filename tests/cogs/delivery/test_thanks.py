"""What a thank-you says fits into a message, whomever it names."""

from datetime import date

import pytest

from cogs._shared.discord_limits import MESSAGE_MAXIMUM
from cogs._shared.translation import Speaker, link_commands, unlink_commands
from cogs.delivery.thanks import thanks_text
from services.thanks.counting import NAMED_AT_MOST, Given, Thanked
from services.thanks.standing import Standing

NOVEMBER = date(2026, 11, 1)


def a_thank_you(*given: Given, more: int = 0, month: date = NOVEMBER) -> Standing:
    return Standing(1, month, Thanked(given, more), None, may_be_posted=True)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_as_many_as_it_names_fit_into_a_message(language: str) -> None:
    many = [Given(2**64 - 1 - number, 9_999) for number in range(NAMED_AT_MOST)]
    payload = {"name": "thanks", "name_localizations": {"ru": "благодарность"}, "type": 1}
    link_commands([payload], {"thanks": 2**64 - 1})
    try:
        texts = [
            thanks_text(Speaker(language), a_thank_you(*many, more=9_999, month=date(2026, number, 1)))
            for number in range(1, 13)
        ]
    finally:
        unlink_commands()

    assert all(f"{2**64 - 1}>" in text.rpartition("\n")[2] for text in texts), "the command is a link"
    assert max(map(len, texts)) <= MESSAGE_MAXIMUM


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "en",
            [
                "**November: thank you for interviewing others!**",
                "<@11> — 1 interview",
                "<@12> — 2 interviews",
                "<@13> — 5 interviews",
                "…and 1 more person",
                "-# Want to be on the next one? Say yes with /thanks.",
            ],
        ),
        (
            "ru",
            [
                "**Ноябрь: спасибо, что проводили собеседования!**",
                "<@11> — 1 собеседование",
                "<@12> — 2 собеседования",
                "<@13> — 5 собеседований",
                "…и ещё 1 человек",
                "-# Хотите, чтобы назвали и вас? Дайте согласие: /благодарность.",
            ],
        ),
    ],
)
def test_it_is_said_in_the_language_of_the_server(language: str, lines: list[str]) -> None:
    found = a_thank_you(Given(11, 1), Given(12, 2), Given(13, 5), more=1)

    assert thanks_text(Speaker(language), found).splitlines() == lines


def test_nobody_more_is_not_spoken_of() -> None:
    assert "more" not in thanks_text(Speaker("en"), a_thank_you(Given(11, 1)))
