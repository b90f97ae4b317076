"""Why somebody ends what others count on, in their own words: the others read it in a direct message."""

from services.text import clean_text

REASON_MAXIMUM = 300
"""Characters."""


def cleaned_reason(text: str) -> str:
    """Return a reason in the form in which it is passed on; it may be empty.

    Raises:
        TextTooLong: it has more than 300 characters.
    """
    return clean_text(text, "reason", REASON_MAXIMUM)
