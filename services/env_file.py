"""The file `.env`, in whatever encoding an editor or a shell has written it.

PowerShell 5 writes what `echo x > .env` says in UTF-16, and Notepad may put a mark before UTF-8.
"""

import codecs
from collections.abc import Mapping
from pathlib import Path

from pydantic_settings import DotEnvSettingsSource

_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


class EnvFileError(Exception):
    """The file cannot be read; the message says why and what to do."""


class DecodingEnvFile(DotEnvSettingsSource):
    """Reads the file by the mark with which it begins, as UTF-8 where there is none."""

    def _read_env_file(self, file_path: Path) -> Mapping[str, str | None]:
        """Return what the file sets.

        Raises:
            EnvFileError: It is no text in an encoding that is known here, or may not be read.
        """
        try:
            self.env_file_encoding = encoding_of(file_path.read_bytes())
            return super()._read_env_file(file_path)
        except UnicodeDecodeError:
            raise EnvFileError(
                f"{file_path} is not text in UTF-8: open it in an editor and save it with the encoding UTF-8."
            ) from None
        except OSError as error:
            raise EnvFileError(
                f"{file_path} cannot be read ({error.strerror}): let the user who runs the bot read it."
            ) from None


def encoding_of(content: bytes) -> str:
    """Return the encoding that a file's first bytes tell.

    Raises:
        UnicodeDecodeError: It is in none that is known here.
    """
    encoding = next((name for mark, name in _MARKS.items() if content.startswith(mark)), "utf-8")
    content.decode(encoding)
    if encoding == "utf-8" and b"\0" in content:
        # UTF-16 without its mark, which would pass as UTF-8 and set nothing.
        raise UnicodeDecodeError(encoding, content, 0, 1, "a zero is no text")
    return encoding
