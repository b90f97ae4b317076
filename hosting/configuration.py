"""The settings of the process, and what is wrong with them said in a sentence."""

from pydantic import ValidationError

from hosting.failures import CannotStartError
from services.env_file import EnvFileError
from services.environment import Environment


def read_environment() -> Environment:
    """Return the settings.

    Raises:
        CannotStartError: One of them is not right, or the file `.env` cannot be read.
    """
    try:
        return Environment()
    except EnvFileError as error:
        raise CannotStartError(str(error)) from None
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]).upper() if first["loc"] else "SHARD_IDS"
        said = first["msg"].removeprefix("Value error, ").rstrip(".")
        raise CannotStartError(f"{name} is not right: {said}. See .env.example.") from None
