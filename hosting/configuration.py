"""The settings of the process, and what is wrong with them said in a sentence."""

import logging
import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from hosting.failures import CannotStartError
from hosting.settings_file import SettingsFileError, check_lines, encoding_of, names_in
from services.environment import ENV_FILE, Environment

_log = logging.getLogger(__name__)

ALIKE = 0.87
"""How alike a name is to that of a setting that is taken for it: a letter more or less."""

_OF_A_SETTING = "value_error"
"""What a check of the setting's own has found, in a sentence of its own."""


def read_environment(file: Path = ENV_FILE) -> Environment:
    """Return the settings, from the environment and from a file.

    Raises:
        CannotStartError: One of them is not right, or the file cannot be read.
    """
    try:
        encoding = encoding_of(file)
        check_lines(file, encoding)
        return Environment(_env_file=file, _env_file_encoding=encoding)
    except SettingsFileError as error:
        raise CannotStartError(str(error)) from None
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]) if first["loc"] else "shard_ids"
        said = _what_it_has_to_be(name, first)
        raise CannotStartError(f"{name.upper()} is not right: {said}. See .env.example.") from None


def warn_of_misspelled(file: Path = ENV_FILE) -> None:
    """Say in the log which names in a file are nearly those of settings, and set nothing."""
    settings = [name.upper() for name in Environment.model_fields]
    for name in names_in(file):
        meant = get_close_matches(name.upper(), settings, n=1, cutoff=ALIKE)
        if meant and name.upper() not in settings:
            _log.warning(
                "%s in %s is no setting, and has no effect: is %s meant?", name.upper(), file.name, meant[0]
            )


def _what_it_has_to_be(name: str, error: Mapping[str, Any]) -> str:
    if error["type"] == _OF_A_SETTING:
        said = str(error["msg"]).removeprefix("Value error, ").rstrip(".")
        return re.sub(f"^{name.upper()} are ", "they are ", said)
    return f"it has to be {_kind(Environment.model_fields[name])}"


def _kind(field: FieldInfo) -> str:
    """Return what a setting may be, in words, by its type and the bounds that it has."""
    kind = _without_none(field.annotation)
    if get_origin(kind) is Literal:
        return f"one of {', '.join(map(str, get_args(kind)))}"
    if get_origin(kind) is tuple:
        return "whole numbers, divided by commas"
    if kind is int:
        return f"a whole number{_bounds(field.metadata)}"
    pattern = _said_in(field.metadata, "pattern")
    return "a text" if pattern is None else f"one of {', '.join(re.findall('[A-Z]+', pattern))}"


def _without_none(kind: Any) -> Any:  # noqa: ANN401 - any type
    if get_origin(kind) not in {Union, UnionType}:
        return kind
    return next(one for one in get_args(kind) if one is not NoneType)


def _bounds(metadata: Sequence[object]) -> str:
    least, most = _said_in(metadata, "ge"), _said_in(metadata, "le")
    if most is None:
        return "" if least is None else f" from {least} on"
    return f" up to {most}" if least is None else f" from {least} to {most}"


def _said_in(metadata: Sequence[object], name: str) -> Any:  # noqa: ANN401 - a number or a text
    return next((getattr(one, name) for one in metadata if getattr(one, name, None) is not None), None)
