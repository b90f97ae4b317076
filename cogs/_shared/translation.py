"""Texts in the reader's language, from the Fluent files in `locales/`."""

from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from discord import Locale, app_commands
from discord.app_commands import TranslationContextLocation as Location
from fluent.runtime import FluentBundle, FluentResource

from services.languages import LANGUAGES

FOLDER = Path(__file__).parents[2] / "locales"

Value = str | int | float | datetime | None


class MissingTextError(LookupError):
    """A text was asked for that the Fluent files do not have, or with other variables than it needs."""


class Speaker:
    """Says texts in one language."""

    def __init__(self, language: str) -> None:
        self.language = language if language in LANGUAGES else "en"

    def __call__(self, text_id: str, **variables: Value) -> str:
        """Return a text; datetimes among the variables become Discord timestamps.

        Raises:
            MissingTextError: there is no such text, or a variable is missing.
        """
        shown = tuple((name, _shown(name, value)) for name, value in variables.items())
        return _said(self.language, text_id, shown)

    def has(self, text_id: str) -> bool:
        """Tell whether there is such a text."""
        name, _, attribute = text_id.partition(".")
        bundle = _bundle(self.language)
        if not bundle.has_message(name):
            return False
        message = bundle.get_message(name)
        return bool(attribute in message.attributes if attribute else message.value is not None)

    def wall_time(self, moment: datetime, zone: str) -> str:
        """Return a moment as words in a zone, for places in which Discord shows no timestamps.

        Where the clocks show it twice, it has its offset.
        """
        return _wall_time(moment, zone, self.language)


def language_of(locale: Locale | str) -> str:
    """Return the language of the bot's texts for a language of Discord."""
    return "ru" if str(locale).startswith("ru") else "en"


@lru_cache(maxsize=4096)
def _wall_time(moment: datetime, zone: str, language: str) -> str:
    # The same few times are shown again and again, at each keystroke.
    # Babel's own zones are pytz's, which has other rules (`services.zone_data`).
    local = moment.astimezone(ZoneInfo(zone))
    words = str(format_datetime(local, "EEE d MMM, HH:mm", tzinfo=local.tzinfo, locale=language))
    is_shown_twice = local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset()
    return f"{words} (UTC{local.isoformat()[-6:]})" if is_shown_twice else words


@lru_cache(maxsize=4096)
def _said(language: str, text_id: str, variables: tuple[tuple[str, Value], ...]) -> str:
    """Return a text with what stands in it; most are said again soon, and to put one together is dear."""
    bundle = _bundle(language)
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
    return str(text)


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


def _command_id(command: Any) -> str:  # noqa: ANN401 - a command, a group or a context menu
    return "command-" + str(command.qualified_name).replace(" ", "-")


@cache
def _bundle(language: str) -> FluentBundle:
    bundle = FluentBundle([language], use_isolating=False)
    for file in sorted((FOLDER / language).glob("*.ftl")):
        bundle.add_resource(FluentResource(file.read_text(encoding="utf-8")))
    return bundle
