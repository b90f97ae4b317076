"""What a message that answers an interaction says about that interaction."""

from sandbox.backend import Backend
from sandbox.json_types import JsonObject
from sandbox.model.commands import CHAT_INPUT, USER_COMMAND
from sandbox.model.interactions import Interaction, InteractionKind
from sandbox.model.messages import Message

REPLY = 19
CHAT_INPUT_COMMAND = 20
CONTEXT_MENU_COMMAND = 23


def answer_type(interaction: Interaction) -> int:
    """Return the type of the message that answers an interaction."""
    if interaction.message_id is not None:
        return REPLY
    began = interaction.opened_by or interaction
    return CHAT_INPUT_COMMAND if _command_type(began) == CHAT_INPUT else CONTEXT_MENU_COMMAND


def answered_message(backend: Backend, interaction: Interaction) -> Message | None:
    """Return the message whose component was used: the answer replies to it, or changes it."""
    return backend.messages.get(interaction.message_id) if interaction.message_id is not None else None


def answer_extra(backend: Backend, interaction: Interaction) -> JsonObject:
    """Return the fields that Discord adds to messages made through an interaction's token."""
    extra: JsonObject = {
        "application_id": backend.world.application_id,
        "webhook_id": backend.world.application_id,
        "interaction_metadata": _metadata(backend, interaction),
    }
    if interaction.kind is InteractionKind.COMMAND:
        extra["interaction"] = {
            "id": interaction.id,
            "type": int(interaction.kind),
            "name": command_name(interaction.data),
            "user": backend.world.users[interaction.user_id].to_json(),
        }
    return extra


def _command_type(interaction: Interaction) -> int:
    return int(interaction.data.get("type", CHAT_INPUT))


def command_name(data: JsonObject) -> str:
    """Return the full name of a command as the client shows it, subcommands included."""
    words = [str(data["name"])]
    options = data.get("options") or []
    while options and options[0].get("type") in (1, 2):
        words.append(str(options[0]["name"]))
        options = options[0].get("options") or []
    return " ".join(words)


def _metadata(backend: Backend, interaction: Interaction) -> JsonObject:
    owner = interaction.guild_id or "0"
    metadata: JsonObject = {
        "id": interaction.id,
        "type": int(interaction.kind),
        "user": backend.world.users[interaction.user_id].to_json(),
        "authorizing_integration_owners": {"0": owner},
    }
    if interaction.kind is InteractionKind.COMMAND:
        kind = _command_type(interaction)
        metadata |= {"name": command_name(interaction.data), "command_type": kind}
        # What no client sends may be about nobody.
        target = backend.world.users.get(interaction.data.get("target_id", ""))
        if kind == USER_COMMAND and target is not None:
            metadata["target_user"] = target.to_json()
    elif interaction.kind is InteractionKind.COMPONENT:
        metadata["interacted_message_id"] = interaction.message_id
    elif interaction.opened_by is not None:
        metadata["triggering_interaction_metadata"] = _metadata(backend, interaction.opened_by)
    return metadata
