"""Limits on application commands."""

from sandbox.json_types import JsonObject
from sandbox.limits.form import FormErrors, Path

MAXIMUM_PER_TYPE = {1: 100, 2: 15, 3: 15}


def check_commands(bodies: list[JsonObject]) -> None:
    """Refuse a whole set of commands that Discord would refuse."""
    errors = FormErrors()
    for index, body in enumerate(bodies):
        _check(errors, (index,), body)
    errors.raise_if_any()


def check_command(body: JsonObject) -> None:
    """Refuse one command that Discord would refuse."""
    errors = FormErrors()
    _check(errors, (), body)
    errors.raise_if_any()


def _check(errors: FormErrors, path: Path, body: JsonObject) -> None:
    errors.length((*path, "name"), body.get("name"), low=1, high=32)
