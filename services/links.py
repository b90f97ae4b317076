"""Meeting links that members paste."""

import re
from urllib.parse import urlsplit

from services.refusals import LinkNotAccepted, OtherLinkNotAccepted, SeveralLinks

LINK_MAXIMUM = 300

_ROOMS = {
    "zoom.us": re.compile(r"/(?:j|s|w)/\d{5,15}|/wc/(?:join/)?\d{5,15}(?:/join)?|/my/[\w.-]+", re.ASCII),
    "teams.microsoft.com": re.compile(r"/l/meetup-join/[\w%.@:/-]+|/meet/\d+", re.ASCII),
    "teams.live.com": re.compile(r"/meet/\d+", re.ASCII),
    "discord.com": re.compile(r"/channels/\d+/\d+", re.ASCII),
    "meet.jit.si": re.compile(r"/[\w%.~-]+", re.ASCII),
    "telemost.yandex.ru": re.compile(r"/j/\d+", re.ASCII),
}
"""Where interviews may take place besides Google Meet, when an admin allows it (design, section 6): these
hosts and their subdomains, each with the paths of its rooms. Invitations, sign-ins and redirects are none."""

OTHER_PROVIDERS = tuple(_ROOMS)

_MEET_LINK = re.compile(
    # What stands before it would make it a part of another address; what follows the code is cut off. Only
    # the ASCII letters have two cases here: "ſ" is no "s".
    r"(?<![\w/@.=?&#%-])(?ai:(?:https://)?meet\.google\.com/([a-z]{3}-?[a-z]{4}-?[a-z]{3}))(?![\w@%-]|[.:]\w)"
)
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")
_PLAIN = re.compile(r"[!-;=?-~]+")
"""Visible ASCII without the angle brackets, which would end a link in a message."""
_AROUND = " \t\r\n<>()[]{}\"'.,;!«»“”"


def check_link(text: str | None, *, others_allowed: bool = False) -> str | None:
    """Return the Google Meet link in its one form, or None for an empty text.

    The words around it, such as those of an invitation, do not matter, nor does what follows the code, and
    the scheme may be left out. What only looks like the host (`meet.google.com.example.org`) is refused. With
    `others_allowed` an https link to a room of another provider, and nothing else, is taken as it is.

    Raises:
        LinkNotAccepted, OtherLinkNotAccepted: it is not a link of a provider that is allowed.
        SeveralLinks: it has links to different rooms.
    """
    stripped = (text or "").strip()
    if not stripped:
        return None
    is_short = len(stripped) <= LINK_MAXIMUM
    rooms = _meet_rooms(stripped) | _other_rooms(stripped) if is_short else set()
    if len(rooms) > 1:
        raise SeveralLinks
    meet = _meet_rooms(stripped) if is_short else set()
    if meet:
        return meet.pop()
    if not others_allowed:
        raise LinkNotAccepted
    alone = stripped.strip("<>")
    if not is_short or not _is_of_another_provider(alone):
        raise OtherLinkNotAccepted(providers=", ".join(OTHER_PROVIDERS))
    return alone


def _meet_rooms(text: str) -> set[str]:
    codes = {code.replace("-", "").lower() for code in _MEET_LINK.findall(text)}
    return {f"https://meet.google.com/{code[:3]}-{code[3:7]}-{code[7:]}" for code in codes}


def _other_rooms(text: str) -> set[str]:
    return {link for word in text.split() if _is_of_another_provider(link := word.strip(_AROUND))}


def _is_of_another_provider(link: str) -> bool:
    if _PLAIN.fullmatch(link) is None:
        return False
    try:
        parts = urlsplit(link)
        port = parts.port
    except ValueError:
        return False
    host = (parts.hostname or "").lower()
    if parts.scheme != "https" or port is not None or "@" in parts.netloc or not _HOST.fullmatch(host):
        return False
    return any(
        path.fullmatch(parts.path.rstrip("/"))
        for name, path in _ROOMS.items()
        if host == name or host.endswith(f".{name}")
    )
