"""What buttons and forms are called where they are counted: by the first words of their pattern, no values.

`interview:book:(?P<number>...)` is `interview:book`; `interview:(?P<verdict>uphold|overturn):...` is
`interview:uphold` and `interview:overturn`. So there are as many names as the code has, whatever is sent.
"""

import re
from functools import cache

WORDS = 2
"""Of so many words a name is made: what it is about, and what is done."""

_WORDS = re.compile(r"[a-z:-]+")
_CHOICE = re.compile(r"\((?:\?P<\w+>|\?:)(?P<words>[a-z-]+(?:\|[a-z-]+)*)\)(?!\?)")
"""A choice of words; where it may be nothing, it is a value."""


@cache
def names_of(pattern: str) -> frozenset[str]:
    """Return the names of all that a pattern of custom_ids stands for."""
    begun, rest = [""], pattern
    while rest:
        words, choice = _WORDS.match(rest), _CHOICE.match(rest)
        if words is not None:
            begun = [one + words[0] for one in begun]
            rest = rest[words.end() :]
        elif choice is not None:
            begun = [one + word for one in begun for word in choice["words"].split("|")]
            rest = rest[choice.end() :]
        else:
            break
    return frozenset(_first_words(one) for one in begun)


def name_of(pattern: str, custom_id: str) -> str:
    """Return the name of a custom_id that a pattern matches."""
    names, name = names_of(pattern), _first_words(custom_id)
    return name if name in names else min(names)


def _first_words(text: str) -> str:
    return ":".join(text.split(":")[:WORDS]).strip(":")
