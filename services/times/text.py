"""Tidying a typed text, so that the grammar sees one way of writing each thing."""

import re
import unicodedata

from services.times.words import NUMBERS, TENS

LONGEST = 100
"""No time takes more characters; a longer text is not even looked at."""

_SAME = str.maketrans(
    {"ё": "е", "−": "-", "∶": ":", "。": ".", "’": "'", "`": "'", "，": ",", "⁄": "/", "(": " ", ")": " "}
)
# Direction marks, emoji and their modifiers decorate a time without changing it.
_DECORATION = frozenset({"Cf", "Mn", "Me", "So", "Sk", "Co", "Cn", "Cs"})
_TENS_AND_UNIT = re.compile(rf"\b({'|'.join(TENS)})[ -]({'|'.join(NUMBERS)})\b")
_NUMBER = re.compile(rf"\b({'|'.join([*TENS, *NUMBERS])})\b")


def tidy(text: str) -> str:
    """Return `text` in small letters, with plain digits, dashes and single spaces, and numbers as digits."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_SAME)
    spaced = " ".join("".join(map(_plain, plain)).split())
    figures = _TENS_AND_UNIT.sub(lambda words: str(TENS[words[1]] + NUMBERS[words[2]]), spaced)
    figures = _NUMBER.sub(lambda word: str(TENS.get(word[0]) or NUMBERS[word[0]]), figures)
    return figures.strip(" ,;.!?")[:LONGEST]


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
