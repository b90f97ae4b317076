"""By what two questions are known to be the same, however they were typed."""

from hashlib import sha256

from models.folded import folded

_LENGTH = 32
"""Characters: 128 bits, so that two of all questions that anybody collects never meet by chance."""

_SAME = str.maketrans(
    {"ё": "е", "…": "..."}
    | dict.fromkeys("«»“”„‟″", '"')
    | dict.fromkeys("‘’‚‛′‹›`", "'")
    | dict.fromkeys("‐‑‒–—―−", "-")
)
"""What people and their word processors write in several ways."""

_AT_THE_END = " .?!,;:-"


def fingerprint(text: str) -> str:
    """Return what stands for a question's text: 32 hexadecimal characters.

    It is the same for texts that differ in case, spaces and line breaks, ё and е, in how quotes, dashes and
    dots are drawn, or in the punctuation at the end. The text is one that was cleaned (`services.text`).
    """
    plain = folded(text).translate(_SAME)
    # Of a text that is nothing but punctuation, that is what it says.
    kept = plain.rstrip(_AT_THE_END) or plain
    return sha256(kept.encode()).hexdigest()[:_LENGTH]
