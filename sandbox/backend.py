"""The whole state of the local Discord, in one object that its parts share."""

from dataclasses import dataclass, field

from sandbox.clock import SandboxClock, Snowflakes
from sandbox.gateway.gateway import Gateway
from sandbox.gateway.intents import Intent
from sandbox.hub import Hub
from sandbox.json_types import JsonObject
from sandbox.model.commands import CommandStore
from sandbox.model.files import FileStore
from sandbox.model.interactions import InteractionStore
from sandbox.model.messages import MessageStore
from sandbox.model.people import User
from sandbox.model.places import Channel, Guild
from sandbox.model.world import World
from sandbox.permissions import DM_PERMISSIONS, Permission, channel_permissions, guild_permissions


@dataclass(frozen=True)
class Settings:
    """What the owner of the sandbox may choose.

    Attributes:
        bot_token: The token with which the bot must log in.
        answer_seconds: How long the bot has for the first response, in real time.
        granted_intents: The privileged gateway intents that the application was granted.
        shards: How many shards Discord recommends.
    """

    bot_token: str
    answer_seconds: float = 3.0
    granted_intents: int = 0
    shards: int = 1


@dataclass(eq=False)
class Backend:
    """People, places, messages, commands and interactions, with the means to announce changes."""

    world: World
    clock: SandboxClock
    settings: Settings
    snowflakes: Snowflakes
    gateway: Gateway
    hub: Hub
    messages: MessageStore = field(default_factory=MessageStore)
    commands: CommandStore = field(default_factory=CommandStore)
    interactions: InteractionStore = field(default_factory=InteractionStore)
    files: FileStore = field(default_factory=FileStore)
    base_url: str = ""

    def permissions_in(self, user_id: str, channel: Channel) -> int:
        """Return what a user may do in a channel; nothing where they are not."""
        guild = self.world.guild_of(channel)
        if guild is None:
            own = channel.recipient is not None and user_id in (channel.recipient.id, self.world.bot.id)
            return DM_PERMISSIONS if own else 0
        member = guild.members.get(user_id)
        return 0 if member is None else channel_permissions(guild, member, channel)

    def shares_guild_with(self, user: User) -> bool:
        """Return whether the bot and a user are in a server together."""
        return any(self.world.bot.id in guild.members for guild in self.world.guilds_of(user.id))

    def sees(self, user_id: str, channel: Channel) -> bool:
        """Return whether a user can look into a channel."""
        return bool(self.permissions_in(user_id, channel) & Permission.VIEW_CHANNEL)

    def message_intent(self, channel: Channel) -> Intent:
        """Return the intent under which sessions hear of a channel's messages."""
        return Intent.DIRECT_MESSAGES if channel.guild_id is None else Intent.GUILD_MESSAGES

    def is_admin(self, user_id: str, guild: Guild) -> bool:
        """Return whether a member may manage a server."""
        member = guild.members.get(user_id)
        return member is not None and bool(guild_permissions(guild, member) & Permission.MANAGE_GUILD)

    def member_json(self, user: User, guild: Guild | None) -> JsonObject | None:
        """Return a user's member object without the user, when they are in the server."""
        member = guild.members.get(user.id) if guild is not None else None
        return None if member is None else member.to_json(with_user=False)
