"""Limits on forms."""

from sandbox.json_types import JsonObject
from sandbox.limits.form import FormErrors


def check_modal(data: JsonObject) -> None:
    """Refuse a form that Discord would refuse."""
    errors = FormErrors()
    errors.length(("data", "title"), data.get("title"), low=1, high=45)
    errors.length(("data", "custom_id"), data.get("custom_id"), low=1, high=100)
    errors.count(("data", "components"), data.get("components"), low=1, high=5)
    errors.raise_if_any()
