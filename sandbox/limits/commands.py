"""Limits on application commands."""

from sandbox.errors import DiscordRefusal, ErrorCode
from sandbox.json_types import JsonObject
from sandbox.limits.command_options import check_options
from sandbox.limits.command_texts import check_description, check_localizations, check_name
from sandbox.limits.form import FormErrors, Path
from sandbox.model.commands import CHAT_INPUT, ENTRY_POINT, MESSAGE_COMMAND, USER_COMMAND

MAXIMUM_PER_TYPE = {CHAT_INPUT: 100, USER_COMMAND: 15, MESSAGE_COMMAND: 15, ENTRY_POINT: 1}
MAXIMUM_SIZE = 8000

_NOT_IN_A_MENU = {
    "description": "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_INVALID",
    "description_localizations": "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_INVALID",
    "options": "APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS_INVALID",
}
"""What a command of a menu cannot have, and with which code it is refused."""


def check_commands(bodies: list[JsonObject]) -> None:
    """Refuse a whole set of commands that Discord would refuse."""
    errors = FormErrors()
    names: set[tuple[object, object]] = set()
    for index, body in enumerate(bodies):
        _check(errors, (index,), body)
        key = (body.get("type") or CHAT_INPUT, body.get("name"))
        if key in names:
            text = "Application command names must be unique"
            errors.add((index, "name"), "APPLICATION_COMMANDS_DUPLICATE_NAME", text)
        names.add(key)
    errors.raise_if_any()
    for kind, most in MAXIMUM_PER_TYPE.items():
        if sum((body.get("type") or CHAT_INPUT) == kind for body in bodies) > most:
            raise DiscordRefusal(ErrorCode.COMMANDS_MAXIMUM)


def check_command(body: JsonObject) -> None:
    """Refuse one command that Discord would refuse."""
    errors = FormErrors()
    _check(errors, (), body)
    errors.raise_if_any()


def _check(errors: FormErrors, path: Path, body: JsonObject) -> None:
    kind = body.get("type") or CHAT_INPUT
    if not errors.choice((*path, "type"), kind, tuple(MAXIMUM_PER_TYPE)):
        return
    if kind == CHAT_INPUT:
        check_name(errors, path, body)
        check_description(errors, path, body)
        check_options(errors, path, body)
    else:
        errors.length((*path, "name"), body.get("name"), low=1, high=32)
        check_localizations(errors, (*path, "name_localizations"), body.get("name_localizations"), high=32)
        _check_has_a_name_only(errors, path, body)
    if size_of(body) > MAXIMUM_SIZE:
        text = f"Command exceeds maximum size ({MAXIMUM_SIZE})"
        errors.add(path, "APPLICATION_COMMAND_TOO_LARGE", text)


def _check_has_a_name_only(errors: FormErrors, path: Path, body: JsonObject) -> None:
    for part, code in _NOT_IN_A_MENU.items():
        if body.get(part):
            errors.add((*path, part), code, f"Context menu commands cannot have {part}")


def size_of(body: JsonObject) -> int:
    """Return how many characters of a command, an option or a choice count: the longest translations."""
    total = len(body["value"]) if isinstance(body.get("value"), str) else 0
    for part in ("name", "description"):
        texts = [body.get(part), *(body.get(f"{part}_localizations") or {}).values()]
        total += max(len(text) if isinstance(text, str) else 0 for text in texts)
    for part in ("options", "choices"):
        total += sum(size_of(one) for one in body.get(part) or [] if isinstance(one, dict))
    return total
