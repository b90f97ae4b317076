"""The shapes of JSON that travel between bot, server and page."""

from typing import Any, TypeAlias

JsonObject: TypeAlias = dict[str, Any]
"""A JSON object whose keys the code names where it reads them."""


def without_nulls(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """Return a copy without keys that are null: Discord takes those for left out."""
    if isinstance(value, dict):
        return {key: without_nulls(inner) for key, inner in value.items() if inner is not None}
    return [without_nulls(inner) for inner in value] if isinstance(value, list) else value
