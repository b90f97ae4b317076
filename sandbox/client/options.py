"""Options of a command: the values a client takes, and what it resolves for the bot."""

from typing import Any, TypeAlias

from sandbox.backend import Backend
from sandbox.client.files import check_size
from sandbox.errors import ClientRefusal
from sandbox.interactions.payload import resolved_users
from sandbox.json_types import JsonObject
from sandbox.model.commands import (
    ATTACHMENT,
    BOOLEAN,
    CHANNEL,
    INTEGER,
    MENTIONABLE,
    NUMBER,
    ROLE,
    STRING,
    USER,
)
from sandbox.model.files import Upload
from sandbox.model.places import Channel
from sandbox.posting.attachments import store_given

Given: TypeAlias = str | int | float | bool | Upload
"""A value as the member gave it; ids for users, roles and channels."""

MAXIMUM_TEXT = 6000
_LARGEST_NUMBER = 2**53


def checked_option(definition: JsonObject, given: Given, *, focused: bool, lenient: bool) -> JsonObject:
    """Return an option as it is sent.

    Args:
        definition: The registered option.
        given: What the member typed or chose.
        focused: Whether it is being typed: then it is sent as it stands.
        lenient: Whether the command is not being sent yet, so that nothing need be valid.

    Raises:
        ClientRefusal: The client would not take the value.
    """
    option: JsonObject = {"name": definition["name"], "type": definition["type"]}
    if focused:
        return option | {"value": str(given), "focused": True}
    return option | {"value": _typed(definition, given) if not lenient else _loosely(definition, given)}


def _loosely(definition: JsonObject, given: Given) -> Any:  # noqa: ANN401 - any JSON value
    try:
        return _typed(definition, given)
    except ClientRefusal:
        return str(given)


def _typed(definition: JsonObject, given: Given) -> Any:  # noqa: ANN401 - any JSON value
    name = definition["name"]
    match definition["type"]:
        case kind if kind == STRING:
            value: Any = str(given)
            _check_length(definition, value)
        case kind if kind in (INTEGER, NUMBER):
            value = _number(definition, given)
        case kind if kind == BOOLEAN:
            if not isinstance(given, bool):
                raise ClientRefusal(f"The option {name} is either true or false.")
            value = given
        case kind if kind == ATTACHMENT:
            if not isinstance(given, Upload):
                raise ClientRefusal(f"The option {name} takes a file.")
            check_size(given)
            return given
        case _:
            if not str(given).isdecimal():
                raise ClientRefusal(f"The option {name} takes a member, role or channel, not {given!r}.")
            value = str(given)
    choices = definition.get("choices")
    if choices and value not in [one["value"] for one in choices]:
        raise ClientRefusal(f"{given!r} is not among the choices of the option {name}.")
    return value


def _check_length(definition: JsonObject, text: str) -> None:
    low = definition.get("min_length") or 0
    high = definition.get("max_length") or MAXIMUM_TEXT
    if not text:
        raise ClientRefusal(f"The option {definition['name']} is empty.")
    if not low <= len(text) <= high:
        raise ClientRefusal(
            f"The option {definition['name']} takes {low} to {high} characters, not {len(text)}."
        )


def _number(definition: JsonObject, given: Given) -> int | float:
    name, whole = definition["name"], definition["type"] == INTEGER
    if isinstance(given, Upload):
        raise ClientRefusal(f"The option {name} takes a number.")
    try:
        value = int(given) if whole else float(given)
    except ValueError:
        raise ClientRefusal(f"The option {name} takes a number, not {given!r}.") from None
    low = definition.get("min_value", -_LARGEST_NUMBER)
    high = definition.get("max_value", _LARGEST_NUMBER)
    if not low <= value <= high:
        raise ClientRefusal(f"The option {name} takes {low} to {high}, not {value}.")
    return value


def resolve(
    backend: Backend, leaves: list[JsonObject], options: dict[str, Given], channel: Channel
) -> JsonObject:
    """Return the `resolved` part, and put ids where files were.

    Raises:
        ClientRefusal: An option names someone or something that is not there.
    """
    resolved: JsonObject = {}
    for leaf in leaves:
        if leaf.get("focused"):
            continue
        given = options[leaf["name"]]
        match leaf["type"]:
            case kind if kind == ATTACHMENT and isinstance(given, Upload):
                attachment = store_given(backend, channel.id, given)
                leaf["value"] = attachment["id"]
                resolved.setdefault("attachments", {})[attachment["id"]] = attachment
            case kind if kind in (USER, ROLE, CHANNEL, MENTIONABLE):
                for part, objects in resolved_entity(backend, kind, str(leaf["value"]), channel).items():
                    resolved.setdefault(part, {}).update(objects)
    return resolved


def resolved_entity(backend: Backend, kind: int, entity_id: str, channel: Channel) -> JsonObject:
    """Return the `resolved` part for one user, role or channel.

    Raises:
        ClientRefusal: There is none with this id here.
    """
    guild = backend.world.guild_of(channel)
    if kind in (USER, MENTIONABLE) and entity_id in backend.world.users:
        return resolved_users([backend.world.users[entity_id]], guild, channel)
    if guild is not None and kind in (ROLE, MENTIONABLE) and entity_id in guild.roles:
        return {"roles": {entity_id: guild.roles[entity_id].to_json()}}
    if guild is not None and kind == CHANNEL and entity_id in guild.channels:
        place = guild.channels[entity_id]
        may = str(backend.permissions_in(backend.world.bot.id, place))
        return {"channels": {entity_id: place.to_json() | {"permissions": may}}}
    raise ClientRefusal(f"Nobody and nothing here has the id {entity_id}.")
