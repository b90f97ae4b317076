"""Meeting links that members paste."""

import re
from urllib.parse import urlsplit

from services.refusals import LinkNotAccepted, OtherLinkNotAccepted

_MEET_LINK = re.compile(
    r"(?:https://)?meet\.google\.com/(?P<code>[a-z]{3}-?[a-z]{4}-?[a-z]{3})(?:[/?#]\S*)?", re.IGNORECASE
)

LINK_MAXIMUM = 300

OTHER_PROVIDERS = (
    "zoom.us",
    "teams.microsoft.com",
    "teams.live.com",
    "discord.com",
    "discord.gg",
    "meet.jit.si",
    "telemost.yandex.ru",
)
"""Where interviews may take place besides Google Meet, when an admin allows it: these hosts and their
subdomains (design, section 6)."""

_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")
_PLAIN = re.compile(r"[!-;=?-~]+")
"""Visible ASCII without the angle brackets, which would end a link in a message."""


def check_link(text: str | None, *, others_allowed: bool = False) -> str | None:
    """Return the Google Meet link in its one form, or None for an empty text.

    The scheme may be left out and what follows the code is cut off; anything else is refused, also what only
    looks like the host (`meet.google.com.example.org`). With `others_allowed` an https link of one of the
    other providers is taken as it is.

    Raises:
        LinkNotAccepted, OtherLinkNotAccepted: it is not a link of a provider that is allowed.
    """
    stripped = (text or "").strip().strip("<>")
    if not stripped:
        return None
    match = _MEET_LINK.fullmatch(stripped) if len(stripped) <= LINK_MAXIMUM else None
    if match is not None:
        code = match["code"].replace("-", "").lower()
        return f"https://meet.google.com/{code[:3]}-{code[3:7]}-{code[7:]}"
    if not others_allowed:
        raise LinkNotAccepted
    if not _is_of_another_provider(stripped):
        raise OtherLinkNotAccepted(providers=", ".join(OTHER_PROVIDERS))
    return stripped


def _is_of_another_provider(link: str) -> bool:
    if len(link) > LINK_MAXIMUM or _PLAIN.fullmatch(link) is None:
        return False
    try:
        parts = urlsplit(link)
        port = parts.port
    except ValueError:
        return False
    host = (parts.hostname or "").lower()
    is_plain = parts.scheme == "https" and port is None and "@" not in parts.netloc and _HOST.fullmatch(host)
    # A host alone is no place to meet: the room stands in the path.
    leads_somewhere = len(parts.path) > 1
    known = any(host == name or host.endswith(f".{name}") for name in OTHER_PROVIDERS)
    return bool(is_plain) and leads_somewhere and known
