"""Texts in the reader's language, from the Fluent files in `locales/`."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, time
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import babel
from babel.dates import format_datetime, format_time
from discord import Locale, app_commands
from discord.app_commands import TranslationContextLocation as Location
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax.ast import Resource

from cogs._shared.command_links import FUNCTION, CommandLinks, Payload, plain, with_calls
from cogs._shared.markup import SOMEBODY
from cogs._shared.member_menus import text_id_of
from services.languages import LANGUAGES
from services.times import wall_of

FOLDER = Path(__file__).parents[2] / "locales"

Value = str | int | float | datetime | None


class MissingTextError(LookupError):
    """A text was asked for that the Fluent files do not have, or with other variables than it needs."""


class Speaker:
    """Says texts in one language; with `twelve_hours` clocks go from 12 to 11, twice a day."""

    def __init__(self, language: str, *, twelve_hours: bool = False) -> None:
        self.language = language if language in LANGUAGES else "en"
        self._hour = "h:mm a" if twelve_hours else "HH:mm"

    def __call__(self, text_id: str, **variables: Value) -> str:
        """Return a text; datetimes in it become Discord timestamps, and commands can be clicked.

        Raises:
            MissingTextError: there is no such text, or a variable is missing.
        """
        return _said(self.language, text_id, _all_shown(variables), linked=True)

    def in_plain(self, text_id: str, **variables: Value) -> str:
        """Return a text for a place where Discord makes nothing clickable: a footer, a label, a file.

        Raises:
            MissingTextError: as above.
        """
        return _said(self.language, text_id, _all_shown(variables), linked=False)

    def has(self, text_id: str) -> bool:
        """Tell whether there is such a text."""
        name, _, attribute = text_id.partition(".")
        bundle = _bundle(self.language, linked=False)
        if not bundle.has_message(name):
            return False
        message = bundle.get_message(name)
        return bool(attribute in message.attributes if attribute else message.value is not None)

    def wall_time(self, moment: datetime, zone: str) -> str:
        """Return a moment as words in a zone, for places in which Discord shows no timestamps.

        Where the clocks show the time twice that night, the offset says which of the two it is.
        """
        return _wall_time(moment, zone, self.language, self._hour)

    def clock(self, hour: int, minute: int) -> str:
        """Return what the clocks show, as words for such places."""
        return str(format_time(time(hour, minute), self._hour, locale=self.language))


def language_of(locale: Locale | str) -> str:
    """Return the language of the bot's texts for a language of Discord."""
    return "ru" if str(locale).startswith("ru") else "en"


@cache
def has_twelve_hours(locale: Locale | str) -> bool:
    """Tell whether clocks have twelve hours where a language of Discord (`en-US`) is spoken."""
    return "h" in str(babel.Locale.parse(str(locale), sep="-").time_formats["short"].pattern)


@lru_cache(maxsize=4096)
def _wall_time(moment: datetime, zone: str, language: str, hour: str) -> str:
    # The same few times are shown again and again, at each keystroke.
    pattern = f"EEE d MMM, {hour}" if wall_of(moment, zone)[1] is None else f"EEE d MMM, {hour} '(UTC'xxx')'"
    # Babel's own zones are pytz's, which has other rules (`services.zone_data`).
    local = moment.astimezone(ZoneInfo(zone))
    return str(format_datetime(local, pattern, tzinfo=local.tzinfo, locale=language))


@lru_cache(maxsize=4096)
def _said(language: str, text_id: str, variables: tuple[tuple[str, Value], ...], *, linked: bool) -> str:
    """Return a text with what stands in it; most are said again soon, and to put one together is dear."""
    bundle = _bundle(language, linked=linked)
    name, _, attribute = text_id.partition(".")
    if not bundle.has_message(name):
        raise MissingTextError(text_id)
    message = bundle.get_message(name)
    pattern = message.attributes.get(attribute) if attribute else message.value
    if pattern is None:
        raise MissingTextError(text_id)
    text, errors = bundle.format_pattern(pattern, dict(variables))
    if errors:
        raise MissingTextError(f"{text_id}: {errors}")
    return _begun(str(text), language) if text_id != SOMEBODY else str(text)


def _begun(text: str, language: str) -> str:
    """Return a text with a capital letter where it begins with somebody who was erased."""
    return text[:1].upper() + text[1:] if text.startswith(_somebody(language)) else text


@cache
def _somebody(language: str) -> str:
    return _said(language, SOMEBODY, (), linked=False)


def _all_shown(variables: Mapping[str, Value]) -> tuple[tuple[str, Value], ...]:
    return tuple((name, _shown(name, value)) for name, value in variables.items())


def _shown(name: str, value: Value) -> Value:
    if isinstance(value, datetime):
        return timestamp(value)
    # An interview's number is a name: #1234, where an amount would be 1,234.
    return str(value) if name == "number" else value


def timestamp(moment: datetime, style: str = "F") -> str:
    """Return Discord's markup for a moment, which everybody reads in their own zone."""
    return f"<t:{int(moment.timestamp())}:{style}>"


class CommandTranslator(app_commands.Translator):
    """Gives Discord the Russian names and descriptions of commands, options and choices."""

    async def translate(
        self, string: app_commands.locale_str, locale: Locale, context: app_commands.TranslationContextTypes
    ) -> str | None:
        """Return the text for a language, or None where the default, English, is right."""
        if locale is not Locale.russian:
            return None
        text_id = command_text_id(context, string.message)
        speaker = Speaker("ru")
        return speaker(text_id) if text_id is not None and speaker.has(text_id) else None


def command_text_id(context: app_commands.TranslationContextTypes, message: str) -> str | None:
    """Return the id of the text of a command's, option's or choice's name or description."""
    data: Any = context.data
    match context.location:
        case Location.command_name | Location.group_name:
            return _command_id(data)
        case Location.command_description | Location.group_description:
            return f"{_command_id(data)}.description"
        case Location.parameter_name:
            return f"option-{data.name}"
        case Location.parameter_description:
            specific = f"{_command_id(data.command)}.{data.name}"
            return specific if Speaker("ru").has(specific) else f"option-{data.name}.description"
        case Location.choice_name:
            return f"choice-{str(data.value).replace('_', '-')}" if message else None
        case _:
            return None


def _command_id(command: Any) -> str:  # noqa: ANN401 - a command, a group or a menu's command
    if isinstance(command, app_commands.ContextMenu):
        return text_id_of(command)
    return "command-" + str(command.qualified_name).replace(" ", "-")


_links = CommandLinks()


def link_commands(payloads: Iterable[Payload], ids: Mapping[str, int]) -> None:
    """Let texts link to the slash commands as they are registered, with the ids that Discord gave them."""
    _links.learn(payloads, ids, LANGUAGES)
    _said.cache_clear()


def unlink_commands() -> None:
    """Let texts name commands plainly again."""
    _links.forget()
    _said.cache_clear()


@cache
def _bundle(language: str, *, linked: bool) -> FluentBundle:
    functions: dict[str, Callable[..., Any]] = {
        FUNCTION: partial(_links.linked, language) if linked else plain,
    }
    bundle = FluentBundle([language], functions=functions, use_isolating=False)
    for resource in _resources(language):
        bundle.add_resource(resource)
    return bundle


@cache
def _resources(language: str) -> tuple[Resource, ...]:
    """Return the texts of a language. To parse them is dear, so a process does it once."""
    files = sorted((FOLDER / language).glob("*.ftl"))
    return tuple(FluentResource(with_calls(file.read_text(encoding="utf-8"))) for file in files)
