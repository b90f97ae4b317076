"""The parameters of an address: what stands behind its question mark, and which values they may have."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import parse_qsl

from models.faults import DatabaseUnreachableError, FaultKind


def parameters_of(query: str) -> dict[str, str]:
    """Return what stands in a query; what is empty is as good as not said, and of two the last holds.

    Raises:
        DatabaseUnreachableError: there is what can be no name. It is not shown: where a password has
            characters in it that mean something, this may be the rest of it.
    """
    pairs = parse_qsl(query, keep_blank_values=True)
    if not all(re.fullmatch(r"\w+", name) for name, _ in pairs):
        raise DatabaseUnreachableError(FaultKind.UNREADABLE_ADDRESS)
    return {name: value for name, value in pairs if value}


@dataclass(frozen=True)
class Number:
    """A number that a parameter may be.

    Attributes:
        of: Whole numbers or any.
        at_least: The least that is allowed.
        what: What it has to be, in words.
    """

    of: type[int] | type[float]
    at_least: float
    what: str

    def read(self, name: str, value: str) -> float:
        """Return the number.

        Raises:
            DatabaseUnreachableError: it is none, or too small.
        """
        try:
            number = self.of(value)
        except ValueError as error:
            raise DatabaseUnreachableError(FaultKind.WRONG_VALUE, name, self.what) from error
        # Written so that it holds for no number (nan) either.
        if not number >= self.at_least:
            raise DatabaseUnreachableError(FaultKind.WRONG_VALUE, name, self.what)
        return number


def one_of(name: str, value: str, allowed: Collection[str]) -> str:
    """Return a value that is one of a few.

    Raises:
        DatabaseUnreachableError: it is none of them.
    """
    if value not in allowed:
        raise DatabaseUnreachableError(FaultKind.WRONG_VALUE, name, f"one of {', '.join(allowed)}")
    return value


def nothing_else(names: Collection[str]) -> None:
    """Refuse what is left of the parameters when all that are known were taken.

    Raises:
        DatabaseUnreachableError: something is.
    """
    for name in names:
        raise DatabaseUnreachableError(FaultKind.UNKNOWN_PARAMETER, name)
