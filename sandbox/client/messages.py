"""Reading, writing, deleting and dismissing messages as a member."""

from sandbox.backend import Backend
from sandbox.errors import ClientRefusal
from sandbox.model.messages import Message
from sandbox.model.people import User
from sandbox.model.places import Channel
from sandbox.permissions import Permission
from sandbox.posting.announce import can_see
from sandbox.posting.marks import announce_marks
from sandbox.posting.messages import Draft, delete, post

MAXIMUM_TEXT = 2000


def visible_messages(backend: Backend, user: User, channel: Channel) -> list[Message]:
    """Return a channel's messages as a user sees them, the oldest first.

    Raises:
        ClientRefusal: The user does not see the channel.
    """
    if not backend.sees(user.id, channel):
        raise ClientRefusal("You cannot see this channel.")
    return [
        message
        for message in backend.messages.in_channel(channel.id)
        if message.only_for is None or message.only_for == user.id
    ]


def write(backend: Backend, user: User, channel: Channel, content: str) -> Message:
    """Write a message.

    Raises:
        ClientRefusal: The user may not, or the text is empty or too long.
    """
    if not backend.permissions_in(user.id, channel) & Permission.SEND_MESSAGES:
        raise ClientRefusal("You may not write in this channel.")
    if not content.strip() or len(content) > MAXIMUM_TEXT:
        raise ClientRefusal(f"A message has 1 to {MAXIMUM_TEXT} characters.")
    message = post(backend, channel, user, Draft({"content": content}))
    mark_read(backend, user, channel)
    return message


def delete_as(backend: Backend, user: User, message_id: str) -> None:
    """Delete a message as its author or as someone who manages messages.

    Raises:
        ClientRefusal: The user may not.
    """
    message = backend.messages.get(message_id)
    if message is None or not can_see(backend, user.id, message):
        raise ClientRefusal("You do not see this message.")
    if message.only_for is not None:
        raise ClientRefusal("A message that only you see can be dismissed, not deleted.")
    channel = backend.world.channel(message.channel_id)
    manages = channel is not None and backend.permissions_in(user.id, channel) & Permission.MANAGE_MESSAGES
    if message.author_id != user.id and not manages:
        raise ClientRefusal("You may not delete this message.")
    delete(backend, message)


def dismiss(backend: Backend, user: User, message_id: str) -> None:
    """Dismiss an ephemeral message, which the bot does not learn of.

    Raises:
        ClientRefusal: It is not ephemeral, or not this user's.
    """
    message = backend.messages.get(message_id)
    if message is None or message.only_for != user.id:
        raise ClientRefusal("You can dismiss only what only you see.")
    delete(backend, message)


def mark_read(backend: Backend, user: User, channel: Channel) -> None:
    """Note that a user has looked at a channel."""
    backend.messages.mark_read(user.id, channel.id)
    announce_marks(backend, channel, [user.id])
