"""Pinned messages."""

from sandbox.clock import iso
from sandbox.permissions import Permission
from sandbox.posting.announce import announce
from sandbox.rest.lookup import find_channel, find_message
from sandbox.rest.routing import Call, Reply, RouteTable

routes = RouteTable()


@routes.add("GET", "/channels/{channel_id}/messages/pins")
def list_pins(call: Call) -> Reply:
    """Return the pinned messages, the newest first."""
    channel = find_channel(call.backend, call.params["channel_id"], Permission.READ_MESSAGE_HISTORY)
    limit = call.limit(50, 50)
    pinned = [one for one in call.backend.messages.in_channel(channel.id) if one.raw["pinned"]]
    items = [{"pinned_at": one.raw["timestamp"], "message": one.raw} for one in reversed(pinned)]
    return Reply({"items": items[:limit], "has_more": len(items) > limit})


def _set_pinned(call: Call, *, pinned: bool) -> Reply:
    channel = find_channel(call.backend, call.params["channel_id"], Permission.PIN_MESSAGES)
    message = find_message(call.backend, channel, call.params["message_id"])
    message.raw["pinned"] = pinned
    announce(call.backend, "update", message)
    data = {"channel_id": channel.id, "last_pin_timestamp": iso(call.backend.clock.now())}
    if channel.guild_id is not None:
        data["guild_id"] = channel.guild_id
    call.backend.gateway.dispatch("CHANNEL_PINS_UPDATE", data, guild_id=channel.guild_id)
    return Reply()


@routes.add("PUT", "/channels/{channel_id}/messages/pins/{message_id}")
def pin(call: Call) -> Reply:
    """Pin a message."""
    return _set_pinned(call, pinned=True)


@routes.add("DELETE", "/channels/{channel_id}/messages/pins/{message_id}")
def unpin(call: Call) -> Reply:
    """Unpin a message."""
    return _set_pinned(call, pinned=False)
