"""Sending a form that is open in front of the member."""

from collections.abc import Mapping
from typing import Any, TypeAlias

from sandbox.backend import Backend
from sandbox.client.components import ENTITY_OF_SELECT, check_values, resolved_values
from sandbox.client.files import check_size
from sandbox.errors import ClientRefusal
from sandbox.interactions.open import open_interaction
from sandbox.json_types import JsonObject
from sandbox.model.files import Upload
from sandbox.model.interactions import Interaction, InteractionKind, Modal
from sandbox.model.people import User
from sandbox.model.places import Channel
from sandbox.posting.attachments import store_given
from sandbox.posting.rendering import (
    ACTION_ROW,
    CHECKBOX,
    CHECKBOX_GROUP,
    FILE_UPLOAD,
    LABEL,
    RADIO_GROUP,
    SELECTS,
    TEXT_INPUT,
    walk_components,
)

Field: TypeAlias = str | bool | list[str] | list[Upload]
"""What the member entered: a text, a tick, chosen values, or files."""

MAXIMUM_TEXT = 4000
_INPUTS = SELECTS | {TEXT_INPUT, FILE_UPLOAD, RADIO_GROUP, CHECKBOX_GROUP, CHECKBOX}


def submit_modal(
    backend: Backend, user: User, modal: Modal | None, fields: Mapping[str, Field]
) -> Interaction:
    """Send a form.

    Raises:
        ClientRefusal: It is not open in front of this member, or a field does not take its value.
    """
    if modal is None or modal.interaction.user_id != user.id or modal.closed:
        raise ClientRefusal("This form is not open.")
    channel = backend.world.channel(modal.interaction.channel_id)
    if channel is None:
        raise ClientRefusal("The channel is gone.")
    known = {one["custom_id"] for one in walk_components(modal.components) if one["type"] in _INPUTS}
    for custom_id in fields:
        if custom_id not in known:
            raise ClientRefusal(f"The form has no field {custom_id!r}; it has {', '.join(sorted(known))}.")
    resolved: JsonObject = {}
    components = [_sent(backend, channel, one, fields, resolved) for one in modal.components]
    data: JsonObject = {"custom_id": modal.custom_id, "components": components}
    if resolved:
        data["resolved"] = resolved
    source = modal.interaction.message_id
    message = backend.messages.get(source) if source is not None else None
    return open_interaction(
        backend, InteractionKind.MODAL, user, channel, data, message=message, submitted=modal
    )


def _sent(
    backend: Backend,
    channel: Channel,
    component: JsonObject,
    fields: Mapping[str, Field],
    resolved: JsonObject,
) -> JsonObject:
    kind = component["type"]
    sent: JsonObject = {"type": kind, "id": component["id"]}
    if kind == ACTION_ROW:
        return sent | {
            "components": [_sent(backend, channel, one, fields, resolved) for one in component["components"]]
        }
    if kind == LABEL:
        return sent | {"component": _sent(backend, channel, component["component"], fields, resolved)}
    if kind not in _INPUTS:
        return sent
    given = fields.get(component["custom_id"])
    sent |= {"custom_id": component["custom_id"]} | _entered(component, given)
    if kind == FILE_UPLOAD:
        _attach(backend, channel, sent, resolved)
    elif kind in ENTITY_OF_SELECT:
        for part, objects in resolved_values(backend, component, sent["values"], channel).items():
            resolved.setdefault(part, {}).update(objects)
    return sent


def _attach(backend: Backend, channel: Channel, sent: JsonObject, resolved: JsonObject) -> None:
    attachments = [store_given(backend, channel.id, one) for one in sent["values"]]
    sent["values"] = [one["id"] for one in attachments]
    if attachments:
        resolved.setdefault("attachments", {}).update({one["id"]: one for one in attachments})


def _entered(component: JsonObject, given: Field | None) -> JsonObject:
    """Return the value part of a field, what it was prefilled with where nothing was entered."""
    kind = component["type"]
    if kind == TEXT_INPUT:
        return {"value": _text(component, given)}
    if kind == CHECKBOX:
        return {"value": given in (True, "true") if given is not None else bool(component.get("default"))}
    if kind == RADIO_GROUP:
        values = _chosen(component, given)
        _check_choice(component, values, low=0, high=1)
        return {"value": values[0] if values else None}
    values = _chosen(component, given)
    required = component.get("required", True)
    if not values and not required:
        return {"values": []}
    if kind == CHECKBOX_GROUP:
        low, high = (
            component.get("min_values", int(required)),
            component.get("max_values", len(component["options"])),
        )
        _check_choice(component, values, low=low, high=high)
    elif kind == FILE_UPLOAD:
        _check_files(component, values)
    else:
        check_values(component, values)
    return {"values": values}


def _text(component: JsonObject, given: Field | None) -> str:
    text = component.get("value") or "" if given is None else given
    name = component["custom_id"]
    if not isinstance(text, str):
        raise ClientRefusal(f"The field {name} takes a text.")
    if not text:
        if component.get("required", True):
            raise ClientRefusal(f"The field {name} is required.")
        return text
    low, high = component.get("min_length") or 0, component.get("max_length") or MAXIMUM_TEXT
    if not low <= len(text) <= high:
        raise ClientRefusal(f"The field {name} takes {low} to {high} characters, not {len(text)}.")
    return text


def _chosen(component: JsonObject, given: Field | None) -> list[Any]:
    if given is None:
        defaults = component.get("options") or []
        return [one["value"] for one in defaults if one.get("default")]
    if isinstance(given, bool):
        raise ClientRefusal(f"The field {component['custom_id']} takes values.")
    return [given] if isinstance(given, str) else list(given)


def _check_choice(component: JsonObject, values: list[str], *, low: int, high: int) -> None:
    if component.get("required", True) and not values:
        raise ClientRefusal(f"The field {component['custom_id']} is required.")
    offered = [one["value"] for one in component["options"]]
    for value in values:
        if value not in offered:
            raise ClientRefusal(f"{value!r} is not among the values: {', '.join(offered)}.")
    _check_count(component, values, low, high)


def _check_files(component: JsonObject, values: list[Any]) -> None:
    low, high = component.get("min_values"), component.get("max_values")
    _check_count(component, values, 1 if low is None else low, 1 if high is None else high)
    for value in values:
        if not isinstance(value, Upload):
            raise ClientRefusal(f"The field {component['custom_id']} takes files.")
        check_size(value)


def _check_count(component: JsonObject, values: list[Any], low: int, high: int) -> None:
    if not low <= len(values) <= high:
        raise ClientRefusal(
            f"The field {component['custom_id']} takes {low} to {high} values, not {len(values)}."
        )
