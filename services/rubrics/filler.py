"""Telling filler from words: what somebody types only because something has to stand there."""

from enum import StrEnum

from models.folded import folded

PIECE_MAXIMUM = 3
"""Letters of a piece that is typed again and again."""

TIMES = 3
"""How often a piece of more than one letter stands there before it is filler: "O(n) to O(n)" is none."""


class Filler(StrEnum):
    """What makes a text filler."""

    NO_LETTERS = "no_letters"
    REPEATED = "repeated"


def filler_in(text: str) -> Filler | None:
    """Return what makes a text filler, or None where it may mean something.

    What is a letter is said by Unicode, whatever the script: signs of Chinese and of Arabic are letters, and
    emoji, digits and accents that stand by themselves are none.
    """
    letters = [one for one in folded(text) if one.isalpha()]
    if not letters:
        return Filler.NO_LETTERS
    return Filler.REPEATED if _is_one_piece(letters) else None


def _is_one_piece(letters: list[str]) -> bool:
    """Tell whether there is one letter alone, or nothing but one short piece, time and again."""
    if len(set(letters)) == 1:
        return True
    return any(
        len(letters) >= TIMES * length and letters[length:] == letters[:-length]
        for length in range(2, PIECE_MAXIMUM + 1)
    )
