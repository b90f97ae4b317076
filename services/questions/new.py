"""A question that is not in the bank yet."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NewQuestion:
    """A question as it is to be kept: cleaned, and within the limits of `services.questions.rules`.

    All but the text may be missing, and is empty then.
    """

    text: str
    topic: str = ""
    level: str = ""
    """One of `LEVELS`."""
    language: str = ""
    """The code of a language as `spoken.language_of` gives it, or the name of one that it does not know."""
    notes: str = ""
    """What the interviewer reads beside it: an answer, what to look for."""
    hints: tuple[str, ...] = ()
    source: str = ""
    licence: str = ""
