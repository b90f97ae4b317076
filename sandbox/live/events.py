"""A server's events on the page."""

from aiohttp import web

from sandbox.backend import Backend
from sandbox.client.events import delete_event_as, may_delete, visible_events
from sandbox.json_types import JsonObject
from sandbox.live.context import PageContext, body_of, json_handler, required
from sandbox.model.people import User
from sandbox.model.places import Guild


def events_json(backend: Backend, guild: Guild, me: User) -> list[JsonObject]:
    """Return a server's events as a member sees them, the soonest first."""
    return [
        event.raw | {"can_delete": may_delete(guild, me, event)} for event in visible_events(backend, guild)
    ]


def add_routes(app: web.Application, context: PageContext) -> None:
    """Take events that a member deletes."""

    async def delete_event(request: web.Request) -> JsonObject:
        body = await body_of(request)
        user = context.user(required(body, "member"))
        guild = context.backend.world.guild_named(str(required(body, "guild")))
        delete_event_as(context.backend, guild, user, str(required(body, "event")))
        return {}

    app.router.add_post("/sandbox/events/delete", json_handler(delete_event))
