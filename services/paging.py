"""Pages of what grows at one end: a page is found from the row beside it, however far away that is."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

Row = TypeVar("Row", covariant=True)  # noqa: PLC0105 - a row, whichever way

PAGE_SIZE = 8
"""Entries of a page, of two lines each: as many as a phone shows without much scrolling."""

_NUMBERS_END = 2**31


class Turn(StrEnum):
    """Which page is wanted; the values stand in custom_ids and never change."""

    FIRST = "first"
    NEXT = "next"
    PREVIOUS = "previous"


@dataclass(frozen=True)
class Asked:
    """The page that is wanted: the first, or the one after or before the row with a number."""

    turn: Turn = Turn.FIRST
    beside: int = 0

    @classmethod
    def of(cls, turn: str, beside: str) -> "Asked":
        """Return the page that a custom_id asks for; the first where no row has such a number."""
        number = int(beside)
        return cls(Turn(turn), number) if number < _NUMBERS_END else cls()


FIRST_PAGE = Asked()


@dataclass(frozen=True)
class Part(Generic[Row]):
    """A page, and whether there is one before and after it."""

    rows: tuple[Row, ...]
    has_previous: bool
    has_next: bool


def part_of(found: Sequence[Row], asked: Asked) -> Part[Row]:
    """Return a page of the rows that follow each other from where it begins, one more than it shows."""
    rows, is_more = tuple(found[:PAGE_SIZE]), len(found) > PAGE_SIZE
    if asked.turn is Turn.PREVIOUS:
        return Part(rows[::-1], has_previous=is_more, has_next=True)
    return Part(rows, has_previous=asked.turn is Turn.NEXT, has_next=is_more)
