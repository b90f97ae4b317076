"""Limits on the suggestions for an option."""

from sandbox.json_types import JsonObject
from sandbox.limits.form import FormErrors


def check_choices(data: JsonObject) -> None:
    """Refuse suggestions that Discord would refuse."""
    errors = FormErrors()
    path = ("data", "choices")
    choices = data.get("choices")
    if choices is None:
        errors.required(path)
    elif errors.count(path, choices, high=25):
        for index, choice in enumerate(choices):
            errors.length((*path, index, "name"), choice.get("name"), low=1, high=100)
            if isinstance(choice.get("value"), str):
                errors.length((*path, index, "value"), choice["value"], low=0, high=100)
    errors.raise_if_any()
