"""Running a command as the client does: which are offered, and which options are taken."""

from collections.abc import Callable
from dataclasses import dataclass, field

from sandbox.backend import Backend
from sandbox.client.options import Given, checked_option, resolve
from sandbox.errors import ClientRefusal
from sandbox.interactions.open import open_interaction
from sandbox.json_types import JsonObject
from sandbox.model.commands import SUB_COMMAND, SUB_COMMAND_GROUP
from sandbox.model.interactions import Interaction, InteractionKind
from sandbox.model.people import User
from sandbox.model.places import Channel
from sandbox.permissions import Permission, guild_permissions

_BOT_DM = 1
_IN_GUILD = 0


@dataclass(frozen=True)
class Invocation:
    """A command as it is about to be sent.

    Attributes:
        user: Who runs it.
        channel: Where.
        command: The registered command.
        path: The names of the subcommand group and the subcommand.
        options: The given options by name.
        focused: The option that is being typed, for autocomplete.
    """

    user: User
    channel: Channel
    command: JsonObject
    path: tuple[str, ...] = ()
    options: dict[str, Given] = field(default_factory=dict)
    focused: str | None = None


def usable_commands(backend: Backend, user: User, guild_id: str | None) -> list[JsonObject]:
    """Return the commands that the client offers to a user in a server, or in the DM for None."""
    offered = backend.commands.offered_in(guild_id)
    if guild_id is None:
        return [one for one in offered if _has_context(one, _BOT_DM)]
    guild = backend.world.guilds[guild_id]
    member = guild.members.get(user.id)
    if member is None or backend.world.bot.id not in guild.members:
        return []
    may = guild_permissions(guild, member)
    return [one for one in offered if _has_context(one, _IN_GUILD) and _is_permitted(one, may)]


def _has_context(command: JsonObject, context: int) -> bool:
    contexts = command.get("contexts")
    if contexts is not None:
        return context in contexts
    return context == _IN_GUILD or bool(command.get("dm_permission", True))


def _is_permitted(command: JsonObject, may: int) -> bool:
    needed = command.get("default_member_permissions")
    if needed is None or may & Permission.ADMINISTRATOR:
        return True
    return int(needed) != 0 and may & int(needed) == int(needed)


def find_command(
    backend: Backend, user: User, guild_id: str | None, chosen: Callable[[JsonObject], bool], shown: str
) -> JsonObject:
    """Return the command that is chosen among those offered to a user.

    Args:
        backend: The state.
        user: Who chooses.
        guild_id: The server; None for the DM with the bot.
        chosen: Tells whether a command is the one.
        shown: What the one is called where it is not found.

    Raises:
        ClientRefusal: It does not exist or is not offered to this user here.
    """
    for command in usable_commands(backend, user, guild_id):
        if chosen(command):
            return command
    hidden = any(chosen(one) for one in backend.commands.offered_in(guild_id))
    why = "is not offered to you here" if hidden else "does not exist"
    raise ClientRefusal(f"The command {shown} {why}.")


def send_command(backend: Backend, invocation: Invocation) -> Interaction:
    """Send a command, or a request for suggestions when an option is focused.

    Raises:
        ClientRefusal: The client would not send it.
    """
    need_commands_here(backend, invocation.user, invocation.channel)
    definitions = _definitions(invocation)
    _check_names(invocation, definitions)
    leaves = []
    for definition in definitions:
        name = definition["name"]
        given = invocation.options.get(name)
        if given is None:
            if definition.get("required") and invocation.focused is None:
                raise ClientRefusal(f"The option {name} is required.")
            continue
        focused = invocation.focused == name
        leaves.append(
            checked_option(definition, given, focused=focused, lenient=invocation.focused is not None)
        )
    data = command_data(invocation.command)
    options = _nested(invocation, leaves)
    if options:
        data["options"] = options
    resolved = resolve(backend, leaves, invocation.options, invocation.channel)
    if resolved:
        data["resolved"] = resolved
    kind = InteractionKind.COMMAND if invocation.focused is None else InteractionKind.AUTOCOMPLETE
    return open_interaction(backend, kind, invocation.user, invocation.channel, data)


def command_data(command: JsonObject) -> JsonObject:
    """Return what an interaction says of its command, whatever its type."""
    data: JsonObject = {"id": command["id"], "type": command["type"], "name": command["name"]}
    if command.get("guild_id"):
        data["guild_id"] = command["guild_id"]
    return data


def need_commands_here(backend: Backend, user: User, channel: Channel) -> None:
    """Refuse a command where a user may use none.

    Raises:
        ClientRefusal: They do not see the channel, or may not use commands in it.
    """
    may = backend.permissions_in(user.id, channel)
    if not may & Permission.VIEW_CHANNEL:
        raise ClientRefusal("You cannot see this channel.")
    if not may & Permission.USE_APPLICATION_COMMANDS:
        raise ClientRefusal("You may not use commands in this channel.")


def _definitions(invocation: Invocation) -> list[JsonObject]:
    options: list[JsonObject] = invocation.command.get("options") or []
    for name in invocation.path:
        step = next((one for one in options if one["name"] == name and one["type"] in (1, 2)), None)
        if step is None:
            raise ClientRefusal(f"/{invocation.command['name']} has no subcommand {name}.")
        options = step.get("options") or []
    if any(one["type"] in (SUB_COMMAND, SUB_COMMAND_GROUP) for one in options):
        raise ClientRefusal(
            f"/{' '.join([invocation.command['name'], *invocation.path])} needs a subcommand."
        )
    return options


def _check_names(invocation: Invocation, definitions: list[JsonObject]) -> None:
    known = {one["name"]: one for one in definitions}
    for name in invocation.options:
        if name not in known:
            raise ClientRefusal(f"/{invocation.command['name']} has no option {name}.")
    if invocation.focused is not None and not known.get(invocation.focused, {}).get("autocomplete"):
        raise ClientRefusal(f"The option {invocation.focused} has no suggestions.")


def _nested(invocation: Invocation, leaves: list[JsonObject]) -> list[JsonObject]:
    options = leaves
    for depth, name in reversed(list(enumerate(invocation.path))):
        is_group = depth < len(invocation.path) - 1
        options = [{"type": SUB_COMMAND_GROUP if is_group else SUB_COMMAND, "name": name, "options": options}]
    return options
