"""Messages in channels and DMs."""

from sandbox.errors import DiscordRefusal, ErrorCode
from sandbox.limits.messages import check_message
from sandbox.model.messages import Message
from sandbox.model.people import User
from sandbox.model.places import Channel
from sandbox.permissions import Permission
from sandbox.posting.messages import Draft, delete, edit, post
from sandbox.rest.lookup import find_channel, find_message
from sandbox.rest.routing import Call, Reply, RouteTable

routes = RouteTable()


@routes.add("POST", "/channels/{channel_id}/messages")
def create_message(call: Call) -> Reply:
    """Post a message; a repeat of an enforced nonce gives the first one back, for some minutes."""
    backend, body, now = call.backend, call.form, call.backend.clock.now()
    channel = _channel_to_write_in(call)
    check_message(body, call.uploads)
    nonce = None if body.get("nonce") is None else str(body["nonce"])
    bot = backend.world.bot
    if nonce is not None and body.get("enforce_nonce"):
        first = backend.messages.with_nonce(channel.id, bot.id, nonce, now)
        if first is not None:
            return Reply(first.raw)
    reference = _referenced(call, channel)
    kind = 0 if reference is None else 19
    message = post(backend, channel, bot, Draft(body, call.uploads, type=kind, replied_to=reference))
    if nonce is not None:
        backend.messages.remember_nonce(message, nonce, now)
    return Reply(message.raw)


def _channel_to_write_in(call: Call) -> Channel:
    channel = find_channel(call.backend, call.params["channel_id"], Permission.SEND_MESSAGES)
    if channel.recipient is not None:
        _check_recipient(call, channel.recipient)
    may = call.backend.permissions_in(call.backend.world.bot.id, channel)
    if call.uploads and not may & Permission.ATTACH_FILES:
        raise DiscordRefusal(ErrorCode.MISSING_PERMISSIONS)
    if call.form.get("embeds") and not may & Permission.EMBED_LINKS:
        raise DiscordRefusal(ErrorCode.MISSING_PERMISSIONS)
    return channel


def _check_recipient(call: Call, user: User) -> None:
    if not call.backend.shares_guild_with(user):
        raise DiscordRefusal(ErrorCode.NO_MUTUAL_GUILDS)
    if not user.dms_open:
        raise DiscordRefusal(ErrorCode.CANNOT_DM_USER)


def _referenced(call: Call, channel: Channel) -> Message | None:
    reference = call.form.get("message_reference")
    if not reference:
        return None
    message = call.backend.messages.get(str(reference.get("message_id")))
    if message is not None and message.channel_id == channel.id and message.only_for is None:
        return message
    if reference.get("fail_if_not_exists", True):
        raise DiscordRefusal(
            ErrorCode.INVALID_FORM_BODY,
            {
                "message_reference": {
                    "_errors": [{"code": "REPLIES_UNKNOWN_MESSAGE", "message": "Unknown message"}]
                }
            },
        )
    return None


@routes.add("GET", "/channels/{channel_id}/messages")
def list_messages(call: Call) -> Reply:
    """Return a channel's messages, the newest first."""
    channel = find_channel(call.backend, call.params["channel_id"])
    limit = call.limit(50, 100)
    may = call.backend.permissions_in(call.backend.world.bot.id, channel)
    if not may & Permission.READ_MESSAGE_HISTORY:
        return Reply([])
    messages = [one for one in call.backend.messages.in_channel(channel.id) if one.only_for is None]
    if (before := call.query.get("before")) is not None:
        chosen = [one for one in messages if int(one.id) < int(before)][-limit:]
    elif (after := call.query.get("after")) is not None:
        chosen = [one for one in messages if int(one.id) > int(after)][:limit]
    elif (around := call.query.get("around")) is not None:
        nearest = sorted(messages, key=lambda one: abs(int(one.id) - int(around)))[:limit]
        chosen = sorted(nearest, key=lambda one: int(one.id))
    else:
        chosen = messages[-limit:]
    return Reply([one.raw for one in reversed(chosen)])


@routes.add("GET", "/channels/{channel_id}/messages/{message_id}")
def get_message(call: Call) -> Reply:
    """Return one message."""
    channel = find_channel(call.backend, call.params["channel_id"], Permission.READ_MESSAGE_HISTORY)
    return Reply(find_message(call.backend, channel, call.params["message_id"]).raw)


@routes.add("PATCH", "/channels/{channel_id}/messages/{message_id}")
def edit_message(call: Call) -> Reply:
    """Edit one of the bot's messages."""
    channel = find_channel(call.backend, call.params["channel_id"])
    message = find_message(call.backend, channel, call.params["message_id"])
    if message.author_id != call.backend.world.bot.id:
        raise DiscordRefusal(ErrorCode.NOT_THE_AUTHOR)
    check_message(call.form, call.uploads, editing=message)
    edit(call.backend, message, call.form, call.uploads)
    return Reply(message.raw)


@routes.add("DELETE", "/channels/{channel_id}/messages/{message_id}")
def delete_message(call: Call) -> Reply:
    """Delete a message: the bot's own, or anyone's with the permission."""
    channel = find_channel(call.backend, call.params["channel_id"])
    message = find_message(call.backend, channel, call.params["message_id"])
    if message.author_id != call.backend.world.bot.id:
        find_channel(call.backend, channel.id, Permission.MANAGE_MESSAGES)
    delete(call.backend, message)
    return Reply()


@routes.add("POST", "/channels/{channel_id}/typing")
def type_in_channel(call: Call) -> Reply:
    """Take note that the bot is typing, of which nothing comes here."""
    find_channel(call.backend, call.params["channel_id"], Permission.SEND_MESSAGES)
    return Reply()
