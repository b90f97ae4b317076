"""What members type, made safe to store and to show: one line or several, of a bounded length.

What is kept is what can be seen. A text of which nothing can be seen is empty.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from services.refusals import TextTooLong

_FENCE = "```"
"""Between two of these stands code, as Discord shows it."""
_WORD = re.compile(r"[^ \t\n]+")
_SPACES = re.compile(" +")
_LINE_BREAK = re.compile(" ?\n ?")
_JOINER = "\u200d"
"""Joins the parts of an emoji, and letters of some scripts."""
_VARIANTS = "\ufe0e\ufe0f"
"""Choose between the two pictures of the sign before them."""
_MARKS_MAXIMUM = 30
"""Accents and the like on one letter (Unicode's Stream-Safe Text Format).

Scripts have a few. Putting marks in order takes their number squared: minutes for a megabyte of them.
"""
_MAY_BE_MARKS = re.compile("[^\0-\u02ff\u0370-\u0482\u048a-\u058f\u2010-\u206f]")
"""All but letters of Latin, Greek, Cyrillic and Armenian and common signs, which most texts are made of."""
_BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0\U0001d159")
"""Letters and signs by their category, and as good as spaces to whoever looks."""
_IGNORED = frozenset(
    map(
        chr,
        (
            *(0x034F, 0x061C, 0x17B4, 0x17B5, 0x180B, 0x180C, 0x180D, 0x180F),
            *range(0xFE00, 0xFE0E),
            *range(0xE0100, 0xE01F0),
        ),
    )
)
"""Marks that show nothing by themselves (Unicode's Default_Ignorable_Code_Point)."""
_NOT_SHOWN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
"""Controls and the like; direction overrides among them could make a text look like what it is not."""


def clean_line(text: str | None, field: str, maximum: int) -> str:
    """Return the text on one line without control characters.

    Raises:
        TextTooLong: more than `maximum` characters are left.
    """
    return _bounded(seen_of(text or ""), field, maximum)


def clean_text(text: str | None, field: str, maximum: int) -> str:
    """Return the text with its line breaks, without other control characters.

    Raises:
        TextTooLong: more than `maximum` characters are left.
    """
    return _bounded("\n".join(map(seen_of, (text or "").splitlines())).strip(), field, maximum)


def clean_text_with_code(text: str | None, field: str, maximum: int) -> str:
    """Return the text as `clean_text` does, but with what sets code apart between ``` and ```.

    There lines keep how far they are indented, and as many spaces or tabs as stand between two words. A last
    ``` that nothing closes begins code that goes on to the end.

    Raises:
        TextTooLong: more than `maximum` characters are left.
    """
    # First in their final form, as some signs become a ` by it.
    lines = (_composed(line.translate(_SHOWN_IN_CODE)) for line in (text or "").splitlines())
    parts = "\n".join(lines).split(_FENCE)
    kept = [_tidied_code(part) if place % 2 else _tidied_prose(part) for place, part in enumerate(parts)]
    return _bounded(_FENCE.join(kept).strip(), field, maximum)


def seen_of(text: str) -> str:
    """Return on one line what can be seen of a text."""
    return " ".join(word for word in map(_tidied, _composed(text.translate(_SHOWN)).split()) if word)


def _composed(text: str) -> str:
    """Return a text in Unicode's composed form, in which no letter bears more than `_MARKS_MAXIMUM` marks."""
    bounded = "".join(_without_piles(text)) if _MAY_BE_MARKS.search(text) else text
    return unicodedata.normalize("NFC", bounded)


def _without_piles(text: str) -> Iterator[str]:
    pile = 0
    for character in text:
        pile = _marks_of(character) + (pile if unicodedata.combining(character) else 0)
        if pile <= _MARKS_MAXIMUM:
            yield character


@lru_cache(maxsize=4096)
def _marks_of(character: str) -> int:
    """Return how many marks a character is or bears, which is the same in all of Unicode's forms."""
    return sum(unicodedata.combining(part) > 0 for part in unicodedata.normalize("NFD", character))


def _tidied_code(part: str) -> str:
    return "\n".join(map(str.rstrip, _with_tidied_words(part).split("\n")))


def _tidied_prose(part: str) -> str:
    words = _with_tidied_words(part).replace("\t", " ")
    return _LINE_BREAK.sub("\n", _SPACES.sub(" ", words))


def _with_tidied_words(part: str) -> str:
    return _WORD.sub(lambda found: _tidied(found[0]), part)


class _Shown(dict[int, str]):
    """What is shown of characters, for `str.translate`: found out once for those that are common."""

    _MOST = 4096

    def __missing__(self, code: int) -> str:
        shown = _shown(chr(code))
        if len(self) < self._MOST:
            self[code] = shown
        return shown


_SHOWN = _Shown()
_SHOWN_IN_CODE = _Shown({ord("\t"): "\t"})


def _shown(character: str) -> str:
    if character.isspace() or character in _BLANKS:
        return " "
    if character == _JOINER:
        return character
    hidden = character in _IGNORED or unicodedata.category(character) in _NOT_SHOWN
    return "" if hidden else character


def _tidied(word: str) -> str:
    """Return a word without joiners that join nothing, and empty if nothing of it has a shape of its own."""
    if word.isascii() or word.isalpha():
        return word
    kept = ""
    for character in word:
        if character == _JOINER and kept[-1:] in {"", _JOINER}:
            continue
        if character in _VARIANTS and kept[-1:] in {"", _JOINER, *_VARIANTS}:
            continue
        kept += character
    has_shape = any(unicodedata.category(character)[0] not in "MC" for character in kept)
    return kept.rstrip(_JOINER) if has_shape else ""


def _bounded(text: str, field: str, maximum: int) -> str:
    if len(text) > maximum:
        raise TextTooLong(field=field, length=len(text), maximum=maximum)
    return text
