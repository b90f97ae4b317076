"""Users, and their membership in servers."""

from dataclasses import dataclass, field

from sandbox.json_types import JsonObject


@dataclass(eq=False)
class User:
    """An account.

    Attributes:
        id: The snowflake.
        name: The unique user name, lower case.
        display_name: The name that others see.
        locale: The language of the client, which interactions carry.
        avatar: The hash of their picture; None for who has none. The page draws it itself.
        dms_open: Whether the bot may write to this user.
        bot: Whether this is the application's own account.
    """

    id: str
    name: str
    display_name: str
    locale: str = "en-US"
    avatar: str | None = None
    dms_open: bool = True
    bot: bool = False

    def to_json(self) -> JsonObject:
        """Return Discord's user object."""
        body: JsonObject = {
            "id": self.id,
            "username": self.name,
            "discriminator": "0",
            "global_name": None if self.bot else self.display_name,
            "avatar": self.avatar,
            "banner": None,
            "accent_color": None,
            "avatar_decoration_data": None,
            "collectibles": None,
            "clan": None,
            "primary_guild": None,
            "public_flags": 0,
            "flags": 0,
        }
        if self.bot:
            body["bot"] = True
        return body


@dataclass(eq=False)
class Member:
    """A user in a server."""

    user: User
    joined_at: str
    roles: list[str] = field(default_factory=list)
    nick: str | None = None

    def to_json(self, *, with_user: bool = True) -> JsonObject:
        """Return Discord's member object."""
        body: JsonObject = {
            "nick": self.nick,
            "avatar": None,
            "banner": None,
            "roles": list(self.roles),
            "joined_at": self.joined_at,
            "premium_since": None,
            "deaf": False,
            "mute": False,
            "flags": 0,
            "pending": False,
            "communication_disabled_until": None,
        }
        if with_user:
            body["user"] = self.user.to_json()
        return body
