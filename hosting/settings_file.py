"""The file `.env`: in which encoding it was saved, on whatever system, and whether its lines can be read."""

import codecs
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dotenv.parser import Binding

_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
"""With what a file begins that is not plain UTF-8: PowerShell 5 writes `echo x > .env` in UTF-16, and Notepad
may put a mark before UTF-8."""


class SettingsFileError(Exception):
    """The file cannot be read; the message says why and what to do."""


def encoding_of(file: Path) -> str:
    """Return the encoding that a file's first bytes tell, and look that all of it is text.

    Raises:
        SettingsFileError: It is not, or cannot be read.
    """
    if file.is_dir():
        raise SettingsFileError(
            f"{file} is a folder, and has to be a file: remove it, and copy .env.example in its place."
        )
    try:
        content = file.read_bytes() if file.is_file() else b""
    except OSError as error:
        raise SettingsFileError(
            f"{file} cannot be read ({error.strerror}): let the user who runs the bot read it."
        ) from None
    encoding = next((name for mark, name in _MARKS.items() if content.startswith(mark)), "utf-8")
    try:
        # UTF-16 without its mark passes as UTF-8, and would set nothing.
        is_text = "\0" not in content.decode(encoding)
    except UnicodeDecodeError:
        is_text = False
    if not is_text:
        raise SettingsFileError(
            f"{file} is not text in UTF-8: open it in an editor and save it with the encoding UTF-8."
        )
    return encoding


def check_lines(file: Path, encoding: str) -> None:
    """Check that every line of a file can be read; otherwise what it sets would be left out with a warning.

    Raises:
        SettingsFileError: One cannot. It is not shown: it may hold the token.
    """
    for line in _lines_of(file, encoding):
        if line.error:
            # Empty lines are counted with the next one.
            text = line.original.string
            number = line.original.line + text[: len(text) - len(text.lstrip())].count("\n")
            raise SettingsFileError(
                f"Line {number} of {file} cannot be read: write NAME=value, with a quotation mark behind the"
                " value if there is one before it, or # in front of what is no setting."
            )


def names_in(file: Path) -> list[str]:
    """Return the names to which a file that can be read gives values."""
    return [line.key for line in _lines_of(file, encoding_of(file)) if line.key]


def _lines_of(file: Path, encoding: str) -> "list[Binding]":
    if not file.is_file():
        return []
    from dotenv.parser import parse_stream  # noqa: PLC0415 - most containers have no such file

    with file.open(encoding=encoding) as opened:
        return list(parse_stream(opened))
