"""What must have happened for a step of the tour to be done, read from data.

A condition is one of these, where `in` is `#channel` or `@member` for the member's direct messages:

    {"happened": "message", "in": "#news", "text": "regular expression", "custom_id": "regular expression"}
    {"happened": "read", "by": "anna", "in": "@anna", "text": "…", "custom_id": "…"}
    {"happened": "command", "by": "anna", "name": "meeting plan"}
    {"happened": "click", "by": "anna", "custom_id": "^meeting:join:"}

The expressions may be left out; a message has a custom_id when one of its components does.
"""

import re
from collections.abc import Callable, Iterator
from typing import TypeAlias

from sandbox.backend import Backend
from sandbox.driver.views import MessageView
from sandbox.interactions.metadata import command_name
from sandbox.json_types import JsonObject
from sandbox.model.interactions import Interaction, InteractionKind, InteractionState
from sandbox.model.messages import Message
from sandbox.model.places import Channel

Condition: TypeAlias = Callable[[Backend, int], bool]
"""Says whether it holds; of what members did only what came after an interaction's id counts."""

_KEYS = {
    "message": ({"in"}, {"text", "custom_id"}),
    "read": ({"by", "in"}, {"text", "custom_id"}),
    "command": ({"by", "name"}, set[str]()),
    "click": ({"by", "custom_id"}, set[str]()),
}
_DONE = (InteractionState.ANSWERED, InteractionState.UPDATED)


def read_condition(data: JsonObject) -> Condition:
    """Return the condition that the data describes.

    Raises:
        ValueError: There is no such condition, or something is missing, unknown or no regular expression.
    """
    kind = data.get("happened")
    if kind not in _KEYS:
        raise ValueError(f"A step cannot wait for {kind!r}, only for one of {sorted(_KEYS)}.")
    needed, optional = _KEYS[kind]
    given = data.keys() - {"happened"}
    if not needed <= given <= needed | optional:
        raise ValueError(
            f"{kind!r} needs {sorted(needed)} and takes {sorted(optional)}, not {sorted(given)}."
        )
    try:
        text, custom_id = (re.compile(data.get(key, "")) for key in ("text", "custom_id"))
    except re.error as error:
        raise ValueError(f"A regular expression in {data} is none: {error}.") from error
    if kind in {"message", "read"}:
        return _message_condition(data["in"], data.get("by"), text, custom_id)
    return _interaction_condition(data, custom_id)


def _message_condition(
    place: str, reader: str | None, text: re.Pattern[str], custom_id: re.Pattern[str]
) -> Condition:
    def holds(backend: Backend, _: int) -> bool:
        channel = _place(backend, place)
        if channel is None:
            return False
        last_read = None
        if reader is not None:
            user = backend.world.user_named(reader)
            last_read = int(backend.messages.last_read(user.id, channel.id) or 0)
        return any(
            _matches(message, text, custom_id)
            for message in backend.messages.in_channel(channel.id)
            if message.only_for is None and (last_read is None or int(message.id) <= last_read)
        )

    return holds


def _place(backend: Backend, place: str) -> Channel | None:
    if place.startswith("@"):
        return backend.world.dms.get(backend.world.user_named(place[1:]).id)
    return backend.world.channel_named(place)


def _matches(message: Message, text: re.Pattern[str], custom_id: re.Pattern[str]) -> bool:
    view = MessageView(message)
    named = [one["custom_id"] for one in view.components if "custom_id" in one]
    has_component = not custom_id.pattern or any(custom_id.search(one) for one in named)
    return has_component and text.search(view.text) is not None


def _interaction_condition(data: JsonObject, custom_id: re.Pattern[str]) -> Condition:
    def is_it(interaction: Interaction) -> bool:
        if data["happened"] == "command":
            is_command = interaction.kind is InteractionKind.COMMAND
            return is_command and command_name(interaction.data) == data["name"]
        is_click = interaction.kind is InteractionKind.COMPONENT
        return is_click and custom_id.search(interaction.data["custom_id"]) is not None

    def holds(backend: Backend, since: int) -> bool:
        user = backend.world.user_named(data["by"])
        recent: Iterator[Interaction] = backend.interactions.after(since)
        return any(one.user_id == user.id and one.state in _DONE and is_it(one) for one in recent)

    return holds
