"""The commands that texts name, as Discord makes them clickable: `</interview create:id>`.

Texts name commands as their readers know them, and stay readable so; Fluent is given a call of a function in
place of each (`with_calls`). What is clicked is known once the commands are registered; until then, and where
Discord shows only plain text, the name stands as written.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

NAMED = re.compile(r"(?<![\w/.<])/(?P<name>[\w-]+)(?: (?P<sub>[\w-]+))?")
"""A command as a text names it, with its subcommand or whatever word comes next."""

FUNCTION = "COMMAND"
"""What Fluent calls where a text names a command."""

_SLASH_COMMAND = 1
_SUBCOMMAND = 1

Payload = Mapping[str, Any]


class CommandLinks:
    """The clickable form of each command, by its name in a language."""

    def __init__(self) -> None:
        self._links: dict[str, dict[str, str]] = {}

    def learn(self, payloads: Iterable[Payload], ids: Mapping[str, int], languages: Iterable[str]) -> None:
        """Take the commands as they are registered, and the ids that Discord gave them by their names.

        A link holds the English name in every language: Discord opens nothing for another one. What stands in
        a menu cannot be linked, and may be called as a slash command is.
        """
        every = [one for one in payloads if is_linked(one) and one["name"] in ids]
        self._links = {
            language: {
                shown: f"</{name}:{ids[name.split()[0]]}>"
                for one in every
                for shown, name in _names(one, language)
            }
            for language in languages
        }

    def forget(self) -> None:
        """Know of no command any more."""
        self._links = {}

    def linked(self, language: str, name: str, sub: str = "") -> str:
        """Return a command that a text names as it can be clicked; `sub` may be any word that comes next."""
        links = self._links.get(language, {})
        if f"{name} {sub}" in links:
            return links[f"{name} {sub}"]
        named = plain(name, sub)
        whole = links.get(name)
        return named if whole is None else whole + named[len(name) + 1 :]


def is_linked(command: Payload) -> bool:
    """Tell whether a text can link to a command: only to one that is typed."""
    return bool(command.get("type", _SLASH_COMMAND) == _SLASH_COMMAND)


def plain(name: str, sub: str = "") -> str:
    """Return a command that a text names as it is written there."""
    return f"/{name} {sub}" if sub else f"/{name}"


def with_calls(text: str) -> str:
    """Return a Fluent text in which `COMMAND("name", "sub")` is called wherever a command is named."""
    return NAMED.sub(_call, text)


def _call(match: re.Match[str]) -> str:
    words = ", ".join(f'"{word}"' for word in match.groups() if word is not None)
    return f"{{ {FUNCTION}({words}) }}"


def _names(command: Payload, language: str) -> Iterator[tuple[str, str]]:
    """Give what a command, or each of its subcommands, is called in a language, and by its English name."""
    name, shown = command["name"], _shown(command, language)
    subcommands = [one for one in command.get("options") or () if one["type"] == _SUBCOMMAND]
    if not subcommands:
        yield shown, name
    for one in subcommands:
        yield f"{shown} {_shown(one, language)}", f"{name} {one['name']}"


def _shown(named: Payload, language: str) -> str:
    return str((named.get("name_localizations") or {}).get(language) or named["name"])
