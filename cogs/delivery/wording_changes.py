"""What a host has changed of the wording, as a guest reads it: what stood there before, and what does now."""

from cogs._shared.markup import plain, shorten
from cogs._shared.translation import Speaker
from services.delivery.kinds.direct import DetailsChanged
from services.wording import Worded, parts_of

SHOWN_MAXIMUM = 120
"""Characters of a part; the whole of the new one stands on the card below."""


def changes(speak: Speaker, message: DetailsChanged, now: Worded) -> str:
    """Return a line for each part that reads otherwise now."""
    before, after = parts_of(message), parts_of(now)
    names = {
        "topic": speak("changed-topic"),
        "level": speak("card-level"),
        "language": speak("card-language"),
        "notes": speak("changed-notes"),
    }
    return "\n".join(
        f"{names[part]}: {_shown(speak, old)} → {_shown(speak, new)}"
        for (part, old), new in zip(before.items(), after.values(), strict=True)
        if old != new and isinstance(old, str) and isinstance(new, str)
    )


def _shown(speak: Speaker, text: str) -> str:
    # Notes may have several lines, and an arrow stands between two texts on one.
    return plain(shorten(" ".join(text.split()), SHOWN_MAXIMUM)) or speak("changed-nothing")
