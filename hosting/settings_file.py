"""The file `.env`: in which encoding it was saved, on whatever system."""

import codecs
from pathlib import Path

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
