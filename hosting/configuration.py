"""The settings of the process, and what is wrong with them said in a sentence."""

from pathlib import Path

from pydantic import ValidationError

from hosting.failures import CannotStartError
from hosting.settings_file import SettingsFileError, encoding_of
from services.environment import ENV_FILE, Environment


def read_environment(file: Path = ENV_FILE) -> Environment:
    """Return the settings, from the environment and from a file.

    Raises:
        CannotStartError: One of them is not right, or the file cannot be read.
    """
    try:
        return Environment(_env_file=file, _env_file_encoding=encoding_of(file))
    except SettingsFileError as error:
        raise CannotStartError(str(error)) from None
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]).upper() if first["loc"] else "SHARD_IDS"
        said = first["msg"].removeprefix("Value error, ").rstrip(".")
        raise CannotStartError(f"{name} is not right: {said}. See .env.example.") from None
