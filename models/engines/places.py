"""Whether SQLite's file still stands where it was opened.

A file that somebody removes or replaces goes on for those who have it open, and what they write is lost with
the last of them. SQLite looks for that only with a kind of journal that is not used here. So it is looked at
before each transaction, each commit and each statement of its own, which takes some microseconds.
"""

import os
from pathlib import Path
from typing import ClassVar

from models.outages import DatabaseMovedError

GONE = "The database's file {file} is not there any more: put it back, or start the bot again with a new one."
ANOTHER = (
    "The database's file {file} is not the one that the bot has open: start the bot again with this one, or"
    " put the other back."
)


class Place:
    """Where a file stands.

    Args:
        file: Its path.
    """

    can_be_moved: ClassVar[bool] = os.name != "nt"
    """Whether a file that is open can be removed at all; Windows keeps it."""

    def __init__(self, file: str) -> None:
        self._file = Path(file)
        self._opened: tuple[int, int] | None = None

    def remember(self) -> None:
        """Take the file that stands there now for the one that is open, if none was before."""
        if self._opened is None and self.can_be_moved:
            found = self._file.stat()
            self._opened = found.st_dev, found.st_ino

    def check(self) -> None:
        """See to it that the file that was opened still stands there.

        Raises:
            DatabaseMovedError: it does not; the message says so to whoever hosts the bot.
        """
        if self._opened is None:
            return
        try:
            found = self._file.stat()
        except FileNotFoundError as error:
            raise DatabaseMovedError(GONE.format(file=self._file)) from error
        except OSError:
            # Whatever it is, SQLite has a word for it if it matters.
            return
        if (found.st_dev, found.st_ino) != self._opened:
            raise DatabaseMovedError(ANOTHER.format(file=self._file))
