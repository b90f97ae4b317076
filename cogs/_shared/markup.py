"""Members' words and people inside Discord's markup."""

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from discord.utils import escape_mentions

from services.tombstones import is_erased

if TYPE_CHECKING:
    from cogs._shared.translation import Speaker

_OPEN, _CLOSE = "\u2068", "\u2069"
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
_DIRECTIONS = frozenset({"LRE", "LRO", "LRI", "RLE", "RLO", "RLI", "FSI", "PDF", "PDI"})
"""The marks that turn the text after them, or end that; by Unicode's names of what letters do to a line."""

_BLOCK = re.compile(r"```(?:\w*\n)?(.*?)```", re.DOTALL)

_STROKE = re.compile(r"\|(?=\|)")
"""One stroke before another."""

_APART = "|\u200b"
"""A stroke, and what keeps it from the next without being seen."""

SOMEBODY = "somebody"
"""The text that stands where somebody was erased."""

_MARKS = re.compile(
    r"""(?P<link><https?://[^\s>]+>|https?://[^\s<]+[^<.,:;"'\]\s])"""
    r"""|(?P<lead>^[^\S\n]*)(?P<at_start>[#>+-])|(?P<anywhere>[\\_~|*`\[<])""",
    re.MULTILINE,
)
"""What Discord takes for more than a letter, and links, in which it does not.

`discord.utils.escape_markdown` takes all from the first bracket of a line to the last for one link, and
leaves references (`<#1>`) as they are.
"""

_PICTURES = "https://cdn.discordapp.com"


@lru_cache(maxsize=512)
def plain(text: str) -> str:
    """Return a member's text so that Discord shows it as it was typed: no formatting, no mention."""
    return escape_mentions(_MARKS.sub(_escaped, text))


def _escaped(found: re.Match[str]) -> str:
    if link := found["link"]:
        return link
    return f"\\{found['anywhere']}" if found["anywhere"] else f"{found['lead']}\\{found['at_start']}"


_CODE = re.compile(r"```.+?```|`[^`\n]+`", re.DOTALL)
"""What Discord shows as code, letter by letter: nothing in it formats or mentions."""


def with_code(text: str) -> str:
    """Return a text so that Discord shows its code as code, and all else as it was typed."""
    parts, last = [], 0
    for code in _CODE.finditer(text):
        parts += [plain(text[last : code.start()]), code[0]]
        last = code.end()
    return "".join([*parts, plain(text[last:])])


def in_one_line(text: str) -> str:
    """Return a text on one line, without the signs around its code: for lists, where it is cut anyway."""
    # A block stands apart from what is around it; code within a line may have a comma right after it.
    return " ".join(_BLOCK.sub(r" \1 ", text).replace("`", "").split())


def plain_within(text: str, maximum: int) -> str:
    """Return a member's text as `plain` does, cut so that it has so many characters with what is escaped."""
    room = maximum
    while room > 0:
        shown = plain(shorten(text, room))
        if len(shown) <= maximum:
            return shown
        # What is left out may have been escaped, too: half of what is too much is never more than that.
        room -= max(1, (len(shown) - maximum) // 2)
    return ""


def behind_spoiler(text: str, maximum: int) -> str:
    """Return a text that is read only by who clicks on it, code as code, cut to so many characters."""
    while True:
        # Two strokes end it, in code and after a backslash as well.
        hidden = f"||{_STROKE.sub(_APART, with_code(text) + '|')}|"
        if len(hidden) <= maximum:
            return hidden
        text = shorten(text, max(len(text) - (len(hidden) - maximum) // 2 - 1, 1))
        if len(text) <= 1:
            return ""


def words_of(text: str, speak: "Speaker") -> str:
    """Return what somebody had to write; nothing is left once whoever it is by, or about, is erased."""
    return plain(text) or speak("words-erased")


def person(user_id: int, speak: "Speaker") -> str:
    """Return a mention; whether it notifies is decided by who sends it. Who was erased is somebody."""
    return speak(SOMEBODY) if is_erased(user_id) else f"<@{user_id}>"


def called(name: str) -> str:
    """Return a person's name for a place that shows no markup: no mention, and nothing turns the line."""
    return isolated(escape_mentions(name))


def picture_of(user_id: int, avatar: str) -> str:
    """Return the address of a person's picture; of the one that Discord gives them where they have none."""
    if avatar:
        return f"{_PICTURES}/avatars/{user_id}/{avatar}.png?size=64"
    return f"{_PICTURES}/embed/avatars/{(user_id >> 22) % 6}.png"


def channel(channel_id: int) -> str:
    """Return a link to a channel."""
    return f"<#{channel_id}>"


def role(role_id: int) -> str:
    """Return a mention of a role; whether it notifies is decided by who sends it."""
    return f"<@&{role_id}>"


def shorten(text: str, maximum: int) -> str:
    """Return the text cut to a length that Discord accepts."""
    return text if len(text) <= maximum else text[: maximum - 1] + "…"


@lru_cache(maxsize=512)
def isolated(text: str) -> str:
    """Return a member's text so that its letters turn nothing around it, whichever way they run.

    For places that take no markup and put several things into one line, such as suggestions.
    """
    runs = {unicodedata.bidirectional(character) for character in text}
    if not runs & (_RIGHT_TO_LEFT | _DIRECTIONS):
        return text
    kept = "".join(one for one in text if unicodedata.bidirectional(one) not in _DIRECTIONS)
    return f"{_OPEN}{kept}{_CLOSE}"


def shorten_line(text: str, maximum: int) -> str:
    """Return a line with isolated texts cut to a length, the last of them closed."""
    if len(text) <= maximum:
        return text
    cut = shorten(text, maximum)
    return cut if cut.count(_OPEN) == cut.count(_CLOSE) else shorten(text, maximum - 1) + _CLOSE


def signed(amount: int) -> str:
    """Return what came or went with its sign, the minus as wide as the plus."""
    return f"{amount:+d}".replace("-", "−")
