"""Servers, roles and channels."""

from dataclasses import dataclass, field

from sandbox.json_types import JsonObject
from sandbox.model.events import ScheduledEvent
from sandbox.model.people import Member, User

TEXT_CHANNEL = 0
DM_CHANNEL = 1


@dataclass
class Role:
    """A role of a server; the one whose id is the server's is everyone's."""

    id: str
    name: str
    permissions: int
    position: int = 0
    color: int = 0
    hoist: bool = False
    mentionable: bool = False
    managed: bool = False
    bot_id: str | None = None

    def to_json(self) -> JsonObject:
        """Return Discord's role object."""
        body: JsonObject = {
            "id": self.id,
            "name": self.name,
            "description": None,
            "color": self.color,
            "colors": {"primary_color": self.color, "secondary_color": None, "tertiary_color": None},
            "hoist": self.hoist,
            "icon": None,
            "unicode_emoji": None,
            "position": self.position,
            "permissions": str(self.permissions),
            "managed": self.managed,
            "mentionable": self.mentionable,
            "flags": 0,
        }
        if self.bot_id is not None:
            body["tags"] = {"bot_id": self.bot_id}
        return body


@dataclass
class Overwrite:
    """What a channel allows and denies to one role (type 0) or member (type 1)."""

    id: str
    type: int
    allow: int = 0
    deny: int = 0

    def to_json(self) -> JsonObject:
        """Return Discord's overwrite object."""
        return {"id": self.id, "type": self.type, "allow": str(self.allow), "deny": str(self.deny)}


@dataclass(eq=False)
class Channel:
    """A channel of a server, or the DM channel between the bot and a user."""

    id: str
    type: int
    guild_id: str | None = None
    name: str = ""
    topic: str | None = None
    position: int = 0
    parent_id: str | None = None
    nsfw: bool = False
    slowmode: int = 0
    overwrites: dict[str, Overwrite] = field(default_factory=dict)
    recipient: User | None = None
    last_message_id: str | None = None

    def to_json(self) -> JsonObject:
        """Return Discord's channel object."""
        if self.recipient is not None:
            return {
                "id": self.id,
                "type": self.type,
                "last_message_id": self.last_message_id,
                "flags": 0,
                "recipients": [self.recipient.to_json()],
            }
        return {
            "id": self.id,
            "type": self.type,
            "guild_id": self.guild_id,
            "name": self.name,
            "topic": self.topic,
            "position": self.position,
            "parent_id": self.parent_id,
            "nsfw": self.nsfw,
            "rate_limit_per_user": self.slowmode,
            "permission_overwrites": [overwrite.to_json() for overwrite in self.overwrites.values()],
            "last_message_id": self.last_message_id,
            "flags": 0,
        }


@dataclass(eq=False)
class Guild:
    """A server with everything in it."""

    id: str
    name: str
    owner_id: str
    created_at: str
    locale: str = "en-US"
    roles: dict[str, Role] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    members: dict[str, Member] = field(default_factory=dict)
    scheduled_events: dict[str, ScheduledEvent] = field(default_factory=dict)

    @property
    def everyone(self) -> Role:
        """The role that each member has."""
        return self.roles[self.id]

    def to_json(self) -> JsonObject:
        """Return Discord's guild object, as REST gives it."""
        return {
            "id": self.id,
            "name": self.name,
            "owner_id": self.owner_id,
            "preferred_locale": self.locale,
            "roles": [role.to_json() for role in self.roles.values()],
            "icon": None,
            "splash": None,
            "discovery_splash": None,
            "banner": None,
            "description": None,
            "features": [],
            "emojis": [],
            "stickers": [],
            "afk_channel_id": None,
            "afk_timeout": 300,
            "system_channel_id": None,
            "system_channel_flags": 0,
            "rules_channel_id": None,
            "public_updates_channel_id": None,
            "safety_alerts_channel_id": None,
            "application_id": None,
            "widget_enabled": False,
            "widget_channel_id": None,
            "verification_level": 1,
            "default_message_notifications": 1,
            "explicit_content_filter": 0,
            "mfa_level": 0,
            "nsfw_level": 0,
            "nsfw": False,
            "premium_tier": 0,
            "premium_subscription_count": 0,
            "premium_progress_bar_enabled": False,
            "vanity_url_code": None,
            "region": "deprecated",
            "home_header": None,
            "incidents_data": None,
            "max_members": 500000,
            "max_presences": None,
            "max_video_channel_users": 25,
            "max_stage_video_channel_users": 50,
        }

    def to_gateway_json(self, member_ids: list[str]) -> JsonObject:
        """Return the guild object of GUILD_CREATE with the given members."""
        return self.to_json() | {
            "joined_at": self.created_at,
            "large": False,
            "unavailable": False,
            "member_count": len(self.members),
            "members": [self.members[user_id].to_json() for user_id in member_ids],
            "channels": [channel.to_json() for channel in self.channels.values()],
            "threads": [],
            "presences": [],
            "voice_states": [],
            "stage_instances": [],
            "soundboard_sounds": [],
            "guild_scheduled_events": [
                event.raw for event in self.scheduled_events.values() if not event.is_over
            ],
        }
