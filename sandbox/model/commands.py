"""The application's registered commands."""

from collections.abc import Iterator

from sandbox.json_types import JsonObject

CHAT_INPUT = 1
USER_COMMAND = 2
MESSAGE_COMMAND = 3
ENTRY_POINT = 4

SUB_COMMAND = 1
SUB_COMMAND_GROUP = 2
STRING = 3
INTEGER = 4
BOOLEAN = 5
USER = 6
CHANNEL = 7
ROLE = 8
MENTIONABLE = 9
NUMBER = 10
ATTACHMENT = 11


def walk_options(options: list[JsonObject]) -> Iterator[JsonObject]:
    """Yield the options that take a value, those of subcommands included."""
    for option in options:
        if option["type"] in (SUB_COMMAND, SUB_COMMAND_GROUP):
            yield from walk_options(option.get("options") or [])
        else:
            yield option


def shown_name(command: JsonObject, locale: str) -> str:
    """Return a command's name as a client in some language shows it."""
    return str((command.get("name_localizations") or {}).get(locale) or command["name"])


class CommandStore:
    """Registered commands by scope: None for global ones, else the server's id."""

    def __init__(self) -> None:
        self._scopes: dict[str | None, dict[str, JsonObject]] = {}

    def in_scope(self, guild_id: str | None) -> list[JsonObject]:
        """Return the commands registered in exactly this scope."""
        return list(self._scopes.get(guild_id, {}).values())

    def get(self, guild_id: str | None, command_id: str) -> JsonObject | None:
        """Return one command of a scope."""
        return self._scopes.get(guild_id, {}).get(command_id)

    def named(self, guild_id: str | None, name: str, type_: int) -> JsonObject | None:
        """Return the command with this name and type in a scope."""
        return next(
            (one for one in self.in_scope(guild_id) if one["name"] == name and one["type"] == type_), None
        )

    def option_names(self, name: str) -> set[str]:
        """Return the names of all options that commands of this name have anywhere."""
        commands = [one for scope in self._scopes.values() for one in scope.values() if one["name"] == name]
        return {option["name"] for one in commands for option in walk_options(one.get("options") or [])}

    def put(self, guild_id: str | None, command: JsonObject) -> None:
        """Add or replace a command."""
        self._scopes.setdefault(guild_id, {})[command["id"]] = command

    def remove(self, guild_id: str | None, command_id: str) -> None:
        """Take a command away."""
        self._scopes.get(guild_id, {}).pop(command_id, None)

    def replace(self, guild_id: str | None, commands: list[JsonObject]) -> None:
        """Make these the only commands of a scope."""
        self._scopes[guild_id] = {command["id"]: command for command in commands}

    def offered_in(self, guild_id: str | None) -> list[JsonObject]:
        """Return what a client shows in a server, or in a DM for None: global and local commands."""
        everywhere = self.in_scope(None)
        if guild_id is None:
            return everywhere
        return everywhere + self.in_scope(guild_id)
