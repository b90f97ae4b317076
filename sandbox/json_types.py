"""The shapes of JSON that travel between bot, server and page."""

from typing import Any, TypeAlias

JsonObject: TypeAlias = dict[str, Any]
"""A JSON object whose keys the code names where it reads them."""
