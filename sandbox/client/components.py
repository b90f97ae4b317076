"""Clicking buttons and choosing from selects, where the member sees them and they are not disabled."""

from sandbox.backend import Backend
from sandbox.client.options import resolved_entity
from sandbox.errors import ClientRefusal
from sandbox.interactions.open import open_interaction
from sandbox.json_types import JsonObject
from sandbox.model import commands
from sandbox.model.interactions import Interaction, InteractionKind
from sandbox.model.messages import Message
from sandbox.model.people import User
from sandbox.model.places import Channel
from sandbox.posting.announce import can_see
from sandbox.posting.rendering import (
    BUTTON,
    CHANNEL_SELECT,
    MENTIONABLE_SELECT,
    ROLE_SELECT,
    SELECTS,
    STRING_SELECT,
    USER_SELECT,
    walk_components,
)

ENTITY_OF_SELECT = {
    USER_SELECT: commands.USER,
    ROLE_SELECT: commands.ROLE,
    MENTIONABLE_SELECT: commands.MENTIONABLE,
    CHANNEL_SELECT: commands.CHANNEL,
}


def use_component(
    backend: Backend, user: User, message: Message | None, custom_id: str, values: list[str]
) -> Interaction:
    """Click a button, or choose values from a select.

    Raises:
        ClientRefusal: The member does not see it, or it is disabled, or does not take these values.
    """
    if message is None or not can_see(backend, user.id, message):
        raise ClientRefusal("You do not see this message.")
    channel = backend.world.channel(message.channel_id)
    component = next(
        (one for one in walk_components(message.raw["components"]) if one.get("custom_id") == custom_id), None
    )
    if component is None or channel is None:
        raise ClientRefusal(f"This message has nothing with the custom_id {custom_id!r}.")
    if component.get("disabled"):
        raise ClientRefusal(f"{component.get('label') or custom_id!r} is disabled.")
    data: JsonObject = {
        "component_type": component["type"],
        "custom_id": custom_id,
        "id": component["id"],
    }
    if component["type"] in SELECTS:
        check_values(component, values)
        data["values"] = values
        resolved = resolved_values(backend, component, values, channel)
        if resolved:
            data["resolved"] = resolved
    elif component["type"] != BUTTON or values:
        raise ClientRefusal("Only a select takes values.")
    return open_interaction(backend, InteractionKind.COMPONENT, user, channel, data, message=message)


def check_values(component: JsonObject, values: list[str]) -> None:
    """Refuse values that a select does not offer, or too few or many of them."""
    low, high = component.get("min_values"), component.get("max_values")
    low, high = 1 if low is None else low, 1 if high is None else high
    if not low <= len(values) <= high:
        raise ClientRefusal(f"Choose {low} to {high} values, not {len(values)}.")
    if len(set(values)) != len(values):
        raise ClientRefusal("A value can be chosen only once.")
    if component["type"] == STRING_SELECT:
        offered = [one["value"] for one in component["options"]]
        for value in values:
            if value not in offered:
                raise ClientRefusal(f"{value!r} is not among the values: {', '.join(offered)}.")


def resolved_values(
    backend: Backend, component: JsonObject, values: list[str], channel: Channel
) -> JsonObject:
    """Return the `resolved` part for a select of users, roles or channels."""
    resolved: JsonObject = {}
    if component["type"] in ENTITY_OF_SELECT:
        for value in values:
            for part, objects in resolved_entity(
                backend, ENTITY_OF_SELECT[component["type"]], value, channel
            ).items():
                resolved.setdefault(part, {}).update(objects)
    return resolved
