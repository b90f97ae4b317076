"""The settings of the process, and what is wrong with them said in a sentence."""

import codecs
from pathlib import Path

from pydantic import ValidationError

from hosting.failures import CannotStartError
from services.environment import ENV_FILE, Environment

_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
"""With what a file begins that is not plain UTF-8: PowerShell 5 writes `echo x > .env` in UTF-16, and Notepad
may put a mark before UTF-8."""


def read_environment(file: Path = ENV_FILE) -> Environment:
    """Return the settings, from the environment and from a file.

    Raises:
        CannotStartError: One of them is not right, or the file cannot be read.
    """
    try:
        return Environment(_env_file=file, _env_file_encoding=_encoding_of(file))
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]).upper() if first["loc"] else "SHARD_IDS"
        said = first["msg"].removeprefix("Value error, ").rstrip(".")
        raise CannotStartError(f"{name} is not right: {said}. See .env.example.") from None


def _encoding_of(file: Path) -> str:
    """Return the encoding that a file's first bytes tell, and look that all of it is text.

    Raises:
        CannotStartError: It is not, or cannot be read.
    """
    try:
        content = file.read_bytes() if file.is_file() else b""
    except OSError as error:
        raise CannotStartError(
            f"{file} cannot be read ({error.strerror}): let the user who runs the bot read it."
        ) from None
    encoding = next((name for mark, name in _MARKS.items() if content.startswith(mark)), "utf-8")
    try:
        # UTF-16 without its mark passes as UTF-8, and would set nothing.
        is_text = "\0" not in content.decode(encoding)
    except UnicodeDecodeError:
        is_text = False
    if not is_text:
        raise CannotStartError(
            f"{file} is not text in UTF-8: open it in an editor and save it with the encoding UTF-8."
        )
    return encoding
