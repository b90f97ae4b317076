"""Limits on the names and descriptions of commands and options, translations included."""

import unicodedata

from sandbox.json_types import JsonObject
from sandbox.limits.form import FormErrors, Path

LOCALES = frozenset(
    [
        "id",
        "da",
        "de",
        "en-GB",
        "en-US",
        "es-ES",
        "es-419",
        "fr",
        "hr",
        "it",
        "lt",
        "hu",
        "nl",
        "no",
        "pl",
        "pt-BR",
        "ro",
        "fi",
        "sv-SE",
        "vi",
        "tr",
        "cs",
        "el",
        "bg",
        "ru",
        "uk",
        "hi",
        "th",
        "zh-CN",
        "ja",
        "zh-TW",
        "ko",
    ]
)
_MARK_SCRIPTS = ("DEVANAGARI", "THAI")


def check_name(errors: FormErrors, path: Path, body: JsonObject) -> None:
    """Note a name, or a translated one, that a slash command or an option cannot have."""
    _check_word(errors, (*path, "name"), body.get("name"))
    place = (*path, "name_localizations")
    translations = errors.mapping(place, body.get("name_localizations"))
    for locale, name in translations.items():
        _check_locale(errors, (*place, locale), locale)
        _check_word(errors, (*place, locale), name)


def _check_word(errors: FormErrors, path: Path, name: object) -> None:
    errors.length(path, name, low=1, high=32)
    if isinstance(name, str) and 1 <= len(name) <= 32 and not is_command_name(name):
        errors.add(path, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")


def is_command_name(name: str) -> bool:
    """Return whether a name has only lower case letters, digits, hyphens and underscores."""
    return name == name.lower() and all(_fits(character) for character in name)


def _fits(character: str) -> bool:
    if character in "-_'":
        return True
    category = unicodedata.category(character)
    if category.startswith("M"):
        return unicodedata.name(character, "").startswith(_MARK_SCRIPTS)
    return category[0] in "LN"


def check_description(errors: FormErrors, path: Path, body: JsonObject) -> None:
    """Note a description, or a translated one, that is missing or too long."""
    errors.length((*path, "description"), body.get("description"), low=1, high=100)
    place = (*path, "description_localizations")
    check_localizations(errors, place, body.get("description_localizations"), high=100)


def check_localizations(errors: FormErrors, path: Path, translations: object, *, high: int) -> None:
    """Note translations that are too long or in no language that Discord has."""
    for locale, text in errors.mapping(path, translations).items():
        _check_locale(errors, (*path, locale), locale)
        errors.length((*path, locale), text, low=1, high=high)


def _check_locale(errors: FormErrors, path: Path, locale: str) -> None:
    if locale not in LOCALES:
        errors.add(path, "ENUM_TYPE_COERCE", f'Value "{locale}" is not a valid enum value.')
