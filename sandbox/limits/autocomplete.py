"""Limits on the suggestions for an option."""

from sandbox.json_types import JsonObject
from sandbox.limits.form import FormErrors


def check_choices(data: JsonObject) -> None:
    """Refuse suggestions that Discord would refuse."""
    errors = FormErrors()
    if data.get("choices") is None:
        errors.required(("data", "choices"))
    for path, choice in errors.objects(("data", "choices"), data.get("choices"), high=25):
        errors.length((*path, "name"), choice.get("name"), low=1, high=100)
        value = choice.get("value")
        if value is None:
            errors.required((*path, "value"))
        elif isinstance(value, str):
            errors.length((*path, "value"), value, low=1, high=100)
    errors.raise_if_any()
