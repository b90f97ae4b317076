"""Tidying a typed text, so that the grammar sees one way of writing each thing."""

import re
import unicodedata

from services.times.numbers import with_figures

LONGEST = 100
"""No time takes more characters; a longer text is not even looked at."""

_SAME = str.maketrans(
    {"ё": "е", "−": "-", "∶": ":", "。": ".", "’": "'", "`": "'", "，": ",", "⁄": "/"}
    | dict.fromkeys('()[]"“”„«»', " ")
)
# Direction marks, emoji and their modifiers decorate a time without changing it.
_DECORATION = frozenset({"Cf", "Mn", "Me", "So", "Sk", "Co", "Cn", "Cs"})
_EMPHASIS = re.compile(
    r"\b(?:sharp|exactly|precisely|on the dot|please|pls|plz|ровно|точно|пожалуйста|плиз)(?!\w)"
)


def tidy(text: str) -> str:
    """Return `text` in small letters, with plain digits, dashes and single spaces, and numbers as digits."""
    halved = re.sub(r"(?<=\d) ?½", ".5", text)
    plain = unicodedata.normalize("NFKC", halved).casefold().translate(_SAME)
    spaced = " ".join("".join(map(_plain, plain)).split())
    figures = with_figures(_EMPHASIS.sub(" ", spaced))
    return " ".join(figures.split()).strip(" ,;.!?")[:LONGEST]


def shown(text: str) -> str:
    """Return as much of `text` as a refusal should repeat."""
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _plain(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category == "Pd":
        return "-"
    if category in _DECORATION:
        return ""
    return " " if category[0] in "CZ" else character
