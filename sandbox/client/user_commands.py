"""Choosing a user command from somebody's menu, under *Apps*, as the client does."""

from sandbox.backend import Backend
from sandbox.client.commands import command_data, find_command, need_commands_here
from sandbox.errors import ClientRefusal
from sandbox.interactions.open import open_interaction
from sandbox.interactions.payload import resolved_users
from sandbox.json_types import JsonObject
from sandbox.model.commands import USER_COMMAND, shown_name
from sandbox.model.interactions import Interaction, InteractionKind
from sandbox.model.people import User
from sandbox.model.places import Channel


def find_user_command(backend: Backend, user: User, guild_id: str | None, name: str) -> JsonObject:
    """Return the user command with a name, in English or as the user's client shows it.

    Raises:
        ClientRefusal: It does not exist or is not offered to this user here.
    """

    def is_it(command: JsonObject) -> bool:
        return command["type"] == USER_COMMAND and name in (
            command["name"],
            shown_name(command, user.locale),
        )

    return find_command(backend, user, guild_id, is_it, f"“{name}”")


def send_user_command(
    backend: Backend, user: User, channel: Channel, command: JsonObject, target_id: str
) -> Interaction:
    """Send a user command whose target is somebody that the client shows in a channel.

    Raises:
        ClientRefusal: The client would not send it.
    """
    need_commands_here(backend, user, channel)
    target = backend.world.users.get(target_id)
    if target is None or not _is_shown(backend, channel, target):
        raise ClientRefusal("There is nobody like that here.")
    resolved = resolved_users([target], backend.world.guild_of(channel), channel)
    data = command_data(command) | {"target_id": target.id, "resolved": resolved}
    return open_interaction(backend, InteractionKind.COMMAND, user, channel, data)


def _is_shown(backend: Backend, channel: Channel, target: User) -> bool:
    """Tell whether a channel has a name to click: a member's, or one of a message whose author has left."""
    guild = backend.world.guild_of(channel)
    if guild is None:
        return target in (backend.world.bot, channel.recipient)
    has_written = any(one.author_id == target.id for one in backend.messages.in_channel(channel.id))
    return target.id in guild.members or has_written
