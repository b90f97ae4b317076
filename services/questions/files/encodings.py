"""The text of a file's bytes: in UTF-8 or UTF-16, marked as such or not, or in Windows-1251.

These three are told apart by what they can be, so that nothing is guessed that could as well be another: a
file that is none of them is refused.
"""

import codecs
import re
import unicodedata

from services.questions.files.refusals import FileEmpty, FileEncodingUnknown, FileIsNotText

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_NOTHING = re.compile(r"[\s\ufeff\0]*")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_CONTROLS_MAXIMUM = 0.01
"""The share of control characters in what is still text; what is packed or drawn has many more."""

_SAMPLE = 4_000
"""Characters that are looked at to tell whether they are text."""

_ZEROS_MINIMUM = 0.05
"""The share of zeros among the higher bytes of UTF-16: each space and comma has one, in any language."""

_NO_CHARACTERS = frozenset({"Cn", "Co"})
_NO_CHARACTERS_MAXIMUM = 0.05
"""The share of code points without a meaning in what is still text; new emoji may be among them."""

_ASCII = bytes(range(128))
_IN_ANY_WINDOWS = bytes([0x85, *range(0x91, 0x98), 0x99, 0xA0, 0xA9, 0xAB, 0xAE, 0xB0, 0xB1, 0xB7, 0xBB])
"""Quotes, dashes and the like, which are the same in the encodings of Western and of Russian Windows."""

_OF_UTF_8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_OF_UTF_8_MAXIMUM = 0.25
"""The share of bytes that look like UTF-8 by chance in what is not; in damaged UTF-8 it is nearly all."""

_ESCAPED = re.compile(r"\\[a-z]")
"""What stands for a line break or a tab in JSON; its letter belongs to no word."""

_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC = re.compile("[А-Яа-яЁёІіЇїЄєҐґЎўЂђЃѓЉљЊњЌќЋћЏџЈјЅѕ]+")
_PURE_MINIMUM = 0.9
"""The share of letters in words that are all Cyrillic; of German or Polish words only parts would be."""

_FREQUENT = frozenset("оеаинтсрвліу")
_FREQUENT_MINIMUM = 0.45
"""The share of the most frequent letters, which is two thirds; in KOI8-R others stand in their places."""


def text_of(content: bytes) -> str:
    """Return the text of a file, without what marks its encoding.

    Raises:
        FileEmpty: nothing stands in it.
        FileIsNotText: it is no text.
        FileEncodingUnknown: it is in none of the encodings that are read, or damaged.
    """
    try:
        text = _decoded(content)
    except UnicodeDecodeError as error:
        raise FileEncodingUnknown from error
    if _NOTHING.fullmatch(text):
        raise FileEmpty
    kept = _CONTROLS.sub("", text)
    if "\0" in text or len(text) - len(kept) > len(text) * _CONTROLS_MAXIMUM:
        raise FileIsNotText
    return kept.lstrip("\ufeff")


def _decoded(content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding)
    # No text has a zero byte but one whose characters take two bytes.
    if b"\0" in content:
        return _decoded_pairs(content)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("cp1251")
        if not _is_windows_1251(content, text):
            raise
        return text


def _decoded_pairs(content: bytes) -> str:
    """Return a text in UTF-16 without a mark; its line breaks and commas have the zero byte on one side."""
    first, second = content[::2].count(0), content[1::2].count(0)
    zeros, others = max(first, second), min(first, second)
    if zeros < len(content) / 2 * _ZEROS_MINIMUM or zeros < 10 * others:
        raise FileIsNotText
    text = content.decode("utf-16-le" if second > first else "utf-16-be")
    sample = text[:_SAMPLE]
    strange = sum(unicodedata.category(character) in _NO_CHARACTERS for character in sample)
    if strange > len(sample) * _NO_CHARACTERS_MAXIMUM:
        raise FileIsNotText
    return text


def _is_windows_1251(content: bytes, text: str) -> bool:
    """Tell whether bytes are a text in Windows-1251, and not damaged UTF-8 or in some other encoding."""
    beyond = content.translate(None, _ASCII)
    if sum(map(len, _OF_UTF_8.findall(content))) > len(beyond) * _OF_UTF_8_MAXIMUM:
        return False
    return not beyond.translate(None, _IN_ANY_WINDOWS) or _reads_as_cyrillic(text)


def _reads_as_cyrillic(text: str) -> bool:
    words = [word for word in _WORD.findall(_ESCAPED.sub(" ", text)) if not word.isascii()]
    pure = [word for word in words if _CYRILLIC.fullmatch(word)]
    letters = "".join(pure).lower()
    return (
        any(len(word) >= 3 for word in pure)
        and len(letters) >= _PURE_MINIMUM * sum(map(len, words))
        and sum(map(letters.count, _FREQUENT)) >= _FREQUENT_MINIMUM * len(letters)
    )
