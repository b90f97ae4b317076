"""What a member sent with a click or a form, read from the raw interaction."""

from typing import Any

import discord


def sent_custom_id(interaction: discord.Interaction[Any]) -> str:
    """Return the custom_id of the component or form."""
    data: Any = interaction.data or {}
    return str(data.get("custom_id", ""))


def sent_value(interaction: discord.Interaction[Any]) -> str:
    """Return what was chosen in a menu of one choice; an empty text if there is nothing."""
    data: Any = interaction.data or {}
    values = data.get("values") or [""]
    return str(values[0])


def whole(text: str) -> int:
    """Return a number that was chosen or typed; 0, which nothing has, for anything that is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 11 else 0


def sent_fields(interaction: discord.Interaction[Any]) -> dict[str, str]:
    """Return the fields of a form that was sent, by custom_id; whatever shape they have, no error."""
    data: Any = interaction.data or {}
    fields: dict[str, str] = {}
    for part in data.get("components", ()):
        inner = [part["component"]] if isinstance(part.get("component"), dict) else part.get("components", ())
        for component in inner:
            values = component.get("values") or ()
            value = component.get("value", values[0] if values else "")
            fields[str(component.get("custom_id", ""))] = "" if value is None else str(value)
    return fields


def sent_choices(interaction: discord.Interaction[Any], custom_id: str) -> list[str]:
    """Return all that was chosen in a menu of a form; whatever shape it has, no error."""
    data: Any = interaction.data or {}
    for part in data.get("components", ()):
        component = part.get("component")
        if isinstance(component, dict) and component.get("custom_id") == custom_id:
            values = component.get("values")
            return [str(value) for value in values] if isinstance(values, list) else []
    return []


def sent_texts(interaction: discord.Interaction[Any]) -> list[str]:
    """Return the texts among the options of a command, whether or not there is such a command."""
    data: Any = interaction.data or {}
    options = data.get("options") or []
    while options and isinstance(options[0].get("options"), list):
        options = options[0]["options"]
    return [one["value"] for one in options if isinstance(one.get("value"), str)]
