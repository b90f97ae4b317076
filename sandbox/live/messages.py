"""Reading and writing messages from the page."""

from aiohttp import web

from sandbox.client.messages import delete_as, dismiss, mark_read, visible_messages, write
from sandbox.json_types import JsonObject
from sandbox.live.context import PageContext, body_of, json_handler, required

_MOST = 200


def add_routes(app: web.Application, context: PageContext) -> None:
    """Serve the messages of a channel, and take what a member writes, deletes and reads."""
    backend = context.backend

    async def list_messages(request: web.Request) -> JsonObject:
        user = context.user(request.query.get("member"))
        channel = context.channel(request.query.get("channel"), user)
        limit, before = request.query.get("limit", "100"), request.query.get("before", "")
        messages = visible_messages(backend, user, channel)
        if before.isdecimal():
            messages = [one for one in messages if int(one.id) < int(before)]
        count = min(int(limit), _MOST) if limit.isdecimal() and int(limit) else _MOST
        return {"messages": [message.raw for message in messages[-count:]]}

    async def write_message(request: web.Request) -> JsonObject:
        body = await body_of(request)
        user = context.user(required(body, "member"))
        return write(
            backend, user, context.channel(required(body, "channel"), user), str(required(body, "content"))
        ).raw

    async def dismiss_message(request: web.Request) -> JsonObject:
        body = await body_of(request)
        dismiss(backend, context.user(required(body, "member")), str(required(body, "message")))
        return {}

    async def delete_message(request: web.Request) -> JsonObject:
        body = await body_of(request)
        delete_as(backend, context.user(required(body, "member")), str(required(body, "message")))
        return {}

    async def read_channel(request: web.Request) -> JsonObject:
        body = await body_of(request)
        user = context.user(required(body, "member"))
        mark_read(backend, user, context.channel(required(body, "channel"), user))
        return {}

    app.router.add_get("/sandbox/messages", json_handler(list_messages))
    app.router.add_post("/sandbox/messages", json_handler(write_message))
    app.router.add_post("/sandbox/dismiss", json_handler(dismiss_message))
    app.router.add_post("/sandbox/delete", json_handler(delete_message))
    app.router.add_post("/sandbox/read", json_handler(read_channel))
