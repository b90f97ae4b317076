"""Whom a message mentions, and whom it really notifies."""

import re
from dataclasses import dataclass

from sandbox.backend import Backend
from sandbox.json_types import JsonObject
from sandbox.model.people import User
from sandbox.model.places import Channel
from sandbox.permissions import Permission

_USER = re.compile(r"<@!?(\d+)>")
_ROLE = re.compile(r"<@&(\d+)>")
_EVERYONE = re.compile(r"@(everyone|here)\b")


@dataclass(frozen=True)
class Mentions:
    """What came of the mentions in a message."""

    users: list[User]
    roles: list[str]
    everyone: bool
    notified: list[str]


def find_mentions(
    backend: Backend,
    channel: Channel,
    author: User,
    content: str,
    allowed: JsonObject | None,
    *,
    replied_to: User | None = None,
) -> Mentions:
    """Apply `allowed_mentions` and the author's permissions to the mentions in a text."""
    if "@" not in content and replied_to is None:
        return Mentions([], [], everyone=False, notified=[])
    may = backend.permissions_in(author.id, channel)
    users = _allowed(_USER.findall(content), "users", allowed)
    roles = _allowed(_ROLE.findall(content), "roles", allowed)
    everyone = bool(
        _EVERYONE.search(content)
        and may & Permission.MENTION_EVERYONE
        and (allowed is None or "everyone" in allowed.get("parse", []))
    )
    mentioned = [backend.world.users[one] for one in users if one in backend.world.users]
    if (
        replied_to is not None
        and replied_to is not author
        and (allowed is None or allowed.get("replied_user", False))
    ):
        mentioned.append(replied_to)
    guild = backend.world.guild_of(channel)
    notified = {user.id for user in mentioned}
    if guild is not None:
        pinging = [
            one
            for one in roles
            if one in guild.roles and (guild.roles[one].mentionable or may & Permission.MENTION_EVERYONE)
        ]
        if everyone or pinging:
            for member in guild.members.values():
                if everyone or any(role in member.roles for role in pinging):
                    notified.add(member.user.id)
    reachable = [one for one in notified if one != author.id and backend.sees(one, channel)]
    return Mentions(list(dict.fromkeys(mentioned)), roles, everyone, sorted(reachable))


def _allowed(found: list[str], kind: str, allowed: JsonObject | None) -> list[str]:
    unique = list(dict.fromkeys(found))
    if allowed is None or kind in (allowed.get("parse") or []):
        return unique
    listed = {str(one) for one in allowed.get(kind) or []}
    return [one for one in unique if one in listed]
