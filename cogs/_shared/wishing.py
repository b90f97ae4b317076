"""Wishes in words, and the buttons of what people are told of them."""

from collections.abc import Iterable

import discord

from cogs._shared.components import button
from cogs._shared.markup import isolated, plain
from cogs._shared.translation import Speaker
from services.interviews import Role

FEWER = "wish:fewer"
"""The custom_id of the button with which somebody says of how many cards a day they want to hear."""

_BUTTONS_IN_DIGEST = 5
"""As many cards of a digest have a button; the others are found by their numbers."""

Item = discord.ui.Item[discord.ui.View]


def wish_in_words(speak: Speaker, seat: Role, topic: str, *texts: str) -> str:
    """Return what somebody wishes for, safe to show: their seat, and what else they said."""
    about = plain(topic) if topic else speak("wish-any-topic")
    return " · ".join([speak("wish-seat", seat=seat.value), about, *(plain(text) for text in texts if text)])


def wish_in_plain_words(speak: Speaker, seat: Role, topic: str, *texts: str) -> str:
    """Return the same where nothing is formatted, as on a button."""
    about = isolated(topic) if topic else speak("wish-any-topic")
    return " · ".join(
        [speak("wish-seat", seat=seat.value), about, *(isolated(text) for text in texts if text)]
    )


def alert_buttons(speak: Speaker, number: int) -> list[Item]:
    """Return what somebody can do who is told of a card that fits a wish of theirs."""
    return [
        button(speak("button-book"), f"wish:book:{number}", discord.ButtonStyle.success),
        button(speak("button-pass-card"), f"wish:pass:{number}"),
        button(speak("button-fewer"), FEWER),
    ]


def digest_buttons(speak: Speaker, numbers: Iterable[int]) -> list[Item]:
    """Return the buttons of a digest: to book the first of its cards, and to hear of fewer."""
    books: list[Item] = [
        book_button(speak, number) for number, _ in zip(numbers, range(_BUTTONS_IN_DIGEST), strict=False)
    ]
    return [*books, button(speak("button-fewer"), FEWER)]


def book_button(speak: Speaker, number: int) -> Item:
    """Return the button that books one of several cards of a message."""
    return button(
        speak("button-book-number", number=number), f"wish:book:{number}", discord.ButtonStyle.success
    )


def expired_buttons(speak: Speaker, wish: int) -> list[Item]:
    """Return the answers to the question whether a wish that ran out still holds."""
    return [
        button(speak("button-wish-keep"), f"wish:keep:{wish}", discord.ButtonStyle.success),
        button(speak("button-wish-drop"), f"wish:drop:{wish}"),
    ]
