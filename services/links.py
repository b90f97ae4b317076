"""Meeting links that members paste."""

import re

from services.refusals import LinkNotAccepted

_MEET_LINK = re.compile(
    r"(?:https://)?meet\.google\.com/(?P<code>[a-z]{3}-?[a-z]{4}-?[a-z]{3})(?:[/?#]\S*)?", re.IGNORECASE
)

LINK_MAXIMUM = 300


def check_link(text: str | None) -> str | None:
    """Return the Google Meet link in its one form, or None for an empty text.

    The scheme may be left out and what follows the code is cut off; anything else is refused, also what only
    looks like the host (`meet.google.com.example.org`).

    Raises:
        LinkNotAccepted: it is not an https Google Meet link.
    """
    stripped = (text or "").strip().strip("<>")
    if not stripped:
        return None
    match = _MEET_LINK.fullmatch(stripped) if len(stripped) <= LINK_MAXIMUM else None
    if match is None:
        raise LinkNotAccepted
    code = match["code"].replace("-", "").lower()
    return f"https://meet.google.com/{code[:3]}-{code[3:7]}-{code[7:]}"
