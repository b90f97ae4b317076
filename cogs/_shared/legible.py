"""What the font of all pictures can write of what people are called, and of what they typed.

It needs Pillow, as `cogs._shared.drawing` does.
"""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from cogs._shared.drawing import font
from services.text import seen_of

_NO_CHARACTER = "\uffff"
"""One that no font has, in place of which it draws the same box as for whatever it lacks."""

_MARKS_MAXIMUM = 1
"""Accents on a letter, beside what is a letter of its own: more would run into other lines."""

_ANY_SIZE = 32


def legible(texts: Sequence[str]) -> str:
    """Return the first text of which the font can write every letter and digit, without signs that it cannot.

    Letters that are dressed up, as many names have them, are written plainly. Of the last text that is taken
    which the font can write.
    """
    for text in texts[:-1]:
        kept = "".join(map(_written, text))
        if None not in map(_letter, text) and any(map(str.isalnum, kept)):
            return seen_of(_without_piles(kept))
    return seen_of("".join(map(_written, texts[-1])))


def _written(character: str) -> str:
    """Return a character as the font can write it: in its plain form, as it is, or not at all."""
    return _letter(character) or ""


def _letter(character: str) -> str | None:
    """Return what is written for a character; None where that would lose a letter or a digit."""
    plain = unicodedata.normalize("NFKC", character)
    if len(plain) == 1 and _has(plain):
        return plain
    if _has(character):
        return character
    if all(map(_has, plain)):
        return plain
    return None if any(map(str.isalnum, plain)) else ""


@lru_cache(maxsize=4096)
def _has(character: str) -> bool:
    """Tell whether the font has a character."""
    return _drawn(character) != _drawn(_NO_CHARACTER)


def _drawn(character: str) -> bytes:
    return bytes(font(_ANY_SIZE, 400).getmask(character))


def _without_piles(text: str) -> str:
    kept, pile = "", 0
    for character in unicodedata.normalize("NFC", text):
        pile = pile + 1 if unicodedata.combining(character) else 0
        kept += character if pile <= _MARKS_MAXIMUM else ""
    return kept
