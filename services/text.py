"""What members type, made safe to store and to show: one line or several, of a bounded length."""

import unicodedata

from services.refusals import TextTooLong

_KEPT_FORMAT_CHARACTERS = "\u200d"
"""The joiner that emoji are composed with; other invisible format characters (direction overrides among
them) could make a text look like what it is not."""


def clean_line(text: str | None, field: str, maximum: int) -> str:
    """Return the text on one line without control characters.

    Raises:
        TextTooLong: more than `maximum` characters are left.
    """
    return _bounded(" ".join(_visible(text or "").split()), field, maximum)


def clean_text(text: str | None, field: str, maximum: int) -> str:
    """Return the text with its line breaks, without other control characters.

    Raises:
        TextTooLong: more than `maximum` characters are left.
    """
    lines = (" ".join(_visible(line).split()) for line in (text or "").splitlines())
    return _bounded("\n".join(lines).strip(), field, maximum)


def _visible(text: str) -> str:
    kept = "".join(
        character if character in _KEPT_FORMAT_CHARACTERS else " " if character.isspace() else character
        for character in text
        if character.isspace()
        or character in _KEPT_FORMAT_CHARACTERS
        or unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
    )
    return unicodedata.normalize("NFC", kept)


def _bounded(text: str, field: str, maximum: int) -> str:
    if len(text) > maximum:
        raise TextTooLong(field=field, length=len(text), maximum=maximum)
    return text
