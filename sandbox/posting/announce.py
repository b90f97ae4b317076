"""Who hears of a message: the bot's sessions, and the pages with their unread marks."""

from sandbox.backend import Backend
from sandbox.json_types import JsonObject
from sandbox.model.messages import Message
from sandbox.model.places import Channel
from sandbox.posting.marks import announce_marks


def can_see(backend: Backend, user_id: str, message: Message) -> bool:
    """Return whether a user sees a message."""
    if message.only_for is not None:
        return message.only_for == user_id
    channel = backend.world.channel(message.channel_id)
    return channel is not None and backend.sees(user_id, channel)


def announce(backend: Backend, change: str, message: Message) -> None:
    """Tell of a message that was created, updated or deleted (`change`)."""
    channel = backend.world.channel(message.channel_id)
    if channel is None:
        backend.hub.changed()
        return
    if message.only_for is None:
        _dispatch(backend, change, message, channel)
    backend.hub.publish(
        f"message_{change}", message.raw, visible_to=lambda user_id: can_see(backend, user_id, message)
    )
    reached = audience(backend, channel) if message.only_for is None else [message.only_for]
    announce_marks(backend, channel, (user_id for user_id in reached if backend.sees(user_id, channel)))


def audience(backend: Backend, channel: Channel) -> list[str]:
    """Return the people who might look into a channel, without the bot."""
    guild = backend.world.guild_of(channel)
    if guild is None:
        return [] if channel.recipient is None else [channel.recipient.id]
    return [user_id for user_id in guild.members if user_id != backend.world.bot.id]


def _dispatch(backend: Backend, change: str, message: Message, channel: Channel) -> None:
    gateway = backend.gateway
    where: JsonObject = {} if channel.guild_id is None else {"guild_id": channel.guild_id}
    if change == "delete":
        gone = {"id": message.id, "channel_id": channel.id} | where
        gateway.dispatch(
            "MESSAGE_DELETE", gone, guild_id=channel.guild_id, intent=backend.message_intent(channel)
        )
        return
    author = backend.world.users[message.author_id]
    member = backend.member_json(author, backend.world.guild_of(channel))
    data = message.raw | where
    if member is not None:
        data["member"] = member
    gateway.dispatch_message(f"MESSAGE_{change.upper()}", data, guild_id=channel.guild_id)
